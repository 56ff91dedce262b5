package io.counterfoil.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Amount;
import io.counterfoil.settlement.statements.NewPayment;
import io.counterfoil.settlement.statements.Tills;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What the ledger tells of two cards at 49.00, sold on 1 March: one came back the next day, and the
 * shop paid 10.00 on the third.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerPagesIT {
    private static final String TRANSFERS = "/api/v1/ledger/transfers";
    private static final String PAGE = "/console/settlement/ledger";

    private TestWorld world;
    private TestServer server;
    private String key;
    private Browser finance;
    private StockFixture.Shop shop;
    private SerialRange range;

    @BeforeAll
    void sales() {
        world = new TestWorld();
        server = new TestServer(world);
        key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        world.clock().set(Instant.parse("2026-03-01T10:00:00Z"));
        StockFixture stock = new StockFixture(world, world.caller());
        Tills tills = new Tills(world, stock);
        shop = stock.shop("=Corner");
        StockFixture.Shop other = stock.shop("Other");
        tills.agree(shop, 0, 0);
        range = stock.printed(stock.product(true), 3);
        stock.received(shop, range);
        tills.sell(shop, range.first(), "");
        tills.sell(shop, range.last(), "");
        SerialRange elsewhere = stock.printed(stock.product(true), 1);
        stock.received(other, elsewhere);
        tills.sell(other, elsewhere.first(), "");
        world.clock().set(Instant.parse("2026-03-02T10:00:00Z"));
        tills.takeBack(shop, range.last());
        world.clock().set(Instant.parse("2026-03-03T10:00:00Z"));
        world.wiring()
                .settlement()
                .payments()
                .receive(
                        world.caller(),
                        new NewPayment(
                                shop.retailer().toString(),
                                new Amount("10.00", "EUR"),
                                "No. 1",
                                "2026-03-03"));
        StockFixture theirs = new StockFixture(world, world.decoy());
        StockFixture.Shop decoy = theirs.shop("Decoy");
        SerialRange foreign = theirs.printed(theirs.product(true), 1);
        theirs.received(decoy, foreign);
        world.wiring()
                .transactions()
                .write(world.decoy(), tx -> theirs.activate(tx, decoy, foreign.first()));
        finance = server.signedIn("finn@harbour.example", "Finn", "finance", null);
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void everyAmountOfAnItemIsThereWithItsEventAndWhatItTakesBack() throws IOException {
        List<JsonNode> lines = transfers("?serial=" + range.last());
        assertThat(lines)
                .extracting(LedgerPagesIT::words)
                .containsExactlyInAnyOrder(
                        "2026-03-01 sale deferred_revenue > retailer 49.00",
                        "2026-03-01 sale retailer > commission 7.35",
                        "2026-03-02 undo retailer > deferred_revenue 49.00",
                        "2026-03-02 undo commission > retailer 7.35");
        assertThat(lines).extracting(line -> line.get("id").asText()).isSortedAccordingTo((a, b) -> b.compareTo(a));
        long sale = lines.getLast().get("event").asLong();
        assertThat(lines.getLast().get("reverses").isNull()).isTrue();
        assertThat(lines.getFirst().get("reverses").asLong()).isEqualTo(sale);
        assertThat(lines.getFirst().get("event").asLong()).isGreaterThan(sale);
        assertThat(lines)
                .allSatisfy(
                        line -> {
                            assertThat(line.get("retailer").asText())
                                    .isEqualTo(shop.retailer().toString());
                            assertThat(line.get("serial").asText())
                                    .isEqualTo(range.last().toString());
                        });
    }

    @Test
    void eachFilterNarrowsTheListAndNobodySeesWhatIsAnothersProviders() throws IOException {
        // Two sales of the shop with two lines, one of the other with at least one, one taken back.
        List<JsonNode> all = transfers("");
        List<JsonNode> ours = transfers("?retailer=" + shop.retailer());
        assertThat(ours).hasSize(7);
        assertThat(all).hasSizeGreaterThan(7);
        assertThat(all).extracting(line -> line.get("serial").asText()).contains("null");
        long others = ledgerRows() - all.size();
        assertThat(others).as("lines of the other provider").isPositive();
        assertThat(transfers("?account=bank"))
                .extracting(LedgerPagesIT::words)
                .containsExactly("2026-03-03 payment retailer > bank 10.00");
        assertThat(transfers("?account=commission&retailer=" + shop.retailer()))
                .as("what it got and what it gave, the latest first")
                .extracting(LedgerPagesIT::words)
                .containsExactly(
                        "2026-03-02 undo commission > retailer 7.35",
                        "2026-03-01 sale retailer > commission 7.35",
                        "2026-03-01 sale retailer > commission 7.35");
        assertThat(transfers("?account=commission&from=2026-03-02&to=2026-03-03"))
                .extracting(LedgerPagesIT::words)
                .containsExactly("2026-03-02 undo commission > retailer 7.35");
        assertThat(transfers("?from=2026-03-02&to=2026-03-02"))
                .extracting(line -> line.get("kind").asText())
                .containsExactly("undo", "undo");
        assertThat(send(TRANSFERS + "?serial=12").statusCode()).isEqualTo(422);
        assertThat(send(TRANSFERS + "?account=pocket").statusCode()).isEqualTo(422);
        assertThat(send(TRANSFERS + "?from=yesterday").statusCode()).isEqualTo(422);
        HttpResponse<String> nowhere = send(TRANSFERS + "?after=" + new UUID(0, Long.MAX_VALUE));
        assertThat(nowhere.statusCode()).isEqualTo(422);
        assertThat(nowhere.body()).contains("No row has this id");
    }

    @Test
    void partAfterPartItIsTheWholeList() throws IOException {
        List<String> all =
                transfers("").stream().map(line -> line.get("id").asText()).toList();
        assertThat(inParts("")).isEqualTo(all).hasSizeGreaterThan(7);
        assertThat(inParts("&account=retailer"))
                .isEqualTo(
                        transfers("?account=retailer").stream()
                                .map(line -> line.get("id").asText())
                                .toList())
                .hasSizeGreaterThan(5);
    }

    private List<String> inParts(String query) throws IOException {
        List<String> parts = new ArrayList<>();
        JsonNode part = json(TRANSFERS + "?limit=2" + query);
        while (true) {
            part.get("items").forEach(line -> parts.add(line.get("id").asText()));
            if (part.get("next").isNull()) {
                return parts;
            }
            part = json(TRANSFERS + "?limit=2&after=" + part.get("next").asText() + query);
        }
    }

    @Test
    void thePageSaysItInWordsAndItsTableHasTheSameLines() throws IOException {
        Document page =
                page(PAGE + "?retailer=" + shop.retailer() + "&account=commission&from=&to=&serial=");
        assertThat(page.select("tbody tr").eachText())
                .hasSize(3)
                .anySatisfy(
                        row ->
                                assertThat(row)
                                        .contains(
                                                "Taken back",
                                                "Commission of shops Retailers",
                                                "7.35",
                                                "=Corner",
                                                range.last().toString()));
        String sale = transfers("?serial=" + range.last()).getLast().get("event").asText();
        assertThat(page.select("td[data-label=Event] small").eachText())
                .containsExactly("takes back " + sale);
        Element table = page.expectFirst("a[href*=as=csv]");
        HttpResponse<String> saved = finance.get(table.attr("href"));
        assertThat(saved.body().lines().count()).as(saved.body()).isEqualTo(4);
        assertThat(saved.body()).contains("to_account", range.last().toString());
        assertThat(page(PAGE).select("tbody tr")).hasSizeGreaterThan(7);
        assertThat(page("/console/settlement").select("a[href=%s]".formatted(PAGE))).hasSize(1);
        HttpResponse<String> wrong = finance.get(PAGE + "?serial=12");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(wrong.body()).select("#serial").attr("value")).isEqualTo("12");
        HttpResponse<String> both = finance.get(PAGE + "?serial=12&retailer=" + new UUID(0, 1));
        assertThat(both.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(both.body()).select("[aria-invalid=true]").eachAttr("name"))
                .containsExactlyInAnyOrder("retailer", "serial");
    }

    @Test
    void theAccountsAndTheMonthsAreThereInABookkeepersWords() {
        Document page = page("/console/settlement/revenue");
        List<String> tables =
                page.select("table").stream()
                        .map(table -> String.join(" | ", table.select("tbody tr").eachText()))
                        .toList();
        // Two cards are sold and not redeemed; of 98.00 less 14.70 the shop paid 10.00.
        assertThat(tables.getFirst())
                .as("before that nothing was sold")
                .isEqualTo("March 2026 98.00 EUR 0.00 EUR 0.00 EUR");
        assertThat(tables.getLast())
                .isEqualTo(
                        "Bank 10.00 EUR – | Commission of shops 14.70 EUR – | Deferred revenue –"
                                + " 98.00 EUR | Retailers 73.30 EUR –");
        assertThat(page("/console/settlement/revenue?month=2026-02").select("table").getFirst().text())
                .doesNotContain("98.00");
        assertThat(finance.get("/console/settlement/revenue?month=soon").statusCode())
                .isEqualTo(422);
        assertThat(page("/console/settlement").select("a[href=/console/settlement/revenue]"))
                .hasSize(1);
        finance.reading("de");
        assertThat(page("/console/settlement/revenue").select("tbody time").text())
                .isEqualTo("März 2026");
        finance.reading("en");
    }

    @Test
    void whoAsksWhetherTheBooksAgreeIsToldSo() {
        String path = "/console/settlement/reconciliation";
        assertThat(page(path).text()).doesNotContain("The books agree");
        HttpResponse<String> compared = finance.submit(path, path, Map.of());
        assertThat(compared.statusCode()).isEqualTo(200);
        assertThat(Jsoup.parse(compared.body()).text())
                .contains("The books agree with the log: no difference at 3 Mar 2026");
        HttpResponse<String> mistyped = finance.submit(path, path, Map.of("skip", "few"));
        assertThat(mistyped.statusCode()).isEqualTo(422);
        assertThat(finance.get(path + "?compare=now").body())
                .as("an address compares nothing")
                .doesNotContain("no difference");
    }

    private static String words(JsonNode line) {
        return "%s %s %s > %s %s"
                .formatted(
                        line.get("at").asText().substring(0, 10),
                        line.get("kind").asText(),
                        line.get("from_account").asText(),
                        line.get("to_account").asText(),
                        line.get("amount").get("amount").asText());
    }

    private long ledgerRows() {
        return Long.parseLong(
                world.database().rows("SELECT count(*) FROM ledger_transfer").getFirst());
    }

    private List<JsonNode> transfers(String query) throws IOException {
        return StreamSupport.stream(json(TRANSFERS + query).get("items").spliterator(), false)
                .toList();
    }

    private JsonNode json(String path) throws IOException {
        HttpResponse<String> answer = send(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private HttpResponse<String> send(String path) {
        return server.send(
                server.request(path)
                        .header("Authorization", "Bearer " + key)
                        .header("Accept", "application/json")
                        .build());
    }

    private Document page(String path) {
        HttpResponse<String> answer = finance.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Jsoup.parse(answer.body());
    }
}
