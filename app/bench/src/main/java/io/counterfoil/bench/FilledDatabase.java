package io.counterfoil.bench;

import io.counterfoil.catalog.Product;
import io.counterfoil.platform.Caller;
import java.io.IOException;
import java.util.UUID;

/**
 * Puts many rows at once into a benchmark's database, as its owner: what years of business leave
 * behind, without the years.
 */
final class FilledDatabase {
    private static final UUID RUN = new UUID(0, 1);
    private static final UUID NODE = new UUID(0, 2);

    private final Psql psql;
    private final Product product;
    private final String provider;

    /** The database of that world, with this product on sale. */
    FilledDatabase(BenchWorld world, Product product) {
        this.psql = new Psql(world.owner());
        this.product = product;
        this.provider = provider(world.caller());
    }

    private static String provider(Caller caller) {
        return caller.provider().toString();
    }

    /**
     * A run of items in shops with so many each, ten shops to a retailer. A quarter is on its way, a
     * quarter in the shops, a quarter sold and a quarter redeemed.
     */
    void items(int items, int perOutlet) throws IOException, InterruptedException {
        psql.run(
                """
                INSERT INTO print_run (provider_id, id, number, product_id, quantity, state, minted, ordered_at)
                VALUES ('%1$s', '%2$s', 100000, '%3$s', %4$d, 'closed', %4$d, now());
                CREATE FUNCTION pg_temp.damm(number bigint) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$
                DECLARE
                    interim integer := 0;
                    digit text;
                BEGIN
                    FOREACH digit IN ARRAY regexp_split_to_array(number::text, '') LOOP
                        interim := substr('0317598642709215486342068713591750983426612304597836742095815869720134894536201794386172052581436790',
                                          interim * 10 + digit::integer + 1, 1);
                    END LOOP;
                    RETURN interim;
                END $$;
                INSERT INTO retailer (provider_id, id, name, created_at)
                SELECT '%1$s', gen_random_uuid(), 'Retailer ' || number, now() FROM generate_series(1, greatest(%4$d / %5$d / 10, 1)) AS number;
                INSERT INTO outlet (provider_id, retailer_id, id, name, created_at)
                SELECT '%1$s', id, gen_random_uuid(), 'Outlet ' || number, now() FROM retailer, generate_series(1, 10) AS number;
                INSERT INTO shipment (provider_id, id, retailer_id, outlet_id, state, shipped_at, received_at, items, received_items)
                SELECT '%1$s', id, retailer_id, id, 'received', now() - interval '60 days', now() - interval '50 days', %5$d, %5$d FROM outlet;
                WITH places AS (SELECT id, retailer_id, row_number() OVER (ORDER BY name, id) AS number FROM outlet),
                numbers AS (SELECT number, (ARRAY['shipped', 'received', 'activated', 'redeemed'])[number %% 4 + 1] AS state
                    FROM generate_series(1, %4$d) AS number)
                INSERT INTO serial_item (serial, provider_id, run_id, product_id, state, code_digest, retailer_id, outlet_id, shipment_id,
                                         received_at, activated_at, redeemed_at)
                SELECT 10000000000000 + numbers.number * 10 + pg_temp.damm(1000000000000 + numbers.number), '%1$s', '%2$s', '%3$s', state, sha256(numbers.number::text::bytea), retailer_id, id, id,
                       CASE WHEN state <> 'shipped' THEN now() - interval '50 days' END,
                       CASE WHEN state IN ('activated', 'redeemed') THEN now() - numbers.number %% 60 * interval '1 day' END,
                       CASE WHEN state = 'redeemed' THEN now() - numbers.number %% 60 * interval '1 day' END
                FROM numbers JOIN places ON places.number = (numbers.number - 1) / %5$d + 1
                ORDER BY numbers.number;
                """
                        .formatted(provider, RUN, product.id(), items, perOutlet));
        psql.run("VACUUM (ANALYZE) outlet, retailer, shipment, serial_item");
    }

    /** People with an account each, whose paid time ends one minute after the other; the first are named due. */
    void accounts(int accounts, int due) throws IOException, InterruptedException {
        psql.run(
                """
                WITH people AS MATERIALIZED (
                    SELECT gen_random_uuid() AS customer, gen_random_uuid() AS contact, gen_random_uuid() AS account, number
                    FROM generate_series(1, %2$d) AS number),
                customers AS (
                    INSERT INTO customer (provider_id, id, name, created_at) SELECT '%1$s', customer, 'Bench', now() FROM people),
                contacts AS (
                    INSERT INTO contact (provider_id, id, customer_id, name, email)
                    SELECT '%1$s', contact, customer, 'Bench', 'bench' || number || '@example.com' FROM people)
                INSERT INTO account (provider_id, id, customer_id, contact_id, plan_id, plan_version, username, password_hash, must_change_password,
                                     term_ends_at, term_state, term_since, term_due_at, reminder_at, created_at)
                SELECT '%1$s', account, customer, contact, '%3$s', 1, CASE WHEN number <= %4$d THEN 'due' ELSE 'user' END || number, '-', false,
                       now() + number * interval '1 minute' + interval '40 days', 'active', now(),
                       now() + number * interval '1 minute' + interval '40 days', now() + number * interval '1 minute' + interval '10 days', now()
                FROM people
                """
                        .formatted(provider, accounts, product.plan(), due));
        psql.run("VACUUM (ANALYZE) customer, contact, account");
    }

    /** Where the accounts' data is: on a node that is not running, which has confirmed all of it. */
    void storage() throws IOException, InterruptedException {
        psql.run(
                """
                INSERT INTO node (id, name, admin_url, data_url, created_at)
                VALUES ('%2$s', 'bench', 'http://127.0.0.1:1', 'http://127.0.0.1:1', now());
                INSERT INTO placement (provider_id, account_id, node_id, version, hard_quota_bytes, state, applied_version, applied_at,
                                       used_bytes, placed_at)
                SELECT provider_id, id, '%2$s', 1, 100000000000, 'open', 1, created_at, abs(hashtext(username)) * 40::bigint, created_at
                FROM account WHERE provider_id = '%1$s';
                INSERT INTO repository_key (provider_id, id, account_id, digest, scope, created_at)
                SELECT provider_id, username, id, encode(sha256(username::bytea), 'hex'), 'full', created_at
                FROM account WHERE provider_id = '%1$s';
                """
                        .formatted(provider, NODE));
        psql.run("VACUUM (ANALYZE) placement, repository_key");
    }

    /**
     * What the sold ones of the items brought in, what a till of each outlet asked for them, and the
     * accounts that some of them opened.
     */
    void sales() throws IOException, InterruptedException {
        psql.run(
                """
                INSERT INTO event (provider_id, subject_type, subject_id, seq, type, body, hash)
                VALUES ('%1$s', 'bench', 'bench', 1, 'bench', '{}', sha256('{}'));
                INSERT INTO accrual (provider_id, retailer_id, outlet_id, product_id, serial, event, kind, price_minor, commission_minor,
                                     tax_minor, commission_tax_minor, tax_at_issue, currency, accrued_at, payable_at)
                SELECT '%1$s', retailer_id, outlet_id, product_id, serial, (SELECT max(position) FROM event), 'sale', 4900, 735,
                       0, 0, false, 'EUR', activated_at, activated_at + interval '14 days'
                FROM serial_item WHERE state IN ('activated', 'redeemed') ORDER BY activated_at, serial;
                INSERT INTO ledger_transfer (provider_id, at, kind, debit, credit, amount_minor, currency, retailer_id, product_id, serial, event)
                SELECT '%1$s', accrued_at, 'sale', 'retailer', 'deferred_revenue', price_minor, currency, retailer_id, product_id, serial, event
                FROM accrual ORDER BY id;
                INSERT INTO terminal (provider_id, retailer_id, outlet_id, id, name, created_at)
                SELECT provider_id, retailer_id, id, id, 'Till', created_at FROM outlet WHERE provider_id = '%1$s';
                INSERT INTO till_request (provider_id, retailer_id, outlet_id, terminal_id, request_id, serial, fingerprint, state,
                                          asked_at, activated_at, price_minor)
                SELECT provider_id, retailer_id, outlet_id, outlet_id, serial::text, serial, sha256('{}'), 'activated',
                       activated_at, activated_at, 4900
                FROM serial_item WHERE state IN ('activated', 'redeemed') ORDER BY activated_at, serial_item.serial;
                WITH opened AS (SELECT id, row_number() OVER (ORDER BY id) AS place FROM account),
                used AS (SELECT serial, redeemed_at, row_number() OVER (ORDER BY serial) AS place FROM serial_item WHERE state = 'redeemed')
                INSERT INTO redemption (provider_id, id, serial, account_id, redeemed_at)
                SELECT '%1$s', gen_random_uuid(), serial, opened.id, redeemed_at FROM used JOIN opened USING (place);
                """
                        .formatted(provider));
        psql.run("VACUUM (ANALYZE) event, accrual, ledger_transfer, terminal, till_request, redemption");
    }

    /** So many lines each of what people did, of sent mail and of older print runs. */
    void records(int each, int runs) throws IOException, InterruptedException {
        psql.run(
                """
                INSERT INTO audit_entry (provider_id, at, actor, action, subject)
                SELECT '%1$s', now() - number * interval '1 minute', 'job:bench', 'product.created', '%2$s' FROM generate_series(%3$d, 1, -1) AS number;
                INSERT INTO mail_message (provider_id, id, kind, to_name, to_address, subject, secret, message_id, state,
                                          posted_at, give_up_at, settled_at)
                SELECT '%1$s', gen_random_uuid(), 'term_ending', 'Bench', 'bench' || number || '@example.com', 'Bench', false, 'bench' || number, 'sent',
                       now() - number * interval '1 minute', now(), now() FROM generate_series(%3$d, 1, -1) AS number;
                INSERT INTO print_run (provider_id, id, number, product_id, quantity, state, minted, ordered_at)
                SELECT '%1$s', gen_random_uuid(), 100000 + number, '%2$s', 1, 'closed', 1, now() - number * interval '1 hour'
                FROM generate_series(1, %4$d) AS number;
                INSERT INTO print_part (provider_id, run_id, position, layout, sheet)
                SELECT '%1$s', id, 0, 'gift-card', 'avery-c32011-10' FROM print_run WHERE provider_id = '%1$s';
                """
                        .formatted(provider, product.id(), each, runs));
        psql.run("VACUUM (ANALYZE) audit_entry, mail_message, print_run, print_part");
    }
}
