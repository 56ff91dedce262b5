package io.counterfoil.settlement.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Dates;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Payments of a shop that owes 41.65 for each item, without a hold. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentsIT {
    private TestWorld world;
    private StockFixture stock;
    private Tills tills;
    private UUID product;
    private StockFixture.Shop shop;
    private SerialRange range;

    @BeforeAll
    void open() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        tills = new Tills(world, stock);
        product = stock.product(true);
    }

    @BeforeEach
    void twoItemsInAShopOfItsOwn() {
        shop = stock.shop(UUID.randomUUID().toString());
        tills.agree(shop, 0, 0);
        range = stock.printed(product, 2);
        stock.received(shop, range);
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void aPaymentIsOnTheNextStatementAndSettlesTheOldestFirst() {
        sellAndSettle(1);
        assertThat(states()).containsExactly(StatementState.OPEN);
        receive("a", "20.00");
        assertThat(states()).containsExactly(StatementState.PARTLY_PAID);
        Statement first = tills.statements(shop).getFirst();
        assertThat(page(first)).contains("You owed us 41.65 EUR, of which 21.65 EUR is open.", "How to pay");
        sellAndSettle(2);
        assertThat(page(first))
                .contains("What is open of it is part of a later statement.")
                .doesNotContain("How to pay");
        assertThat(page(tills.statements(shop).getLast())).contains("You owe us 63.30 EUR.", "How to pay");
        Statement second = tills.statements(shop).getLast();
        assertThat(second.opening().amount()).isEqualTo("41.65");
        assertThat(second.payments().amount()).isEqualTo("20.00");
        assertThat(second.closing().amount()).isEqualTo("63.30");
        assertThat(states()).containsExactly(StatementState.PARTLY_PAID, StatementState.OPEN);
        receive("b", "21.65");
        assertThat(states()).containsExactly(StatementState.PAID, StatementState.PARTLY_PAID);
        receive("c", "41.65");
        assertThat(states()).containsExactly(StatementState.PAID, StatementState.PAID);
        assertThat(page(second)).contains("You owed us 63.30 EUR.").doesNotContain("How to pay", "later statement");
        assertThat(balance()).isZero();
    }

    @Test
    void aPaymentThatIsToldTwiceCountsOnceAndAnotherWithItsReferenceIsRefused() {
        String reference = UUID.randomUUID().toString();
        Payments.Known first = payments().receive(world.caller(), payment(shop.retailer(), reference, "5.00"));
        Payments.Known again = payments().receive(world.caller(), payment(shop.retailer(), reference, "5.00"));
        assertThat(first.before()).isFalse();
        assertThat(again).isEqualTo(new Payments.Known(first.payment(), true));
        assertThat(balance()).isEqualTo(-500);
        UUID other = stock.shop("Not " + shop.retailer()).retailer();
        for (NewPayment another :
                List.of(
                        payment(shop.retailer(), reference, "5.01"),
                        payment(other, reference, "5.00"))) {
            assertThatThrownBy(() -> payments().receive(world.caller(), another))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> {
                                assertThat(refused.type()).isEqualTo(ProblemType.CONFLICT);
                                assertThat(refused.detail())
                                        .contains(
                                                reference,
                                                "5.00 EUR",
                                                Dates.day(Locale.ENGLISH)
                                                        .format(LocalDate.parse(today())));
                            });
        }
        assertThat(payments().list(world.caller(), PeriodFilter.of(Optional.of(shop.retailer())), Tills.of(9)).items())
                .containsExactly(first.payment());
        assertThat(payments().list(world.decoy(), PeriodFilter.of(Optional.empty()), Tills.of(9)).items()).isEmpty();
    }

    @Test
    void whatWasEnteredByMistakeIsTakenBackByItsOppositeAndItsReferenceIsFree() {
        sellAndSettle(1);
        NewPayment mistyped = payment(shop.retailer(), shop.retailer() + "x", "41.65");
        Payment entered = payments().receive(world.caller(), mistyped).payment();
        assertThat(states()).containsExactly(StatementState.PAID);

        Payment opposite = payments().takeBack(world.caller(), entered.id());
        assertThat(opposite.amount().amount()).isEqualTo("-41.65");
        assertThat(opposite.undoes()).contains(entered.id());
        assertThat(payments().takeBack(world.caller(), entered.id())).isEqualTo(opposite);
        assertThat(states()).containsExactly(StatementState.OPEN);
        assertThat(balance()).isEqualTo(4165);
        assertThat(payments().find(world.caller(), entered.id()).undoneAt()).isPresent();
        assertThatThrownBy(() -> payments().takeBack(world.caller(), opposite.id()))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> payments().takeBack(world.decoy(), entered.id()))
                .isInstanceOf(Refused.class);

        receive("x", "40.00");
        sellAndSettle(2);
        Statement last = tills.statements(shop).getLast();
        assertThat(last.payments().amount()).isEqualTo("40.00");
        assertThat(last.closing().amount()).isEqualTo("43.30");
        assertThat(balance()).isEqualTo(4330);
    }

    @Test
    void theBalanceOfARetailerIsWhatItsStatementsPaymentsAndOpenAccrualsComeTo() {
        assertThat(balanceOfShop()).isEqualTo("0.00 0.00 0.00 0.00");
        sellAndSettle(1);
        assertThat(balanceOfShop()).isEqualTo("41.65 41.65 0.00 0.00");
        receive("part", "20.00");
        tills.sell(shop, SerialNumber.of(range.run(), 2), "");
        assertThat(balanceOfShop()).isEqualTo("63.30 21.65 0.00 41.65");
        world.clock().forward(Duration.ofDays(1));
        assertThat(balanceOfShop()).isEqualTo("63.30 21.65 41.65 0.00");
        tills.agree(shop, 14, 0);
        range = stock.printed(product, 1);
        stock.received(shop, range);
        tills.sell(shop, SerialNumber.of(range.run(), 1), "");
        assertThat(balanceOfShop()).isEqualTo("104.95 21.65 41.65 41.65");
        assertThat(balance()).isEqualTo(10495);
        assertThat(Slice.all(part -> balances().list(world.decoy(), null, part)))
                .noneSatisfy(row -> assertThat(row.retailer()).isEqualTo(shop.retailer()));
        int one = balances().list(world.caller(), null, Tills.of(1)).items().size();
        assertThat(one).isEqualTo(1);
    }

    private RetailerBalances balances() {
        return new RetailerBalances(
                world.wiring().transactions(),
                world.wiring().inventory().retailers(),
                world.wiring().access().providers());
    }

    /** All together, on statements, payable, held. */
    private String balanceOfShop() {
        RetailerBalance found =
                Slice.all(part -> balances().list(world.caller(), null, part)).stream()
                        .filter(row -> row.retailer().equals(shop.retailer()))
                        .findAny()
                        .orElseThrow();
        return Stream.of(found.total(), found.stated(), found.payable(), found.held())
                .map(Money::amount)
                .collect(Collectors.joining(" "));
    }

    @Test
    void aPaymentThatManyTellAtOnceCountsOnce() throws Exception {
        NewPayment payment = payment(shop.retailer(), UUID.randomUUID().toString(), "5.00");
        try (ExecutorService clerks = Executors.newFixedThreadPool(8)) {
            List<Payments.Known> told = new ArrayList<>();
            for (Future<Payments.Known> clerk :
                    clerks.invokeAll(
                            Collections.<Callable<Payments.Known>>nCopies(
                                    8, () -> payments().receive(world.caller(), payment)))) {
                told.add(clerk.get());
            }
            assertThat(told).extracting(known -> known.payment().id()).containsOnly(told.getFirst().payment().id());
            assertThat(told).filteredOn(known -> !known.before()).hasSize(1);
        }
        assertThat(balance()).isEqualTo(-500);
    }

    @Test
    void whatIsWrongIsNamed() {
        assertRefused(new NewPayment(null, null, null, null), "retailer", "amount", "reference", "received_on");
        assertRefused(payment(UUID.randomUUID(), "r", "1.00"), "retailer");
        assertRefused(payment(shop.retailer(), "r", "0.00"), "amount");
        assertRefused(
                new NewPayment(shop.retailer().toString(), new Amount("1.00", "USD"), "r", today()),
                "amount");
        assertRefused(
                new NewPayment(shop.retailer().toString(), new Amount("1.00", "EUR"), "r", "2099-01-01"),
                "received_on");
        for (String day : List.of("1999-12-31", "3000-01-01", "-999999999-01-01", "+999999999-12-31", "2026-02-30")) {
            assertRefused(
                    new NewPayment(shop.retailer().toString(), new Amount("1.00", "EUR"), "r", day),
                    "received_on");
        }
        assertThatThrownBy(() -> payments().receive(world.decoy(), payment(shop.retailer(), "r", "1.00")))
                .isInstanceOf(Refused.class);
    }

    private void assertRefused(NewPayment payment, String... fields) {
        assertThatThrownBy(() -> payments().receive(world.caller(), payment))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(Refused.FieldProblem::field)
                                        .containsExactly(fields));
    }

    private void receive(String reference, String amount) {
        payments().receive(world.caller(), payment(shop.retailer(), shop.retailer() + reference, amount));
    }

    private NewPayment payment(UUID retailer, String reference, String amount) {
        return new NewPayment(retailer.toString(), new Amount(amount, "EUR"), reference, today());
    }

    private String today() {
        return world.clock().instant().toString().substring(0, 10);
    }

    @Test
    void bothSidesReadHowAStatementAddsUpAndWhatWasSoldWhere() {
        sellAndSettle(1);
        receive("sums", "20.00");
        sellAndSettle(2);
        Statement statement = tills.statements(shop).getLast();
        for (String page :
                List.of(page(statement), page(statement, "console", "finance", null))) {
            assertThat(page)
                    .contains(
                            "<dt>From before</dt><dd>You owe us 41.65 EUR</dd>",
                            "<dt>All lines together</dt><dd>You owe us 41.65 EUR</dd>",
                            "<dt>Paid meanwhile</dt><dd>You paid us 20.00 EUR</dd>",
                            "<dt>Result</dt><dd>You owe us 63.30 EUR</dd>",
                            "Basic for a year · Main Street");
        }
    }

    private Payments payments() {
        return world.wiring().settlement().payments();
    }

    private void sellAndSettle(int sequence) {
        tills.sell(shop, SerialNumber.of(range.run(), sequence), "");
        world.clock().forward(Duration.ofDays(2));
        tills.settle();
    }

    /** A statement as the shop's manager reads it. */
    private String page(Statement statement) {
        return page(statement, "retail", "manager", shop.retailer());
    }

    private String page(
            Statement statement, String area, String role, @Nullable UUID retailer) {
        try (TestServer server = new TestServer(world)) {
            Browser browser =
                    server.signedIn(
                            UUID.randomUUID() + "@corner.example", "Mia Manager", role, retailer);
            return browser.get("/%s/statements/%s".formatted(area, statement.id())).body();
        }
    }

    private List<StatementState> states() {
        List<Statement> all = tills.statements(shop);
        for (StatementState state : StatementState.values()) {
            assertThat(list(Optional.of(state)))
                    .as("those that are %s", state)
                    .containsExactlyElementsOf(
                            list(Optional.empty()).stream()
                                    .filter(each -> each.state() == state)
                                    .toList());
        }
        return all.stream().map(Statement::state).toList();
    }

    private List<Statement> list(Optional<StatementState> state) {
        PeriodFilter own = PeriodFilter.of(Optional.of(shop.retailer()));
        return world.wiring()
                .settlement()
                .list()
                .of(world.caller(), own, state, Tills.of(9))
                .items();
    }

    /** What the retailer owes by the ledger. */
    private long balance() {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .createQuery(
                                                """
                                                SELECT coalesce(sum(CASE 'retailer' WHEN debit THEN amount_minor WHEN credit THEN -amount_minor END), 0)
                                                FROM ledger_transfer WHERE retailer_id = ?
                                                """)
                                        .bind(0, shop.retailer())
                                        .mapTo(Long.class)
                                        .one());
    }
}
