package io.counterfoil.redemption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.counterfoil.HeldBack;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.Wiring;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.accounts.OpeningRequest;
import io.counterfoil.accounts.TermCheck;
import io.counterfoil.accounts.Uninstalls;
import io.counterfoil.accounts.directory.AccountRow;
import io.counterfoil.accounts.directory.Directory;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Slice;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holders of accounts are reminded of, with a clock that a test moves. */
class ReminderStoryIT {
    private static final Visitor PROVIDER = Visitor.provider("192.0.2.1");
    private static final Duration STEP = Duration.ofHours(12);

    private GreenMail mailServer;
    private TestWorld world;
    private Shelf shelf;
    private Caller visitor;
    private UUID basic;

    @BeforeEach
    void start() throws Exception {
        mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mailServer.start();
        world =
                new TestWorld(
                        Map.of(
                                "host", "127.0.0.1",
                                "port", mailServer.getSmtp().getPort(),
                                "tls", "none",
                                "from", "no-reply@harbour.example"));
        shelf = new Shelf(world);
        shelf.nodeThatIsDown();
        basic = shelf.plan("Basic", 50_000_000_000L);
        visitor = new Caller(new Scope.Provider(world.provider().id()), Actor.VISITOR);
    }

    @AfterEach
    void stop() {
        Caller system = new Caller(Scope.system(), Actor.job("test"));
        assertThat(world.wiring().transactions().read(system, new TermCheck()::faults)).isEmpty();
        world.close();
        mailServer.stop();
    }

    @Test
    void trialThenRemindersThenFrozenThenACardThenActive() throws Exception {
        UUID trial = shelf.trialPlan(30);
        open("anna", "anna@example.com", shelf.giveaway(trial, "P30D").code());
        walkTo("2026-03-20T10:00:00Z");
        extend("anna", shelf.card(trial, "P1M").code());
        walkTo("2026-04-20T10:00:00Z");
        assertThat(mails())
                .containsExactly(
                        "2026-02-16 trial_ending",
                        "2026-02-23 trial_ending",
                        "2026-02-27 trial_ending",
                        "2026-03-01 trial_ending",
                        "2026-03-02 frozen",
                        "2026-03-09 still_frozen",
                        "2026-03-16 still_frozen",
                        "2026-03-20 code_redeemed",
                        "2026-04-06 term_ending",
                        "2026-04-13 term_ending",
                        "2026-04-17 term_ending",
                        "2026-04-19 term_ending",
                        "2026-04-20 term_over");

        deliver(13);
        // What waited until there was more to say, or until the day came that it names, is not sent.
        assertThat(arrived("ends")).isEmpty();
        MimeMessage over = arrived("is over").getFirst();
        assertThat(over.getAllRecipients()[0]).hasToString("\"anna@example.com\" <anna@example.com>");
        for (int part = 0; part < 2; part++) {
            assertThat(((MimeMultipart) over.getContent()).getBodyPart(part).getContent())
                    .asString()
                    .contains("25 April 2026 at 11:00", "https://harbour.example/redeem", "anna");
        }
    }

    @Test
    void aFreezeIsCountedDownToItsDeletionAndNothingComesAfterIt() {
        open("anna", "anna@example.com");
        walkTo("2026-05-31T10:00:00Z");
        assertThat(mails())
                .containsExactly(
                        "2026-02-14 term_ending",
                        "2026-02-21 term_ending",
                        "2026-02-25 term_ending",
                        "2026-02-27 term_ending",
                        "2026-02-28 term_over",
                        "2026-03-05 frozen",
                        "2026-03-12 still_frozen",
                        "2026-03-19 still_frozen",
                        "2026-03-26 still_frozen",
                        "2026-03-28 deletion_near",
                        "2026-04-01 deletion_near",
                        "2026-04-02 still_frozen",
                        "2026-04-03 deletion_near");
    }

    @Test
    void uninstalledOneDayAfterPayingTheDeletionIsCountedDown() {
        open("anna", "anna@example.com");
        extend("anna", shelf.card(basic, "P1Y").code());
        lookAt("2026-02-01T10:00:00Z");
        UUID anna = UUID.fromString(rows("SELECT id FROM account").getFirst());
        // Whose mail goes to the same address hears of it with the parent account.
        openUnder(anna, "cellar", null);
        openUnder(anna, "attic", "attic@example.com");
        Uninstalls uninstalls = world.wiring().customers().uninstalls();
        uninstalls.uninstall(world.caller(), anna);
        uninstalls.confirm(visitor, MailedLink.of(world, anna), true);
        walkTo("2026-02-07T22:00:00Z");
        assertThat(mails())
                .containsExactly(
                        "2026-01-31 code_redeemed",
                        "2026-02-01 deletion_scheduled",
                        "2026-02-01 deletion_with_parent",
                        "2026-02-01 uninstall_confirmation",
                        "2026-02-05 leaving",
                        "2026-02-05 leaving_with_parent",
                        "2026-02-07 leaving",
                        "2026-02-07 leaving_with_parent");
        assertThat(rows("SELECT DISTINCT to_address FROM mail_message WHERE kind LIKE '%with_parent'"))
                .containsExactly("attic@example.com");
    }

    @Test
    void aCardInBetweenLetsNothingComeTwice() {
        open("anna", "anna@example.com");
        walkTo("2026-02-21T22:00:00Z");
        extend("anna", shelf.card(basic, "P1M").code());
        walkTo("2026-03-15T10:00:00Z");
        assertThat(mails())
                .containsExactly(
                        "2026-02-14 term_ending",
                        "2026-02-21 term_ending",
                        "2026-02-21 code_redeemed",
                        // Of the new end, 28 March.
                        "2026-03-14 term_ending");
    }

    @Test
    void whoHasSeveralAccountsGetsOneMailADayThatListsThem() throws Exception {
        open("anna", "anna@example.com");
        open("office", "Anna@example.com");
        world.clock().forward(Duration.ofHours(3));
        open("attic", "anna@example.com");
        open("bert", "bert@example.com");
        walkTo("2026-02-15T10:00:00Z");
        assertThat(mails()).containsExactly("2026-02-14 term_ending", "2026-02-14 term_ending");
        deliver(2);
        List<String> texts = new ArrayList<>();
        for (MimeMessage message : mailServer.getReceivedMessages()) {
            texts.add(
                    (String) ((MimeMultipart) message.getContent()).getBodyPart(0).getContent());
        }
        assertThat(texts)
                .anySatisfy(text -> assertThat(text).contains("anna", "office", "attic"))
                .anySatisfy(text -> assertThat(text).contains("bert").doesNotContain("office"));
    }

    @Test
    void aLastWarningIsSentThoughWhatItSaysOfAnotherAccountIsOvertaken() throws Exception {
        open("anna", "anna@example.com");
        walkTo("2026-03-04T09:00:00Z");
        open("office", "anna@example.com");
        // The mail server is away until the morning on which one ends and the other is deleted.
        walkTo("2026-04-03T09:00:00Z");
        assertThat(rows("SELECT good_until AT TIME ZONE 'UTC' FROM mail_message WHERE posted_at = '2026-04-03T09:00:00Z'"))
                .singleElement()
                .asString()
                .startsWith("2026-04-04 20:00");
        world.clock().set(Instant.parse("2026-04-04T05:00:00Z"));
        world.startJobs();
        await("nothing of it waits any more")
                .until(
                        () -> {
                            world.clock().forward(Duration.ofMillis(200));
                            return rows("SELECT count(*) FROM mail_message WHERE state = 'waiting'")
                                    .equals(List.of("0"));
                        });
        assertThat(arrived("deleted"))
                .singleElement()
                .satisfies(
                        last ->
                                assertThat(
                                                ((MimeMultipart) last.getContent())
                                                        .getBodyPart(0)
                                                        .getContent())
                                        .asString()
                                        .contains("anna", "office", "4 April 2026 at 22:00"));
    }

    @Test
    void whatIsDueLaterOnADayWaitsForTheNextOne() {
        open("anna", "anna@example.com");
        // Redeemed three days later, so that nothing of it is due with the first one.
        world.clock().forward(Duration.ofDays(3));
        open("office", "anna@example.com");
        lookAt("2026-02-14T10:00:00Z");
        assertThat(mails()).containsExactly("2026-02-14 term_ending");
        execute("UPDATE account SET reminder_at = '2026-02-14T11:00:00Z' WHERE username = 'office'");
        lookAt("2026-02-14T11:00:00Z");
        assertThat(mails()).hasSize(1);
        assertThat(rows("SELECT reminder_at FROM account WHERE username = 'office'"))
                .allSatisfy(at -> assertThat(at).startsWith("2026-02-15"));
    }

    @Test
    void whatIsStillOnItsWayMayArriveTodaySoThatTheNextOneWaits() throws Exception {
        open("anna", "anna@example.com");
        // Redeemed a day later, so that nothing of it is due with the first one.
        world.clock().forward(Duration.ofDays(1));
        open("office", "Anna@example.com");
        lookAt("2026-02-14T10:00:00Z");
        lookAt("2026-02-15T10:00:00Z");
        assertThat(mails()).containsExactly("2026-02-14 term_ending");
        deliver(1);
        assertThat(world.clock().instant()).isBefore("2026-02-15T20:00:00Z");
        world.wiring().jobs().stop();
        lookAt("2026-02-15T20:00:00Z");
        assertThat(mails()).as("it came today").hasSize(1);
        lookAt("2026-02-16T20:00:00Z");
        assertThat(mails()).containsExactly("2026-02-14 term_ending", "2026-02-16 term_ending");
        lookAt("2026-02-21T10:00:00Z");
        assertThat(mails()).as("the second may still arrive").hasSize(2);
        // On the 22nd there is more to say of the second account, so that one says it of both.
        lookAt("2026-02-22T10:00:00Z");
        assertThat(mails()).hasSize(3).last().isEqualTo("2026-02-22 term_ending");
    }

    @Test
    void aServiceThatSleptSendsOnlyTheNewest() {
        open("anna", "anna@example.com");
        lookAt("2026-02-27T23:30:00Z");
        assertThat(mails()).containsExactly("2026-02-28 term_ending");
        lookAt("2026-02-28T10:00:00Z");
        // It is the same day in Berlin.
        assertThat(mails()).hasSize(1);
        lookAt("2026-04-01T10:00:00Z");
        assertThat(mails()).hasSize(2).last().isEqualTo("2026-04-01 frozen");
    }

    @Test
    void whoseSpaceFillsIsToldOnceOfAllThatFill() throws Exception {
        open("anna", "anna@example.com");
        open("office", "Anna@example.com");
        open("bert", "bert@example.com");
        execute(
                "UPDATE placement SET used_bytes = 48000000000, space_due_at = '2026-01-01' FROM account"
                        + " WHERE account.id = account_id AND username IN ('anna', 'office')");
        execute("UPDATE placement SET used_bytes = 42000000000 WHERE space_due_at IS NOT NULL"
                + " AND account_id IN (SELECT id FROM account WHERE username = 'office')");
        world.wiring().lifecycle().spaceClock().look();
        world.wiring().lifecycle().spaceClock().look();
        assertThat(rows("SELECT kind, lower(to_address) FROM mail_message"))
                .containsExactly("space_filling anna@example.com");
        assertThat(rows("SELECT space_told FROM placement ORDER BY 1"))
                .containsExactly("0", "80", "95");
        Directory directory = world.wiring().customers().directory();
        Slice<AccountRow> newest = directory.filling(world.caller(), new Listing(1, null));
        Slice<AccountRow> oldest =
                directory.filling(world.caller(), new Listing(1, newest.next()));
        assertThat(Stream.of(newest, oldest).flatMap(part -> part.items().stream()))
                .extracting(row -> row.username() + " " + row.spaceLevel())
                .containsExactlyInAnyOrder("office 80", "anna 95");
        assertThat(oldest.next()).isNull();
        deliver(1);
        assertThat(arrived("96 %")).hasSize(1);
        assertThat(
                        ((MimeMultipart) arrived("96 %").getFirst().getContent())
                                .getBodyPart(0)
                                .getContent())
                .asString()
                .contains("48 GB of 50 GB", "office: 84 %", "restic forget");
    }

    @Test
    void whoseBackupsHaveStoppedIsToldOnceOfAllThatHave() throws Exception {
        // Of no term the end is near: the jobs that send this remind of none.
        open("anna", "anna@example.com", shelf.card(basic, "P1Y").code());
        open("office", "Anna@example.com", shelf.card(basic, "P1Y").code());
        open("cellar", "anna@example.com", shelf.card(basic, "P1Y").code());
        open("bert", "bert@example.com", shelf.card(basic, "P1Y").code());
        UUID trial = shelf.trialPlan(30);
        open("carla", "carla@example.com", shelf.giveaway(trial, "P60D").code());
        open("dora", "dora@example.com", shelf.giveaway(trial, "P60D").code());
        backedUp("anna", "2026-02-02T10:00:00Z");
        backedUp("office", "2026-02-01T23:30:00Z");
        neverBackedUp("cellar", "2026-02-01T10:00:00Z");
        neverBackedUp("bert", "2026-02-01T10:00:00Z");
        backedUp("carla", "2026-02-01T10:00:00Z");
        neverBackedUp("dora", "2026-02-01T10:00:00Z");
        silenceAt("2026-02-15T09:59:59Z");
        assertThat(mails()).isEmpty();
        silenceAt("2026-02-16T10:00:00Z");
        silenceAt("2026-02-16T11:00:00Z");
        // Of carla's backups nobody is told in free time.
        assertThat(rows("SELECT kind, lower(to_address) FROM mail_message ORDER BY 2"))
                .containsExactly(
                        "no_backup_lately anna@example.com",
                        "no_backup_yet bert@example.com",
                        "no_backup_yet dora@example.com");
        Directory directory = world.wiring().customers().directory();
        Slice<AccountRow> newest = directory.silent(world.caller(), new Listing(3, null));
        Slice<AccountRow> oldest =
                directory.silent(world.caller(), new Listing(3, newest.next()));
        assertThat(Stream.of(newest, oldest).flatMap(part -> part.items().stream()))
                .extracting(row -> row.username() + " " + row.lastSnapshotAt())
                .containsExactlyInAnyOrder(
                        "anna 2026-02-02T10:00:00Z",
                        "office 2026-02-01T23:30:00Z",
                        "cellar null",
                        "bert null",
                        "dora null");
        deliver(3);
        MimeMessage lately = arrived("No backup at").getFirst();
        assertThat(lately.getSubject()).endsWith("since 2 February 2026");
        for (int part = 0; part < 2; part++) {
            assertThat(((MimeMultipart) lately.getContent()).getBodyPart(part).getContent())
                    .asString()
                    // In Berlin it was the 2nd already; its last one is the oldest.
                    .containsSubsequence("office", "2 February 2026", "anna", "2 February 2026", "cellar", "none");
        }
        assertThat(arrived("There is no backup in your account at")).hasSize(2);
    }

    @Test
    void whatWaitsWhileANewerBackupComesIsNotSentAndTheOthersAreToldAnew() throws Exception {
        open("anna", "anna@example.com", shelf.card(basic, "P1Y").code());
        open("office", "anna@example.com", shelf.card(basic, "P1Y").code());
        open("bert", "bert@example.com", shelf.card(basic, "P1Y").code());
        backedUp("anna", "2026-02-01T10:00:00Z");
        backedUp("office", "2026-02-02T10:00:00Z");
        backedUp("bert", "2026-02-01T10:00:00Z");
        silenceAt("2026-02-16T10:00:00Z");
        assertThat(mails()).hasSize(2);
        backedUp("anna", "2026-02-16T10:00:00Z");
        execute(
                "UPDATE placement SET silence_told_at = NULL FROM account WHERE account.id = account_id AND username = 'anna'");
        world.clock().forward(Duration.ofSeconds(1));
        world.startJobs();
        await("both have come to their end")
                .until(
                        () -> {
                            world.clock().forward(Duration.ofMillis(200));
                            return rows("SELECT count(*) FROM mail_message WHERE state <> 'waiting' AND posted_at <= '2026-02-16T10:00:00Z'")
                                    .equals(List.of("2"));
                        });
        // Unless the job has looked meanwhile.
        silenceAt("2026-02-16T11:00:00Z");
        await("the other account is told of")
                .until(
                        () -> {
                            world.clock().forward(Duration.ofMillis(200));
                            return rows("SELECT count(*) FROM mail_message WHERE state <> 'waiting'")
                                    .equals(List.of("3"));
                        });
        assertThat(rows("SELECT to_address, state, coalesce(reason, '-') FROM mail_message ORDER BY 1, 2"))
                .containsExactly(
                        "anna@example.com failed It was not true any more when it was to be sent.",
                        "anna@example.com sent -",
                        "bert@example.com sent -");
        assertThat(arrived("since 1 February 2026"))
                .singleElement()
                .satisfies(
                        message ->
                                assertThat(message.getAllRecipients()[0])
                                        .hasToString("\"bert@example.com\" <bert@example.com>"));
        assertThat(arrived("since 2 February 2026")).hasSize(1);
    }

    @Test
    void ofWhatWaitsForTheMailServerUntilTheNextDayTheStillSilentAreToldAnew() throws Exception {
        open("anna", "anna@example.com", shelf.card(basic, "P1Y").code());
        open("office", "anna@example.com", shelf.card(basic, "P1Y").code());
        backedUp("anna", "2026-02-01T10:00:00Z");
        backedUp("office", "2026-02-02T10:00:00Z");
        silenceAt("2026-02-16T10:00:00Z");
        assertThat(mails()).hasSize(1);
        backedUp("anna", "2026-02-16T12:00:00Z");
        execute(
                "UPDATE placement SET silence_told_at = NULL FROM account WHERE account.id = account_id AND username = 'anna'");
        world.clock().set(Instant.parse("2026-02-17T10:00:00Z"));
        deliver(1);
        silenceAt("2026-02-17T11:00:00Z");
        deliver(2);
        assertThat(rows("SELECT state, coalesce(reason, '-') FROM mail_message ORDER BY posted_at"))
                .containsExactly("failed It would have come too late to be true.", "sent -");
        assertThat(arrived("since 1 February 2026")).isEmpty();
        assertThat(arrived("since 2 February 2026")).hasSize(1);
    }

    @Test
    void aStoppedBackupIsToldOfOnADayWithoutAnotherReminder() {
        open("anna", "anna@example.com");
        backedUp("anna", "2026-01-31T10:00:00Z");
        lookAt("2026-02-14T10:00:00Z");
        silenceAt("2026-02-14T12:00:00Z");
        assertThat(mails()).containsExactly("2026-02-14 term_ending");
        execute("UPDATE mail_message SET state = 'sent', settled_at = posted_at, due_at = NULL");
        silenceAt("2026-02-15T12:00:00Z");
        assertThat(mails()).containsExactly("2026-02-14 term_ending", "2026-02-15 no_backup_lately");
    }

    @Test
    void whoseBackupsStopOnOneDayGetsOneMessageOnThatDay() {
        open("anna", "anna@example.com");
        open("office", "anna@example.com");
        open("cellar", "anna@example.com");
        open("attic", "anna@example.com");
        backedUp("anna", "2026-02-02T08:10:00Z");
        backedUp("office", "2026-02-02T10:20:00Z");
        neverBackedUp("cellar", "2026-02-02T22:30:00Z");
        backedUp("attic", "2026-02-02T23:30:00Z");
        for (int hour = 0; hour < 24; hour++) {
            silenceAt("2026-02-16T%02d:05:00Z".formatted(hour));
        }
        assertThat(mails()).containsExactly("2026-02-16 no_backup_lately");
        assertThat(rows("SELECT count(*) FROM placement WHERE silence_told_at IS NOT NULL"))
                .as("the last one is due on the 17th in Berlin")
                .containsExactly("3");
        silenceAt("2026-02-17T00:05:00Z");
        assertThat(mails())
                .containsExactly("2026-02-16 no_backup_lately", "2026-02-17 no_backup_lately");
    }

    @Test
    void whatIsSaidOfABackupIsSentOnThatDayOnlyAndLeavesRoomForReminders() throws Exception {
        open("anna", "anna@example.com");
        open("bert", "bert@example.com");
        backedUp("anna", "2026-01-30T08:00:00Z");
        backedUp("bert", "2026-01-31T20:00:00Z");
        // The reminder of the term is due at ten.
        silenceAt("2026-02-14T08:30:00Z");
        assertThat(mails()).isEmpty();
        lookAt("2026-02-14T10:00:00Z");
        assertThat(mails()).containsExactly("2026-02-14 term_ending", "2026-02-14 term_ending");
        // In the last hours nothing is begun.
        silenceAt("2026-02-15T20:30:00Z");
        assertThat(mails()).hasSize(2);
        execute("UPDATE contact SET reminded_at = NULL");
        silenceAt("2026-02-16T10:00:00Z");
        assertThat(mails()).as("the reminder is still on its way").hasSize(2);
        execute("UPDATE mail_message SET state = 'sent', settled_at = '2026-02-14T11:00:00Z', due_at = NULL");
        silenceAt("2026-02-16T11:00:00Z");
        assertThat(
                        rows(
                                "SELECT max(good_until AT TIME ZONE 'Europe/Berlin') FROM mail_message"
                                        + " WHERE kind = 'no_backup_lately' GROUP BY to_address"))
                .containsExactly("2026-02-16 23:59:59.999999", "2026-02-16 23:59:59.999999");
    }

    @Test
    void ofManyWhoAreDueAtOnceSomeAreToldInALookWhoHaveWaitedLongestFirst() {
        open("anna", "anna@example.com");
        open("bert", "bert@example.com");
        open("carla", "carla@example.com");
        neverBackedUp("anna", "2026-02-01T12:00:00Z");
        backedUp("bert", "2026-02-01T10:00:00Z");
        neverBackedUp("carla", "2026-02-01T11:00:00Z");
        world.clock().set(Instant.parse("2026-02-16T10:00:00Z"));
        execute("UPDATE placement SET reported_at = '2026-02-16T10:00:00Z'");
        String told = "SELECT to_address FROM mail_message ORDER BY 1";
        world.wiring().lifecycle().silenceClock().look(2);
        assertThat(rows(told)).containsExactly("bert@example.com", "carla@example.com");
        world.wiring().lifecycle().silenceClock().look(2);
        assertThat(rows(told))
                .containsExactly("anna@example.com", "bert@example.com", "carla@example.com");
    }

    @Test
    void theEndOfATermIsSaidInsteadOfAStoppedBackup() {
        open("anna", "anna@example.com");
        backedUp("anna", "2026-02-16T10:00:00Z");
        lookAt("2026-02-28T11:00:00Z");
        assertThat(rows("SELECT term_state FROM account")).containsExactly("grace");
        silenceAt("2026-03-02T11:00:00Z");
        assertThat(mails()).containsExactly("2026-02-28 term_over");
    }

    @Test
    void theDaysWithoutABackupAreTheProvidersAndZeroIsNever() {
        open("anna", "anna@example.com");
        backedUp("anna", "2026-02-01T10:00:00Z");
        try (TestServer server = new TestServer(world)) {
            String key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
            assertThat(change(server, key, "{\"without_backup\": 366}").statusCode()).isEqualTo(422);
            assertThat(change(server, key, "{\"without_backup\": 0}").body())
                    .contains("\"without_backup\":0", "\"before_end\":[30,14,7,3,1,0]");
            assertThat(rows("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'plan-reminders'"))
                    .as("days of terms are as they were")
                    .containsExactly("0");
            silenceAt("2026-02-20T10:00:00Z");
            assertThat(mails()).isEmpty();
            assertThat(change(server, key, "{\"without_backup\": 19}").statusCode()).isEqualTo(200);
        }
        silenceAt("2026-02-20T10:00:00Z");
        assertThat(mails()).containsExactly("2026-02-20 no_backup_lately");
    }

    @Test
    void severalServersAtOnceTellOfEachSilenceOnce() throws Exception {
        for (int at = 0; at < 6; at++) {
            open("user" + at, "user" + at / 2 + "@example.com");
            neverBackedUp("user" + at, "2026-01-31T10:00:00Z");
        }
        world.clock().set(Instant.parse("2026-02-16T10:00:00Z"));
        execute("UPDATE placement SET reported_at = '2026-02-16T10:00:00Z'");
        Wiring second = world.anotherServer();
        try (ExecutorService servers = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> looks = new ArrayList<>();
            for (int at = 0; at < 4; at++) {
                Wiring server = at % 2 == 0 ? world.wiring() : second;
                looks.add(
                        () -> {
                            server.lifecycle().silenceClock().look();
                            return true;
                        });
            }
            for (Future<Boolean> look : servers.invokeAll(looks)) {
                assertThat(look.get()).isTrue();
            }
        }
        assertThat(rows("SELECT to_address, count(*) FROM mail_message GROUP BY 1 ORDER BY 1"))
                .containsExactly(
                        "user0@example.com 1", "user1@example.com 1", "user2@example.com 1");
    }

    /** As its node says, it has had its newest backup then. */
    private void backedUp(String username, String at) {
        neverBackedUp(username, at);
        execute(
                "UPDATE placement SET last_snapshot_at = '%s' FROM account WHERE account.id = account_id AND username = '%s'"
                        .formatted(at, username));
    }

    /** As its node says, it has none, and could have had one since then. */
    private void neverBackedUp(String username, String since) {
        execute(
                "UPDATE placement SET backup_awaited_since = '%s' FROM account WHERE account.id = account_id AND username = '%s'"
                        .formatted(since, username));
    }

    /** All nodes have just reported. */
    private void silenceAt(String now) {
        world.clock().set(Instant.parse(now));
        execute("UPDATE placement SET reported_at = '" + now + "'");
        world.wiring().lifecycle().silenceClock().look();
    }

    @Test
    void severalServersAtOnceSendEachReminderOnce() throws Exception {
        for (int at = 0; at < 6; at++) {
            open("user" + at, "user" + at / 2 + "@example.com");
        }
        world.clock().set(Instant.parse("2026-02-14T10:00:00Z"));
        Wiring second = world.anotherServer();
        try (ExecutorService servers = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> looks = new ArrayList<>();
            for (int at = 0; at < 4; at++) {
                Wiring server = at % 2 == 0 ? world.wiring() : second;
                looks.add(
                        () -> {
                            server.lifecycle().reminderClock().look();
                            return true;
                        });
            }
            for (Future<Boolean> look : servers.invokeAll(looks)) {
                assertThat(look.get()).isTrue();
            }
        }
        assertThat(rows("SELECT to_address, count(*) FROM mail_message GROUP BY 1 ORDER BY 1"))
                .containsExactly(
                        "user0@example.com 1", "user1@example.com 1", "user2@example.com 1");
    }

    @Test
    void whatFailsInASweepStaysDueAndHoldsUpNobody() {
        open("anna", "anna@example.com");
        open("bert", "bert@example.com");
        execute("ALTER TABLE mail_message ADD CONSTRAINT broken CHECK (to_address <> 'anna@example.com')");
        lookAt("2026-02-14T10:00:00Z");
        assertThat(mails()).containsExactly("2026-02-14 term_ending");
        execute("ALTER TABLE mail_message DROP CONSTRAINT broken");
        lookAt("2026-02-14T10:01:00Z");
        assertThat(mails()).containsExactly("2026-02-14 term_ending", "2026-02-14 term_ending");
    }

    @Test
    void aSuppressedAddressIsNotWrittenTo() throws Exception {
        open("anna", "anna@example.com");
        open("bert", "bert@example.com");
        execute(
                "INSERT INTO mail_suppression SELECT provider_id, gen_random_uuid(),"
                        + " 'anna@example.com', 'bounce', NULL, now() FROM contact LIMIT 1");
        lookAt("2026-02-14T10:00:00Z");
        deliver(2);
        assertThat(rows("SELECT state FROM mail_message ORDER BY state"))
                .containsExactly("sent", "suppressed");
        assertThat(mailServer.getReceivedMessages())
                .singleElement()
                .satisfies(
                        message ->
                                assertThat(message.getAllRecipients()[0])
                                        .hasToString("\"bert@example.com\" <bert@example.com>"));
    }

    @Test
    void whoLeavesWithTheParentHearsOfItOnDaysThatAreChosenLater() throws Exception {
        try (TestServer server = new TestServer(world)) {
            String key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
            change(server, key, "{\"before_deletion\": [7]}");
            open("anna", "anna@example.com");
            extend("anna", shelf.card(basic, "P1Y").code());
            lookAt("2026-02-01T10:00:00Z");
            UUID anna = UUID.fromString(rows("SELECT id FROM account").getFirst());
            openUnder(anna, "attic", "attic@example.com");
            Uninstalls uninstalls = world.wiring().customers().uninstalls();
            uninstalls.uninstall(world.caller(), anna);
            uninstalls.confirm(visitor, MailedLink.of(world, anna), true);
            walkTo("2026-02-02T10:00:00Z");
            change(server, key, "{\"before_deletion\": [7, 3, 1]}");
            world.startJobs();
            await("all are looked at anew")
                    .until(
                            () ->
                                    rows("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'plan-reminders'")
                                            .equals(List.of("0")));
        }
        world.wiring().jobs().stop();
        walkTo("2026-02-07T22:00:00Z");
        assertThat(mails())
                .contains("2026-02-05 leaving_with_parent", "2026-02-07 leaving_with_parent");
    }

    @Test
    void chosenDaysCountFromNowOnAndForThisProviderOnly() throws Exception {
        open("anna", "anna@example.com");
        try (TestServer server = new TestServer(world)) {
            String key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
            assertThat(change(server, key, "{\"before_end\": [366]}").statusCode()).isEqualTo(422);
            assertThat(change(server, key, "{\"before_end\": [null]}").statusCode())
                    .isBetween(400, 422);
            HttpResponse<String> changed =
                    change(server, key, "{\"before_end\": [5, 20, 5], \"while_frozen\": 0}");
            assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
            assertThat(changed.body())
                    .contains("\"before_end\":[20,5]", "\"before_deletion\":[7,3,1]");
            // While a server is at it, the days change once more.
            execute("UPDATE scheduled_tasks SET picked = true WHERE task_name = 'plan-reminders'");
            assertThat(change(server, key, "{\"before_deletion\": [7, 3]}").statusCode())
                    .isEqualTo(200);
            assertThat(rows("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'plan-reminders' AND NOT picked"))
                    .containsExactly("1");
            execute("UPDATE scheduled_tasks SET picked = false WHERE task_name = 'plan-reminders'");
            world.startJobs();
            await("all are looked at anew")
                    .until(
                            () ->
                                    rows("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'plan-reminders'")
                                            .equals(List.of("0")));
        }
        world.wiring().jobs().stop();
        walkTo("2026-03-12T10:00:00Z");
        // Twenty days before the end lies in the first third of the month.
        assertThat(mails()).containsExactly("2026-02-23 term_ending", "2026-03-05 frozen");
    }

    @Test
    void ofTwoWhoChangeTheDaysAtOnceNeitherUndoesWhatTheOtherOneSet() throws Exception {
        String key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        try (TestServer server = new TestServer(world);
                HeldBack other =
                        new HeldBack(world, "LOCK TABLE reminder_settings IN SHARE MODE");
                ExecutorService both = Executors.newFixedThreadPool(2)) {
            List<Future<HttpResponse<String>>> changes =
                    Stream.of("{\"before_end\": [9]}", "{\"while_frozen\": 5}")
                            .map(body -> both.submit(() -> change(server, key, body)))
                            .toList();
            other.awaitWaiting(2);
            other.commit();
            for (Future<HttpResponse<String>> change : changes) {
                assertThat(change.get().statusCode()).isEqualTo(200);
            }
            assertThat(change(server, key, "{}").body())
                    .contains("\"before_end\":[9]", "\"while_frozen\":5");
        }
    }

    private static HttpResponse<String> change(TestServer server, String key, String body) {
        return server.send(
                server.request("/api/v1/reminders")
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .method("PATCH", HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private void open(String name, String email) {
        open(name, email, shelf.card(basic, "P1M").code());
    }

    private void open(String name, String email, String code) {
        world.wiring()
                .redemption()
                .redemptions()
                .open(visitor, PROVIDER, code, new NewAccount(name, email, name, "a password of ten"));
        shelf.forgetFirstMails();
    }

    private void openUnder(UUID parent, String name, @Nullable String email) {
        world.wiring()
                .customers()
                .opening()
                .open(
                        world.caller(),
                        new OpeningRequest(
                                null,
                                null,
                                parent.toString(),
                                null,
                                null,
                                null,
                                email,
                                name,
                                "a password of ten",
                                null,
                                null,
                                null));
    }

    private void extend(String username, String code) {
        world.wiring().redemption().redemptions().extend(visitor, PROVIDER, code, username, null);
    }

    private void walkTo(String moment) {
        Instant until = Instant.parse(moment);
        while (world.clock().instant().isBefore(until)) {
            Instant next = world.clock().instant().plus(STEP);
            lookAt((next.isBefore(until) ? next : until).toString());
        }
    }

    private void lookAt(String now) {
        world.clock().set(Instant.parse(now));
        // Whichever looks first, the same is sent.
        world.wiring().lifecycle().reminderClock().look();
        world.wiring().lifecycle().clock().look();
    }

    /** Lets the jobs send what is posted; time goes on, since a job may be put off for a second. */
    private void deliver(int messages) {
        world.startJobs();
        await(messages + " messages have come to their end")
                .until(
                        () -> {
                            world.clock().forward(Duration.ofMillis(200));
                            return rows("SELECT count(*) FROM mail_message WHERE state <> 'waiting'")
                                    .equals(List.of(Integer.toString(messages)));
                        });
    }

    private List<MimeMessage> arrived(String subject) throws Exception {
        List<MimeMessage> found = new ArrayList<>();
        for (MimeMessage message : mailServer.getReceivedMessages()) {
            if (message.getSubject().contains(subject)) {
                found.add(message);
            }
        }
        return found;
    }

    /** The day, in the provider's zone, and kind of every message. */
    private List<String> mails() {
        return rows(
                "SELECT (posted_at AT TIME ZONE 'Europe/Berlin')::date, kind FROM mail_message"
                        + " ORDER BY posted_at, kind");
    }

    private List<String> rows(String sql) {
        return world.database().rows(sql);
    }

    private void execute(String sql) {
        world.database().execute(sql);
    }
}
