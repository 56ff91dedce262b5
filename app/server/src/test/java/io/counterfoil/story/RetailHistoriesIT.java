package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.Wiring;
import io.counterfoil.inventory.InventoryCheck;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.story.RetailScene.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds of stock and money whatever happens, over HTTP. */
class RetailHistoriesIT {
    /** Two histories that together have all that is asked for. */
    private static final List<Integer> SEEDS = List.of(26, 32);

    private static final int STEPS = 120;
    private static final int FRANCS_EVERY = 4;
    private static final int EXPIRES_EVERY = 5;
    private static final int LONG_HISTORIES = 25;
    private static final int LONG_STEPS = 300;

    /** What must have happened, or little was looked at. */
    private static final String[] ODD = {
        "basket activated and declined",
        "offline day activated and declined and refused",
        "released on hold",
        "released while astray",
        "found on hold",
        "spoil on hold",
        "spoil refused",
        "extended",
        "granted",
        "refunded",
        "converted",
        "converting with a bad code refused",
        "expired",
        "held as long as it may come back",
        "promised longer",
        "carton sent",
        "carton received",
        "carton sent back",
        "carton restocked",
        "carton held",
        "carton opened",
        "counted missing",
        "counted unknown",
        "disputed",
        "dispute accepted"
    };

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
            WHERE outlet_id IS NULL AND state NOT IN ('printed', 'spoiled', 'voided', 'expired')
            """;

    /** What there is of each run, and of each product in each outlet, by state. */
    private static final String COUNTED =
            """
            SELECT concat_ws(' ', coalesce(run_id, outlet_id), product_id, state, count(*)) FROM serial_item
            GROUP BY GROUPING SETS ((run_id, state), (outlet_id, product_id, state))
            HAVING coalesce(run_id, outlet_id) IS NOT NULL
            """;

    private final Set<String> posted = new TreeSet<>();
    private final Set<String> happened = new TreeSet<>();

    @Test
    void afterRandomHistoriesAllBooksAgree() throws Exception {
        for (int seed : SEEDS) {
            history(seed, STEPS);
        }
        assertThat(posted).contains("sale", "shipment", "claw_back", "undo", "payment", "breakage");
        assertThat(happened).contains(ODD).contains("lost on the way back");
    }

    @Test
    @Tag("long")
    void afterManyRandomHistoriesTheyDo() throws Exception {
        for (int seed = 1; seed <= LONG_HISTORIES; seed++) {
            history(seed, LONG_STEPS);
        }
        assertThat(posted)
                .contains("sale", "shipment", "credit", "bounty", "residual", "claw_back", "undo", "dispute")
                .contains("redemption", "earning", "breakage", "refund", "payment", "payout");
        assertThat(happened)
                .contains(ODD)
                .contains("sent back on hold", "void on hold", "void refused")
                .contains("other plan refused", "payout failed", "payout paid", "dispute refused");
    }

    /** What happens to two providers that have different currencies. */
    private void history(long seed, int steps) throws Exception {
        try (RetailScene scene = new RetailScene()) {
            scene.at("2026-03-02T10:00");
            RetailHistory euros = new RetailHistory(scene, seed);
            RetailHistory francs =
                    new RetailHistory(
                            scene.neighbour("Alpine Backup", "alpine.example", "CHF"), ~seed);
            for (int step = 1; step <= steps; step++) {
                RetailHistory history = step % FRANCS_EVERY == 0 ? francs : euros;
                if (step % EXPIRES_EVERY == 0) {
                    scene.expire();
                    euros.expire();
                    francs.expire();
                }
                history.step();
                String when = "seed %d, step %d".formatted(seed, step);
                agree(history, when);
            }
            for (RetailHistory history : List.of(euros, francs)) {
                history.loseWhatComesBack();
                agree(history, "seed %d, no return arrives".formatted(seed));
                history.find();
                agree(history, "seed %d, some is found".formatted(seed));
                history.spoilAndReleaseWhatIsHeld();
                agree(history, "seed %d, some was on hold".formatted(seed));
                history.doWhatIsSeldomDone();
                agree(history, "seed %d, some was seldom done".formatted(seed));
                history.disputeWhatIsOwed();
                agree(history, "seed %d, some was disputed".formatted(seed));
                SettlementBooks.statesAgree(history.scene(), "seed %d".formatted(seed));
            }
            assertThat(scene.faults()).as("seed %d", seed).isEmpty();
            for (RetailHistory history : List.of(euros, francs)) {
                runsSayWhatWasCounted(history);
                happened.addAll(history.happened());
                posted.addAll(
                        history.scene()
                                .column(
                                        "SELECT kind FROM ledger_transfer UNION SELECT kind FROM accrual"));
            }
            // Otherwise little was looked at.
            assertThat(scene.column("SELECT DISTINCT retailer_id FROM statement"))
                    .hasSizeGreaterThan(1);
            assertThat(scene.column("SELECT accrual_id FROM statement_line")).hasSizeGreaterThan(10);
        }
    }

    private static void agree(RetailHistory history, String when) throws Exception {
        countsBalance(history, when);
        SettlementBooks.agree(history.scene(), when);
        history.salesAreHeld(when);
    }

    /** Every item is where its events say, none is lost, and whoever counts them comes to that. */
    private static void countsBalance(RetailHistory history, String when) throws Exception {
        RetailScene scene = history.scene();
        assertThat(scene.column(StockModel.STANDING))
                .as(when)
                .containsExactlyInAnyOrderElementsOf(history.stock().standings());
        assertThat(scene.faults(List.of(new InventoryCheck()))).as(when).isEmpty();
        assertThat(scene.column(ASTRAY)).as(when).isEmpty();
        List<String> told = new ArrayList<>(countsOfRuns(history));
        for (JsonNode outlet : RetailScene.all(scene.provider(), "/api/v1/inventory")) {
            String id = outlet.required("outlet").asText();
            for (JsonNode product : outlet.required("products")) {
                told.addAll(counts(id + " " + product.required("product").asText(), product));
            }
        }
        assertThat(told).as(when).containsExactlyInAnyOrderElementsOf(scene.column(COUNTED));
    }

    /** As a run's page counts them; its answer over HTTP has its files too, and takes longer. */
    private static List<String> countsOfRuns(RetailHistory history) {
        return history.runs().stream().flatMap(run -> countsOf(history.scene(), run)).toList();
    }

    private static Stream<String> countsOf(RetailScene scene, Run run) {
        Wiring wiring = scene.world().wiring();
        UUID id = UUID.fromString(run.id());
        Map<ItemState, Integer> counts =
                wiring.transactions()
                        .read(
                                scene.caller(),
                                tx -> wiring.inventory().items().countsOfRun(tx, id));
        return counts.entrySet().stream()
                .map(count -> "%s %s %d".formatted(id, count.getKey().label(), count.getValue()));
    }

    private static void runsSayWhatWasCounted(RetailHistory history) throws Exception {
        List<String> said = new ArrayList<>();
        for (Run run : history.runs()) {
            String path = "/api/v1/print-runs/" + run.id();
            said.addAll(counts(run.id(), history.scene().provider().get(path).expect(200)));
        }
        assertThat(said).containsExactlyInAnyOrderElementsOf(countsOfRuns(history));
    }

    private static List<String> counts(String of, JsonNode answer) {
        return answer.required("counts").properties().stream()
                .map(count -> of + " " + count.getKey() + " " + count.getValue())
                .toList();
    }
}
