package io.counterfoil.redemption;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.TriedFrom;
import io.counterfoil.accounts.AccountView;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.accounts.OpenedAccount;
import io.counterfoil.accounts.OpeningRequest;
import io.counterfoil.accounts.TermCheck;
import io.counterfoil.accounts.Uninstalls;
import io.counterfoil.accounts.WantedKey;
import io.counterfoil.node.NodeSettings;
import io.counterfoil.node.StorageNode;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Check;
import io.counterfoil.platform.EventChains;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Subject;
import io.counterfoil.provisioning.KeyScope;
import io.counterfoil.provisioning.RepositoryAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of accounts, on a real storage node, with a clock that a test moves. */
class DeletionStoryIT {
    private static final Visitor PROVIDER = Visitor.provider("192.0.2.1");
    // Of a card for a month that was redeemed at 10:00 on 31 January, and of what follows it.
    private static final Instant GRACE_END = Instant.parse("2026-03-05T10:00:00Z");
    private static final Instant DELETION = Instant.parse("2026-04-04T09:00:00Z");
    private static final String PASSWORD = "a password of ten";
    private static final String BLOB = "bytes of a backup";

    @TempDir Path folder;
    private TestWorld world;
    private Shelf shelf;
    private StorageNode node;
    private CutLine line;
    private final HttpClient client = HttpClient.newHttpClient();
    private Caller visitor;
    private UUID basic;
    private Instant start;

    @BeforeEach
    void start() throws Exception {
        world = new TestWorld();
        shelf = new Shelf(world);
        line = new CutLine();
        startNode();
        start = world.clock().instant();
        basic = shelf.plan("Basic", 50_000_000_000L);
        visitor = new Caller(new Scope.Provider(world.provider().id()), Actor.VISITOR);
    }

    @AfterEach
    void stop() {
        world.close();
        requireNonNull(line).close();
        node.close();
        client.close();
    }

    @Test
    void cardThenGraceThenFrozenThenDeletedWithAReceiptOfTheNode() {
        Redemption anna = open("anna");
        backUp(anna);
        lookAt(Instant.parse("2026-02-28T10:00:00Z"));
        lookAt(GRACE_END);
        AccountView frozen = view(anna);
        assertThat(frozen.term().deletesAt()).isEqualTo(DELETION);
        assertThat(put(anna, "more")).isEqualTo(403);
        assertThat(get(anna)).isEqualTo(BLOB);

        lookAt(DELETION.minusSeconds(1));
        assertThat(view(anna).term().state()).isEqualTo("frozen");
        assertThat(get(anna)).isEqualTo(BLOB);
        lookAt(DELETION);
        // What is due is deleted by its job, after the node was asked.
        assertThat(view(anna).term().state()).isEqualTo("frozen");
        delete(anna);

        AccountView deleted = view(anna);
        assertThat(deleted.term().state()).isEqualTo("deleted");
        AccountView.ReceiptView receipt = requireNonNull(deleted.receipt());
        assertThat(receipt.objects()).isEqualTo(2);
        assertThat(receipt.bytes()).isEqualTo(2L * BLOB.length());
        assertThat(getStatus(anna)).isEqualTo(401);
        assertThat(events(anna.account()))
                .containsExactly(
                        "opened",
                        "extended",
                        "term_moved active grace",
                        "term_moved grace frozen",
                        "term_moved frozen purging",
                        "deleted");
        assertThat(mails()).containsExactly("frozen", "deleted");
        Caller system = new Caller(Scope.system(), Actor.job("test"));
        for (Check check : List.of(new EventChains(), new TermCheck())) {
            assertThat(world.wiring().transactions().read(system, check::faults)).isEmpty();
        }
    }

    @Test
    void nothingThatNamesAnybodyIsLeftAndTheNameIsFreeAgain() {
        Redemption anna = open("anna");
        String session = signIn("anna");
        lookAt(GRACE_END);
        lookAt(GRACE_END.plus(Duration.ofDays(31)));
        delete(anna);

        assertThat(rows("SELECT username, password_hash, contact_id, customer_id FROM account"))
                .containsExactly("null null null null");
        assertThat(rows("SELECT count(*) FROM customer, contact")).containsExactly("0");
        assertThat(rows("SELECT count(*) FROM repository_key WHERE revoked_at IS NULL"))
                .containsExactly("0");
        assertThat(world.wiring().access().sessions().find(session)).isEmpty();
        assertThat(signInWith("anna")).isEmpty();
        // Somebody else may have the name, and the plan with it.
        Redemption other = open("anna");
        assertThat(view(other).term().state()).isEqualTo("active");
    }

    @Test
    void paidOneHourBeforeThePurgeEverythingGoesOn() {
        Redemption anna = open("anna");
        backUp(anna);
        lookAt(GRACE_END);
        lookAt(DELETION.minus(Duration.ofHours(1)));
        Redemption extended = extend("anna");
        assertThat(extended.termEndsAt()).isEqualTo(Instant.parse("2026-05-04T08:00:00Z"));
        lookAt(DELETION.plusSeconds(60));
        delete(anna);
        assertThat(view(anna).term().state()).isEqualTo("active");
        deliver(anna);
        assertThat(put(anna, "more")).isEqualTo(200);
        assertThat(mails()).containsExactly("frozen", "code_redeemed");
    }

    @Test
    void aCardWinsAlsoWhenTheNodeIsClosedAlready() throws Exception {
        Redemption anna = open("anna");
        backUp(anna);
        lookAt(GRACE_END);
        lookAt(DELETION);
        node.close();
        assertThatThrownBy(() -> runJob(anna.account()))
                .hasMessageContaining("The node one does not answer");
        assertThat(view(anna).term().state()).isEqualTo("frozen");
        extend("anna");
        startNode();
        delete(anna);
        deliver(anna);
        assertThat(view(anna).term().state()).isEqualTo("active");
        assertThat(get(anna)).isEqualTo(BLOB);
        assertThat(put(anna, "more")).isEqualTo(200);
    }

    @Test
    void onceThePurgeHasBegunACardIsRefusedInWordsAndStaysGood() throws Exception {
        Redemption anna = open("anna");
        backUp(anna);
        Shelf.Card card = shelf.card(basic, "P1M");
        lookAt(GRACE_END);
        lookAt(DELETION);
        // The purge has begun and the node went away before it heard of it: asked, closed and asked again it was.
        requireNonNull(line).cutAfter(3, false);
        assertThatThrownBy(() -> runJob(anna.account()))
                .hasMessageContaining("The node one does not answer");
        assertThat(catchThrowableOfType(Refused.class, () -> extend("anna", card.code())))
                .hasMessageContaining("a code is still good");
        assertThat(world.wiring().customers().accountCare().view(world.caller(), anna.account()))
                .extracting(view -> view.term().state())
                .isEqualTo("purging");
        requireNonNull(line).mend();
        delete(anna);
        assertThat(view(anna).term().state()).isEqualTo("deleted");
        Redemption fresh = open("anna", card);
        assertThat(view(fresh).term().state()).isEqualTo("active");
    }

    @Test
    @Tag("long")
    void stoppedAfterEachStepADeletionGoesOnOrACardWinsAndNothingIsHalfDone() {
        UUID trial = shelf.trialPlan(30);
        boolean stopped = true;
        for (int step = 0; stopped; step++) {
            // Before the node hears of a step; and, of those that can't be undone, after it but
            // before anybody knows.
            for (boolean answer : step < 4 ? List.of(false) : List.of(false, true)) {
                String name = "anna" + step + answer;
                Redemption anna = open(name, shelf.giveaway(trial, "P30D"));
                Redemption attic = openUnder(anna, "attic" + step + answer);
                List.of(anna, attic).forEach(this::backUp);
                lookAt(requireNonNull(uninstallWithCredential(anna).deletesAt()));
                stopped = stopAfter(step, answer, anna);
                if (view(anna).term().state().equals("deletion_scheduled")) {
                    extend(name, shelf.card(trial, "P1M").code());
                    delete(anna);
                    for (Redemption each : List.of(attic, anna)) {
                        deliver(each);
                        assertThat(view(each).term().state()).isEqualTo("active");
                        assertThat(get(each)).isEqualTo(BLOB);
                        assertThat(put(each, "more")).isEqualTo(200);
                    }
                    continue;
                }
                String card = shelf.card(trial, "P1M").code();
                assertThat(catchThrowableOfType(Refused.class, () -> extend(name, card))).isNotNull();
                delete(anna);
                for (Redemption each : List.of(attic, anna)) {
                    assertThat(requireNonNull(view(each).receipt()).objects()).isEqualTo(2);
                    assertThat(events(each.account()))
                            .endsWith(
                                    "term_moved trial deletion_scheduled",
                                    "term_moved deletion_scheduled purging",
                                    "deleted");
                }
            }
        }
    }

    @Test
    void whatItsParentDoesMovesNoSubAccountWhosePurgeHasBegun() {
        UUID trial = shelf.trialPlan(30);
        Redemption anna = open("anna", shelf.giveaway(trial, "P30D"));
        Redemption attic = openUnder(anna, "attic");
        backUp(attic);
        lookAt(requireNonNull(uninstallWithCredential(attic).deletesAt()));
        assertThat(stopAfter(3, false, attic)).isTrue();
        extend("anna", shelf.card(trial, "P1M").code());
        lookAt(Instant.parse("2026-03-20T10:00:00Z"));
        delete(attic);
        assertThat(events(attic.account()))
                .containsExactly(
                        "opened",
                        "term_moved trial deletion_scheduled",
                        "term_moved deletion_scheduled purging",
                        "deleted");
        assertThat(view(anna).term().state()).isEqualTo("active");
    }

    /** Runs a deletion until the line is cut; false if it came to its end before that. */
    private boolean stopAfter(int requests, boolean answer, Redemption account) {
        requireNonNull(line).cutAfter(requests, answer);
        boolean over = false;
        try {
            while (!over) {
                over = runJob(account.account());
            }
        } catch (RuntimeException e) {
            assertThat(e).hasMessageContaining("The node one does not answer");
        }
        return requireNonNull(line).mend();
    }

    @Test
    void aNodeThatLostItsListOfAccountsStillRemovesTheBytes() throws Exception {
        Redemption anna = open("anna");
        backUp(anna);
        lookAt(GRACE_END);
        lookAt(DELETION);
        requireNonNull(line).cutAfter(3, false);
        assertThatThrownBy(() -> runJob(anna.account()))
                .hasMessageContaining("The node one does not answer");
        requireNonNull(line).mend();
        node.close();
        try (Stream<Path> lost = Files.list(folder.resolve("accounts"))) {
            for (Path file : lost.toList()) {
                Files.delete(file);
            }
        }
        startNode();
        delete(anna);
        assertThat(requireNonNull(view(anna).receipt()).objects()).isEqualTo(2);
    }

    @Test
    void ofACustomersTwoParentAccountsOnlyTheOneThatLapsedGoes() {
        Redemption anna = open("anna");
        Redemption office = openBeside(anna, "office", "P1Y");
        backUp(office);
        lookAt(GRACE_END);
        assertThat(view(anna).term().state()).isEqualTo("frozen");
        assertThat(put(office, "while the other one is frozen")).isEqualTo(200);
        lookAt(DELETION);
        delete(anna);
        delete(office);
        assertThat(view(anna).term().state()).isEqualTo("deleted");
        assertThat(view(office).term().state()).isEqualTo("active");
        assertThat(view(office).email()).isEqualTo("anna@example.com");
        assertThat(get(office)).isEqualTo(BLOB);
        assertThat(signInWith("office")).isPresent();
        assertThat(events(office.account())).containsExactly("opened", "extended");
        assertThat(mails()).containsExactly("frozen", "deleted");
    }

    @Test
    void aFamilyGoesSubAccountsFirstAndGoesOnWhereAServiceWasKilled() {
        Redemption anna = open("anna");
        List<Redemption> family = List.of(openUnder(anna, "attic"), openUnder(anna, "cellar"), anna);
        family.forEach(this::backUp);
        lookAt(GRACE_END);
        lookAt(DELETION);
        execute(
                "ALTER TABLE account ADD CONSTRAINT killed CHECK (term_state <> 'deleted' OR parent_id"
                        + " IS NOT NULL)");
        assertThatThrownBy(() -> delete(anna)).hasMessageContaining("killed");
        assertThat(family)
                .extracting(member -> view(member).term().state())
                .containsExactly("deleted", "deleted", "purging");
        execute("ALTER TABLE account DROP CONSTRAINT killed");
        execute("DELETE FROM scheduled_tasks WHERE task_name = 'delete-account'");

        // Whichever server looks next finds what was begun.
        lookAt(DELETION.plusSeconds(60));
        assertThat(rows("SELECT task_instance FROM scheduled_tasks WHERE task_name = 'delete-account'"))
                .containsExactly(world.provider().id() + ":" + anna.account());
        delete(anna);
        assertThat(family)
                .allSatisfy(
                        member -> {
                            assertThat(view(member).term().state()).isEqualTo("deleted");
                            assertThat(requireNonNull(view(member).receipt()).objects()).isEqualTo(2);
                            assertThat(events(member.account())).endsWith("deleted");
                            assertThat(events(member.account())).containsOnlyOnce("deleted");
                        });
        assertThat(rows("SELECT count(*) FROM customer, contact")).containsExactly("0");
        assertThat(mails()).containsExactly("frozen", "deleted", "deleted", "deleted");
    }

    @Test
    void twoAccountsOfACustomerThatEndAtOnceLeaveNobodysName() throws Exception {
        Redemption anna = open("anna");
        Redemption office = openBeside(anna, "office", "P1M");
        lookAt(GRACE_END);
        lookAt(DELETION);
        List<Redemption> both = List.of(anna, office);
        both.forEach(each -> assertThat(stopAfter(2, true, each)).isTrue());
        holdAtCommit("NEW.term_state = 'deleted'");
        try (ExecutorService servers = Executors.newFixedThreadPool(2);
                Connection connection = world.database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(42)");
            List<Future<?>> ends = new ArrayList<>();
            both.forEach(each -> ends.add(servers.submit(() -> delete(each))));
            await("both have begun to end").until(() -> waiting() == 2);
            connection.rollback();
            for (Future<?> end : ends) {
                end.get();
            }
        }
        assertThat(rows("SELECT (SELECT count(*) FROM customer) + (SELECT count(*) FROM contact)"))
                .containsExactly("0");
        assertThat(rows("SELECT DISTINCT customer_id FROM account")).containsExactly("null");

        // Whom it happened to before can still be erased.
        UUID left = UUID.randomUUID();
        execute(
                "INSERT INTO customer (provider_id, id, name, created_at)"
                        + " SELECT provider_id, '%s', 'Left', now() FROM account LIMIT 1".formatted(left));
        execute("UPDATE account SET customer_id = '%s'".formatted(left));
        world.wiring().customers().contacts().erase(world.caller(), left);
        assertThat(rows("SELECT count(*) FROM customer")).containsExactly("0");
    }

    @Test
    void aSubAccountThatIsUninstalledGoesAloneAndItsParentStays() {
        Redemption anna = open("anna");
        Redemption attic = openUnder(anna, "attic");
        backUp(anna);
        backUp(attic);
        Instant third = start.plus(Duration.ofDays(3));
        world.clock().set(third.minusSeconds(1));
        assertThat(uninstallWithCredential(attic).confirmationSent()).isTrue();
        world.clock().set(third);
        world.wiring().customers().uninstalls().confirm(visitor, MailedLink.of(world, attic.account()), false);
        Instant tenth = start.plus(Duration.ofDays(10));
        assertThat(view(attic).term().deletesAt()).isEqualTo(tenth);
        lookAt(tenth.minusSeconds(1));
        delete(attic);
        assertThat(get(attic)).isEqualTo(BLOB);
        lookAt(tenth);
        delete(attic);
        delete(anna);
        assertThat(view(attic).term().state()).isEqualTo("deleted");
        assertThat(getStatus(attic)).isEqualTo(401);
        assertThat(view(anna).term().state()).isEqualTo("active");
        assertThat(put(anna, "more")).isEqualTo(200);
        assertThat(get(anna)).isEqualTo(BLOB);
        assertThat(events(anna.account())).containsExactly("opened", "extended");
        assertThat(mails())
                .containsExactly("uninstall_confirmation", "deletion_scheduled", "deleted");
    }

    @Test
    void aFamilyThatWasClosedServesOnWhileASubAccountOfItIsKept() {
        Redemption anna = openTrial("anna");
        Redemption attic = openUnder(anna, "attic");
        backUp(anna);
        backUp(attic);
        world.clock().set(day(3));
        assertThat(uninstallWithCredential(attic).deletesAt()).isEqualTo(day(10));
        assertThat(uninstallWithCredential(anna).deletesAt()).isEqualTo(day(10));
        lookAt(day(10));
        assertThat(stopAfter(0, false, anna)).isTrue();
        world.wiring().customers().uninstalls().takeBack(world.caller(), attic.account());

        lookAt(day(10).plusSeconds(60));
        delete(anna);
        deliver(anna);
        assertThat(view(attic).term().deletesAt()).isEqualTo(day(17));
        assertThat(get(anna)).isEqualTo(BLOB);
        lookAt(day(17));
        delete(anna);
        assertThat(view(anna).term().state()).isEqualTo("deleted");
    }

    @Test
    void aSubAccountThatABackupTakesBackGoesWhereItsParentIsByThen() {
        Redemption anna = openTrial("anna");
        Redemption attic = openUnder(anna, "attic", "attic@example.com");
        Redemption bert = openTrial("bert");
        Redemption cellar = openUnder(bert, "cellar", "cellar@example.com");
        world.clock().set(day(3));
        assertThat(uninstallWithCredential(attic).deletesAt()).isEqualTo(day(10));
        world.clock().forward(Duration.ofHours(1));
        backUp(attic);
        world.clock().set(day(5));
        assertThat(uninstallWithCredential(anna).deletesAt()).isEqualTo(day(12));
        assertThat(
                        catchThrowableOfType(
                                Refused.class, () -> openUnder(anna, "balcony")))
                .hasMessageContaining("anna is to be deleted")
                .hasMessageContaining("Take that back first");

        // Its parent goes, which its holder hears now: no date comes sooner than after a week.
        lookAt(day(10));
        delete(attic);
        assertThat(view(attic).term().state()).isEqualTo("deletion_scheduled");
        assertThat(view(attic).term().deletesAt()).isEqualTo(day(17));
        assertThat(rows("SELECT to_address FROM mail_message ORDER BY posted_at"))
                .containsExactly("attic@example.com", "anna@example.com", "attic@example.com");
        lookAt(day(12));
        delete(anna);
        deliver(attic);
        assertThat(get(attic)).isEqualTo(BLOB);
        lookAt(day(17));
        delete(anna);
        assertThat(view(attic).term().state()).isEqualTo("deleted");
        assertThat(view(anna).term().state()).isEqualTo("deleted");

        // And with a parent that froze meanwhile it is frozen.
        world.clock().set(day(25));
        assertThat(uninstallWithCredential(cellar).deletesAt()).isEqualTo(day(32));
        world.clock().forward(Duration.ofHours(1));
        backUp(cellar);
        lookAt(day(28));
        assertThat(view(bert).term().state()).isEqualTo("frozen");
        lookAt(day(32));
        delete(cellar);
        deliver(cellar);
        assertThat(view(cellar).term().state()).isEqualTo("frozen");
        assertThat(view(cellar).term().deletesAt()).isEqualTo(view(bert).term().deletesAt());
        assertThat(get(cellar)).isEqualTo(BLOB);
        assertThat(put(cellar, "more")).isEqualTo(403);
    }

    @Test
    void uninstalledOnDayThreeDeletedOnDayTenAndNeverAMomentEarlier() {
        Redemption anna = openTrial("anna");
        backUp(anna);
        Instant third = start.plus(Duration.ofDays(3));
        Instant tenth = start.plus(Duration.ofDays(10));
        world.clock().set(third);
        Uninstalls.Outcome outcome = uninstallWithCredential(anna);
        assertThat(outcome.deletesAt()).isEqualTo(tenth);
        assertThat(outcome.confirmationSent()).isFalse();
        // Sent again, such as by an impatient program.
        assertThat(uninstallWithCredential(anna)).isEqualTo(outcome);
        lookAt(tenth.minusSeconds(1));
        delete(anna);
        assertThat(get(anna)).isEqualTo(BLOB);
        lookAt(tenth);
        delete(anna);
        assertThat(view(anna).term().state()).isEqualTo("deleted");
        assertThat(events(anna.account()))
                .containsExactly(
                        "opened",
                        "extended",
                        "term_moved trial deletion_scheduled",
                        "term_moved deletion_scheduled purging",
                        "deleted");
        assertThat(mails()).containsExactly("deletion_scheduled", "deleted");
    }

    @Test
    void aBackupAfterTheUninstallKeepsTheAccountThoughNoReportCameIn() {
        Redemption anna = openTrial("anna");
        world.clock().set(start.plus(Duration.ofDays(3)));
        assertThat(uninstallWithCredential(anna).deletesAt()).isNotNull();
        world.clock().set(start.plus(Duration.ofDays(9)));
        backUp(anna);
        lookAt(start.plus(Duration.ofDays(10)));
        delete(anna);
        deliver(anna);
        assertThat(view(anna).term().state()).isEqualTo("trial");
        assertThat(put(anna, "more")).isEqualTo(200);
    }

    @Test
    void aReportedBackupKeepsTheAccountAtOnceAndEverybodyHearsOfIt() {
        Redemption anna = openTrial("anna");
        Redemption attic = openUnder(anna, "attic", "attic@example.com");
        world.clock().set(day(3));
        backUp(anna);
        world.clock().forward(Duration.ofHours(1));
        uninstallWithCredential(anna);
        reconcile();
        // Backed up before that it was, and that it is reported now says nothing.
        assertThat(view(anna).term().state()).isEqualTo("deletion_scheduled");
        world.clock().forward(Duration.ofHours(1));
        backUp(attic);
        reconcile();
        assertThat(view(anna).term().state()).isEqualTo("trial");
        assertThat(view(attic).term().state()).isEqualTo("trial");
        assertThat(rows("SELECT kind, to_address FROM mail_message ORDER BY posted_at, to_address"))
                .containsExactly(
                        "deletion_scheduled anna@example.com",
                        "deletion_with_parent attic@example.com",
                        "account_stays anna@example.com",
                        "account_stays attic@example.com");
    }

    /** Takes in what the node reports, and does what that leads to. */
    private void reconcile() {
        world.wiring().storage().reconciler().look();
        rows("SELECT split_part(task_instance, ':', 2) FROM scheduled_tasks WHERE task_name = 'backed-up-after-all'")
                .forEach(
                        account ->
                                world.wiring()
                                        .lifecycle()
                                        .returns()
                                        .look(world.provider().id(), UUID.fromString(account)));
    }

    @Test
    void takenBackEverythingGoesOnAndTheNextDateIsNoEarlier() {
        Redemption anna = openTrial("anna");
        Uninstalls uninstalls = world.wiring().customers().uninstalls();
        Instant date = requireNonNull(uninstallWithCredential(anna).deletesAt());
        assertThat(uninstalls.takeBack(world.caller(), anna.account()).state()).isEqualTo("trial");
        world.clock().forward(Duration.ofHours(1));
        assertThat(uninstalls.uninstall(world.caller(), anna.account()).deletesAt())
                .isEqualTo(date.plus(Duration.ofHours(1)));
        String wrong = "not the password";
        assertThat(
                        catchThrowableOfType(
                                Refused.class,
                                () ->
                                        uninstalls.proven(
                                                visitor,
                                                anna.account(),
                                                requireNonNull(anna.repository()).username(),
                                                wrong,
                                                "192.0.2.9")))
                .hasMessageContaining("Nothing was changed");
    }

    @Test
    void aKeyThatDeletesNoBackupDeletesNoAccount() throws Exception {
        Redemption anna = openTrial("anna");
        String paths = "/api/v1/accounts/" + anna.account() + "/uninstall";
        try (TestServer server = new TestServer(world)) {
            for (KeyScope limited : List.of(KeyScope.APPEND, KeyScope.READ)) {
                RepositoryAccess key = another(anna, limited);
                // More often than wrong passwords are taken.
                for (int tries = 0; tries < 6; tries++) {
                    HttpResponse<String> refused = shown(server, paths, key);
                    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
                    assertThat(refused.body()).contains("so it does not delete the account either");
                }
                assertThat(view(anna).term().state()).isEqualTo("trial");
            }
            RepositoryAccess full = another(anna, KeyScope.FULL);
            assertThat(shown(server, paths, full).statusCode()).isEqualTo(200);
            assertThat(view(anna).term().state()).isEqualTo("deletion_scheduled");
            // What keeps the account needs no more than a key that works.
            RepositoryAccess reader = another(anna, KeyScope.READ);
            assertThat(shown(server, paths + "/taken-back", reader).statusCode()).isEqualTo(200);
            assertThat(view(anna).term().state()).isEqualTo("trial");
        }
    }

    private RepositoryAccess another(Redemption account, KeyScope scope) {
        return world.wiring()
                .customers()
                .accountCare()
                .newKey(world.caller(), account.account(), new WantedKey(scope, true));
    }

    private static HttpResponse<String> shown(
            TestServer server, String path, RepositoryAccess key) {
        String body =
                "{\"username\": \"%s\", \"password\": \"%s\"}"
                        .formatted(key.username(), key.password());
        return server.send(
                server.request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    @Test
    void whoeverChangesTheirMindAgainAndAgainFillsNobodysMailbox() {
        Redemption anna = openTrial("anna");
        Redemption attic = openUnder(anna, "attic", "stranger@example.com");
        Uninstalls uninstalls = world.wiring().customers().uninstalls();
        for (int round = 1; round <= 5; round++) {
            world.clock().forward(Duration.ofMinutes(1));
            assertThat(uninstalls.leave(world.caller(), attic.account()).deletesAt()).isNotNull();
            // Again while it is planned changes nothing, and is not counted.
            uninstalls.leave(world.caller(), attic.account());
            assertThat(uninstalls.takeBack(world.caller(), attic.account()).deletesAt()).isNull();
        }
        assertThat(
                        catchThrowableOfType(
                                Refused.class,
                                () -> uninstalls.leave(world.caller(), attic.account())))
                .hasMessageContaining("5 times within a day")
                .extracting(Refused::type)
                .isEqualTo(ProblemType.TOO_MANY_REQUESTS);
        assertThat(view(attic).term().state()).isEqualTo("trial");
        assertThat(rows("SELECT kind, count(*) FROM mail_message WHERE to_address = 'stranger@example.com' GROUP BY 1 ORDER BY 1"))
                .containsExactly("account_stays 5", "deletion_scheduled 5");
        world.clock().forward(Duration.ofDays(1));
        assertThat(uninstalls.leave(world.caller(), attic.account()).deletesAt()).isNotNull();
    }

    @Test
    void whoConfirmsByMailSaysThatTheSubAccountsGoToo() throws Exception {
        Redemption anna = open("anna");
        openUnder(anna, "attic");
        uninstallWithCredential(anna);
        String token = MailedLink.of(world, anna.account());
        Uninstalls uninstalls = world.wiring().customers().uninstalls();
        assertThat(uninstalls.awaited(visitor, token))
                .contains(new Uninstalls.Leaving("anna", List.of("attic")));
        try (TestServer server = new TestServer(world)) {
            Browser browser = server.browser();
            String confirm = "/account/uninstall/confirm";
            String link = confirm + "?token=" + token;
            assertThat(browser.get(link).body()).contains("attic", "Delete my sub-accounts too");
            assertThat(browser.submit(link, confirm, Map.of()).body())
                    .contains("Tick this to have them deleted too", token);
            assertThat(view(anna).term().state()).isEqualTo("active");
            assertThat(browser.submit(link, confirm, Map.of("with_sub_accounts", "on")).body())
                    .contains("will be deleted for good");
        }
        assertThat(view(anna).term().state()).isEqualTo("deletion_scheduled");
    }

    @Test
    void withPaidTimeLeftOnlyTheLinkOfTheMailCountsAndASignInTakesItBack() {
        Redemption anna = open("anna");
        Uninstalls uninstalls = world.wiring().customers().uninstalls();
        Uninstalls.Outcome asked = uninstallWithCredential(anna);
        assertThat(asked.confirmationSent()).isTrue();
        assertThat(asked.deletesAt()).isNull();
        assertThat(view(anna).term().state()).isEqualTo("active");
        assertThat(mails()).containsExactly("uninstall_confirmation");
        assertThat(
                        catchThrowableOfType(
                                Refused.class, () -> uninstalls.confirm(visitor, "no token", false)))
                .hasMessageContaining("nothing will be deleted");

        String token = MailedLink.of(world, anna.account());
        assertThat(uninstalls.awaited(visitor, token)).map(Uninstalls.Leaving::username).contains("anna");
        assertThat(view(anna).term().state()).isEqualTo("active");
        assertThat(uninstalls.confirm(visitor, token, false).deletesAt())
                .isEqualTo(start.plus(Duration.ofDays(7)));
        assertThat(
                        catchThrowableOfType(
                                Refused.class, () -> uninstalls.confirm(visitor, token, false)))
                .isNotNull();
        assertThat(signInWith("anna")).isPresent();
        assertThat(view(anna).term().state()).isEqualTo("active");
        // A sign-in ends the link, so that it is another mail by which she is asked again.
        for (int mails = 2; mails <= 3; mails++) {
            assertThat(uninstallWithCredential(anna).confirmationSent()).isTrue();
            assertThat(mails()).filteredOn("uninstall_confirmation"::equals).hasSize(mails);
            assertThat(signInWith("anna")).isPresent();
        }
        lookAt(start.plus(Duration.ofDays(8)));
        delete(anna);
        assertThat(view(anna).term().state()).isEqualTo("active");
    }

    @Test
    void whoeverHasPaidIsAskedOnceAndStaysIfTheyPayAgainOrSignIn() {
        Redemption anna = open("anna");
        Redemption attic = openUnder(anna, "attic");
        Uninstalls uninstalls = world.wiring().customers().uninstalls();
        world.clock().set(day(20));
        assertThat(uninstallWithCredential(anna).confirmationSent()).isTrue();
        String token = MailedLink.of(world, anna.account());
        // A program that tries again and again fills nobody's mailbox, and ends no link.
        for (int at = 0; at < 3; at++) {
            world.clock().forward(Duration.ofHours(20));
            assertThat(uninstallWithCredential(anna).confirmationSent()).isTrue();
        }
        assertThat(mails()).containsExactly("uninstall_confirmation");
        assertThat(uninstalls.awaited(visitor, token)).map(Uninstalls.Leaving::username).contains("anna");

        extend("anna");
        assertThat(catchThrowableOfType(Refused.class, () -> uninstalls.confirm(visitor, token, false)))
                .hasMessageContaining("nothing will be deleted");
        assertThat(view(anna).term().state()).isEqualTo("active");

        // Two days before the end of what was paid, which goes on until 28 March.
        world.clock().set(Instant.parse("2026-03-26T09:00:00Z"));
        assertThat(uninstallWithCredential(anna).confirmationSent()).isTrue();
        uninstalls.confirm(visitor, MailedLink.of(world, anna.account()), true);
        assertThat(view(attic).term().state()).isEqualTo("deletion_scheduled");
        assertThat(uninstallWithCredential(attic).confirmationSent()).isTrue();
        lookAt(Instant.parse("2026-03-29T09:00:00Z"));
        assertThat(signInWith("anna")).isPresent();
        assertThat(view(anna).term().state()).isEqualTo("grace");
        assertThat(view(attic).term().state()).isEqualTo("grace");
        lookAt(Instant.parse("2026-04-02T08:00:00Z"));
        delete(anna);
        assertThat(view(anna).term().state()).isEqualTo("grace");
    }

    @Test
    void whoeverWasAskedInTimeAndConfirmsInGraceKeepsItBySigningInAsThePageSays() {
        Redemption anna = open("anna");
        Redemption bert = open("bert");
        Instant end = requireNonNull(view(anna).term().endsAt());
        world.clock().set(end.minus(Duration.ofDays(2)));
        for (Redemption each : List.of(anna, bert)) {
            assertThat(uninstallWithCredential(each).confirmationSent()).isTrue();
        }
        String link = MailedLink.of(world, anna.account());
        String other = MailedLink.of(world, bert.account());
        lookAt(end.plus(Duration.ofDays(1)));
        Uninstalls uninstalls = world.wiring().customers().uninstalls();
        Instant date = requireNonNull(uninstalls.confirm(visitor, link, false).deletesAt());
        // His software is removed once more before he finds the mail.
        assertThat(uninstallWithCredential(bert).deletesAt()).isEqualTo(date);
        assertThat(uninstalls.confirm(visitor, other, false).deletesAt()).isEqualTo(date);
        assertThat(signInWith("anna")).isPresent();
        assertThat(signInWith("bert")).isPresent();
        for (Redemption each : List.of(anna, bert)) {
            assertThat(view(each).term().state()).isEqualTo("grace");
        }
        lookAt(date);
        delete(anna);
        assertThat(view(anna).term().state()).isEqualTo("frozen");
    }

    @Test
    void whoeverConfirmsWhileTheyPayDeletesNothingThatWasPaidFor() throws Exception {
        Redemption anna = open("anna");
        uninstallWithCredential(anna);
        String token = MailedLink.of(world, anna.account());
        world.clock().set(day(3));
        holdAtCommit("NEW.term_state = 'active'");
        try (ExecutorService servers = Executors.newFixedThreadPool(2);
                Connection connection = world.database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(42)");
            Future<Redemption> paid = servers.submit(() -> extend("anna"));
            await("the card is about to be paid in").until(() -> waiting() == 1);
            // As if this had begun before.
            world.clock().set(day(3).minusSeconds(1));
            Uninstalls uninstalls = world.wiring().customers().uninstalls();
            Future<Refused> refused =
                    servers.submit(
                            () ->
                                    catchThrowableOfType(
                                            Refused.class,
                                            () -> uninstalls.confirm(visitor, token, false)));
            await("the link waits for it").until(() -> waiting() == 2);
            connection.rollback();
            paid.get();
            assertThat(refused.get()).hasMessageContaining("nothing will be deleted");
        }
        assertThat(view(anna).term().state()).isEqualTo("active");
        assertThat(view(anna).term().deletesAt()).isNull();
    }

    /** Holds up whoever has written such an account and is about to commit that. */
    private void holdAtCommit(String written) {
        execute(
                "CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM pg_advisory_xact_lock_shared(42); RETURN NULL; END'");
        execute(
                "CREATE CONSTRAINT TRIGGER hold AFTER UPDATE ON account DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW WHEN (%s) EXECUTE FUNCTION hold()".formatted(written));
    }

    /** How many wait for a lock. */
    private int waiting() {
        return Integer.parseInt(
                rows("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND wait_event_type = 'Lock'")
                        .getFirst());
    }

    private Instant day(int days) {
        return start.plus(Duration.ofDays(days));
    }

    private Uninstalls.Outcome uninstallWithCredential(Redemption account) {
        RepositoryAccess access = requireNonNull(account.repository());
        Uninstalls uninstalls = world.wiring().customers().uninstalls();
        Caller software =
                uninstalls.mayDelete(
                        visitor,
                        account.account(),
                        access.username(),
                        access.password(),
                        "192.0.2.8");
        return uninstalls.uninstall(software, account.account());
    }

    private Redemption openTrial(String name) {
        Redemption opened = open(name);
        // As if the card had been a free one.
        execute("UPDATE account SET term_state = 'trial' WHERE term_state = 'active'");
        return opened;
    }

    private void startNode() throws Exception {
        node = StorageNode.start(NodeSettings.in(folder), world.clock());
        line.to(node.adminUrl());
        world.wiring()
                .storage()
                .nodes()
                .register("one", line.url(), node.dataUrl(), node.key());
    }

    private Redemption open(String name) {
        return open(name, shelf.card(basic, "P1M"));
    }

    private Redemption open(String name, Shelf.Card card) {
        Redemption opened =
                world.wiring()
                        .redemption()
                        .redemptions()
                        .open(
                                visitor,
                                PROVIDER,
                                card.code(),
                                new NewAccount(name, name + "@example.com", name, PASSWORD));
        shelf.forgetFirstMails();
        return opened;
    }

    private Redemption openUnder(Redemption parent, String name) {
        return openUnder(parent, name, null);
    }

    private Redemption openUnder(Redemption parent, String name, @Nullable String email) {
        return openByHand(
                new OpeningRequest(
                        null,
                        null,
                        parent.account().toString(),
                        null,
                        null,
                        null,
                        email,
                        name,
                        PASSWORD,
                        null,
                        null,
                        null));
    }

    /** Another parent account of a customer, with another plan. */
    private Redemption openBeside(Redemption other, String name, String term) {
        return openByHand(
                new OpeningRequest(
                        requireNonNull(view(other).customer()).toString(),
                        null,
                        null,
                        shelf.plan("Select", 80_000_000_000L).toString(),
                        null,
                        null,
                        null,
                        name,
                        PASSWORD,
                        null,
                        null,
                        term));
    }

    private Redemption openByHand(OpeningRequest request) {
        OpenedAccount opened = world.wiring().customers().opening().open(world.caller(), request);
        return new Redemption(
                opened.account(),
                opened.username(),
                opened.termEndsAt(),
                null,
                opened.repository(),
                null);
    }

    private Redemption extend(String username) {
        return extend(username, shelf.card(basic, "P1M").code());
    }

    private Redemption extend(String username, String code) {
        return world.wiring()
                .redemption()
                .redemptions()
                .extend(visitor, PROVIDER, code, username, null);
    }

    private void lookAt(Instant now) {
        world.clock().set(now);
        world.wiring().lifecycle().clock().look();
        rows("SELECT account_id FROM placement WHERE purge_at IS NULL")
                .forEach(
                        account ->
                                world.wiring()
                                        .storage()
                                        .provisioning()
                                        .deliverNow(UUID.fromString(account)));
    }

    /** Runs the job until it has nothing left to do, or waits for a node. */
    private void delete(Redemption account) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> runJob(account.account()));
    }

    private boolean runJob(UUID account) {
        Optional<Instant> next =
                world.wiring().lifecycle().deletions().run(world.provider().id(), account);
        // Soon, while the node is at it; later, if it does not know yet that it shall close.
        return next.isEmpty()
                || next.get().isAfter(world.clock().instant().plusSeconds(30));
    }

    private void deliver(Redemption account) {
        assertThat(world.wiring().storage().provisioning().deliverNow(account.account())).isTrue();
    }

    private String signIn(String name) {
        return signInWith(name).orElseThrow();
    }

    private Optional<String> signInWith(String name) {
        return world.wiring()
                .customers()
                .signIn()
                .signIn(visitor, name, PASSWORD, TriedFrom.program("192.0.2.7"))
                .map(signedIn -> signedIn.token());
    }

    private AccountView view(Redemption redemption) {
        return world.wiring()
                .customers()
                .accountCare()
                .view(world.caller(), redemption.account());
    }

    private void backUp(Redemption account) {
        assertThat(post(account, "?create=true", "")).isEqualTo(200);
        assertThat(post(account, "config", BLOB)).isEqualTo(200);
        assertThat(put(account, BLOB)).isEqualTo(200);
    }

    private int put(Redemption account, String blob) {
        return post(account, "data/" + name(blob), blob);
    }

    private int post(Redemption account, String path, String body) {
        return send(account, path, "POST", HttpRequest.BodyPublishers.ofString(body)).statusCode();
    }

    private String get(Redemption account) {
        return send(account, "data/" + name(BLOB), "GET", HttpRequest.BodyPublishers.noBody())
                .body();
    }

    private int getStatus(Redemption account) {
        return send(account, "data/" + name(BLOB), "GET", HttpRequest.BodyPublishers.noBody())
                .statusCode();
    }

    private HttpResponse<String> send(
            Redemption account, String path, String method, HttpRequest.BodyPublisher body) {
        RepositoryAccess access = requireNonNull(account.repository());
        String basicAuth =
                Base64.getEncoder()
                        .encodeToString(
                                (access.username() + ":" + access.password())
                                        .getBytes(StandardCharsets.UTF_8));
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(node.dataUrl() + path))
                            .header("Authorization", "Basic " + basicAuth)
                            .method(method, body)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(String blob) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(blob.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> events(UUID account) {
        return world
                .wiring()
                .transactions()
                .read(world.caller(), tx -> new EventLog().of(tx, Subject.account(account)))
                .stream()
                .map(
                        event -> {
                            JsonNode data = event.data();
                            return event.type().equals("term_moved")
                                    ? "term_moved %s %s"
                                            .formatted(
                                                    data.path("from").asText(),
                                                    data.path("to").asText())
                                    : event.type();
                        })
                .toList();
    }

    private List<String> mails() {
        return rows("SELECT kind FROM mail_message ORDER BY posted_at, id");
    }

    private List<String> rows(String sql) {
        return world.database().rows(sql);
    }

    private void execute(String sql) {
        world.database().execute(sql);
    }
}
