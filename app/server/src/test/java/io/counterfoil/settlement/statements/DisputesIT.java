package io.counterfoil.settlement.statements;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.Audit;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.LossKind;
import io.counterfoil.inventory.LossReport;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.inventory.VoidRequest;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Migrations;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.printing.report.Report;
import io.counterfoil.settlement.ledger.LedgerBooks;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A shop that is charged 41.65 for each item, on a statement of the day after, and disagrees. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DisputesIT {
    private static final String REASON = "This card never left our shelf";

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
    void threeItemsInAShopOfItsOwn() {
        shop = stock.shop(UUID.randomUUID().toString());
        tills.agree(shop, 0, 0);
        range = stock.printed(product, 3);
        stock.received(shop, range);
    }

    @AfterEach
    void theBooksAgreeWithTheEvents() {
        assertThat(
                        world.wiring()
                                .settlement()
                                .ledger()
                                .reconciliation()
                                .differences(world.caller()))
                .isEmpty();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void whatIsAcceptedComesBackWithTheNextStatementAndTheFirstOneStaysAsItIs() {
        tills.sell(shop, serial(1), "");
        tills.sell(shop, serial(2), "");
        Statement first = settled();
        List<List<String>> paper = paper(first).table().rows();
        assertThat(states(first)).containsExactly("1 -", "2 -");
        Dispute dispute = dispute(first, 2);
        assertThat(dispute.state()).isEqualTo(DisputeState.DISPUTED);
        assertThat(dispute.amount().amount()).isEqualTo("41.65");
        assertThat(states(first)).containsExactly("1 -", "2 DISPUTED");
        Dispute accepted = disputes().accept(world.caller(), dispute.id());
        assertThat(accepted.state()).isEqualTo(DisputeState.ACCEPTED);
        assertThat(accepted.decidedAt()).isEqualTo(world.clock().instant());
        assertThat(disputes().accept(world.caller(), dispute.id())).isEqualTo(accepted);
        Statement second = settled();
        assertThat(tills.lines(second)).containsExactly("1 dispute -41.65");
        assertThat(second.opening().amount()).isEqualTo("83.30");
        assertThat(second.closing().amount()).isEqualTo("41.65");
        assertThat(balances()).containsExactly("commission 735", "deferred_revenue -4900", "retailer 4165");
        assertThat(states(first)).containsExactly("1 -", "2 ACCEPTED");
        assertThat(paper(first).table().rows()).isEqualTo(paper);
        assertThat(stock.history(serial(2))).last().asString().contains("dispute_accepted");
        assertThat(world.wiring()
                .access()
                .audit()
                .list(world.caller(), AuditFilter.ALL, new Listing(50, null))
                .items())
                .filteredOn(entry -> entry.subject().equals("dispute:" + dispute.id()))
                .extracting(Audit.Entry::action)
                .containsExactly("dispute.accepted", "dispute.opened");
    }

    @Test
    void whatIsRefusedStaysAndTheShopReadsWhy() {
        tills.sell(shop, serial(1), "");
        Statement statement = settled();
        Dispute dispute = dispute(statement, 1);
        Dispute refused = disputes().refuse(world.caller(), dispute.id(), "Receipt 4711 says so");
        assertThat(disputes().find(stock.callerOf(shop), dispute.id()).answer())
                .isEqualTo("Receipt 4711 says so");
        assertThat(disputes().refuse(world.caller(), dispute.id(), "Receipt 4711 says so"))
                .isEqualTo(refused);
        refused(() -> disputes().refuse(world.caller(), dispute.id(), "Because"), ProblemType.CONFLICT);
        refused(() -> disputes().accept(world.caller(), dispute.id()), ProblemType.CONFLICT);
        refused(() -> disputes().refuse(world.caller(), dispute.id(), " "), ProblemType.INVALID);
        assertThat(states(statement)).containsExactly("1 REFUSED");
        assertThat(balances()).contains("retailer 4165");
    }

    @Test
    void anItemThatCameBackBeforeTheDecisionIsNotPaidBackTwice() {
        tills.sell(shop, serial(1), "");
        Dispute dispute = dispute(settled(), 1);
        tills.takeBack(shop, serial(1));
        assertThat(disputes().accept(world.caller(), dispute.id()).state())
                .isEqualTo(DisputeState.ACCEPTED);
        assertThat(tills.lines(settled())).containsExactly("1 claw_back -41.65");
        assertThat(balances()).isEmpty();
    }

    @Test
    void norIsOneThatComesBackAfterIt() {
        tills.sell(shop, serial(1), "");
        accept(dispute(settled(), 1));
        tills.takeBack(shop, serial(1));
        assertThat(tills.lines(settled())).containsExactly("1 dispute -41.65");
        assertThat(balances()).isEmpty();
    }

    @Test
    void anItemIsOwedForAgainOnceItIsSoldAgain() {
        tills.sell(shop, serial(1), "");
        accept(dispute(settled(), 1));
        reverse(serial(1));
        tills.sell(shop, serial(1), "again");
        assertThat(tills.lines(settled())).containsExactly("1 dispute -41.65", "2 sale 41.65");
        assertThat(balances()).containsExactly("commission 735", "deferred_revenue -4900", "retailer 4165");
    }

    @Test
    void whatExpiredAndWasGivenUpIsNobodysGain() throws Exception {
        UUID bought = stock.product(true, "wholesale");
        SerialRange two = stock.printed(bought, 2);
        stock.received(shop, two);
        Statement statement = settled();
        world.wiring()
                .inventory()
                .losses()
                .report(
                        stock.callerOf(shop),
                        LossKind.STOLEN,
                        new LossReport(
                                two.first().toString(), two.first().toString(), "Burglary"));
        world.wiring()
                .inventory()
                .voiding()
                .request(
                        world.caller(),
                        new VoidRequest(
                                two.first().toString(), two.first().toString(), "Stolen"));
        assertThat(balances()).contains("breakage -4900");
        assertThat(revenue(two.run())).isEqualTo("49.00 0.00 49.00");
        accept(known(statement, new NewDispute(null, two.first().toString(), REASON)));
        assertThat(balances()).containsExactly("commission 735", "deferred_revenue -4900", "retailer 4165");
        assertThat(revenue(two.run())).isEqualTo("49.00 0.00 0.00");
        world.wiring().settlement().ledger().transfers().look();
        assertThat(revenue(two.run())).isEqualTo("49.00 0.00 0.00");
        // As it was counted before that step.
        world.database()
                .execute(
                        "UPDATE counted_revenue SET breakage_minor = 4900 WHERE run = %d AND day = '%s'"
                                .formatted(two.run(), today()));
        assertThat(revenue(two.run())).isEqualTo("49.00 0.00 49.00");
        try (InputStream step = Migrations.class.getResourceAsStream("/migrations/steps/202611291300_breakage_taken_back.sql")) {
            world.database().execute(new String(requireNonNull(step).readAllBytes(), UTF_8));
        }
        assertThat(revenue(two.run())).isEqualTo("49.00 0.00 0.00");
    }

    @Test
    void aLineIsDisputedOnceAndInTime() {
        tills.sell(shop, serial(1), "");
        tills.sell(shop, serial(2), "");
        tills.sell(shop, serial(3), "");
        Statement statement = settled();
        Disputes.Known first = told(statement, new NewDispute(1, null, REASON));
        assertThat(first.before()).isFalse();
        assertThat(told(statement, new NewDispute(1, null, REASON)))
                .isEqualTo(new Disputes.Known(first.dispute(), true));
        for (Integer line : new Integer[] {null, 1}) {
            assertThat(told(statement, new NewDispute(line, serial(1).toString(), REASON)))
                    .isEqualTo(new Disputes.Known(first.dispute(), true));
        }
        refused(() -> told(statement, new NewDispute(1, null, "Another")), ProblemType.CONFLICT);
        tills.takeBack(shop, serial(3));
        Statement next = settled();
        // It gets something for this one: the opposite of that is not what it wants.
        assertThat(tills.lines(next)).containsExactly("1 claw_back -41.65");
        for (NewDispute nothingOwed :
                List.of(
                        new NewDispute(1, null, REASON),
                        new NewDispute(null, serial(3).toString(), REASON))) {
            assertThatThrownBy(() -> told(next, nothingOwed))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> {
                                assertThat(refused.type()).isEqualTo(ProblemType.INVALID);
                                assertThat(refused.fields().getFirst().message())
                                        .contains("You owe nothing for this line", "talk to your provider");
                            });
        }
        // The sale of this item is on the first statement.
        refused(
                () -> told(next, new NewDispute(null, serial(2).toString(), REASON)),
                ProblemType.INVALID);
        for (NewDispute wrong :
                List.of(
                        new NewDispute(null, null, REASON),
                        new NewDispute(0, null, REASON),
                        new NewDispute(4, null, REASON),
                        new NewDispute(2, null, ""),
                        new NewDispute(2, null, "x".repeat(501)),
                        new NewDispute(null, "10000000000018", REASON),
                        new NewDispute(1, serial(2).toString(), REASON))) {
            refused(() -> told(statement, wrong), ProblemType.INVALID);
        }
        StockFixture.Shop other = stock.shop("Other of " + shop.retailer());
        refused(
                () ->
                        disputes()
                                .dispute(
                                        stock.callerOf(other),
                                        statement.id(),
                                        new NewDispute(2, null, REASON)),
                ProblemType.NOT_FOUND);
        refused(() -> disputes().accept(world.decoy(), first.dispute().id()), ProblemType.NOT_FOUND);
        assertThat(disputes().list(stock.callerOf(other), DisputeFilter.read(null, null, null), Tills.of(9)).items())
                .isEmpty();
        assertThat(disputes().list(stock.callerOf(shop), DisputeFilter.read(statement.id().toString(), null, "disputed"), Tills.of(9)).items())
                .containsExactly(first.dispute());
        assertThat(disputes().list(world.caller(), DisputeFilter.read("", shop.retailer().toString(), ""), Tills.of(9)).items())
                .containsExactly(first.dispute());
        assertThat(disputes().list(world.caller(), DisputeFilter.read(null, other.retailer().toString(), "disputed"), Tills.of(9)).items())
                .isEmpty();
        pass(28);
        told(statement, new NewDispute(2, null, REASON));
        pass(1);
        refused(() -> told(statement, new NewDispute(3, null, REASON)), ProblemType.CONFLICT);
        // What was told in time may be told again.
        assertThat(told(statement, new NewDispute(2, null, REASON)).before()).isTrue();
    }

    @Test
    void manyWhoDecideAndTakeBackAtOnceGiveTheMoneyBackOnce() throws Exception {
        SerialRange many = stock.printed(product, 6);
        stock.received(shop, many);
        many.stream().forEach(serial -> tills.sell(shop, serial, ""));
        Statement statement = settled();
        List<Dispute> all =
                many.stream()
                        .map(serial -> known(statement, new NewDispute(null, serial.toString(), REASON)))
                        .toList();
        try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
            for (Dispute dispute : all) {
                CyclicBarrier together = new CyclicBarrier(4);
                List<Callable<Boolean>> asks =
                        List.of(
                                () -> decides(together, () -> accept(dispute)),
                                () -> decides(together, () -> accept(dispute)),
                                () ->
                                        decides(
                                                together,
                                                () ->
                                                        disputes()
                                                                .refuse(
                                                                        world.caller(),
                                                                        dispute.id(),
                                                                        "No")),
                                () -> decides(together, () -> tills.takeBack(shop, dispute.serial())));
                int done = 0;
                for (Future<Boolean> each : clients.invokeAll(asks)) {
                    done += each.get() ? 1 : 0;
                }
                // The return, and either both who agree or the one who doesn't.
                assertThat(done).isIn(2, 3);
            }
        }
        Statement next = settled();
        assertThat(tills.lines(next)).hasSize(6).allMatch(line -> line.endsWith(" -41.65"));
        assertThat(next.closing().minor()).isZero();
        assertThat(balances()).isEmpty();
    }

    private static boolean decides(CyclicBarrier together, Runnable what) throws Exception {
        together.await();
        try {
            what.run();
            return true;
        } catch (Refused refused) {
            assertThat(refused.type()).isEqualTo(ProblemType.CONFLICT);
            return false;
        }
    }

    private static void refused(Runnable what, ProblemType type) {
        assertThatThrownBy(what::run)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.type()).isEqualTo(type));
    }

    @Test
    void whatIsRefusedWithoutAnAnswerIsAskedAgainInTheSamePartOfTheSameList() {
        tills.sell(shop, serial(1), "");
        tills.sell(shop, serial(2), "");
        Statement statement = settled();
        Dispute older = dispute(statement, 1);
        pass(1);
        Dispute newer = dispute(statement, 2);
        try (TestServer server = new TestServer(world)) {
            Browser browser = server.signedIn("olga@harbour.example", "Olga", "owner", null);
            String asked = "?state=disputed&retailer=" + shop.retailer() + "&after=" + newer.id();
            HttpResponse<String> again =
                    browser.submit(
                            "/console/disputes" + asked,
                            "/console/disputes/" + older.id() + "/refuse" + asked,
                            Map.of("answer", " "));
            assertThat(again.statusCode()).isEqualTo(422);
            assertThat(again.body())
                    .contains("id=\"answer-" + older.id() + "-problem\"")
                    .doesNotContain("answer-" + newer.id());
            HttpResponse<String> done =
                    browser.submit(
                            "/console/disputes" + asked,
                            "/console/disputes/" + older.id() + "/refuse" + asked,
                            Map.of("answer", "It was sold"));
            assertThat(done.headers().firstValue("Location"))
                    .contains(
                            "/console/disputes?retailer=%s&state=disputed&after=%s"
                                    .formatted(shop.retailer(), newer.id()));
        }
    }

    private Dispute dispute(Statement statement, int line) {
        return known(statement, new NewDispute(line, null, REASON));
    }

    private Dispute known(Statement statement, NewDispute wanted) {
        return told(statement, wanted).dispute();
    }

    private Disputes.Known told(Statement statement, NewDispute wanted) {
        return disputes().dispute(stock.callerOf(shop), statement.id(), wanted);
    }

    private void accept(Dispute dispute) {
        disputes().accept(world.caller(), dispute.id());
    }

    private Disputes disputes() {
        return world.wiring().settlement().disputes();
    }

    /** The statement of all that is payable, made once tills can undo nothing of it any more. */
    private Statement settled() {
        pass(2);
        tills.settle();
        return tills.statements(shop).getLast();
    }

    private List<String> states(Statement statement) {
        List<String> states = new ArrayList<>();
        for (StatementLine line :
                world.wiring()
                        .settlement()
                        .statements()
                        .lines(stock.callerOf(shop), statement.id(), Tills.of(9))
                        .items()) {
            states.add(line.number() + " " + (line.dispute() == null ? "-" : line.dispute()));
        }
        return states;
    }

    private Report paper(Statement statement) {
        return world.wiring().settlement().papers().of(stock.callerOf(shop), statement.id(), Locale.ENGLISH);
    }

    private void reverse(SerialNumber serial) {
        boolean reversed =
                world.wiring()
                        .transactions()
                        .write(
                                world.caller(),
                                tx ->
                                        world.wiring()
                                                .inventory()
                                                .items()
                                                .reverse(tx, serial, Map.of()));
        assertThat(reversed).isTrue();
    }

    private List<String> balances() {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .createQuery(
                                                """
                                                SELECT account || ' ' || sum(minor)
                                                FROM ledger_transfer, LATERAL (VALUES (debit, amount_minor), (credit, -amount_minor)) AS side (account, minor)
                                                WHERE retailer_id = ? GROUP BY account HAVING sum(minor) <> 0 ORDER BY account
                                                """)
                                        .bind(0, shop.retailer())
                                        .mapTo(String.class)
                                        .list());
    }

    /** What of a run is deferred, earned and breakage today. */
    private String revenue(int run) {
        return new LedgerBooks(world.wiring().transactions(), world.wiring().access().providers())
                .revenue(world.caller(), null).stream()
                        .filter(each -> each.run() == run)
                        .map(
                                each ->
                                        each.deferred().amount()
                                                + " "
                                                + each.earned().amount()
                                                + " "
                                                + each.breakage().amount())
                        .collect(Collectors.joining("; "));
    }

    private SerialNumber serial(int sequence) {
        return SerialNumber.of(range.run(), sequence);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(world.clock().instant(), ZoneOffset.UTC);
    }

    private void pass(int days) {
        world.clock().forward(Duration.ofDays(days));
    }
}
