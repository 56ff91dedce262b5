package io.counterfoil.settlement.statements;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.Audit;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.access.DayRange;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.printing.brand.Letterhead;
import io.counterfoil.printing.brand.Logos;
import io.counterfoil.printing.report.Report;
import io.counterfoil.retailers.NewBankDetails;
import io.counterfoil.settlement.ledger.Accrual;
import io.counterfoil.settlement.ledger.AccrualFilter;
import io.counterfoil.settlement.ledger.Accruals;
import io.counterfoil.web.Messages;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements of items at 49.00 of which the shop keeps 15 %, after a hold of two weeks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettlementRunsIT {
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
        range = stock.printed(product, 3);
        stock.received(shop, range);
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void whatIsSoldIsOnAStatementOnceItsHoldIsOver() {
        sell(1);
        sell(2);
        pass(13);
        tills.settle();
        assertThat(tills.statements(shop)).isEmpty();
        pass(2);
        SettlementRun run = tills.settle();
        assertThat(run.settled()).isEqualTo(run.retailers());
        Statement statement = tills.statements(shop).getFirst();
        assertThat(statement.lineCount()).isEqualTo(2);
        assertThat(statement.sums().price().amount()).isEqualTo("98.00");
        assertThat(statement.sums().commission().amount()).isEqualTo("14.70");
        assertThat(statement.opening().amount()).isEqualTo("0.00");
        assertThat(statement.closing().amount()).isEqualTo("83.30");
        assertThat(tills.lines(statement)).containsExactly("1 sale 41.65", "2 sale 41.65");
        assertThat(list().of(world.decoy(), PeriodFilter.of(Optional.empty()), Optional.empty(), Tills.of(9)).items()).isEmpty();
        assertThatThrownBy(() -> statements().find(world.decoy(), statement.id()))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> statements().lines(world.decoy(), statement.id(), Tills.of(9)))
                .isInstanceOf(Refused.class);
        assertThat(statements().find(stock.callerOf(shop), statement.id())).isEqualTo(statement);
        StockFixture.Shop other = stock.shop("Other of " + shop.retailer());
        assertThat(list().of(stock.callerOf(other), PeriodFilter.of(Optional.empty()), Optional.empty(), Tills.of(9)).items())
                .isEmpty();
    }

    @Test
    void aSaleIsHeldUntilTheLastDayIsOverOnWhichItMayComeBack() {
        tills.customersHave(14);
        ZoneId zone = zone();
        world.clock().set(today(zone).plusDays(1).atTime(9, 0).atZone(zone).toInstant());
        sell(1);
        sell(2);
        LocalDate last = today(zone).plusDays(14);
        world.clock().set(last.atTime(23, 59).atZone(zone).toInstant());
        assertThat(owed().held().amount()).isEqualTo("83.30");
        assertThat(owed().payable().minor()).isZero();
        tills.settle();
        assertThat(tills.statements(shop)).isEmpty();
        tills.takeBack(shop, serial(1));
        assertThat(owed().heldUntil()).contains(last.plusDays(1).atStartOfDay(zone).toInstant());
        world.clock().set(last.plusDays(1).atStartOfDay(zone).toInstant());
        assertThat(owed().payable().amount()).isEqualTo("41.65");
        assertThat(owed().heldUntil()).isEmpty();
        tills.settle();
        Statement statement = tills.statements(shop).getFirst();
        assertThat(tills.lines(statement)).containsExactly("1 sale 41.65");
        assertThat(statement.until()).isEqualTo(last.plusDays(1).atStartOfDay(zone).toInstant());
    }

    @Test
    void aSaleIsOnNoStatementWhileItsTillMayReverseItHoweverShortItsHold() {
        tills.agree(shop, 0, 0);
        sell(1);
        sell(2);
        world.clock().forward(Duration.ofHours(24));
        tills.settle();
        assertThat(tills.statements(shop)).isEmpty();
        tills.reverse(shop, serial(1), "");
        assertThat(owed().payable().amount()).isEqualTo("41.65");
        pass(1);
        tills.settle();
        assertThat(tills.statements(shop))
                .singleElement()
                .satisfies(made -> assertThat(tills.lines(made)).containsExactly("1 sale 41.65"));
    }

    private OpenMoney owed() {
        return statements().open(stock.callerOf(shop), shop.retailer()).getFirst();
    }

    private ZoneId zone() {
        return world.wiring()
                .transactions()
                .read(world.caller(), world.wiring().access().providers()::of)
                .zone();
    }

    private LocalDate today(ZoneId zone) {
        return LocalDate.ofInstant(world.clock().instant(), zone);
    }

    @Test
    void statementsAreListedByTheDaysOnWhichTheyWereMade() {
        sell(1);
        pass(15);
        tills.settle();
        Statement statement = tills.statements(shop).getFirst();
        LocalDate day =
                world.wiring()
                        .transactions()
                        .read(world.caller(), world.wiring().access().providers()::zones)
                        .day(statement.closedAt());
        assertThat(madeBetween(day, day)).containsExactly(statement);
        assertThat(madeBetween(day.plusDays(1), null)).isEmpty();
        assertThat(madeBetween(null, day.minusDays(1))).isEmpty();
        assertThatThrownBy(() -> PeriodFilter.of(null, "1.11.2026", "soon"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(Refused.FieldProblem::field)
                                        .containsExactly("from", "to"));
    }

    private List<Statement> madeBetween(@Nullable LocalDate from, @Nullable LocalDate to) {
        PeriodFilter filter =
                new PeriodFilter(
                        Optional.of(shop.retailer()),
                        new DayRange(Optional.ofNullable(from), Optional.ofNullable(to)));
        return list().of(world.caller(), filter, Optional.empty(), Tills.of(9)).items();
    }

    @Test
    void aSaleThatWasToldLaterSaysWhenItWas() throws Exception {
        Instant soldAt = world.clock().instant();
        pass(2);
        Instant toldAt = world.clock().instant();
        world.wiring()
                .retail()
                .activations()
                .enter(
                        stock.callerOf(shop),
                        new NewActivation(
                                "paper",
                                shop.till().id().toString(),
                                serial(1).toString(),
                                null,
                                null),
                        "sheet",
                        soldAt);
        sell(2);
        pass(15);
        tills.settle();
        Statement statement = tills.statements(shop).getFirst();
        assertThat(statements().lines(world.caller(), statement.id(), Tills.of(9)).items())
                .extracting(StatementLine::soldAt, StatementLine::accruedAt)
                .containsExactly(tuple(soldAt, toldAt), tuple(null, toldAt));
        String key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        try (TestServer server = new TestServer(world)) {
            String accruals = csv(server, key, "/api/v1/accruals?retailer=" + shop.retailer());
            String lines = csv(server, key, "/api/v1/statements/" + statement.id() + "/lines");
            ZoneId zone = zone();
            assertThat(zone).isNotEqualTo(ZoneOffset.UTC);
            String sold = "\"%s\"".formatted(ISO_OFFSET_DATE_TIME.format(soldAt.atZone(zone)));
            String told = "\"%s\"".formatted(ISO_OFFSET_DATE_TIME.format(toldAt.atZone(zone)));
            // Programs read columns by position: what came later is the last one.
            assertThat(accruals.lines().findFirst().orElseThrow()).endsWith(",\"undone_at\",\"sold_at\"");
            assertThat(accruals.lines()).anyMatch(row -> row.contains(told) && row.endsWith("," + sold));
            assertThat(lines.lines().findFirst().orElseThrow())
                    .startsWith(
                            "\"number\",\"serial\",\"event\",\"kind\",\"accrued_at\",\"outlet\",\"product\",\"currency\",")
                    .endsWith(",\"dispute\",\"sold_at\",\"outlet_name\",\"product_name\"");
            assertThat(lines.lines())
                    .anyMatch(row -> row.contains(told) && row.contains("," + sold + ","));
            String trace =
                    server.send(
                                    server.request("/api/v1/serials/" + serial(1))
                                            .header("Authorization", "Bearer " + key)
                                            .build())
                            .body();
            assertThat(trace).contains("\"sold_at\":\"" + soldAt + "\"");
        }
        Report paper =
                world.wiring().settlement().papers().of(stock.callerOf(shop), statement.id(), Locale.ENGLISH);
        assertThat(paper.table().rows().getFirst().get(3)).contains(", told ");
        assertThat(paper.table().rows().getLast().get(3)).doesNotContain("told");
    }

    private static String csv(TestServer server, String key, String path) {
        return server.send(
                        server.request(path)
                                .header("Authorization", "Bearer " + key)
                                .header("Accept", "text/csv")
                                .build())
                .body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FROM settlement_run", "FROM statement", "FROM payout"})
    void aRunThatEndsWhileThePageIsMadeIsNeverDoneWithoutItsStatements(String moment) {
        StaffMembers.WithPassword finn =
                world.member(UUID.randomUUID() + "@harbour.example", "Finn", "finance", null);
        sell(1);
        pass(15);
        UUID run = tills.begin();
        try (TestServer server = new TestServer(world)) {
            Browser browser = server.signedIn(finn);
            AtomicReference<String> answer = new AtomicReference<>("");
            AtomicBoolean ended = new AtomicBoolean();
            world.during(
                    () -> answer.set(browser.get("/console/settlement").body()),
                    moment,
                    () -> ended.set(tills.done(run).doneAt() != null));
            assertThat(ended).isTrue();
            Statement made = tills.statements(shop).getFirst();
            Document page = Jsoup.parse(answer.get());
            assertThat(
                            page.select(
                                    "main[hx-get], a[href=/console/statements/%s]"
                                            .formatted(made.id())))
                    .as(page.text())
                    .isNotEmpty();
        }
    }

    @Test
    void eachAccrualIsListedUnderTheStateThatItShows() {
        sell(1);
        pass(15);
        tills.settle();
        sell(2);
        pass(15);
        sell(3);
        tills.reverse(shop, serial(3), "");
        tills.sell(shop, serial(3), "again");
        for (Accrual.State state : Accrual.State.values()) {
            AccrualFilter filter =
                    new AccrualFilter(
                            Optional.of(shop.retailer()),
                            Optional.empty(),
                            Optional.of(state),
                            DayRange.ANY);
            for (Caller caller : List.of(world.caller(), stock.callerOf(shop))) {
                assertThat(accruals().list(caller, filter, Tills.of(9)).items())
                        .singleElement()
                        .satisfies(each -> assertThat(each.state()).isEqualTo(state));
            }
            Caller other = stock.callerOf(stock.shop(state + " of " + shop.retailer()));
            assertThat(accruals().list(other, filter, Tills.of(9)).items()).isEmpty();
        }
    }

    @Test
    void aRetailerReadsWhichOfItsShopsSoldEachItem() {
        StockFixture.Shop second = stock.branch(shop, "Harbour");
        SerialRange more = stock.printed(product, 1);
        stock.received(second, more);
        sell(1);
        tills.sell(second, more.first(), "");
        pass(15);
        tills.settle();
        Report paper =
                world.wiring()
                        .settlement()
                        .papers()
                        .of(
                                stock.callerOf(shop),
                                tills.statements(shop).getFirst().id(),
                                Locale.ENGLISH);
        assertThat(paper.table().rows())
                .extracting(row -> row.get(3))
                .containsExactly(
                        "Sold: Basic for a year · Main Street", "Sold: Basic for a year · Harbour");
    }

    @Test
    void theShopReadsInWordsWhatItOwes() throws Exception {
        sell(1);
        sell(2);
        assertThat(statements().open(stock.callerOf(shop), shop.retailer()))
                .singleElement()
                .satisfies(
                        open -> {
                            assertThat(open.held().amount()).isEqualTo("83.30");
                            assertThat(open.heldUntil()).isPresent();
                            assertThat(open.payable().minor()).isZero();
                        });
        pass(15);
        assertThat(statements().open(stock.callerOf(shop), shop.retailer()).getFirst().payable().amount())
                .isEqualTo("83.30");
        tills.settle();
        assertThat(statements().open(stock.callerOf(shop), shop.retailer())).isEmpty();
        Statement statement = tills.statements(shop).getFirst();
        Report paper =
                world.wiring().settlement().papers().of(stock.callerOf(shop), statement.id(), Locale.ENGLISH);
        assertThat(paper.title()).isEqualTo("Statement " + statement.number());
        assertThat(paper.facts())
                .contains(
                        new Report.Fact(
                                "Sold",
                                "2 × Basic for a year: price 98.00 EUR, you keep 14.70 EUR, tax in"
                                        + " the price 0.00 EUR, in what you keep 0.00 EUR"),
                        new Report.Fact("Result", "You owe us 83.30 EUR."),
                        new Report.Fact(
                                "Due",
                                "At once: a statement has only what is due by our agreement."),
                        new Report.Fact(
                                "How to pay",
                                "By bank transfer. Please ask us for the account, and write \"Statement %d\" into its text."
                                        .formatted(statement.number())));
        assertThat(paper.table().rows())
                .extracting(row -> row.get(3))
                .containsExactly(
                        "Sold: Basic for a year · Main Street", "Sold: Basic for a year · Main Street");
        world.wiring()
                .settlement()
                .paying()
                .payer()
                .tell(
                        world.caller(),
                        new NewBankDetails(
                                "Harbour Backup GmbH", "DE89370400440532013000", "COBADEFF"));
        assertThat(
                        world.wiring()
                                .settlement()
                                .papers()
                                .of(stock.callerOf(shop), statement.id(), Locale.ENGLISH)
                                .facts())
                .contains(
                        new Report.Fact(
                                "How to pay",
                                "By bank transfer to Harbour Backup GmbH, IBAN DE89 3704 0044 0532 0130 00, BIC COBADEFF. Please write \"Statement %d\" into its text."
                                        .formatted(statement.number())));
        Report german =
                world.wiring()
                        .settlement()
                        .papers()
                        .of(stock.callerOf(shop), statement.id(), Locale.GERMAN);
        assertThat(german.title()).isEqualTo("Abrechnung " + statement.number());
        assertThat(german.facts())
                .contains(new Report.Fact("Ergebnis", "Sie schulden uns 83,30 EUR."));
        assertThat(german.pages()).isEqualTo("Seite {page} von {pages}");
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        paper.write(pdf);
        assertThat(pdf.toString(StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
        assertThatThrownBy(
                        () ->
                                world.wiring()
                                        .settlement()
                                        .papers()
                                        .of(world.decoy(), statement.id(), Locale.ENGLISH))
                .isInstanceOf(Refused.class);
    }

    @Test
    void linesGoOnAfterTheLastOneOfThePartBefore() {
        LongStream.rangeClosed(1, 3).forEach(this::sell);
        pass(15);
        tills.settle();
        UUID statement = tills.statements(shop).getFirst().id();
        Slice<StatementLine> first = statements().lines(world.caller(), statement, Tills.of(2));
        assertThat(first.items()).extracting(StatementLine::number).containsExactly(1, 2);
        assertThat(first.items().getFirst().serial()).isEqualTo(serial(1));
        assertThat(first.items().getFirst().productName()).isEqualTo("Basic for a year");
        assertThat(first.items().getFirst().outletName()).isEqualTo("Main Street");
        assertThat(
                        statements()
                                .lines(
                                        world.caller(),
                                        statement,
                                        new Listing(2, first.next()))
                                .items())
                .extracting(StatementLine::number)
                .containsExactly(3);
    }

    @Test
    void aSaleThatIsReversedBeforeIsOnNoneAndOneThatIsReversedAfterOnTheNextAgain() {
        tills.agree(shop, 0, 0);
        sell(1);
        sell(2);
        tills.reverse(shop, serial(1), "");
        pass(2);
        tills.settle();
        // Too late for the till to reverse it: the customer brings it back.
        tills.takeBack(shop, serial(2));
        pass(1);
        tills.settle();
        List<Statement> made = tills.statements(shop);
        assertThat(made).hasSize(2);
        assertThat(tills.lines(made.get(0))).containsExactly("1 sale 41.65");
        assertThat(tills.lines(made.get(1))).containsExactly("1 claw_back -41.65");
        assertThat(made.get(1).opening()).isEqualTo(made.get(0).closing());
        assertThat(made.get(1).closing().minor()).isZero();
        pass(1);
        tills.settle();
        assertThat(tills.statements(shop)).hasSize(2);
    }

    @Test
    void thePaperOfALongStatementSumsUpEachDayAndSaysWhereTheLinesAre() {
        sell(1);
        sell(2);
        pass(1);
        sell(3);
        pass(15);
        tills.settle();
        StatementPapers papers =
                new StatementPapers(
                        2,
                        world.wiring().transactions(),
                        statements(),
                        world.wiring().retailers().care(),
                        world.wiring().catalog().catalog(),
                        new StatementPapers.Sender(
                                new Letterhead(
                                        world.wiring().access().providers(),
                                        new Logos(
                                                world.wiring().transactions(),
                                                world.wiring().access().audit()),
                                        new Messages(Path.of("no-such-folder"))),
                                caller -> Optional.empty()));
        Report paper =
                papers.of(stock.callerOf(shop), tills.statements(shop).getFirst().id(), Locale.ENGLISH);
        assertThat(paper.table().rows())
                .extracting(row -> row.subList(1, row.size()))
                .containsExactly(
                        List.of("Sold: Basic for a year", "2", "98.00", "14.70", "0.00", "83.30"),
                        List.of("Sold: Basic for a year", "1", "49.00", "7.35", "0.00", "41.65"));
        assertThat(paper.note()).contains("The 3 lines", "CSV");
    }

    @Test
    void twoRunsAtOnceMakeEachStatementOnce() throws Exception {
        sell(1);
        pass(15);
        List<UUID> both = List.of(begin(), begin());
        try (ExecutorService servers = Executors.newFixedThreadPool(2)) {
            List<Future<SettlementRun>> runs =
                    both.stream().map(run -> servers.submit(() -> tills.done(run))).toList();
            for (Future<SettlementRun> run : runs) {
                assertThat(run.get().doneAt()).isNotNull();
            }
        }
        assertThat(tills.statements(shop)).hasSize(1);
        assertThat(numbers()).isEqualTo(IntStream.rangeClosed(1, numbers().size()).mapToObj(Long::valueOf).toList());
    }

    @Test
    void aRunGoesOnWhereAKilledServerLeftIt() {
        StockFixture.Shop other = stock.shop("Left over " + shop.retailer());
        SerialRange theirs = stock.printed(product, 1);
        stock.received(other, theirs);
        sell(1);
        tills.sell(other, theirs.first(), "");
        pass(15);
        UUID id = begin();
        SettlementRun run = tills.done(id);
        // As far as it would have come: this shop was settled, of the other the window was closed.
        UUID half = UUID.randomUUID();
        pass(1);
        Instant until = world.clock().instant().truncatedTo(ChronoUnit.DAYS);
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            new SettlementRunRepository(tx).insert(half, until, run.retailers());
                            statements().fix(tx, shop.retailer(), until);
                            int made = statements().close(tx, half, shop.retailer()).orElseThrow();
                            new SettlementRunRepository(tx).settled(half, made);
                            statements().fix(tx, other.retailer(), until);
                            return half;
                        });
        SettlementRun done = tills.done(half);
        assertThat(done.settled()).isEqualTo(done.retailers());
        assertThat(tills.statements(shop)).hasSize(2);
        assertThat(tills.statements(other)).hasSize(2);
        assertThat(numbers()).doesNotHaveDuplicates();
    }

    @Test
    void tillsDoNotWaitWhileAStatementIsWrittenAndWhatIsFixedIsOnItAsItWas() {
        tills.agree(shop, 0, 0);
        sell(1);
        sell(2);
        pass(2);
        UUID run = begin();
        Instant until = world.clock().instant().truncatedTo(ChronoUnit.DAYS);
        Transactions transactions = world.wiring().transactions();
        transactions.write(
                world.caller(),
                tx -> {
                    statements().fix(tx, shop.retailer(), until);
                    return until;
                });
        assertThat(statements().open(stock.callerOf(shop), shop.retailer()).getFirst().payable().amount())
                .as("it is still for the next statement")
                .isEqualTo("83.30");
        tills.takeBack(shop, serial(1));
        tills.customersHave(0);
        transactions.write(
                world.caller(),
                tx -> {
                    assertThat(statements().close(tx, run, shop.retailer())).contains(1);
                    // In transactions of their own, which end before this one.
                    sell(3);
                    tills.takeBack(shop, serial(2));
                    return run;
                });
        assertThat(tills.lines(tills.statements(shop).getFirst()))
                .containsExactly("1 sale 41.65", "2 sale 41.65");
        tills.done(run);
        assertThat(tills.statements(shop)).hasSize(1);
        pass(2);
        tills.settle();
        assertThat(tills.lines(tills.statements(shop).getLast()))
                .containsExactly("1 claw_back -41.65", "2 claw_back -41.65", "3 sale 41.65");
    }

    @Test
    void salesThatGoOnMeanwhileAreOnExactlyOneStatement() throws Exception {
        tills.agree(shop, 0, 0);
        SerialRange many = stock.printed(product, 60);
        stock.received(shop, many);
        List<SerialNumber> serials = many.stream().toList();
        try (ExecutorService sellers = Executors.newFixedThreadPool(3)) {
            List<Future<?>> sold = new ArrayList<>();
            for (SerialNumber serial : serials) {
                sold.add(
                        sellers.submit(
                                () -> {
                                    tills.sell(shop, serial, "");
                                    if (serial.sequence() % 3 == 0) {
                                        tills.reverse(shop, serial, "");
                                    }
                                }));
            }
            for (int day = 0; day < 4; day++) {
                pass(1);
                tills.settle();
            }
            for (Future<?> each : sold) {
                each.get();
            }
        }
        pass(2);
        tills.settle();
        assertThat(
                        longs(
                                """
                                SELECT count(*) FROM accrual LEFT JOIN statement_line ON accrual_id = accrual.id
                                WHERE accrual.retailer_id = ? AND (accrual_id IS NULL) <> (undone_at IS NOT NULL)
                                """))
                .containsExactly(0L);
        List<Statement> made = tills.statements(shop);
        assertThat(made.getLast().closing().minor()).isEqualTo(
                        longs(
                                        """
                                        SELECT sum(amount_minor)::bigint FROM accrual
                                        WHERE retailer_id = ? AND undone_at IS NULL
                                        """)
                                .getFirst());
        for (int i = 1; i < made.size(); i++) {
            assertThat(made.get(i).opening()).isEqualTo(made.get(i - 1).closing());
            assertThat(made.get(i).after()).isPresent();
        }
    }

    @Test
    void whatIsClosedStaysAsItIs() {
        sell(1);
        pass(15);
        tills.settle();
        for (String change :
                List.of(
                        "UPDATE statement SET lines_minor = 0 WHERE retailer_id = ?",
                        "DELETE FROM statement WHERE retailer_id = ?",
                        "UPDATE statement_line SET number = 2 WHERE retailer_id = ?",
                        "DELETE FROM statement_line WHERE retailer_id = ?")) {
            assertThatThrownBy(() -> execute(change))
                    .hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void runsAndStatementsStandInTheAuditLog() {
        sell(1);
        pass(15);
        UUID run = tills.settle().id();
        UUID statement = tills.statements(shop).getFirst().id();
        assertThat(world.wiring()
                .access()
                .audit()
                .list(world.caller(), AuditFilter.ALL, new Listing(50, null))
                .items())
                .extracting(Audit.Entry::subject)
                .contains("settlement_run:" + run, "statement:" + statement);
    }

    @Test
    void theJobThatIsScheduledDoesTheRun() {
        UUID run = begin();
        List<String> scheduled =
                world.wiring()
                        .transactions()
                        .read(
                                world.caller(),
                                tx ->
                                        tx.handle()
                                                .createQuery(
                                                        """
                                                        SELECT task_instance FROM scheduled_tasks
                                                        WHERE task_name = 'settlement' AND task_instance LIKE ?
                                                        """)
                                                .bind(0, "%" + run)
                                                .mapTo(String.class)
                                                .list());
        assertThat(runs().find(world.caller(), run).doneAt()).isNull();
        world.wiring().settlement().job().work(scheduled.getFirst());
        assertThat(runs().find(world.caller(), run).doneAt()).isNotNull();
    }

    @Test
    void aDayThatIsNotOverIsNotSettled() {
        String today = world.clock().instant().toString().substring(0, 10);
        for (String day : List.of(today, "2999-01-01", "31.10.2026", "")) {
            assertThatThrownBy(() -> runs().begin(world.caller(), day))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused ->
                                    assertThat(refused.fields())
                                            .extracting(Refused.FieldProblem::field)
                                            .containsExactly("until"));
        }
        assertThat(list().of(world.caller(), PeriodFilter.of(Optional.of(UUID.randomUUID())), Optional.empty(), Tills.of(9)).items())
                .isEmpty();
    }

    private UUID begin() {
        return tills.begin();
    }

    private SettlementRuns runs() {
        return world.wiring().settlement().runs();
    }

    private StatementList list() {
        return world.wiring().settlement().list();
    }

    private Statements statements() {
        return world.wiring().settlement().statements();
    }

    private SerialNumber serial(long sequence) {
        return SerialNumber.of(range.run(), (int) sequence);
    }

    private void sell(long sequence) {
        tills.sell(shop, serial(sequence), "");
    }

    private void pass(int days) {
        world.clock().forward(Duration.ofDays(days));
    }

    private List<Long> numbers() {
        return longs("SELECT number FROM statement WHERE ?::uuid IS NOT NULL ORDER BY number");
    }

    private List<Long> longs(String sql) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .createQuery(sql)
                                        .bind(0, shop.retailer())
                                        .mapTo(Long.class)
                                        .list());
    }

    private int execute(String sql) {
        Caller caller = world.caller();
        return world.wiring()
                .transactions()
                .write(caller, tx -> tx.handle().execute(sql, shop.retailer()));
    }

    private Accruals accruals() {
        return new Accruals(world.wiring().transactions(), world.wiring().access().providers());
    }
}
