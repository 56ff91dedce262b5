package io.counterfoil.redemption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.counterfoil.TestWorld;
import io.counterfoil.access.Audit;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.access.TriedFrom;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.WriteKey;
import io.counterfoil.redemption.Shelf.Card;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuessLimitsIT {
    private static final long GB = 1_000_000_000L;
    private static final String PASSWORD = "correct horse battery";

    private TestWorld world;
    private Shelf shelf;
    private Redemptions redemptions;
    private UUID basic;
    private Caller caller;

    @BeforeEach
    void start() throws Exception {
        world = new TestWorld();
        shelf = new Shelf(world);
        shelf.nodeThatIsDown();
        redemptions = world.wiring().redemption().redemptions();
        basic = shelf.plan("Basic", 50 * GB);
        caller = new Caller(new Scope.Provider(world.provider().id()), Actor.VISITOR);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aTypingErrorLeavesNoTrace() {
        for (int i = 0; i < 20; i++) {
            refusal(() -> preview(browser("b"), "AAAA-AAAA-AAAA-AAAB"), ProblemType.CODE_REFUSED);
        }
        assertThat(refusals()).isEmpty();
    }

    @Test
    void theSameBadCodeAgainAndAgainIsOneLineAnHourInTheLog() {
        Card card = shelf.card(basic, "P1M");
        shelf.set(card, "state", "received");
        for (int i = 0; i < 20; i++) {
            refusal(() -> preview(browser("b"), card.code()), ProblemType.CODE_REFUSED);
        }
        for (int i = 0; i < 4; i++) {
            refusal(() -> preview(browser("b"), shelf.unknownCode()), ProblemType.CODE_REFUSED);
        }
        assertThat(refusals())
                .extracting(Audit.Entry::subject, entry -> entry.detail().path("reason").asText())
                .containsExactlyInAnyOrder(
                        tuple("code", "unknown"),
                        tuple("serial:" + card.serial(), "not_activated"));
        world.clock().forward(Duration.ofHours(1));
        refusal(() -> preview(browser("b"), card.code()), ProblemType.CODE_REFUSED);
        assertThat(refusals()).hasSize(3);
    }

    @Test
    void aStrangerWhoKnowsAUsernameLocksNobodyOut() {
        open("anna", shelf.card(basic, "P1M").code());
        for (int i = 0; i < 30; i++) {
            Visitor stranger = Visitor.program("192.0.2." + i);
            refusal(
                    () ->
                            redemptions.extend(
                                    caller, stranger, shelf.unknownCode(), "anna", "guess"),
                    ProblemType.CODE_REFUSED);
        }
        String good = shelf.card(basic, "P1M").code();
        assertThat(redemptions.extend(caller, browser("hers"), good, "anna", PASSWORD).username())
                .isEqualTo("anna");
    }

    @Test
    void aSignedInAccountGuessesFiveTimesWhateverBrowserItUses() {
        UUID anna = open("anna", shelf.card(basic, "P1M").code());
        for (int i = 0; i < 5; i++) {
            Visitor signedIn = new Visitor(false, TriedFrom.program("192.0.2." + i), "session-" + i, anna, null);
            refusal(() -> preview(signedIn, shelf.unknownCode()), ProblemType.CODE_REFUSED);
        }
        String good = shelf.card(basic, "P1M").code();
        refusal(
                () -> preview(new Visitor(false, TriedFrom.program("192.0.2.9"), "fresh", anna, null), good),
                ProblemType.TOO_MANY_REQUESTS);
        // Signed out, its password is as good a proof.
        refusal(
                () -> redemptions.extend(caller, browser("other"), good, "anna", PASSWORD),
                ProblemType.TOO_MANY_REQUESTS);
    }

    @Test
    void whoGuessesInParallelGetsNoMoreAnswersThanInARow() throws Exception {
        Visitor guesser = Visitor.program("192.0.2.1");
        List<ProblemType> answers =
                atOnce(
                        24,
                        i ->
                                catchThrowableOfType(
                                                Refused.class,
                                                () -> preview(guesser, shelf.unknownCode()))
                                        .type());
        assertThat(answers).filteredOn(ProblemType.CODE_REFUSED::equals).hasSize(10);
        assertThat(answers).filteredOn(ProblemType.TOO_MANY_REQUESTS::equals).hasSize(14);
    }

    @Test
    void whoLosesTheRaceForACodeLearnsNothingOfUsernames() throws Exception {
        String code = shelf.card(basic, "P1M").code();
        List<String> outcomes =
                atOnce(
                        16,
                        i -> {
                            Refused refused =
                                    catchThrowableOfType(Refused.class, () -> open("anna", code));
                            return refused == null ? "won" : refused.type().slug();
                        });
        assertThat(outcomes).filteredOn("won"::equals).hasSize(1);
        assertThat(outcomes).containsOnly("won", ProblemType.CODE_REFUSED.slug());
    }

    @Test
    void visitorsWithTheSameIdempotencyKeyDoNotGetInEachOthersWay() {
        String code = shelf.card(basic, "P1M").code();
        Redemption anna = open(keyed(1), "anna", code);
        assertThat(open(keyed(2), "bert", shelf.card(basic, "P1M").code()).username())
                .isEqualTo("bert");
        assertThat(open(keyed(1), "anna", code)).isEqualTo(anna);
        refusal(() -> open(keyed(3), "carl", code), ProblemType.KEY_REUSED);
    }

    private Caller keyed(int body) {
        byte[] fingerprint = new byte[32];
        fingerprint[0] = (byte) body;
        return new Caller(caller.scope(), caller.actor(), new WriteKey("1", fingerprint));
    }

    private UUID open(String username, String code) {
        return open(caller, username, code).account();
    }

    private Redemption open(Caller asked, String username, String code) {
        return redemptions.open(
                asked,
                Visitor.program("192.0.2.77"),
                code,
                new NewAccount("Anna Anders", "anna@example.com", username, PASSWORD));
    }

    private Preview preview(Visitor visitor, String code) {
        return redemptions.preview(caller, visitor, code, null);
    }

    private static Visitor browser(String token) {
        return new Visitor(false, TriedFrom.program("192.0.2.200"), token, null, null);
    }

    private List<Audit.Entry> refusals() {
        return world.wiring()
                .access()
                .audit()
                .list(world.caller(), AuditFilter.ALL, new Listing(500, null))
                .items()
                .stream()
                .filter(entry -> entry.action().equals("code.refused"))
                .toList();
    }

    private static void refusal(Callable<?> attempt, ProblemType type) {
        assertThat(catchThrowableOfType(Refused.class, attempt::call))
                .isNotNull()
                .extracting(Refused::type)
                .isEqualTo(type);
    }

    private interface Attempt<T> {
        T run(int client);
    }

    private static <T> List<T> atOnce(int clients, Attempt<T> attempt) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<T>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) {
                int client = i;
                running.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return attempt.run(client);
                                }));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> result : running) {
                results.add(result.get());
            }
            return results;
        }
    }
}
