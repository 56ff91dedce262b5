package io.counterfoil.bench;

import io.counterfoil.catalog.Product;
import java.util.UUID;

/** Items that shops have sold, and what they owe for them. */
final class SoldItems {
    /** What a retailer owes for each, in minor units. */
    static final long OWED_MINOR = 4_165;

    private SoldItems() {}

    /** Adds so many, all of them payable by now, and as many retailers as that takes. */
    static void add(BenchWorld world, int items, int perRetailer) throws Exception {
        Product product = world.giftCard();
        Psql psql = new Psql(world.owner());
        psql.run(
                """
                INSERT INTO print_run (provider_id, id, number, product_id, quantity, state, minted, ordered_at)
                VALUES ('%1$s', '%2$s', 100000, '%3$s', %4$d, 'closed', %4$d, now());
                INSERT INTO event (provider_id, subject_type, subject_id, seq, type, body, hash)
                VALUES ('%1$s', 'bench', 'bench', 1, 'bench', '{}', sha256('{}'));
                INSERT INTO retailer (provider_id, id, name, created_at)
                SELECT '%1$s', gen_random_uuid(), 'Retailer ' || number, now() FROM generate_series(1, %4$d / %5$d) AS number;
                INSERT INTO outlet (provider_id, retailer_id, id, name, created_at) SELECT '%1$s', id, id, 'Outlet', now() FROM retailer;
                INSERT INTO serial_item (serial, provider_id, run_id, product_id, state, code_digest)
                SELECT 10000000000000 + number * 10, '%1$s', '%2$s', '%3$s', 'activated', sha256(number::text::bytea)
                FROM generate_series(1, %4$d) AS number;
                WITH places AS (SELECT id, row_number() OVER (ORDER BY name) - 1 AS place FROM retailer)
                INSERT INTO accrual (provider_id, retailer_id, outlet_id, product_id, serial, event, kind, price_minor, commission_minor,
                                     tax_minor, commission_tax_minor, tax_at_issue, currency, accrued_at, payable_at)
                SELECT '%1$s', id, id, '%3$s', 10000000000000 + number * 10, (SELECT max(position) FROM event), 'sale', 4900, 735,
                       0, 0, false, 'EUR', now() - interval '40 days', now() - interval '20 days' + number * interval '1 second'
                FROM generate_series(1, %4$d) AS number JOIN places ON places.place = number %% (%4$d / %5$d);
                """
                        .formatted(
                                world.caller().provider(),
                                new UUID(0, 1),
                                product.id(),
                                items,
                                perRetailer));
        psql.run("VACUUM (ANALYZE) retailer, outlet, serial_item, accrual");
    }
}
