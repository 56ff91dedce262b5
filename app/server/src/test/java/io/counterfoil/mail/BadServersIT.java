package io.counterfoil.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.Wiring;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.KeyFolder;
import io.counterfoil.platform.Listing;
import io.dropwizard.jackson.Jackson;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What becomes of messages when the mail server, or we, don't do as we should. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadServersIT {
    private static final Pattern MESSAGE_ID = Pattern.compile("(?m)^Message-ID: (\\S+)\\r?$");

    private static final Message TO_ANNA =
            Message.of(MailKind.TEST, "Anna", "anna@example.com", Map.of());
    private static final int QUEUED = 1000;

    private SmtpFake server;
    private MailWorld mail;

    @BeforeAll
    void start() {
        server = new SmtpFake();
        mail = new MailWorld(server.port());
    }

    @BeforeEach
    void afterAWhile() {
        server.forget();
        // The last test's faults are over.
        mail.world().clock().forward(Duration.ofMinutes(1));
    }

    @AfterAll
    void stop() {
        mail.close();
        server.close();
    }

    @Test
    void whatIsNotTakenNowIsTriedAgainAndArrives() {
        server.answer("RCPT", "450 4.2.0 Greylisted, come back later");
        server.answer(SmtpFake.END, "451 4.3.0 Disk full");
        UUID id = mail.post();
        OutboxMessage waiting = mail.awaitAttempts(id, 1);
        assertThat(waiting.state()).isEqualTo(MailState.WAITING);
        assertThat(waiting.reason()).contains("just now", "Greylisted");
        assertThat(waiting.dueAt())
                .isBetween(
                        waiting.postedAt().plus(Duration.ofMinutes(1)),
                        mail.world().clock().instant().plus(Duration.ofMinutes(1)));

        mail.forwardToNext(id);
        assertThat(mail.awaitAttempts(id, 2).reason()).contains("Disk full");
        mail.forwardToNext(id);
        OutboxMessage sent = mail.await(id, MailState.SENT);
        assertThat(sent.attempts()).isEqualTo(3);
        assertThat(sent.reason()).isNull();
        assertThat(server.messages()).hasSize(2);
        assertThat(messageIds())
                .as("the refused one and the other")
                .hasSize(2)
                .allMatch(messageIds().getFirst()::equals);
    }

    @Test
    void aBadAddressFailsAtOnceAndGetsNothingMore() {
        server.answer("RCPT", "550-5.1.1 <anna@example.com>:\r\n550 5.1.1 no such mailbox");
        OutboxMessage failed = mail.await(mail.post(), MailState.FAILED);
        assertThat(failed.reason()).contains("refuses the recipient", "no such mailbox");

        UUID second = mail.post();
        OutboxMessage suppressed = mail.await(second, MailState.SUPPRESSED);
        assertThat(suppressed.reason()).contains("messages to it come back");
        assertThat(server.messages()).isEmpty();

        Suppressions suppressions =
                new Suppressions(
                        mail.world().wiring().transactions(),
                        mail.world().wiring().access().audit(),
                        new Ids(mail.world().clock(), new SecureRandom()));
        UUID suppression =
                suppressions.list(mail.world().caller(), null, Listing.first()).items().getFirst().id();
        assertThat(suppressions.list(mail.world().decoy(), null, Listing.first()).items()).isEmpty();
        suppressions.lift(mail.world().caller(), suppression);
        assertThat(mail.world().wiring()
                .access()
                .audit()
                .list(mail.world().caller(), AuditFilter.ALL, new Listing(10, null))
                .items())
                .extracting(entry -> entry.action())
                .contains("mail.suppressed", "mail.suppression_lifted");
        mail.await(mail.post(), MailState.SENT);
    }

    @Test
    void aRefusalThatIsNotAboutTheAddressSuppressesNothing() {
        List<String> ofOthers =
                List.of(
                        "554 5.7.1 Relay access denied",
                        "550 5.1.8 <no-reply@harbour.example>: Sender's domain not found",
                        "550 5.1.7 Bad sender's address syntax",
                        "550 5.1.0 <no-reply@harbour.example>: Sender address rejected",
                        "550 5.1.20 No such code",
                        "550 relay not permitted",
                        "551 we do not relay",
                        "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
                        "550 JunkMail rejected - [192.0.2.1] is in an RBL");
        for (String reply : ofOthers) {
            server.answer("RCPT", reply);
            assertThat(mail.await(mail.post(), MailState.FAILED).reason())
                    .contains("refuses the recipient", reply);
        }
        server.answer("MAIL", "550 5.7.1 Not with this sender");
        server.answer(SmtpFake.END, "554 5.6.0 That looks like spam");
        assertThat(mail.await(mail.post(), MailState.FAILED).reason())
                .contains("refuses the sender");
        assertThat(mail.await(mail.post(), MailState.FAILED).reason())
                .contains("refuses the message", "looks like spam");
        mail.await(mail.post(), MailState.SENT);
    }

    @Test
    void aServerThatHangsIsGivenUpInTimeAndHoldsUpNobody() {
        Map<String, Object> settings = MailWorld.settings(server.port());
        settings.put("readTimeout", "3s");
        try (MailWorld impatient = new MailWorld(settings)) {
            server.answer(SmtpFake.END, SmtpFake.HANG);
            UUID id = impatient.post();
            assertThat(impatient.awaitAttempts(id, 1).reason())
                    .contains("does not answer in time");
            UUID behind = impatient.post();
            assertThat(impatient.awaitAttempts(behind, 1).reason())
                    .as("put off without asking the server")
                    .contains("does not answer in time");
            assertThat(server.commands()).filteredOn("DATA"::equals).hasSize(1);

            impatient.forwardToNext(id);
            impatient.await(id, MailState.SENT);
            impatient.await(behind, MailState.SENT);
        }
    }

    @Test
    void aConnectionThatBreaksOffLeavesTheMessageToBeTriedAgain() {
        server.answer("DATA", SmtpFake.CLOSE);
        UUID id = mail.post();
        OutboxMessage waiting = mail.awaitAttempts(id, 1);
        assertThat(waiting.state()).isEqualTo(MailState.WAITING);
        assertThat(waiting.reason()).contains("broke off");
        mail.forwardToNext(id);
        mail.await(id, MailState.SENT);
    }

    @Test
    void whatNobodyTakesIsGivenUpAfterThreeDays() {
        server.shut();
        try {
            UUID id = mail.post();
            OutboxMessage first = mail.awaitAttempts(id, 1);
            assertThat(first.reason()).contains("Nothing answers");
            mail.world().clock().forward(RetryPlan.PATIENCE);
            OutboxMessage failed = mail.await(id, MailState.FAILED);
            assertThat(failed.reason()).contains("three days", "Nothing answers");
            assertThat(failed.readable()).isTrue();
        } finally {
            server.open();
        }
    }

    @Test
    void whatIsNotTrueAnyMoreIsNotSentWhenTheServerIsBack() {
        server.shut();
        UUID late;
        UUID other;
        try {
            Instant tonight = mail.world().clock().instant().plus(Duration.ofHours(8));
            late =
                    mail.post(
                            Message.of(MailKind.TEST, "Anna", "anna@example.com", Map.of())
                                    .until(tonight));
            other = mail.post();
            mail.awaitAttempts(late, 1);
            mail.awaitAttempts(other, 1);
            mail.world().clock().set(tonight);
        } finally {
            server.open();
        }
        assertThat(mail.await(late, MailState.FAILED).reason())
                .startsWith("It would have come too late to be true. The last attempt: Nothing");
        mail.await(other, MailState.SENT);
        assertThat(again(late)).isFalse();
        assertThat(server.messages()).hasSize(1);
    }

    @Test
    void manyMessagesShareAConnectionAndOneThatHadEnoughIsReplaced() {
        int before = server.connections();
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ids.add(mail.post());
        }
        ids.forEach(id -> mail.await(id, MailState.SENT));
        assertThat(server.connections() - before).isBetween(0, 2);

        for (String end : List.of("421 4.4.2 Too long idle", SmtpFake.CLOSE)) {
            server.answer("MAIL", end);
            assertThat(mail.await(mail.post(), MailState.SENT).attempts()).as(end).isOne();
        }
        assertThat(messageIds()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void whoIsKilledBeforeItIsWrittenDownSendsTheSameMessageOnceMore() {
        AtomicBoolean killed = new AtomicBoolean();
        mail.world().wiring().jobs().stop();
        Wiring other = mail.world().anotherServer();
        try (PostOffice office = office()) {
            define(
                    other,
                    letter -> {
                        Outcome outcome = office.send(letter);
                        if (killed.compareAndSet(false, true)) {
                            throw new AssertionError("killed, as far as it can tell");
                        }
                        return outcome;
                    });
            UUID id = mail.post();
            other.jobs().start();
            Awaitility.await("the first attempt").untilTrue(killed);
            Awaitility.await("the other attempt")
                    .until(
                            () -> {
                                mail.world().clock().forward(Duration.ofSeconds(1));
                                return mail.message(id).state() == MailState.SENT;
                            });
            assertThat(messageIds())
                    .containsExactly("<" + id + "@harbour.example>", "<" + id + "@harbour.example>");
        } finally {
            other.jobs().stop();
            mail.world().startJobs();
        }
    }

    @Test
    void aLongQueueBeforeASlowServerHoldsUpNoOtherJobAndSendsNothingTwice() {
        CountDownLatch slow = new CountDownLatch(1);
        AtomicReference<String> underWay = new AtomicReference<>();
        AtomicBoolean beside = new AtomicBoolean();
        mail.world().wiring().jobs().stop();
        Wiring other = mail.world().anotherServer();
        other.jobs().define("beside", instance -> beside.set(true));
        try (PostOffice office = office()) {
            MailDelivery delivery =
                    define(
                            other,
                            letter -> {
                                underWay.set(letter.messageId());
                                awaitEnd(slow);
                                return office.send(letter);
                            });
            mail.world()
                    .wiring()
                    .transactions()
                    .write(
                            mail.world().caller(),
                            tx -> {
                                for (int i = 0; i < QUEUED; i++) {
                                    mail.world().wiring().mail().mail().post(tx, TO_ANNA);
                                }
                                return tx.now();
                            });
            other.jobs().start();
            mail.world().clock().forward(Duration.ofSeconds(5));
            Awaitility.await("the first letter").until(() -> underWay.get() != null);
            other.transactions()
                    .write(
                            mail.world().caller(),
                            tx -> {
                                other.jobs().schedule(tx, "beside", "one");
                                return tx.now();
                            });
            Awaitility.await("the other job").untilTrue(beside);

            UUID id = UUID.fromString(underWay.get().substring(1, 37));
            Outbox outbox =
                    new Outbox(
                            other.transactions(),
                            delivery,
                            texts(),
                            heads(other),
                            other.access().audit());
            outbox.retry(mail.world().caller(), id);
            slow.countDown();
            Awaitility.await("all of them")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> mail.waiting() == 0);
            assertThat(messageIds()).hasSize(QUEUED).doesNotHaveDuplicates();
        } finally {
            slow.countDown();
            other.jobs().stop();
            mail.world().startJobs();
        }
    }

    private static void awaitEnd(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatIsAskedForWhileItFailsIsTriedAgainAtOnce() {
        mail.world().wiring().jobs().stop();
        UUID id = mail.post();
        try {
            QueueRepository.Waiting taken =
                    inQueue(queue -> queue.due(Set.of(), 1)).getFirst();
            mail.world().clock().forward(Duration.ofSeconds(1));
            Instant asked = mail.world().clock().instant().truncatedTo(ChronoUnit.MICROS);
            assertThat(again(id)).isTrue();
            inQueue(
                    queue -> {
                        queue.putOff(taken, asked.plus(RetryPlan.PATIENCE), "Greylisted", 1);
                        queue.ended(taken, MailState.FAILED, "No such mailbox", 1);
                        return id;
                    });
            assertThat(mail.message(id).dueAt()).isEqualTo(asked);
        } finally {
            mail.world().startJobs();
        }
        mail.await(id, MailState.SENT);
    }

    private boolean again(UUID id) {
        return mail.world()
                .wiring()
                .transactions()
                .write(mail.world().caller(), tx -> new OutboxRepository(tx).again(id));
    }

    private <T> T inQueue(Function<QueueRepository, T> work) {
        return mail.world()
                .wiring()
                .transactions()
                .write(mail.world().caller(), tx -> work.apply(new QueueRepository(tx)));
    }

    @Test
    void whatCanNotBeReadIsGivenUpLikeEverythingElse() {
        mail.world().wiring().jobs().stop();
        UUID id;
        try {
            id = mail.post();
            change("UPDATE mail_message SET body = '\\x00', kind = 'of_old_times' WHERE id = ?", id);
        } finally {
            mail.world().startJobs();
        }
        assertThat(mail.awaitAttempts(id, 1).reason()).contains("could not be read or written");
        mail.world().clock().forward(RetryPlan.PATIENCE);
        OutboxMessage failed = mail.await(id, MailState.FAILED);
        assertThat(failed.kind()).isEqualTo("of_old_times");
        assertThat(server.messages()).isEmpty();
    }

    @Test
    void aSecretThatNobodyEvenTriesToSendIsForgotten() {
        mail.world().wiring().jobs().stop();
        try {
            Message secret =
                    new Message(
                            MailKind.TEMPORARY_PASSWORD,
                            "Anna",
                            "anna@example.com",
                            Map.of(
                                    "username", "anna",
                                    "plan", "Basic",
                                    "repository", "rest:https://n.example/",
                                    "repositoryUser", "r1"),
                            Map.of("password", "open-sesame"));
            UUID id = mail.post(secret);
            mail.world().clock().forward(Mail.SECRETS_KEPT.minus(Duration.ofMinutes(1)));
            mail.forgetOld();
            assertThat(mail.message(id).readable()).isTrue();
            mail.world().clock().forward(Duration.ofMinutes(2));
            mail.forgetOld();
            OutboxMessage forgotten = mail.message(id);
            assertThat(forgotten.readable()).isFalse();
            assertThat(forgotten.state()).isEqualTo(MailState.FAILED);
            assertThat(forgotten.reason()).contains("two weeks");
        } finally {
            mail.world().startJobs();
        }
    }

    private void change(String sql, UUID id) {
        mail.world()
                .wiring()
                .transactions()
                .write(
                        mail.world().caller(),
                        tx -> tx.handle().createUpdate(sql).bind(0, id).execute());
    }

    @Test
    void twoServersSendEachMessageOnce() {
        Wiring other = mail.world().anotherServer();
        other.jobs().start();
        try {
            List<UUID> ids = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                ids.add(mail.post());
            }
            ids.forEach(id -> mail.await(id, MailState.SENT));
            assertThat(messageIds()).hasSize(12).doesNotHaveDuplicates();
        } finally {
            other.jobs().stop();
            other.mail().office().close();
        }
    }

    private PostOffice office() {
        MailSettings settings =
                Jackson.newObjectMapper()
                        .convertValue(MailWorld.settings(server.port()), MailSettings.class);
        return PostOffice.of(settings, mail.world().clock());
    }

    /** Lets a server hand letters over elsewhere; before its jobs start. */
    private MailDelivery define(Wiring server, Hand hand) {
        return new MailDelivery(
                server.transactions(),
                server.jobs(),
                hand,
                texts(),
                new Suppressions(
                        server.transactions(),
                        server.access().audit(),
                        new Ids(mail.world().clock(), new SecureRandom())),
                heads(server));
    }

    private static MailHeads heads(Wiring server) {
        return new MailHeads(server.access().providers(), tx -> Optional.empty());
    }

    private SealedTexts texts() {
        SecureRandom random = new SecureRandom();
        KeyFolder keys = new KeyFolder(mail.world().dataFolder().resolve("keys"), random);
        return new SealedTexts(keys.serverKey(), random);
    }

    /** A post office that only hands over. */
    private interface Hand extends PostOffice {
        @Override
        default boolean open() {
            return true;
        }

        @Override
        default void close() {
            // It has nothing open.
        }
    }

    private List<String> messageIds() {
        return server.messages().stream()
                .map(
                        message -> {
                            Matcher id = MESSAGE_ID.matcher(message);
                            assertThat(id.find()).isTrue();
                            return Objects.requireNonNull(id.group(1));
                        })
                .toList();
    }
}
