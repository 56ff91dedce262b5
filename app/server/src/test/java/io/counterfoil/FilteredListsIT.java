package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.access.Role;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.postgres.TestDatabase;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a list is asked for holds on its next pages, in its table for spreadsheets and over the API.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilteredListsIT {
    /** More rows than a page has with what is asked for, and twice as many without it between them. */
    private static final int COPIES = 180;

    private static final String OTHER_RETAILER = "00000000-0000-7000-8000-000000000001";
    private static final String OTHER_OUTLET = "00000000-0000-7000-8000-000000000002";
    private static final String BRANCH = "00000000-0000-7000-8000-000000000003";

    /** The id of a copy, as SQL. */
    private static final String ID =
            "'00000000-0000-7000-8001-' || lpad(n::text, 12, '0')";

    /** The serial number of a copied item, as SQL. */
    private static final String SERIAL =
            IntStream.rangeClosed(1, COPIES)
                    .mapToObj(n -> SerialNumber.of(SerialNumber.LAST_RUN, n).toString())
                    .collect(Collectors.joining(", ", "(ARRAY[", "])[n]"));

    private static final String TABLE = "a[href*=as=csv], a[href*=/exports/]";
    private static final String ROWS = "tbody tr:has(td[data-label])";

    private FilledWorld filled;
    private Jdbi database;
    private Browser owner;
    private Browser manager;
    private String key;

    @BeforeAll
    void open() throws Exception {
        filled = new FilledWorld();
        TestWorld world = filled.world();
        TestDatabase tables = world.database();
        database =
                Jdbi.create(tables.jdbcUrl(), tables.owner().user(), tables.owner().password());
        owner = filled.signedIn(Role.OWNER);
        manager = filled.signedIn(Role.MANAGER);
        key = world.wiring().access().apiKeys().make(world.caller(), "Lists", null).key();
        copy("outlet", "name = 'Corner Books'", 1, "'id', '" + BRANCH + "', 'name', 'Branch'");
        copy("retailer", "true", 1, "'id', '" + OTHER_RETAILER + "', 'name', 'Other Books'");
        copy(
                "outlet",
                "true",
                1,
                "'id', '" + OTHER_OUTLET + "', 'retailer_id', '" + OTHER_RETAILER + "'");
        Document stock = page("/console/stock");
        owner.submit(
                "/console/stock",
                "/console/stock",
                Map.of(
                        "outlet", stock.expectFirst("[name=outlet] option:contains(Corner Books, Corner)").val(),
                        "product", stock.expectFirst("[name=product] option").val(),
                        "items", "3"));
        copy(
                "reorder_point",
                "true",
                1,
                "'outlet_id', '" + OTHER_OUTLET + "', 'retailer_id', '" + OTHER_RETAILER + "'");
    }

    @AfterAll
    void close() {
        filled.close();
    }

    /**
     * Rows of a table that are copied.
     *
     * @param like one of them
     * @param changes what is another in copies, as SQL; n is the number of the copy
     */
    record Copied(String table, String like, String changes) {}

    /**
     * A list that can be asked for some of its rows.
     *
     * @param rows which elements of its page are rows
     * @param after what the page calls the row after which a part of it begins
     * @param copied what they are, with what they are made of, in the order of their references
     * @param filter what it is asked for, of which every third copy is
     */
    record Filtered(
            String page,
            String rows,
            String api,
            String filter,
            String after,
            List<Copied> copied) {
        Filtered(String page, String rows, String api, String filter, List<Copied> copied) {
            this(page, rows, api, filter, "after", copied);
        }

        Filtered(
                String page,
                String rows,
                String api,
                String table,
                String like,
                String changes,
                String filter) {
            this(page, rows, api, filter, List.of(new Copied(table, like, changes)));
        }

        @Override
        public String toString() {
            return page + "?" + filter;
        }
    }

    private static Stream<Filtered> lists() {
        String retailer =
                "'retailer_id', CASE n % 3 WHEN 0 THEN '" + OTHER_RETAILER + "' ELSE retailer_id::text END";
        String outlet =
                retailer
                        + ", 'outlet_id', CASE n % 3 WHEN 0 THEN '"
                        + OTHER_OUTLET
                        + "' ELSE outlet_id::text END";
        String otherRetailer = "retailer=" + OTHER_RETAILER;
        String otherOutlet = "outlet=" + OTHER_OUTLET;
        return Stream.of(
                new Filtered(
                        "/console/retailers",
                        "tbody a",
                        "/api/v1/retailers",
                        "retailer",
                        "true",
                        "'name', 'Kiosk ' || n % 3 || ' no. ' || n",
                        "search=kiosk+0"),
                new Filtered(
                        "/console/losses",
                        ROWS,
                        "/api/v1/serials/losses",
                        "loss",
                        "true",
                        "'kind', CASE n % 3 WHEN 0 THEN 'lost' ELSE 'stolen' END",
                        "kind=lost"),
                new Filtered(
                        "/console/losses",
                        ROWS,
                        "/api/v1/serials/losses",
                        "loss",
                        "retailer_id IS NOT NULL",
                        retailer,
                        otherRetailer),
                new Filtered(
                        "/console/stock-takes",
                        ROWS,
                        "/api/v1/stock-takes",
                        "stock_take",
                        "state = 'closed'",
                        outlet,
                        otherOutlet),
                new Filtered(
                        "/console/goods-orders",
                        ROWS,
                        "/api/v1/goods-orders",
                        "goods_order",
                        "state = 'withdrawn'",
                        outlet,
                        otherOutlet),
                new Filtered(
                        "/console/goods-orders",
                        ROWS,
                        "/api/v1/goods-orders",
                        "goods_order",
                        "state = 'withdrawn'",
                        "'state', CASE n % 3 WHEN 0 THEN 'sent' ELSE 'withdrawn' END",
                        "state=sent"),
                new Filtered(
                        "/console/shipments",
                        ROWS,
                        "/api/v1/shipments",
                        "shipment",
                        "true",
                        outlet,
                        otherOutlet),
                new Filtered(
                        "/console/returns",
                        ROWS,
                        "/api/v1/returns",
                        "stock_return",
                        "true",
                        outlet,
                        otherOutlet),
                new Filtered(
                        "/console/cases",
                        "div.card",
                        "/api/v1/cases",
                        "till_case",
                        "resolved_at IS NULL",
                        outlet + ", 'subject', 'case ' || n",
                        otherRetailer + "&state=open"),
                new Filtered(
                        "/console/cases",
                        ROWS,
                        "/api/v1/cases",
                        "till_case",
                        "resolved_at IS NULL",
                        outlet
                                + ", 'subject', 'done ' || n, 'resolved_at', opened_at,"
                                + " 'resolved_by', 'nobody', 'resolution', 'Mended'",
                        otherRetailer + "&state=resolved"),
                new Filtered(
                        "/console/settlement",
                        "tbody a[href^=/console/statements/]",
                        "/api/v1/statements",
                        "statement",
                        "true",
                        retailer
                                + ", 'number', 1000 + n, 'until_at', until_at - n * interval '1 s'",
                        otherRetailer),
                new Filtered(
                        "/console/settlement",
                        "tbody a[href^=/console/statements/]",
                        "/api/v1/statements",
                        "statement",
                        "true",
                        "'number', 2000 + n, 'currency', 'CHF', 'after_at', NULL, 'until_at',"
                                + " '2001-02-03'::timestamptz + n * interval '1 s', 'closed_at',"
                                + " '2001-02-04'::timestamptz, 'price_minor', 0, 'commission_minor', 0,"
                                + " 'lines_minor', 0, 'payments_minor', 0, 'opening_minor',"
                                + " CASE n % 3 WHEN 0 THEN 500 ELSE 0 END",
                        "state=open&to=2001-12-31"),
                // The page calls the state otherwise, since its statements have one, too.
                new Filtered(
                        "/console/settlement",
                        "tbody tr:has(td[data-label=Amount])",
                        "/api/v1/payouts",
                        "payout_state=paid&state=paid",
                        "payouts_after",
                        List.of(
                                new Copied(
                                        "statement",
                                        "retailer_id IN (SELECT retailer_id FROM payout)",
                                        "'id', "
                                                + ID
                                                + ", 'number', 3000 + n, 'after_at', NULL, 'until_at',"
                                                + " '2002-02-03'::timestamptz + n * interval '1 s',"
                                                + " 'closed_at', '2002-02-04'::timestamptz"),
                                new Copied(
                                        "payout",
                                        "state = 'ordered'",
                                        "'statement_id', "
                                                + ID
                                                + ", 'number', 3000 + n, 'state', CASE n % 3 WHEN 0"
                                                + " THEN 'paid' ELSE state END, 'bank_reference', CASE"
                                                + " n % 3 WHEN 0 THEN 'No. ' || n END, 'paid_on', CASE n"
                                                + " % 3 WHEN 0 THEN made_at::date END, 'payment_id',"
                                                + " CASE n % 3 WHEN 0 THEN (SELECT id FROM payment LIMIT"
                                                + " 1) END"))),
                new Filtered(
                        "/console/settlement/payments",
                        ROWS,
                        "/api/v1/payments",
                        "payment",
                        "undoes IS NULL",
                        retailer + ", 'reference', 'No. ' || n, 'statement_id', NULL",
                        otherRetailer),
                new Filtered(
                        "/console/approvals",
                        ROWS,
                        "/api/v1/approvals",
                        "approval",
                        "state = 'approved'",
                        "'state', CASE n % 3 WHEN 0 THEN 'rejected' ELSE 'approved' END",
                        "state=rejected"),
                new Filtered(
                        "/console/cartons",
                        ROWS,
                        "/api/v1/cartons",
                        "carton",
                        "shipment_id IS NULL AND unpacked_at IS NULL",
                        "'sscc', lpad(n::text, 18, '0'), 'unpacked_at', CASE n % 3 WHEN 0 THEN"
                                + " packed_at END",
                        "state=unpacked"),
                new Filtered(
                        "/console/keys",
                        ROWS,
                        "/api/v1/api-keys",
                        "api_key",
                        "retailer_id IS NULL",
                        "'digest', '\\x' || md5('key ' || n), 'revoked_at', CASE n % 3 WHEN 0 THEN"
                                + " created_at END",
                        "state=revoked"),
                new Filtered(
                        "/console/print-runs",
                        ROWS,
                        "/api/v1/print-runs",
                        "state=cancelled",
                        List.of(
                                new Copied(
                                        "print_run",
                                        "state = 'closed'",
                                        "'id', "
                                                + ID
                                                + ", 'number', 500000 + n, 'state', CASE n % 3"
                                                + " WHEN 0 THEN 'cancelled' ELSE 'closed' END"),
                                new Copied("print_part", "true", "'run_id', " + ID))),
                new Filtered(
                        "/console/disputes",
                        ROWS,
                        "/api/v1/disputes",
                        "state=refused",
                        List.of(
                                new Copied(
                                        "serial_item",
                                        "state = 'activated'",
                                        "'serial', " + SERIAL + ", 'code_digest', '\\x' ||"
                                                + " md5('code ' || n) || md5('' || n)"),
                                new Copied(
                                        "accrual", "kind = 'sale'", "'id', 0, 'serial', " + SERIAL),
                                new Copied(
                                        "statement_line",
                                        "true",
                                        "'number', 1000 + n, 'accrual_id', (SELECT id FROM accrual"
                                                + " ORDER BY id DESC OFFSET n - 1 LIMIT 1)"),
                                new Copied(
                                        "dispute",
                                        "true",
                                        "'line', 1000 + n, 'state', CASE n % 3 WHEN 0 THEN 'refused'"
                                                + " ELSE 'accepted' END, 'answer', CASE n % 3 WHEN 0"
                                                + " THEN 'No' END, 'decided_at', disputed_at,"
                                                + " 'decided_by', 'nobody', 'event', NULL"))),
                new Filtered(
                        "/console/stock",
                        ROWS,
                        "/api/v1/inventory/products",
                        otherRetailer,
                        List.of(
                                new Copied(
                                        "outlet",
                                        "name = 'Corner Books'",
                                        retailer + ", 'id', " + ID + ", 'name', 'Shop ' || n"),
                                new Copied(
                                        "reorder_point",
                                        "retailer_id <> '" + OTHER_RETAILER + "'",
                                        retailer + ", 'outlet_id', " + ID))),
                // The page has what stands unless it is asked for all.
                new Filtered(
                        "/console/holds",
                        ROWS,
                        "/api/v1/holds",
                        "item_hold",
                        "true",
                        "'kind', 'serials', 'from_serial', 10000000000019, 'to_serial',"
                                + " 10000000000019, 'sscc', NULL, 'outlet_id', NULL, 'retailer_id',"
                                + " NULL, 'released_at', CASE n % 3 WHEN 0 THEN NULL ELSE held_at END,"
                                + " 'released_by', CASE n % 3 WHEN 0 THEN NULL ELSE held_by END",
                        "open=true"),
                new Filtered(
                        "/console/audit",
                        ROWS,
                        "/api/v1/audit",
                        "audit_entry",
                        "true",
                        "'id', 0, 'actor', CASE n % 3 WHEN 0 THEN 'job:lists' ELSE 'job:others' END",
                        "actor=job:lists"),
                new Filtered(
                        "/console/customers",
                        ROWS,
                        "/api/v1/customers",
                        "customer",
                        "true",
                        "'name', 'Harbour ' || n % 3 || ' no. ' || n",
                        "search=harbour+0"),
                new Filtered(
                        "/retail/goods-orders",
                        ROWS,
                        "/api/v1/goods-orders",
                        "goods_order",
                        "state = 'withdrawn' AND retailer_id <> '" + OTHER_RETAILER + "'",
                        "'outlet_id', CASE n % 3 WHEN 0 THEN '" + BRANCH + "' ELSE outlet_id::text END",
                        "outlet=" + BRANCH),
                new Filtered(
                        "/retail/offline-days",
                        ROWS,
                        "/api/v1/offline-days",
                        "offline_day",
                        "retailer_id IS NOT NULL",
                        "'asked_at', CASE n % 3 WHEN 0 THEN '2001-02-03'::timestamptz ELSE asked_at END",
                        "to=2001-12-31"),
                new Filtered(
                        "/retail/releases",
                        ROWS,
                        "/api/v1/releases",
                        "till_release",
                        "true",
                        "'sales_left', CASE n % 3 WHEN 0 THEN 1 ELSE 0 END, 'expires_at',"
                                + " '2999-01-01'::timestamptz",
                        "state=running"),
                new Filtered(
                        "/retail/releases",
                        ROWS,
                        "/api/v1/releases",
                        "till_release",
                        "true",
                        "'expires_at', '2999-01-01'::timestamptz, 'sales_left', CASE n % 3 WHEN 1"
                                + " THEN 5 ELSE 0 END, 'released_at', CASE n % 3 WHEN 2 THEN"
                                + " released_at ELSE '2001-02-03'::timestamptz END",
                        "state=over&from=2001-01-01&to=2001-12-31"),
                new Filtered(
                        "/retail/sheet",
                        ROWS,
                        "/api/v1/activation-sheets",
                        "activation_sheet",
                        "true",
                        "'number', number + 1000 + n, 'made_at', CASE n % 3 WHEN 0 THEN"
                                + " '2001-02-03'::timestamptz ELSE made_at END",
                        "from=2001-01-01&to=2001-12-31"),
                // The page calls the outlet otherwise, since its form has another one.
                new Filtered(
                        "/retail/stock-takes",
                        ROWS,
                        "/api/v1/stock-takes",
                        "stock_take",
                        "state = 'closed' AND retailer_id <> '" + OTHER_RETAILER + "'",
                        "'outlet_id', CASE n % 3 WHEN 0 THEN '" + BRANCH + "' ELSE outlet_id::text END",
                        "of=" + BRANCH + "&outlet=" + BRANCH),
                new Filtered(
                        "/retail/cases",
                        ROWS,
                        "/api/v1/cases",
                        "till_case",
                        "true",
                        "'kind', CASE n % 3 WHEN 0 THEN 'late_return' ELSE 'late_sale' END, 'subject',"
                                + " 'late ' || n, 'resolved_at', opened_at, 'resolved_by', 'nobody',"
                                + " 'resolution', 'Mended'",
                        "kind=late_return&state=resolved"),
                new Filtered(
                        "/console/mail",
                        ROWS,
                        "/api/v1/mail/messages",
                        "mail_message",
                        "true",
                        "'state', CASE n % 3 WHEN 0 THEN 'failed' ELSE 'sent' END, 'due_at', NULL,"
                                + " 'settled_at', posted_at",
                        "state=failed"));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void whatAListIsAskedForHoldsOnAllItsPages(Filtered list) throws Exception {
        list.copied().forEach(one -> copy(one.table(), one.like(), COPIES, one.changes()));
        int asked = overTheApi(list.api(), list.filter());
        assertThat(asked).isBetween(COPIES / 3, COPIES / 2);
        assertThat(overTheApi(list.api(), "limit=50"))
                .isGreaterThanOrEqualTo(asked + COPIES * 2 / 3);

        Document first = page(list.page() + "?" + list.filter());
        List<Document> pages = new ArrayList<>(List.of(first));
        for (Element next = next(first, list); next != null; next = next(pages.getLast(), list)) {
            pages.add(page(next.attr("href")));
        }
        assertThat(pages).hasSizeGreaterThan(1);
        assertThat(pages.stream().mapToInt(page -> page.select(list.rows()).size()).sum())
                .as("rows on %d pages", pages.size())
                .isEqualTo(asked);
        // A page may have several lists.
        String table =
                pages.getLast().select(TABLE).eachAttr("href").stream()
                        .filter(
                                href ->
                                        href.startsWith(list.api() + "?")
                                                || href.contains("/exports/"))
                        .findFirst()
                        .orElseThrow();
        assertThat(reader(list.page()).get(table).body().lines().skip(1).filter(row -> !row.isBlank()))
                .as(table)
                .hasSize(asked);
    }

    @Test
    void whatIsLeftOfAReleaseIsSaidWhileItRuns() {
        copy(
                "till_release",
                "true",
                2,
                "'sales_left', 7, 'released_at', '2002-02-03 12:00'::timestamptz + n * interval '1 day',"
                        + " 'expires_at', CASE n WHEN 1 THEN '2002-02-04' ELSE '2999-01-01' END");
        String left = "td[data-label=Sales left]";
        assertThat(page("/retail/releases?from=2002-02-04&to=2002-02-04").select(left).eachText())
                .containsExactly("–");
        assertThat(page("/retail/releases?from=2002-02-05&to=2002-02-05").select(left).eachText())
                .containsExactly("7");
    }

    private static @Nullable Element next(Document page, Filtered list) {
        return page.selectFirst("main a[href^=%s?%s=]".formatted(list.page(), list.after()));
    }

    private Document page(String path) {
        return Jsoup.parse(reader(path).get(path).body());
    }

    private Browser reader(String path) {
        return path.startsWith("/retail") ? manager : owner;
    }

    /** How many rows there are, part by part. */
    private int overTheApi(String api, String query) throws Exception {
        int rows = 0;
        String after = "";
        do {
            HttpResponse<String> answer =
                    filled.server()
                            .send(
                                    filled.server()
                                            .request(api + "?" + query + after)
                                            .header("Authorization", "Bearer " + key)
                                            .header("Accept", "application/json")
                                            .build());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode part = new ObjectMapper().readTree(answer.body());
            rows += part.path("items").size();
            after = part.path("next").isTextual() ? "&after=" + part.path("next").asText() : "";
        } while (!after.isEmpty());
        return rows;
    }

    /** Copies a row of a table. */
    private void copy(String table, String like, int copies, String changes) {
        UUID provider = filled.world().provider().id();
        database.useHandle(
                handle -> {
                    String columns =
                            handle.createQuery(
                                            """
                                            SELECT string_agg(quote_ident(column_name), ', ')
                                            FROM information_schema.columns
                                            WHERE table_name = :table AND is_generated = 'NEVER'
                                              AND is_identity = 'NO'
                                            """)
                                    .bind("table", table)
                                    .mapTo(String.class)
                                    .one();
                    int made =
                            handle.createUpdate(
                                    """
                                    WITH one AS (SELECT * FROM %s WHERE provider_id = '%s' AND %s LIMIT 1),
                                    copy AS (
                                        SELECT (jsonb_populate_record(NULL::%s, to_jsonb(one)
                                            || jsonb_build_object('id', gen_random_uuid()) || jsonb_build_object(%s))).*
                                        FROM one, generate_series(1, %d) AS n)
                                    INSERT INTO %s (%s) SELECT %s FROM copy
                                    """
                                            .formatted(
                                                    table, provider, like, table, changes, copies, table,
                                                    columns, columns))
                            .execute();
                    assertThat(made).as("copies in " + table).isEqualTo(copies);
                });
    }
}
