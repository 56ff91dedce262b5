package io.counterfoil.settlement.ledger;

import io.counterfoil.TestWorld;
import io.counterfoil.inventory.StockFixture;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The books of one shop's retailer, for tests to look into. */
record Books(TestWorld world, StockFixture.Shop shop) {

    /** Its accruals in order, as {@code sale 4165} or {@code sale 4165 undone}. */
    List<String> accruals() {
        return query(
                """
                SELECT kind || ' ' || amount_minor || CASE WHEN undone_at IS NULL THEN '' ELSE ' undone' END
                FROM accrual WHERE retailer_id = ? ORDER BY id
                """);
    }

    /** The accounts of the transfers for it that aren't zero. */
    Map<String, Long> balances() {
        Map<String, Long> balances = new TreeMap<>();
        query(
                        """
                        SELECT account || ' ' || sum(minor)
                        FROM ledger_transfer, LATERAL (VALUES (debit, amount_minor), (credit, -amount_minor)) AS side (account, minor)
                        WHERE retailer_id = ? GROUP BY account HAVING sum(minor) <> 0
                        """)
                .forEach(
                        line -> {
                            int space = line.indexOf(' ');
                            balances.put(
                                    line.substring(0, space),
                                    Long.parseLong(line.substring(space + 1)));
                        });
        return balances;
    }

    /** Where the books of the provider differ from its events. */
    List<String> differences() {
        return world.wiring().settlement().ledger().reconciliation().differences(world.caller());
    }

    /** What SQL finds for the id of the retailer. */
    List<String> query(String sql) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .createQuery(sql)
                                        .bind(0, shop.retailer())
                                        .mapTo(String.class)
                                        .list());
    }
}
