package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Listing;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of which each list has one row more than is shown at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongListsIT {
    private static final int SHOWN = 50;
    private static final int ROWS = SHOWN + 1;

    private TestWorld world;
    private TestServer server;
    private StockFixture stock;
    private StockFixture.Shop branches;
    private Browser owner;
    private Browser manager;

    @BeforeAll
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        stock = new StockFixture(world, world.caller());
        StockFixture.Shop shop = stock.shop("Corner");
        owner = signedIn("owner", null);
        manager = signedIn("manager", shop.retailer());
        fill(
                shop,
                """
                INSERT INTO shipment (provider_id, id, retailer_id, outlet_id, state, shipped_at, items)
                SELECT '%1$s', gen_random_uuid(), '%2$s', '%3$s', state, now(), 1
                FROM unnest(ARRAY['shipped', 'short', 'received']) AS state, generate_series(1, %4$d)
                """);
        fill(
                shop,
                """
                INSERT INTO stock_return (provider_id, id, retailer_id, outlet_id, state, reason, sent_at, items)
                SELECT '%1$s', gen_random_uuid(), '%2$s', '%3$s', 'sent', 'Unsold', now(), 1
                FROM generate_series(1, %4$d)
                """);
        fill(
                shop,
                """
                INSERT INTO offline_day (provider_id, id, retailer_id, terminal_only, line_count, asked_at, asked_by,
                                         done_at)
                SELECT '%1$s', gen_random_uuid(), '%2$s', false, 0, now(), 'nobody', now()
                FROM generate_series(1, %4$d)
                """);
        fill(
                shop,
                """
                WITH run AS (
                    INSERT INTO settlement_run (provider_id, id, until_at, state, retailers, asked_at, asked_by, done_at)
                    SELECT '%1$s', gen_random_uuid(), now(), 'done', 0, now(), 'nobody', now()
                    FROM generate_series(1, %4$d)
                    RETURNING provider_id, id),
                statement AS (
                    INSERT INTO statement (provider_id, id, number, retailer_id, run_id, currency, until_at, closed_at,
                                           line_count, price_minor, commission_minor, tax_minor, commission_tax_minor,
                                           opening_minor, lines_minor, payments_minor)
                    SELECT provider_id, gen_random_uuid(), n, '%2$s', id, 'EUR', now() - n * interval '1 day', now(),
                           0, 0, 0, 0, 0, -100, 0, 0
                    FROM (SELECT *, row_number() OVER () AS n FROM run) AS numbered
                    RETURNING provider_id, id, number, retailer_id, currency)
                INSERT INTO payout (provider_id, id, retailer_id, statement_id, number, amount_minor, currency, state,
                                    made_at)
                SELECT provider_id, gen_random_uuid(), retailer_id, id, number, 100, currency, 'carried_over', now()
                FROM statement
                """);
        fill(
                shop,
                """
                INSERT INTO payout_order (provider_id, id, ordered_at, ordered_by, pay_on, sealed)
                SELECT '%1$s', gen_random_uuid(), now(), 'nobody', current_date, '\\x00' FROM generate_series(1, %4$d)
                """);
        fill(
                shop,
                """
                INSERT INTO till_case (provider_id, id, retailer_id, outlet_id, kind, subject, opened_at)
                SELECT '%1$s', gen_random_uuid(), '%2$s', '%3$s', 'paid_not_activated', 'case ' || n, now()
                FROM generate_series(1, %4$d) AS n
                """);
        branches = stock.shop("Branches");
        fill(
                branches,
                """
                INSERT INTO outlet (provider_id, retailer_id, id, name, created_at)
                SELECT '%1$s', '%2$s', gen_random_uuid(), 'Branch ' || n, now() FROM generate_series(1, %4$d) AS n
                """);
        fill(
                branches,
                """
                INSERT INTO item_hold (provider_id, id, kind, retailer_id, outlet_id, sold_too, let_go, reason, held_at, held_by)
                SELECT provider_id, gen_random_uuid(), 'outlet', retailer_id, id, false, '{}', 'Flooded', now(), 'nobody'
                FROM outlet WHERE retailer_id = '%2$s' AND name <> 'Main Street'
                """);
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void whatIsInStockIsCountedInAllOutletsHoweverManyAreListed() {
        StockFixture.Shop chain = stock.shop("Chain");
        stock.received(chain, stock.printed(stock.product(true), 2));
        world.database()
                .execute(
                        """
                        INSERT INTO outlet (provider_id, retailer_id, id, name, created_at)
                        SELECT '%s', '%s', ('ffffffff' || substr(gen_random_uuid()::text, 9))::uuid, 'Branch ' || n, now()
                        FROM generate_series(1, %d) AS n
                        """
                                .formatted(
                                        world.provider().id(), chain.retailer(), Listing.MOST));
        Browser clerk = signedIn("clerk", chain.retailer());
        String first = clerk.get("/retail").body();
        assertThat(first).contains("<b>2</b> in stock");
        Element link = Jsoup.parse(first).expectFirst("main a[href^=/retail?after=]");
        assertThat(link.text()).isEqualTo("More outlets");
        assertThat(clerk.get(link.attr("href")).body())
                .contains("<b>2</b> in stock", "<td data-label=\"Outlet\">Main Street</td>")
                .doesNotContain("/retail?after=");
    }

    @ParameterizedTest
    @CsvSource({
        "/console/holds, /release, reason",
        "/console/cases, /resolution, resolution",
        "/retail/cases, /resolution, resolution",
        "/console/retailers/, /tills, till_name"
    })
    void aRowBelowTheFirstPartOfAListKeepsItsFormWhenItIsRefused(
            String list, String ending, String field) {
        String page = list.endsWith("/") ? list + branches.retailer() : list;
        Browser reader = page.startsWith("/console") ? owner : manager;
        String rest =
                Jsoup.parse(reader.get(page).body())
                        .expectFirst("main a[href~=[?&]after=]")
                        .attr("href");
        HttpResponse<String> shown = reader.get(rest);
        String form =
                Jsoup.parse(shown.body())
                        .expectFirst("form[action~=%s([?]|$)]".formatted(ending))
                        .attr("action");
        HttpResponse<String> refused = reader.fill(shown, form, Map.of(field, ""));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        Document again = Jsoup.parse(refused.body());
        Element wrong = again.expectFirst("[aria-invalid]");
        assertThat(wrong.attr("name")).isEqualTo(field);
        assertThat(wrong.parents().select("form").attr("action")).isEqualTo(form);
        assertThat(again.select("[role=alert] a").eachAttr("href")).containsExactly("#" + wrong.id());
    }

    @ParameterizedTest
    @CsvSource({
        "/console/holds, /release, reason",
        "/console/cases, /resolution, resolution",
        "/retail/cases, /resolution, resolution"
    })
    void aRowBelowTheFirstPartOfAListLeadsBackThere(String page, String ending, String field) {
        Browser reader = page.startsWith("/console") ? owner : manager;
        String rest =
                Jsoup.parse(reader.get(page).body())
                        .expectFirst("main a[href~=[?&]after=]")
                        .attr("href");
        HttpResponse<String> shown = reader.get(rest);
        String form =
                Jsoup.parse(shown.body())
                        .expectFirst("form[action~=%s([?]|$)]".formatted(ending))
                        .attr("action");
        HttpResponse<String> done = reader.fill(shown, form, Map.of(field, "Mended"));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location")).contains(rest);
        Document emptied = Jsoup.parse(reader.get(rest).body());
        assertThat(emptied.select("main").text())
                .contains("No more here.")
                .doesNotContain("Nothing is open.", "Nothing. All is done.", "Nothing is on hold.");
        String beginning =
                emptied.expectFirst("main a:containsOwn(To the beginning of the list)").attr("href");
        assertThat(Jsoup.parse(reader.get(beginning).body()).select("form[action~=%s([?]|$)]".formatted(ending)))
                .as("what is above, at %s", beginning)
                .hasSize(SHOWN);
        // As before, for whoever looks at this list next.
        world.database()
                .execute(
                        """
                        UPDATE item_hold SET released_at = NULL, released_by = NULL;
                        UPDATE till_case SET resolved_at = NULL, resolved_by = NULL, resolution = NULL
                        """);
    }

    private void fill(StockFixture.Shop shop, String sql) {
        world.database()
                .execute(
                        sql.formatted(
                                world.provider().id(), shop.retailer(), shop.outlet(), ROWS));
    }

    private Browser signedIn(String role, @Nullable UUID retailer) {
        return server.signedIn(role + "@lists.example", "Kim", role, retailer);
    }

    @ParameterizedTest
    @CsvSource({
        "/retail/receive, coming_after",
        "/retail/receive, incomplete_after",
        "/retail/receive, received_after",
        "/retail/send-back, after",
        "/retail/offline-days, after",
        "/retail/money, after",
        "/retail/money, payouts_after",
        "/console/settlement, runs_after",
        "/console/settlement, after",
        "/console/settlement, payouts_after",
        "/console/settlement, orders_after"
    })
    void aListGoesOnWhereItStops(String page, String name) {
        Browser reader = page.startsWith("/console") ? owner : manager;
        Document first = Jsoup.parse(reader.get(page).body());
        String onward = "main a[href~=[?&]" + name + "=]";
        Element link = first.expectFirst(onward);
        String place = link.attr("href");
        int mark = place.indexOf('#');
        if (mark >= 0) {
            assertThat(first.getElementById(place.substring(mark + 1))).as(place).isNotNull();
        }
        Document rest =
                Jsoup.parse(reader.get(mark < 0 ? place : place.substring(0, mark)).body());
        assertThat(rest.select("main tbody tr"))
                .as("the last row in place of the %d before, and the other lists as they were", SHOWN)
                .hasSize(first.select("main tbody tr").size() - SHOWN + 1);
        assertThat(rest.select(onward)).isEmpty();

        HttpResponse<String> odd = reader.get(page + "?" + name + "=odd");
        assertThat(odd.statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({
        "/retail/receive, /api/v1/shipments, 3",
        "/retail/send-back, /api/v1/returns, 1",
        "/retail/money, /api/v1/statements, 1",
        "/retail/money, /api/v1/payouts, 1",
        "/console/settlement, /api/v1/payouts, 1"
    })
    void allOfAListIsSavedAsATable(String page, String list, int times) {
        Browser reader = page.startsWith("/console") ? owner : manager;
        String link =
                Jsoup.parse(reader.get(page).body())
                        .expectFirst("main a[href^=%s?][href*=as=csv]".formatted(list))
                        .attr("href");
        assertThat(reader.get(link).body().lines().skip(1)).hasSize(times * ROWS);
    }
}
