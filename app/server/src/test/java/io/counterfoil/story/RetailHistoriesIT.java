package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.Wiring;
import io.counterfoil.inventory.InventoryCheck;
import io.counterfoil.story.RetailScene.Run;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds of stock and money whatever happens, over HTTP. */
class RetailHistoriesIT {
    private static final int STEPS = 120;
    private static final int LONG_HISTORIES = 25;
    private static final int LONG_STEPS = 300;

    /** Items that went astray; the queries find what must not be. */
    private static final String ASTRAY =
            """
            SELECT 'of run ' || number FROM print_run
            WHERE quantity <> (SELECT count(*) FROM serial_item WHERE run_id = print_run.id)
            UNION ALL
            SELECT 'at ' || name FROM outlet
            WHERE (SELECT count(*) FROM serial_item WHERE outlet_id = outlet.id)
               <> (SELECT coalesce(sum(items), 0) FROM shipment WHERE outlet_id = outlet.id)
                  - (SELECT coalesce(sum(restocked_items + destroyed_items), 0) FROM stock_return WHERE outlet_id = outlet.id)
            UNION ALL
            SELECT serial || ' is ' || state || ' nowhere' FROM serial_item
            WHERE outlet_id IS NULL AND state NOT IN ('printed', 'voided')
            """;

    /** What there is of each run, and of each product in each outlet, by state. */
    private static final String COUNTED =
            """
            SELECT concat_ws(' ', coalesce(run_id, outlet_id), product_id, state, count(*)) FROM serial_item
            GROUP BY GROUPING SETS ((run_id, state), (outlet_id, product_id, state))
            HAVING coalesce(run_id, outlet_id) IS NOT NULL
            """;

    private static final Map<String, String> WRONG = new LinkedHashMap<>();

    static {
        WRONG.put(
                "statements whose sums don't add up",
                """
                SELECT number FROM (SELECT *, lag(closing_minor, 1, 0::bigint) OVER (PARTITION BY retailer_id ORDER BY until_at) AS before FROM statement) AS one
                WHERE opening_minor <> before OR closing_minor <> opening_minor + lines_minor - payments_minor
                   OR payments_minor <> (SELECT coalesce(sum(amount_minor), 0) FROM payment WHERE statement_id = one.id)
                   OR (line_count, price_minor, commission_minor, tax_minor, commission_tax_minor, lines_minor) IS DISTINCT FROM
                      (SELECT (count(*)::integer, coalesce(sum(price_minor), 0)::bigint, coalesce(sum(commission_minor), 0)::bigint,
                               coalesce(sum(tax_minor), 0)::bigint, coalesce(sum(commission_tax_minor), 0)::bigint, coalesce(sum(amount_minor), 0)::bigint)
                       FROM statement_line JOIN accrual ON accrual.id = accrual_id WHERE statement_id = one.id)
                """);
        WRONG.put(
                "gaps in the numbers of statements",
                "SELECT max(number) FROM statement HAVING count(*) <> max(number) OR min(number) <> 1");
        WRONG.put(
                "gaps in the numbers of lines",
                """
                SELECT statement_id FROM statement_line GROUP BY statement_id
                HAVING count(*) <> max(number) OR min(number) <> 1
                """);
        WRONG.put(
                "accruals on two statements",
                "SELECT accrual_id FROM statement_line GROUP BY accrual_id HAVING count(*) > 1");
        WRONG.put(
                "accruals on a statement though they were withdrawn or held, or on none though they were payable",
                """
                SELECT accrual.id FROM accrual
                LEFT JOIN statement_line ON accrual_id = accrual.id
                LEFT JOIN retailer_settlement ON retailer_settlement.retailer_id = accrual.retailer_id
                WHERE (accrual_id IS NOT NULL) <> (undone_at IS NULL AND payable_at <= coalesce(settled_until, '-infinity'))
                """);
        WRONG.put(
                "accruals outside of their statement's window",
                """
                SELECT accrual.id FROM accrual JOIN statement_line ON accrual_id = accrual.id JOIN statement ON statement.id = statement_id
                WHERE payable_at > until_at OR payable_at <= after_at OR accrual.retailer_id <> statement.retailer_id
                """);
        WRONG.put(
                "statements whose lines are not what the ledger says",
                """
                SELECT statement_id FROM statement_line JOIN accrual ON accrual.id = accrual_id
                GROUP BY statement_id
                HAVING sum(amount_minor) <>
                    (SELECT coalesce(sum(CASE 'retailer' WHEN debit THEN ledger_transfer.amount_minor WHEN credit THEN -ledger_transfer.amount_minor END), 0)
                     FROM ledger_transfer
                     WHERE (serial, event, kind = 'undo') IN (
                         SELECT serial, event, accrual.kind IN ('credit', 'claw_back') FROM statement_line lines JOIN accrual ON accrual.id = accrual_id
                         WHERE lines.statement_id = statement_line.statement_id))
                """);
        WRONG.put(
                "retailers whose account is not what is settled and still open",
                """
                SELECT name FROM retailer
                WHERE (SELECT coalesce(sum(CASE 'retailer' WHEN debit THEN amount_minor WHEN credit THEN -amount_minor END), 0)
                       FROM ledger_transfer WHERE retailer_id = retailer.id)
                   <> coalesce((SELECT closing_minor FROM statement WHERE retailer_id = retailer.id ORDER BY until_at DESC LIMIT 1), 0)
                      + (SELECT coalesce(sum(amount_minor), 0) FROM accrual
                         WHERE retailer_id = retailer.id AND undone_at IS NULL AND id NOT IN (SELECT accrual_id FROM statement_line))
                      - (SELECT coalesce(sum(amount_minor), 0) FROM payment WHERE retailer_id = retailer.id AND statement_id IS NULL)
                """);
        WRONG.put(
                "items that were sold twice without being taken back",
                """
                SELECT serial FROM accrual WHERE kind IN ('sale', 'shipment') AND undone_at IS NULL
                  AND NOT EXISTS (SELECT FROM accrual back WHERE back.undoes = accrual.id)
                GROUP BY serial HAVING count(*) > 1
                """);
        WRONG.put(
                "payouts that were not paid once",
                """
                SELECT payout.number FROM payout LEFT JOIN payment ON payment.id = payment_id
                WHERE (state = 'paid') <> (payment.id IS NOT NULL) OR payment.amount_minor <> -payout.amount_minor
                UNION ALL
                SELECT count(*) FROM payment WHERE amount_minor < 0 HAVING count(*) <> (SELECT count(*) FROM payout WHERE state = 'paid')
                """);
    }

    private final Set<String> happened = new TreeSet<>();

    @Test
    void afterARandomHistoryAllBooksAgree() throws Exception {
        history(4, STEPS);
        assertThat(happened).contains("sale", "shipment", "claw_back", "undo", "payment");
    }

    @Test
    @Tag("long")
    void afterManyRandomHistoriesTheyDo() throws Exception {
        for (int seed = 1; seed <= LONG_HISTORIES; seed++) {
            history(seed, LONG_STEPS);
        }
        assertThat(happened)
                .contains("sale", "shipment", "credit", "bounty", "residual", "claw_back", "undo", "dispute")
                .contains("redemption", "earning", "breakage", "refund", "payment", "payout");
    }

    private void history(long seed, int steps) throws Exception {
        try (RetailScene scene = new RetailScene()) {
            RetailHistory history = new RetailHistory(scene, seed);
            for (int step = 1; step <= steps; step++) {
                history.step();
                countsBalance(scene, history, "seed %d, step %d".formatted(seed, step));
            }
            assertThat(scene.faults()).as("seed %d", seed).isEmpty();
            WRONG.forEach(
                    (what, query) ->
                            assertThat(scene.column(query)).as("%s, seed %d", what, seed).isEmpty());
            accountsAreZeroTogether(scene);
            runsSayWhatWasCounted(scene, history);
            happened.addAll(scene.column("SELECT kind FROM ledger_transfer UNION SELECT kind FROM accrual"));
            // Otherwise little was looked at.
            assertThat(scene.column("SELECT DISTINCT retailer_id FROM statement"))
                    .hasSizeGreaterThan(1);
            assertThat(scene.column("SELECT accrual_id FROM statement_line")).hasSizeGreaterThan(10);
        }
    }

    private static void accountsAreZeroTogether(RetailScene scene) throws Exception {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (JsonNode account : RetailScene.all(scene.provider(), "/api/v1/ledger/balances")) {
            JsonNode balance = account.required("balance");
            sums.merge(
                    balance.required("currency").asText(),
                    new BigDecimal(balance.required("amount").asText()),
                    BigDecimal::add);
        }
        assertThat(sums.keySet()).containsExactly("EUR");
        assertThat(sums.values()).allMatch(sum -> sum.signum() == 0);
    }

    /** Every item is where its events say, none is lost, and whoever counts them comes to that. */
    private static void countsBalance(RetailScene scene, RetailHistory history, String when)
            throws Exception {
        assertThat(scene.faults(List.of(new InventoryCheck()))).as(when).isEmpty();
        assertThat(scene.column(ASTRAY)).as(when).isEmpty();
        List<String> told = new ArrayList<>(countsOfRuns(scene, history));
        for (JsonNode outlet : RetailScene.all(scene.provider(), "/api/v1/inventory")) {
            String id = outlet.required("outlet").asText();
            for (JsonNode product : outlet.required("products")) {
                told.addAll(counts(id + " " + product.required("product").asText(), product));
            }
        }
        assertThat(told).as(when).containsExactlyInAnyOrderElementsOf(scene.column(COUNTED));
    }

    /** As a run's page counts them; its answer over HTTP has its files too, and takes longer. */
    private static List<String> countsOfRuns(RetailScene scene, RetailHistory history) {
        Wiring wiring = scene.world().wiring();
        return wiring.transactions()
                .read(
                        scene.world().caller(),
                        tx ->
                                history.runs().stream()
                                        .flatMap(
                                                run ->
                                                        wiring
                                                                .inventory()
                                                                .items()
                                                                .countsOfRun(tx, UUID.fromString(run.id()))
                                                                .entrySet()
                                                                .stream()
                                                                .map(count -> "%s %s %d".formatted(run.id(), count.getKey().label(), count.getValue())))
                                        .toList());
    }

    private static void runsSayWhatWasCounted(RetailScene scene, RetailHistory history)
            throws Exception {
        List<String> said = new ArrayList<>();
        for (Run run : history.runs()) {
            String path = "/api/v1/print-runs/" + run.id();
            said.addAll(counts(run.id(), scene.provider().get(path).expect(200)));
        }
        assertThat(said).containsExactlyInAnyOrderElementsOf(countsOfRuns(scene, history));
    }

    private static List<String> counts(String of, JsonNode answer) {
        return answer.required("counts").properties().stream()
                .map(count -> of + " " + count.getKey() + " " + count.getValue())
                .toList();
    }
}
