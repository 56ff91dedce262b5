package io.counterfoil.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.HeldBack;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.Item;
import io.counterfoil.inventory.ItemStep;
import io.counterfoil.inventory.Move;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Subject;
import io.counterfoil.settlement.statements.Tills;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** That it is told where the books don't agree with the events; histories show that they do. */
class ReconciliationIT {
    @Test
    void whatDoesNotFollowFromEventsIsFound() throws Exception {
        TestWorld other = new TestWorld();
        try (other) {
            StockFixture theirs = new StockFixture(other, other.caller());
            StockFixture.Shop shop = theirs.shop("Corner");
            Books books = new Books(other, shop);
            SerialRange range = theirs.printed(theirs.product(true), 3);
            theirs.received(shop, range);
            other.wiring()
                    .transactions()
                    .write(
                            other.caller(),
                            tx ->
                                    range.stream()
                                            .filter(
                                                    serial ->
                                                            theirs.activate(tx, shop, serial))
                                            .count());
            assertThat(books.differences()).isEmpty();
            Item item = theirs.item(range.first());
            // Breakage of an item that did not expire.
            other.wiring()
                    .transactions()
                    .write(
                            other.caller(),
                            tx -> {
                                long event =
                                        new EventLog()
                                                .append(
                                                        tx,
                                                        Subject.item(item.serial().value()),
                                                        "thought",
                                                        Map.of());
                                other.wiring()
                                        .settlement()
                                        .ledger()
                                        .sales()
                                        .enter(
                                                tx,
                                                new Move(
                                                        ItemStep.EXPIRE,
                                                        List.of(item.serial().value()),
                                                        item.product(),
                                                        item.retailer(),
                                                        item.outlet(),
                                                        event));
                                return event;
                            });
            assertThat(books.balances())
                    .containsEntry("breakage", -4900L)
                    .containsEntry("deferred_revenue", -9800L);
            execute(other, "UPDATE accrual SET commission_minor = 0 WHERE serial = " + range.last());
            String second = SerialNumber.of(range.run(), 2).toString();
            execute(other, "DELETE FROM accrual WHERE serial = " + second);
            assertThat(books.differences())
                    .containsExactly(
                            "Item %s: its transfers leave 0 in Deferred revenue, not -4900."
                                    .formatted(range.first()),
                            "Item %s: its transfers leave -4900 in Breakage (never redeemed), not 0."
                                    .formatted(range.first()),
                            "Item %s: its sale of event %d did not accrue."
                                    .formatted(second, event(other, second)),
                            "Item %1$s: event %2$d accrued as a sale over 4900, not as a sale over 4165, or elsewhere."
                                    .formatted(range.last(), event(other, range.last().toString())),
                            "Retailer %s: its account in EUR is 12495 and what moved at the bank 0, not 9065 and 0."
                                    .formatted(shop.retailer()));
        }
    }

    @Test
    void statementsThatDoNotAddUpAreFound() throws Exception {
        TestWorld other = new TestWorld();
        try (other) {
            StockFixture theirs = new StockFixture(other, other.caller());
            Tills tills = new Tills(other, theirs);
            StockFixture.Shop shop = theirs.shop("Corner");
            tills.agree(shop, 0, 0);
            SerialRange range = theirs.printed(theirs.product(true), 2);
            theirs.received(shop, range);
            Books books = new Books(other, shop);
            for (SerialNumber serial : range.stream().toList()) {
                tills.sell(shop, serial, "");
                other.clock().forward(Duration.ofDays(2));
                tills.settle();
            }
            SerialRange third = theirs.printed(theirs.product(true), 1);
            theirs.received(shop, third);
            tills.sell(shop, third.first(), "");
            other.wiring().settlement().counts().count(other.provider().id() + ":" + shop.retailer());
            other.wiring().settlement().ledger().transfers().look();
            assertThat(books.differences()).isEmpty();
            execute(other, "UPDATE counted_balance SET amount_minor = amount_minor + 1 WHERE account = 'commission'");
            execute(other, "UPDATE counted_revenue SET left_minor = left_minor + 1 WHERE run = " + third.run());
            execute(other, "INSERT INTO counted_term SELECT provider_id, %d, id, 'EUR', 1, '2026-01-01', '2026-02-01', 1 FROM product LIMIT 1".formatted(third.run()));
            execute(other, "UPDATE counted_money SET amount_minor = amount_minor + 1");
            execute(other, "UPDATE statement SET opening_minor = 4166 WHERE number = 2");
            execute(other, "UPDATE statement_counter SET last = 3");
            execute(other, "DELETE FROM statement_line WHERE statement_id = (SELECT id FROM statement WHERE number = 1)");
            execute(other, "DELETE FROM ledger_transfer WHERE debit = 'commission' AND serial = " + range.last());
            assertThat(books.differences())
                    .contains(
                            "Statement 1: its number of lines is 1, not 0.",
                            "Statement 1: its closing balance is 4165, not 0.",
                            "Statement 2: its opening balance is 4166, not 4165.",
                            "Statement 2: its closing balance is 8331, not 8330.",
                            "The numbers of the statements have gaps.",
                            "1 accrual is on a statement that must not have it, or on none.",
                            "1 hour of accruals is not counted as it is.",
                            // Of the commission, and of the retailer whose transfer is missing.
                            "2 balances of accounts are not what their transfers come to.",
                            "Of 1 term not as many items are counted as there are.",
                            "The revenue of runs on 1 day is not what their transfers come to.",
                            "Retailer %s: its account in EUR is 13230 and what moved at the bank 0, not 12495 and 0."
                                    .formatted(shop.retailer()));
        }
    }

    @Test
    void allDifferencesAreCountedAndCanBeReadPartByPart() throws Exception {
        TestWorld other = new TestWorld();
        try (other;
                TestServer server = new TestServer(other)) {
            StockFixture theirs = new StockFixture(other, other.caller());
            StockFixture.Shop shop = theirs.shop("Corner");
            SerialRange range = theirs.printed(theirs.product(true), 30);
            theirs.received(shop, range);
            other.wiring()
                    .transactions()
                    .write(
                            other.caller(),
                            tx ->
                                    range.stream()
                                            .filter(
                                                    serial ->
                                                            theirs.activate(tx, shop, serial))
                                            .count());
            execute(other, "DELETE FROM accrual");
            Reconciliation reconciliation =
                    other.wiring().settlement().ledger().reconciliation();
            Reconciliation.Differences all =
                    reconciliation.differences(other.caller(), 0, 500);
            // One of each item, and one of what the shop owes.
            List<String> sentences =
                    all.some().stream().map(each -> each.text().toString()).toList();
            assertThat(sentences).hasSize(31).contains(
                    "Item %s: its sale of event %d did not accrue."
                            .formatted(range.last(), event(other, range.last().toString())));
            assertThat(all.count()).isEqualTo(31);
            assertThat(reconciliation.differences(other.caller()))
                    .isEqualTo(sentences.subList(0, 20));
            assertThat(reconciliation.differences(other.decoy(), 0, 500).count()).isZero();
            String key =
                    other.wiring().access().apiKeys().make(other.caller(), "Test", null).key();
            JsonNode first = json(server, key, "");
            assertThat(first.get("agrees").asBoolean()).isFalse();
            assertThat(first.get("count").asInt()).isEqualTo(31);
            assertThat(first.get("differences")).hasSize(20);
            JsonNode rest = json(server, key, "?skip=20&limit=500");
            assertThat(rest.get("count").asInt()).isEqualTo(31);
            assertThat(rest.get("differences")).hasSize(11);
            assertThat(rest.get("differences").get(0).asText()).isEqualTo(sentences.get(20));
            assertThat(rest.get("found").findValuesAsText("code"))
                    .hasSize(11)
                    .contains("missing_accrual", "retailer_balance");
            assertThat(rest.get("found").get(0).get("sentence").asText())
                    .isEqualTo(sentences.get(20));
            Browser finance = server.signedIn("finn@harbour.example", "Finn", "finance", null);
            String path = "/console/settlement/reconciliation";
            Document whole = Jsoup.parse(finance.submit(path, path, Map.of()).body());
            assertThat(whole.select("ol[start=1] li").eachText()).isEqualTo(sentences);
            assertThat(whole.select("input[name=skip]")).as("that is all").isEmpty();
            Document page =
                    Jsoup.parse(finance.submit(path, path, Map.of("skip", "20")).body());
            assertThat(page.select("h2").eachText()).contains("31 differences");
            assertThat(page.select("ol[start=21] li").eachText())
                    .isEqualTo(sentences.subList(20, 31));
            finance.reading("de");
            assertThat(
                            Jsoup.parse(finance.submit(path, path, Map.of()).body())
                                    .select("ol li")
                                    .eachText())
                    .hasSize(31)
                    .contains(
                            "Artikel %s: Der Posten „Verkauf“ zu Ereignis %d fehlt."
                                    .formatted(
                                            range.last(), event(other, range.last().toString())));
            assertThat(answer(server, key, "?skip=-1").statusCode()).isEqualTo(422);
            assertThat(answer(server, key, "?limit=501").statusCode()).isEqualTo(422);
            assertThat(
                            other.wiring()
                                    .transactions()
                                    .read(
                                            new Caller(Scope.system(), Actor.job("test")),
                                            reconciliation::faults))
                    .hasSize(21)
                    .last()
                    .isEqualTo("And 11 more; GET /api/v1/reconciliation tells all of a provider's.");
        }
    }

    @Test
    void whileTheBooksOfAProviderAreComparedNobodyComparesThemOnceMore() throws Exception {
        TestWorld other = new TestWorld();
        try (other;
                TestServer server = new TestServer(other);
                ExecutorService threads = Executors.newFixedThreadPool(1)) {
            String key =
                    other.wiring().access().apiKeys().make(other.caller(), "Test", null).key();
            Browser finance = server.signedIn("finn@harbour.example", "Finn", "finance", null);
            Reconciliation reconciliation =
                    other.wiring().settlement().ledger().reconciliation();
            String path = "/console/settlement/reconciliation";
            try (HeldBack books =
                    new HeldBack(other, "LOCK TABLE ledger_transfer IN ACCESS EXCLUSIVE MODE")) {
                Future<Reconciliation.Differences> first =
                        threads.submit(() -> reconciliation.asked(other.caller(), 0, 20));
                books.awaitWaiting(1);
                HttpResponse<String> second = answer(server, key, "");
                assertThat(second.statusCode()).as(second.body()).isEqualTo(429);
                assertThat(second.headers().firstValue("Retry-After")).contains("30");
                HttpResponse<String> third = finance.submit(path, path, Map.of());
                assertThat(third.statusCode()).isEqualTo(429);
                assertThat(Jsoup.parse(third.body()).text())
                        .contains("Your books are being compared just now.");
                books.commit();
                assertThat(first.get().count()).isZero();
            }
            assertThat(json(server, key, "").get("agrees").asBoolean()).isTrue();
        }
    }

    private static JsonNode json(TestServer server, String key, String query)
            throws IOException {
        HttpResponse<String> answer = answer(server, key, query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private static HttpResponse<String> answer(TestServer server, String key, String query) {
        return server.send(
                server.request("/api/v1/reconciliation" + query)
                        .header("Authorization", "Bearer " + key)
                        .header("Accept", "application/json")
                        .build());
    }

    @Test
    void whatAShopBoughtBeforeThereWereBooksIsNotChargedWhenItSellsIt() throws Exception {
        TestWorld other = new TestWorld();
        try (other) {
            StockFixture theirs = new StockFixture(other, other.caller());
            StockFixture.Shop shop = theirs.shop("Corner");
            SerialRange bought = theirs.printed(theirs.product(true, "wholesale"), 1);
            SerialRange lent = theirs.printed(theirs.product(true), 1);
            theirs.received(shop, bought);
            theirs.received(shop, lent);
            // As an upgrade leaves it.
            execute(other, "DELETE FROM ledger_transfer");
            execute(other, "DELETE FROM accrual");
            execute(other, "UPDATE installation SET books_since = (SELECT max(position) FROM event)");
            SerialRange later = theirs.printed(theirs.product(true, "wholesale"), 1);
            theirs.received(shop, later);
            for (SerialRange range : List.of(bought, lent, later)) {
                boolean sold =
                        other.wiring()
                                .transactions()
                                .write(
                                        other.caller(),
                                        tx ->
                                                theirs.activate(tx, shop, range.first()));
                assertThat(sold).isTrue();
            }
            Books books = new Books(other, shop);
            assertThat(books.accruals()).containsExactly("shipment 4165", "sale 4165");
            assertThat(books.query("SELECT serial::text FROM accrual WHERE retailer_id = ? AND kind = 'sale'"))
                    .containsExactly(lent.first().toString());
            assertThat(books.differences()).isEmpty();
        }
    }

    private static long event(TestWorld world, String serial) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .createQuery(
                                                "SELECT position FROM event WHERE type ="
                                                        + " 'activated' AND subject_id = ?")
                                        .bind(0, serial)
                                        .mapTo(Long.class)
                                        .one());
    }

    static void execute(TestWorld world, String sql) {
        world.database().execute(sql);
    }
}
