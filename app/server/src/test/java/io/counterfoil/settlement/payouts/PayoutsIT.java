package io.counterfoil.settlement.payouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.HeldBack;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.DayRange;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.WriteKey;
import io.counterfoil.retailers.NewBankDetails;
import io.counterfoil.settlement.statements.NewPayment;
import io.counterfoil.settlement.statements.PeriodFilter;
import io.counterfoil.settlement.statements.Statement;
import io.counterfoil.settlement.statements.Tills;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Payouts to a shop that paid 41.65 for each of two items which customers then brought back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PayoutsIT {
    private static final String IBAN = "DE89370400440532013000";
    private static final String OTHER_IBAN = "GB82WEST12345698765432";

    private TestWorld world;
    private TestServer server;
    private StockFixture stock;
    private Tills tills;
    private UUID product;
    private String key;
    private StockFixture.Shop shop;
    private SerialRange range;

    @BeforeAll
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        stock = new StockFixture(world, world.caller());
        tills = new Tills(world, stock);
        product = stock.product(true);
        key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
    }

    @BeforeEach
    void twoItemsThatAreSoldAndPaid() {
        shop = stock.shop("Shop-" + UUID.randomUUID());
        tills.agree(shop, 0, 0);
        range = stock.printed(product, 2);
        stock.received(shop, range);
        tills.sell(shop, serial(1), "");
        tills.sell(shop, serial(2), "");
        settle();
        receive(shop.retailer().toString(), "83.30");
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void whatIsOwedIsOrderedInOneFilePaidOnceAndOnTheNextStatement() throws Exception {
        bringBack(1);
        Payout due = onlyPayout();
        assertThat(due.amount().amount()).isEqualTo("41.65");
        assertThat(due.state()).isEqualTo(PayoutState.FROZEN);
        assertThat(due.frozenUntil()).isNull();
        world.wiring()
                .settlement()
                .paying()
                .payer()
                .tell(world.caller(), new NewBankDetails("Harbour Backup GmbH", IBAN, null));
        assertConflict(this::order);
        tellBankDetails("Käthe's Bücher & Co");
        assertThat(onlyPayout().frozenUntil()).isNotNull();
        assertConflict(this::order);
        world.clock().forward(Duration.ofDays(7));
        assertThat(onlyPayout().state()).isEqualTo(PayoutState.DUE);

        PayoutOrder order = order();
        assertThat(order.payouts()).isEqualTo(1);
        assertThat(onlyPayout().state()).isEqualTo(PayoutState.ORDERED);
        assertConflict(this::order);
        byte[] file = file(order).body();
        PainSchema.validate(file);
        assertThat(new String(file, java.nio.charset.StandardCharsets.UTF_8))
                .contains(IBAN, OTHER_IBAN, due.reference(), "<CtrlSum>41.65</CtrlSum>")
                .contains("Kaethe's Buecher + Co");
        assertThat(file(order).body()).isEqualTo(file);
        assertThat(get("/api/v1/payouts/orders/" + order.id() + "/transfers", "text/csv").body())
                .asString()
                .contains("\"" + OTHER_IBAN + "\"", "\"41.65\"");
        assertThat(text("/api/v1/payouts/orders/" + order.id() + "/transfers?limit=1"))
                .contains("\"amount\":{\"amount\":\"41.65\",\"currency\":\"EUR\"}", "\"next\":null");
        assertThat(text("/api/v1/payouts/orders/" + order.id() + "/transfers?after=" + due.id()))
                .contains("\"items\":[]");
        assertThat(tableOffered(order)).contains("\"" + OTHER_IBAN + "\"", "\"41.65\"");
        assertThat(clearIbans()).isZero();

        assertThat(failed(due.id(), "Account closed").failure())
                .isEqualTo("Account closed");
        assertThat(failed(due.id(), "Account closed").state())
                .isEqualTo(PayoutState.DUE);
        assertThat(file(order).statusCode()).isEqualTo(410);
        assertConflict(() -> payouts().paid(world.caller(), due.id(), "Bank 1", today()));

        order();
        // The shop once paid with the reference that we give our payment to it.
        receive(due.reference(), "1.00");
        Payout paid = payouts().paid(world.caller(), due.id(), "Bank 1", today());
        assertThat(paid.state()).isEqualTo(PayoutState.PAID);
        assertThat(Jsoup.parse(manager().get("/retail/money").body()).text())
                .contains("2026, as " + paid.reference())
                .doesNotContain("Bank 1");
        assertThat(payouts().paid(world.caller(), due.id(), "Bank 1", today())).isEqualTo(paid);
        assertConflict(() -> payouts().paid(world.caller(), due.id(), "Bank 2", today()));
        assertConflict(() -> failed(due.id(), "Too late"));
        settle();
        Statement last = tills.statements(shop).getLast();
        assertThat(last.payments().amount()).isEqualTo("-40.65");
        assertThat(last.closing().amount()).isEqualTo("-1.00");
        LocalDate made =
                world.wiring()
                        .transactions()
                        .read(world.caller(), world.wiring().access().providers()::zones)
                        .day(paid.madeAt());
        assertThat(madeBetween(made, made)).contains(paid);
        assertThat(madeBetween(made.plusDays(1), null)).doesNotContain(paid);
        assertThat(madeBetween(null, made.minusDays(1))).doesNotContain(paid);
        assertThatThrownBy(() -> payouts().find(world.decoy(), due.id())).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> orders().find(world.decoy(), order.id())).isInstanceOf(Refused.class);
    }

    private List<Payout> madeBetween(@Nullable LocalDate from, @Nullable LocalDate to) {
        PeriodFilter filter =
                new PeriodFilter(
                        Optional.of(shop.retailer()),
                        new DayRange(Optional.ofNullable(from), Optional.ofNullable(to)));
        return payouts().list(world.caller(), filter, Optional.empty(), Listing.first()).items();
    }

    /** The table of an order that the page links for whoever hands it to the bank. */
    private String tableOffered(PayoutOrder order) {
        Browser browser = finance();
        String table =
                Jsoup.parse(browser.get("/console/settlement").body())
                        .expectFirst("a[href*=%s/transfers]".formatted(order.id()))
                        .attr("href");
        HttpResponse<String> saved = browser.get(table);
        assertThat(saved.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("transfers.csv");
        return saved.body();
    }

    private Browser manager() {
        return server.signedIn("mia@corner.example", "Mia", "manager", shop.retailer());
    }

    /** There is one of finance only: what one of two asks for, the other one has to agree to. */
    private Browser finance() {
        String email = "finn@harbour.example";
        StaffMembers staff = world.wiring().access().staff();
        StaffMembers.WithPassword finn =
                staff.find(world.caller(), email)
                        .map(known -> staff.newPassword(world.caller(), known.id()))
                        .orElseGet(() -> world.member(email, "Finn", "finance", null));
        return server.signedIn(finn);
    }

    @Test
    void whoeverEntersWhatTheBankDidStaysAtThatPartOfTheList() throws Exception {
        bringBack(1);
        accountsAreKnown();
        order();
        String id = onlyPayout().id().toString();
        String asked =
                "?retailer="
                        + shop.retailer()
                        + "&payouts_after=ffffffff-ffff-7fff-bfff-ffffffffffff";
        String part = "/console/settlement" + asked;
        String form = "/console/settlement/payouts/" + id;
        Browser finn = finance();
        String name =
                world.wiring()
                        .inventory()
                        .retailers()
                        .retailer(world.caller(), shop.retailer())
                        .name();
        assertThat(finn.get("/console/settlement?retailer=" + name).body())
                .contains("action=\"" + form + "/paid?retailer=" + shop.retailer() + "\"");
        HttpResponse<String> refused =
                finn.submit(part, form + "/paid" + asked, Map.of("reference", "", "paid_on", "2026-01-30"));
        assertThat(refused.statusCode()).isEqualTo(422);
        Document again = Jsoup.parse(refused.body());
        assertThat(again.select("[aria-invalid]").eachAttr("id")).containsExactly("reference-" + id);
        assertThat(again.expectFirst("#reference-" + id).attr("aria-describedby"))
                .contains("reference-" + id + "-problem");
        assertThat(again.expectFirst("[role=alert] a").attr("href")).isEqualTo("#reference-" + id);
        assertThat(again.expectFirst("#paid_on-" + id).val()).isEqualTo("2026-01-30");

        HttpResponse<String> unpaid =
                finn.fill(refused, form + "/failed" + asked, Map.of("reason", ""));
        assertThat(Jsoup.parse(unpaid.body()).expectFirst("details[open]").text())
                .contains("What the bank says", "Please fill this in.");
        HttpResponse<String> failed =
                finn.fill(unpaid, form + "/failed" + asked, Map.of("reason", "Account closed"));
        assertThat(failed.headers().firstValue("Location").orElseThrow())
                .endsWith(part + "#payouts");
        assertThat(onlyPayout().failure()).isEqualTo("Account closed");
        // Other tests find nothing due.
        order();
    }

    @Test
    void whatIsBelowTheMinimumIsCarriedOver() {
        tills.agree(shop, 0, 5000);
        bringBack(1);
        assertThat(payoutsOf()).isEmpty();
        bringBack(2);
        assertThat(onlyPayout().amount().amount()).isEqualTo("83.30");
    }

    @Test
    void whatTheBankDidNotPayAfterAnotherStatementIsOnTheNextOne() throws Exception {
        bringBack(1);
        Payout first = onlyPayout();
        accountsAreKnown();
        order();
        bringBack(2);
        Payout failed = failed(first.id(), "Account closed");
        assertThat(failed.state()).isEqualTo(PayoutState.CARRIED_OVER);
        assertThat(failed(first.id(), "Account closed"))
                .isEqualTo(failed);
        settle();
        assertThat(payoutsOf().getFirst().amount().amount()).isEqualTo("83.30");
        // Other tests find nothing due.
        order();
    }

    @Test
    void whatNobodyOrderedIsOnThePayoutOfTheNextStatement() {
        bringBack(1);
        bringBack(2);
        assertThat(payoutsOf())
                .extracting(payout -> payout.state() + " " + payout.amount().amount())
                .containsExactly("FROZEN 83.30", "CARRIED_OVER 41.65");
        UUID old = payoutsOf().getLast().id();
        assertConflict(() -> payouts().paid(world.caller(), old, "Bank 1", today()));
    }

    @Test
    void whatAMistypedPaymentLeftDueIsNotPaidOnceThatIsTakenBack() throws Exception {
        accountsAreKnown();
        UUID mistyped = receive("mistyped " + shop.retailer(), "100.00");
        settle();
        assertThat(onlyPayout().amount().amount()).isEqualTo("100.00");
        assertThat(onlyPayout().state()).isEqualTo(PayoutState.DUE);
        takeBackPayment(mistyped);

        assertConflict(this::order);
        assertThat(onlyPayout().state()).isEqualTo(PayoutState.CARRIED_OVER);
        assertConflict(this::order);
        settle();
        assertThat(onlyPayout().state()).isEqualTo(PayoutState.CARRIED_OVER);
        assertThat(tills.statements(shop).getLast().closing().minor()).isZero();
    }

    @Test
    void whatTheBankDidNotPayIsMadeAnewWithoutTheMistypedPayment() throws Exception {
        accountsAreKnown();
        UUID mistyped = receive("mistyped " + shop.retailer(), "100.00");
        settle();
        order();
        takeBackPayment(mistyped);
        receive("right " + shop.retailer(), "60.00");
        assertThat(failed(onlyPayout().id(), "Account closed").state())
                .isEqualTo(PayoutState.DUE);

        assertConflict(this::order);
        assertThat(onlyPayout().state()).isEqualTo(PayoutState.CARRIED_OVER);
        settle();
        assertThat(payoutsOf())
                .extracting(payout -> payout.state() + " " + payout.amount().amount())
                .containsExactly("DUE 60.00", "CARRIED_OVER 100.00");
        assertThat(order().payouts()).isEqualTo(1);
        assertThat(payoutsOf().getFirst().state()).isEqualTo(PayoutState.ORDERED);
    }

    @Test
    void whatTheBankSaidOfAnOrderIsNotSaidOfTheNextOne() throws Exception {
        bringBack(1);
        accountsAreKnown();
        PayoutOrder first = order();
        UUID id = onlyPayout().id();
        Caller keyed = keyed("failed " + id);
        Payout failed = payouts().failed(keyed, id, "Account closed", first.id().toString());
        assertThat(failed.state()).isEqualTo(PayoutState.DUE);
        PayoutOrder next = order();

        assertConflict(
                () ->
                        payouts()
                                .failed(
                                        world.caller(),
                                        id,
                                        "Account closed",
                                        first.id().toString()));
        assertThat(payouts().failed(keyed, id, "Account closed", first.id().toString()))
                .isEqualTo(failed);
        assertThat(onlyPayout().state()).isEqualTo(PayoutState.ORDERED);
        assertThat(file(next).statusCode()).isEqualTo(200);
        assertThat(payouts().failed(world.caller(), id, "Account closed", next.id().toString()).state())
                .isEqualTo(PayoutState.DUE);
        // Other tests find nothing due.
        order();
    }

    @Test
    void anOrderThatIsRepeatedChangesNoOtherPayout() throws Exception {
        accountsAreKnown();
        receive("first " + shop.retailer(), "50.00");
        settle();
        Caller keyed = keyed("order " + shop.retailer());
        PayoutOrder first = orders().order(keyed);
        UUID mistyped = receive("mistyped " + shop.retailer(), "100.00");
        settle();
        takeBackPayment(mistyped);

        assertThat(orders().order(keyed).id()).isEqualTo(first.id());
        assertThat(payoutsOf())
                .extracting(Payout::state)
                .containsExactly(PayoutState.DUE, PayoutState.ORDERED);
    }

    @Test
    void whatTheBankPaysWhileTheNextOneIsOrderedIsNotPaidOnceMore() throws Exception {
        accountsAreKnown();
        receive("first " + shop.retailer(), "100.00");
        settle();
        order();
        UUID first = onlyPayout().id();
        UUID mistyped = receive("mistyped " + shop.retailer(), "20.00");
        settle();
        UUID second = payoutsOf().getFirst().id();
        try (ExecutorService threads = Executors.newSingleThreadExecutor();
                HeldBack held = new HeldBack(world, "SELECT 1")) {
            Future<Payout> paid =
                    threads.submit(
                            () -> {
                                held.awaitWaiting(1);
                                Payout done = payouts().paid(world.caller(), first, "Bank 1", today());
                                held.commit();
                                return done;
                            });
            assertConflict(
                    () ->
                            world.during(
                                    this::order,
                                    "INSERT INTO payout_order",
                                    () -> {
                                        takeBackPayment(mistyped);
                                        hold(held, second);
                                    }));
            assertThat(paid.get().state()).isEqualTo(PayoutState.PAID);
        }
        assertThat(payoutsOf())
                .extracting(payout -> payout.state() + " " + payout.amount().amount())
                .containsExactly("DUE 20.00", "PAID 100.00");
        assertConflict(this::order);
        assertThat(payoutsOf().getFirst().state()).isEqualTo(PayoutState.CARRIED_OVER);
    }

    private static void hold(HeldBack held, UUID payout) {
        assertThatCode(
                        () ->
                                held.execute(
                                        "SELECT FROM payout WHERE id = '%s' FOR UPDATE"
                                                .formatted(payout)))
                .doesNotThrowAnyException();
    }

    private Caller keyed(String key) {
        return new Caller(
                world.caller().scope(),
                world.caller().actor(),
                new WriteKey(key, new byte[] {1}));
    }

    private void accountsAreKnown() throws Exception {
        world.wiring()
                .settlement()
                .paying()
                .payer()
                .tell(world.caller(), new NewBankDetails("Harbour Backup GmbH", IBAN, null));
        tellBankDetails("Corner Books");
        world.clock().forward(Duration.ofDays(7));
    }

    private void takeBackPayment(UUID payment) {
        world.wiring().settlement().payments().takeBack(world.caller(), payment);
    }

    private UUID receive(String reference, String amount) {
        return world.wiring()
                .settlement()
                .payments()
                .receive(
                        world.caller(),
                        new NewPayment(
                                shop.retailer().toString(),
                                new Amount(amount, "EUR"),
                                reference,
                                today()))
                .payment()
                .id();
    }

    private void bringBack(int sequence) {
        tills.takeBack(shop, serial(sequence));
        settle();
    }

    private void settle() {
        world.clock().forward(Duration.ofDays(2));
        tills.settle();
    }

    private SerialNumber serial(int sequence) {
        return SerialNumber.of(range.run(), sequence);
    }

    private String today() {
        return world.clock().instant().toString().substring(0, 10);
    }

    private Payouts payouts() {
        return world.wiring().settlement().paying().payouts();
    }

    private Payout failed(UUID id, String reason) {
        return payouts().failed(world.caller(), id, reason, null);
    }

    private PayoutOrders orders() {
        return world.wiring().settlement().paying().orders();
    }

    private PayoutOrder order() {
        return orders().order(world.caller());
    }

    private List<Payout> payoutsOf() {
        List<Payout> all = payoutsOf(Optional.empty());
        for (PayoutState state : PayoutState.values()) {
            assertThat(payoutsOf(Optional.of(state)))
                    .as("those that are %s", state)
                    .containsExactlyElementsOf(
                            all.stream().filter(each -> each.state() == state).toList());
        }
        return all;
    }

    private List<Payout> payoutsOf(Optional<PayoutState> state) {
        PeriodFilter own = PeriodFilter.of(Optional.of(shop.retailer()));
        return payouts().list(world.caller(), own, state, Listing.first()).items();
    }

    private Payout onlyPayout() {
        assertThat(payoutsOf()).hasSize(1);
        return payoutsOf().getFirst();
    }

    private static void assertConflict(ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.type()).isEqualTo(ProblemType.CONFLICT));
    }

    private void tellBankDetails(String holder) throws Exception {
        HttpResponse<String> answer =
                server.send(
                        server.request("/api/v1/retailers/" + shop.retailer() + "/bank-details")
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .PUT(
                                        HttpRequest.BodyPublishers.ofString(
                                                new ObjectMapper()
                                                        .createObjectNode()
                                                        .put("account_holder", holder)
                                                        .put("iban", OTHER_IBAN)
                                                        .toString()))
                                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private HttpResponse<byte[]> file(PayoutOrder order) {
        return get("/api/v1/payouts/orders/" + order.id() + "/file", "application/xml");
    }

    private HttpResponse<byte[]> get(String path, String accept) {
        return server.sendForBytes(
                server.request(path)
                        .header("Authorization", "Bearer " + key)
                        .header("Accept", accept)
                        .build());
    }

    private String text(String path) {
        return new String(get(path, "application/json").body(), StandardCharsets.UTF_8);
    }

    private long clearIbans() {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .createQuery(
                                                """
                                                SELECT count(*) FROM (
                                                    SELECT payout::text AS row, sealed FROM payout
                                                    UNION ALL SELECT payout_order::text, sealed FROM payout_order
                                                    UNION ALL SELECT payer_account::text, sealed FROM payer_account) AS stored
                                                WHERE position(convert_to('0532013000', 'UTF8') IN sealed) > 0
                                                   OR position(convert_to('98765432', 'UTF8') IN sealed) > 0
                                                   OR row LIKE '%0532013000%' OR row LIKE '%98765432%'
                                                """)
                                        .mapTo(Long.class)
                                        .one());
    }
}
