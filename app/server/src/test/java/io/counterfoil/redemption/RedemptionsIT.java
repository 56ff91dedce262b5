package io.counterfoil.redemption;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.counterfoil.TestWorld;
import io.counterfoil.access.Audit;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.access.TriedFrom;
import io.counterfoil.accounts.AccountView;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.node.NodeSettings;
import io.counterfoil.node.StorageNode;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.WriteKey;
import io.counterfoil.redemption.Shelf.Card;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedemptionsIT {
    private static final long GB = 1_000_000_000L;
    private static final Visitor PROVIDER = Visitor.provider("192.0.2.1");
    private static final Visitor ANYBODY = new Visitor(false, TriedFrom.program("192.0.2.2"), "a-browser", null, null);

    @TempDir Path folder;
    private StorageNode node;
    private TestWorld world;
    private Shelf shelf;
    private Redemptions redemptions;
    private UUID basic;
    private Caller visitor;

    @BeforeEach
    void start() throws Exception {
        node = StorageNode.start(NodeSettings.in(folder));
        world = new TestWorld();
        world.wiring()
                .storage()
                .nodes()
                .register("one", node.adminUrl(), node.dataUrl(), node.key());
        shelf = new Shelf(world);
        redemptions = world.wiring().redemption().redemptions();
        basic = shelf.plan("Basic", 50 * GB);
        visitor = new Caller(new Scope.Provider(world.provider().id()), Actor.VISITOR);
    }

    @AfterEach
    void stop() {
        world.close();
        node.close();
    }

    @Test
    void aCodeOpensAnAccountThatStandsOnTheNodeAtOnce() {
        Redemption redemption = open(shelf.card(basic, "P1M").code(), "anna");
        // The clock stands at noon less an hour on 31 January in Berlin.
        assertThat(redemption.termEndsAt()).isEqualTo(Instant.parse("2026-02-28T10:00:00Z"));
        assertThat(redemption.storageReady()).isTrue();
        assertThat(requireNonNull(redemption.repository()).url())
                .isEqualTo("rest:" + node.dataUrl());
        String password = requireNonNull(redemption.temporaryPassword());
        assertThat(password).hasSize(16);
        assertThat(redemption.toString())
                .doesNotContain(password, requireNonNull(redemption.repository()).password());

        AccountView account =
                world.wiring().customers().accountCare().view(world.caller(), redemption.account());
        assertThat(account.username()).isEqualTo("anna");
        assertThat(account.quotas().effectiveBytes()).isEqualTo(50 * GB);
        assertThat(account.node().ready()).isTrue();
        assertThatThrownBy(
                        () ->
                                world.wiring()
                                        .customers()
                                        .accountCare()
                                        .view(world.decoy(), redemption.account()))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("There is no such account");
    }

    @Test
    void furtherCardsExtendToTheExactDateWithTheMonthEndClamped() {
        Redemption first = open(shelf.card(basic, "P1M").code(), "anna");
        assertThat(first.termEndsAt()).isEqualTo(Instant.parse("2026-02-28T10:00:00Z"));
        // Summer time begins in between: the hour on the wall in Berlin stays.
        assertThat(extend(shelf.card(basic, "P6M").code(), "anna").termEndsAt())
                .isEqualTo(Instant.parse("2026-08-28T09:00:00Z"));
        world.clock().set(Instant.parse("2027-12-31T11:30:00Z"));
        assertThat(extend(shelf.card(basic, "P2M").code(), "anna").termEndsAt())
                .isEqualTo(Instant.parse("2028-02-29T11:30:00Z"));
    }

    @Test
    void aTermDoesNotReachBeyondTenYearsAndTheCodeStaysGood() {
        open(shelf.card(basic, "P9Y").code(), "anna");
        String code = shelf.card(basic, "P2Y").code();
        assertRefused(() -> extend(code, "anna"), ProblemType.CONFLICT);
        world.clock().set(Instant.parse("2027-02-01T10:00:00Z"));
        assertThat(extend(code, "anna").termEndsAt())
                .isEqualTo(Instant.parse("2037-01-31T10:00:00Z"));
    }

    @Test
    void aCodeOfAnotherPlanIsNotMixedInAndStaysGood() {
        open(shelf.card(basic, "P1M").code(), "anna");
        String select = shelf.card(shelf.plan("Select", 100 * GB), "P1M").code();
        Refused refused = assertRefused(() -> extend(select, "anna"), ProblemType.CONFLICT);
        assertThat(refused.detail()).contains("plan Select", "still good");
        assertThat(open(select, "anna.select").username()).isEqualTo("anna.select");
    }

    @Test
    void aTakenUsernameIsNamedAndTheCodeStaysGood() {
        open(shelf.card(basic, "P1M").code(), "anna");
        String code = shelf.card(basic, "P1M").code();
        Refused refused = assertRefused(() -> open(code, "anna"), ProblemType.INVALID);
        assertThat(refused.fields())
                .singleElement()
                .satisfies(field -> assertThat(field.field()).isEqualTo("new_account.username"));
        assertThat(open(code, "bert").username()).isEqualTo("bert");
    }

    @Test
    void ofFiftyClientsWithOneCodeExactlyOneWins() throws Exception {
        open(shelf.card(basic, "P1M").code(), "anna");
        String code = shelf.card(basic, "P1M").code();
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Redemption>> attempts = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(50)) {
            for (int i = 0; i < 50; i++) {
                attempts.add(
                        clients.submit(
                                () -> {
                                    start.await();
                                    return extend(code, "anna");
                                }));
            }
            start.countDown();
        }
        List<String> refusals = new ArrayList<>();
        int won = 0;
        for (Future<Redemption> attempt : attempts) {
            if (attempt.state() == Future.State.SUCCESS) {
                won++;
                assertThat(attempt.resultNow().termEndsAt())
                        .isEqualTo(Instant.parse("2026-03-28T10:00:00Z"));
            } else {
                refusals.add(attempt.exceptionNow().getMessage());
            }
        }
        assertThat(won).isEqualTo(1);
        assertThat(refusals).hasSize(49).containsOnly(refusals.getFirst());
        assertThat(refusals.getFirst()).startsWith("This code can't be redeemed.");
    }

    @Test
    void everyBadCodeIsRefusedInTheSameWordsAndTheReasonIsForTheProviderAlone() {
        List<String> codes = new ArrayList<>();
        codes.add(shelf.unknownCode());
        codes.add("AAAA-AAAA-AAAA-AAAB");
        codes.add("no code at all");
        for (String state : List.of("received", "voided", "redeemed", "stolen", "expired")) {
            Card card = shelf.card(basic, "P1M");
            shelf.set(card, "state", state);
            codes.add(card.code());
        }
        Card held = shelf.card(basic, "P1M");
        shelf.set(held, "hold", "looks tampered with");
        codes.add(held.code());

        List<Refused> refusals = new ArrayList<>();
        for (String code : codes) {
            refusals.add(assertRefused(() -> open(code, "anna"), ProblemType.CODE_REFUSED));
            refusals.add(assertRefused(() -> extend(code, "nobody"), ProblemType.CODE_REFUSED));
            refusals.add(
                    assertRefused(
                            () -> redemptions.preview(visitor, PROVIDER, code, null),
                            ProblemType.CODE_REFUSED));
        }
        assertThat(refusals).extracting(Refused::detail).containsOnly(refusals.getFirst().detail());
        assertThat(refusals).allMatch(refused -> refused.fields().isEmpty());

        List<Audit.Entry> log = world.wiring()
                .access()
                .audit()
                .list(world.caller(), AuditFilter.ALL, new Listing(100, null))
                .items();
        assertThat(log)
                .extracting(entry -> entry.detail().path("reason").asText())
                .contains("unknown", "not_activated", "redeemed", "worthless", "held")
                .doesNotContain("mistyped");
        assertThat(log.toString().replace("-", "").toUpperCase(Locale.ROOT))
                .doesNotContain(
                        codes.stream()
                                .map(code -> code.replace("-", "").toUpperCase(Locale.ROOT))
                                .toList());
    }

    @Test
    void aCodeIsGoodUntilTheLastDayOfItsRunWhereThatIsLaterThanItsProducts() {
        Card card = shelf.card(basic, "P1M");
        LocalDate today = LocalDate.parse("2026-01-31");
        world.database().execute("UPDATE product SET redeem_by = '" + today + "'");
        UUID product =
                world.wiring()
                        .transactions()
                        .read(
                                world.caller(),
                                tx ->
                                        world.wiring()
                                                .inventory()
                                                .items()
                                                .find(tx, card.serial())
                                                .orElseThrow()
                                                .product());
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                world.wiring()
                                        .catalog()
                                        .products()
                                        .redeemLater(
                                                tx,
                                                product,
                                                card.serial().run(),
                                                today.plusDays(1).toString()));
        world.clock().forward(Duration.ofDays(1));
        assertThat(preview(card.code())).isNotNull();
        world.clock().forward(Duration.ofDays(1));
        assertRefused(() -> preview(card.code()), ProblemType.CODE_REFUSED);
    }

    @Test
    void fiveWrongGuessesOfABrowserCostAQuarterOfAnHourAndTyposNothing() {
        for (int i = 0; i < 10; i++) {
            assertRefused(() -> preview("AAAA-AAAA-AAAA-AAAB"), ProblemType.CODE_REFUSED);
        }
        for (int i = 0; i < 5; i++) {
            assertRefused(() -> preview(shelf.unknownCode()), ProblemType.CODE_REFUSED);
        }
        String good = shelf.card(basic, "P1M").code();
        Refused waits = assertRefused(() -> preview(good), ProblemType.TOO_MANY_REQUESTS);
        assertThat(waits.retryAfter()).isEqualTo(Duration.ofMinutes(15));
        world.clock().forward(Duration.ofMinutes(15));
        assertThat(preview(good).planName()).isEqualTo("Basic");
    }

    @Test
    void anAddressHasTenWrongGuessesAMinuteWhateverBrowserItUses() {
        for (int i = 0; i < 10; i++) {
            Visitor fresh = new Visitor(false, TriedFrom.program("192.0.2.3"), "browser-" + i, null, null);
            assertRefused(
                    () -> redemptions.preview(visitor, fresh, shelf.unknownCode(), null),
                    ProblemType.CODE_REFUSED);
        }
        String good = shelf.card(basic, "P1M").code();
        Visitor next = Visitor.program("192.0.2.3");
        Refused waits =
                assertRefused(
                        () -> redemptions.preview(visitor, next, good, null),
                        ProblemType.TOO_MANY_REQUESTS);
        assertThat(waits.retryAfter()).isEqualTo(Duration.ofMinutes(1));
        world.clock().forward(Duration.ofMinutes(1));
        assertThat(redemptions.preview(visitor, next, good, null).newEnd()).isNotNull();
    }

    @Test
    void aWrongPasswordExtendsNothingAndSpendsNothing() {
        String temporary =
                requireNonNull(open(shelf.card(basic, "P1M").code(), "anna").temporaryPassword());
        String code = shelf.card(basic, "P1M").code();
        assertRefused(
                () -> redemptions.extend(visitor, ANYBODY, code, "anna", "not hers at all"),
                ProblemType.INVALID);
        assertRefused(
                () -> redemptions.extend(visitor, ANYBODY, code, "nobody", temporary),
                ProblemType.INVALID);
        assertThat(redemptions.extend(visitor, ANYBODY, code, "anna", temporary).username())
                .isEqualTo("anna");
    }

    @Test
    void theSameRequestAgainGetsTheSameAnswerWithItsSecrets() {
        Caller once =
                new Caller(visitor.scope(), visitor.actor(), new WriteKey("key", new byte[32]));
        NewAccount account = new NewAccount("Anna", "anna@example.com", "anna", null);
        String code = shelf.card(basic, "P1M").code();
        Redemption first = redemptions.open(once, ANYBODY, code, account);
        assertThat(redemptions.open(once, ANYBODY, code, account)).isEqualTo(first);
        assertRefused(
                () -> redemptions.open(visitor, ANYBODY, code, account), ProblemType.CODE_REFUSED);
    }

    @Test
    void withTheNodeDownTheCodeIsStillRedeemed() {
        node.close();
        Redemption redemption = open(shelf.card(basic, "P1M").code(), "anna");
        assertThat(redemption.storageReady()).isFalse();
        assertThat(redemption.repository()).isNotNull();
    }

    @Test
    void aPreviewShowsOldAndNewEndAndSpendsNothing() {
        Redemption first = open(shelf.card(basic, "P1M").code(), "anna");
        String code = shelf.card(basic, "P1Y").code();
        Preview preview = redemptions.preview(visitor, ANYBODY, code, first.account());
        assertThat(preview.oldEnd()).isEqualTo(first.termEndsAt());
        assertThat(preview.newEnd()).isEqualTo(Instant.parse("2027-02-28T10:00:00Z"));
        assertThat(extend(code, "anna").termEndsAt()).isEqualTo(preview.newEnd());
    }

    private Preview preview(String code) {
        return redemptions.preview(visitor, ANYBODY, code, null);
    }

    private Redemption open(String code, String username) {
        return redemptions.open(
                visitor,
                PROVIDER,
                code,
                new NewAccount("Anna Anders", "anna@example.com", username, null));
    }

    private Redemption extend(String code, String username) {
        return redemptions.extend(world.caller(), PROVIDER, code, username, null);
    }

    private static Refused assertRefused(Callable<?> attempt, ProblemType type) {
        Refused refused = catchThrowableOfType(Refused.class, attempt::call);
        assertThat(refused).isNotNull();
        assertThat(refused.type()).isEqualTo(type);
        return refused;
    }
}
