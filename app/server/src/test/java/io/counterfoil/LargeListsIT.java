package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.access.DayRange;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.settlement.ledger.AccrualFilter;
import io.counterfoil.settlement.ledger.Accruals;
import io.counterfoil.settlement.statements.LineFilter;
import io.counterfoil.settlement.statements.Statement;
import io.counterfoil.settlement.statements.StatementLine;
import io.counterfoil.settlement.statements.Tills;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is read of tables with many rows for lists that show a few of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeListsIT {
    private static final int MANY = 30_000;

    private TestWorld world;
    private StockFixture stock;
    private StockFixture.Shop large;
    private StockFixture.Shop seldom;
    private StockFixture.Shop former;
    private Statement statement;

    /**
     * One outlet of a retailer sells one item, another of it sells many; a third one sold a tenth of
     * that, all of it before.
     */
    @BeforeAll
    void open() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        Tills tills = new Tills(world, stock);
        UUID product = stock.product(true);
        large = stock.shop("Large");
        seldom = stock.branch(large, "Seldom");
        former = stock.branch(large, "Former");
        tills.agree(large, 0, 0);
        SerialRange some = stock.printed(product, 2);
        SerialRange one = stock.printed(product, 1);
        stock.received(large, some);
        stock.received(seldom, one);
        tills.sell(large, some.first(), "");
        tills.sell(seldom, one.first(), "");
        world.clock().forward(Duration.ofDays(3));
        tills.settle();
        statement = tills.statements(large).getFirst();
        assertThat(statement.lineCount()).isEqualTo(2);
        // As copies of the first sale: nothing but the number of rows counts here.
        world.database()
                .execute(
                        """
                        SET session_replication_role = replica;
                        INSERT INTO accrual (provider_id, retailer_id, outlet_id, product_id, serial, event, kind, price_minor, commission_minor,
                                             tax_minor, commission_tax_minor, tax_at_issue, currency, accrued_at, payable_at)
                        SELECT provider_id, retailer_id, '%5$s', product_id, serial, -number, kind, price_minor, commission_minor,
                               tax_minor, commission_tax_minor, tax_at_issue, currency, accrued_at - (%1$d - number) * interval '1 second', payable_at
                        FROM accrual, generate_series(1, %1$d / 10) AS number WHERE outlet_id = '%2$s';
                        INSERT INTO accrual (provider_id, retailer_id, outlet_id, product_id, serial, event, kind, price_minor, commission_minor,
                                             tax_minor, commission_tax_minor, tax_at_issue, currency, accrued_at, payable_at)
                        SELECT provider_id, retailer_id, outlet_id, product_id, serial, 1000000000 + number, kind, price_minor, commission_minor,
                               tax_minor, commission_tax_minor, tax_at_issue, currency, accrued_at + number * interval '1 second', payable_at
                        FROM accrual, generate_series(1, %1$d) AS number WHERE outlet_id = '%2$s';
                        INSERT INTO statement_line (provider_id, retailer_id, statement_id, number, accrual_id)
                        SELECT provider_id, retailer_id, '%3$s', 2 + event - 1000000000, id FROM accrual WHERE event > 1000000000;
                        INSERT INTO till_request (provider_id, retailer_id, outlet_id, terminal_id, request_id, state, asked_at)
                        SELECT provider_id, retailer_id, outlet_id, id, 'copy' || number, 'declined', now() - number * interval '1 second'
                        FROM terminal, generate_series(1, %1$d) AS number WHERE id = '%4$s';
                        INSERT INTO dispute (provider_id, id, retailer_id, statement_id, line, reason, state, disputed_at, disputed_by)
                        SELECT provider_id, ('00000000-0000-7000-8001-' || lpad(number::text, 12, '0'))::uuid, retailer_id, statement_id, number,
                               'Never sold', 'disputed', now(), 'Mia'
                        FROM statement_line WHERE number <= 51;
                        ANALYZE accrual, statement_line, till_request, retailer_settlement;
                        """
                                .formatted(
                                        MANY,
                                        large.outlet(),
                                        statement.id(),
                                        large.till().id(),
                                        former.outlet()));
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void whatAShopAskedLastIsReadFromItsOwnRequests() {
        StockFixture.Shop other = stock.shop("Other");
        Caller caller = stock.callerOf(other);
        assertThat(
                        plan(
                                caller,
                                () -> world.wiring().retail().activations().latest(caller, 20),
                                "FROM till_request",
                                Map.of("retailer", other.retailer(), "limit", 20)))
                .contains("Index Scan using till_request_recent");
    }

    @Test
    void theLinesOfAnOutletAreReadFromWhatItSoldInTheTimeOfTheStatement() {
        for (Caller caller : List.of(world.caller(), stock.callerOf(large))) {
            assertThat(lines(caller, linesOf(seldom)).stream().map(StatementLine::number))
                    .containsExactly(2);
            assertThat(planOfLines(caller, seldom)).contains("using accrual_outlet");
            assertThat(planOfLines(caller, large)).contains("using accrual_outlet_payable");
        }
    }

    private static LineFilter linesOf(StockFixture.Shop shop) {
        return new LineFilter(Optional.empty(), Optional.of(shop.outlet()));
    }

    private String planOfLines(Caller caller, StockFixture.Shop shop) {
        return plan(
                caller,
                () -> lines(caller, linesOf(shop)),
                "FROM statement_line",
                Map.of(
                        "statement", statement.id(),
                        "after", 0,
                        "outlet", shop.outlet(),
                        "until", statement.until(),
                        "limit", 51));
    }

    @Test
    void theLinesOfAnOutletGoOnAfterTheLastOneOfThePartBefore() {
        LineFilter filter = new LineFilter(Optional.empty(), Optional.of(large.outlet()));
        List<Integer> all = numbers(filter, new Listing(5, null));
        assertThat(all).containsExactly(1, 3, 4, 5, 6);
        assertThat(numbers(filter, new Listing(3, new UUID(0, all.get(1)))))
                .isEqualTo(all.subList(2, 5));
        assertThat(
                        numbers(
                                new LineFilter(Optional.empty(), Optional.of(seldom.outlet())),
                                new Listing(3, new UUID(0, 1))))
                .containsExactly(2);
        // No line has it: as without an outlet.
        Listing beforeAll = new Listing(5, new UUID(0, 0));
        assertThat(numbers(LineFilter.NONE, beforeAll)).containsExactly(1, 2, 3, 4, 5);
        assertThat(numbers(filter, beforeAll)).isEqualTo(all);
    }

    private List<Integer> numbers(LineFilter filter, Listing listing) {
        return world
                .wiring()
                .settlement()
                .statements()
                .lines(world.caller(), statement.id(), filter, listing)
                .items()
                .stream()
                .map(StatementLine::number)
                .toList();
    }

    /** Of the former one all rows are older than thousands of others. */
    @Test
    void whatAnOutletOwesIsReadFromItsOwnAccrualsAndGoesOnInItsOrder() {
        for (StockFixture.Shop shop : List.of(seldom, former)) {
            AccrualFilter filter = filter(Optional.of(shop.outlet()), Optional.empty());
            for (Caller caller : List.of(world.caller(), stock.callerOf(large))) {
                assertThat(
                                plan(
                                        caller,
                                        () -> accruals(caller, filter, Listing.first()),
                                        "FROM accrual",
                                        Map.of(
                                                "own", large.retailer(),
                                                "outlet", shop.outlet(),
                                                "now", world.clock().instant(),
                                                "limit", 50)))
                        .contains("using accrual_outlet on accrual")
                        .doesNotContain("Sort");
            }
        }
        AccrualFilter filter = filter(Optional.of(former.outlet()), Optional.empty());
        List<UUID> all = accruals(world.caller(), filter, new Listing(4, null));
        assertThat(all).hasSize(4);
        assertThat(accruals(world.caller(), filter, new Listing(2, all.get(1))))
                .isEqualTo(all.subList(2, 4));
    }

    @Test
    void aListThatShallGoOnAfterNoRowSaysSo() {
        LocalDate day = LocalDate.ofInstant(statement.until(), world.provider().zone());
        for (AccrualFilter filter :
                List.of(
                        filter(Optional.of(former.outlet()), Optional.empty()),
                        filter(Optional.empty(), Optional.of(day)))) {
            assertThatThrownBy(
                            () -> accruals(world.caller(), filter, new Listing(2, UUID.randomUUID())))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused ->
                                    assertThat(refused.fields())
                                            .extracting(Refused.FieldProblem::field)
                                            .containsExactly("after"));
        }
    }

    @Test
    void whatAccruedOnADayIsReadFromThatDayOnAndGoesOnInItsOrder() {
        LocalDate day =
                LocalDate.ofInstant(statement.until(), world.provider().zone()).minusDays(3);
        AccrualFilter filter = filter(Optional.empty(), Optional.of(day));
        List<UUID> all = accruals(world.caller(), filter, new Listing(4, null));
        assertThat(all).hasSize(4);
        assertThat(accruals(world.caller(), filter, new Listing(2, all.get(1))))
                .isEqualTo(all.subList(2, 4));
        assertThat(
                        plan(
                                world.caller(),
                                () -> accruals(world.caller(), filter, Listing.first()),
                                "FROM accrual",
                                Map.of(
                                        "from", day.atStartOfDay(world.provider().zone()).toInstant(),
                                        "before", day.plusDays(1).atStartOfDay(world.provider().zone()).toInstant(),
                                        "now", world.clock().instant(),
                                        "limit", 50)))
                .contains("accrual_time");
    }

    @Test
    void whoReadsOnInOneListOfAStatementStaysWhereTheyAreInTheOther() {
        try (TestServer server = new TestServer(world)) {
            Browser browser =
                    server.signedIn("mia@large.example", "Mia", "manager", large.retailer());
            String page = "/retail/statements/" + statement.id();
            for (List<String> links :
                    List.of(
                            List.of("Older ones", "More lines"),
                            List.of("More lines", "Older ones"))) {
                Document shown = Jsoup.parse(browser.get(page).body());
                assertThat(disputed(shown)).hasSize(50).contains("Line 51", "Line 2");
                for (String link : links) {
                    String next = shown.expectFirst("main a:contains(%s)".formatted(link)).attr("href");
                    shown = Jsoup.parse(browser.get(next.replaceFirst("#.*", "")).body());
                }
                assertThat(disputed(shown)).containsExactly("Line 1");
                assertThat(shown.expectFirst("td[data-label=Line]").text()).isEqualTo("51");
            }
        }
    }

    private static List<String> disputed(Document page) {
        return page.select("div.card strong").eachText();
    }

    private static AccrualFilter filter(Optional<UUID> outlet, Optional<LocalDate> day) {
        return new AccrualFilter(
                Optional.empty(), outlet, Optional.empty(), new DayRange(day, day));
    }

    private List<StatementLine> lines(Caller caller, LineFilter filter) {
        return world.wiring()
                .settlement()
                .statements()
                .lines(caller, statement.id(), filter, Listing.first())
                .items();
    }

    private List<UUID> accruals(Caller caller, AccrualFilter filter, Listing listing) {
        return new Accruals(world.wiring().transactions(), world.wiring().access().providers())
                .list(caller, filter, listing).items().stream()
                        .map(each -> each.id())
                        .collect(Collectors.toList());
    }

    /** How a query is done that some work makes, with these values. */
    private String plan(
            Caller caller, Runnable work, String words, Map<String, ?> values) {
        String query =
                world.statementsOf(work).stream()
                        .filter(sql -> sql.contains(words))
                        .findAny()
                        .orElseThrow();
        return world.wiring()
                .transactions()
                .read(
                        caller,
                        tx ->
                                String.join(
                                        "\n",
                                        tx.handle()
                                                .createQuery("EXPLAIN " + query)
                                                .bind("provider", tx.provider())
                                                .bindMap(values)
                                                .mapTo(String.class)
                                                .list()));
    }
}
