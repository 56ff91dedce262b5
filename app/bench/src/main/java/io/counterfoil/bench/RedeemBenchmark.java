package io.counterfoil.bench;

import io.counterfoil.catalog.Product;
import io.counterfoil.codes.CodeDigester;
import io.counterfoil.codes.CodeGenerator;
import io.counterfoil.codes.RedemptionCode;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.KeyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Redemptions over HTTP by 16 clients with the provider's key, each extending an account, against
 * pgbench with the same statements in the same transactions on the same server.
 */
final class RedeemBenchmark implements Benchmark {
    private static final int CLIENTS = 16;
    private static final int TIMES = 500;

    /**
     * A service that has just started runs uncompiled code: it is as fast as it gets after some
     * 30,000 requests.
     */
    private static final int WARM_UP = 4;

    private static final int ROUNDS = 3;
    private static final int PER_ROUND = CLIENTS * TIMES;
    private static final int ITEMS = PER_ROUND * (WARM_UP + ROUNDS);

    /** Enough that neither side's years reach the furthest end of a term. */
    private static final int ACCOUNTS = 2 * PER_ROUND;

    @Override
    public String name() {
        return "redeem";
    }

    @Override
    public Outcome run() throws Exception {
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        try (BenchWorld world = new BenchWorld()) {
            Psql psql = new Psql(world.owner());
            Product product = world.giftCard();
            psql.run(accounts(world, product));
            List<RedemptionCode> codes = items(world, psql, product, SerialNumber.FIRST_RUN);
            items(world, psql, product, SerialNumber.FIRST_RUN + 1);
            psql.run(peerCodes());
            psql.run("ANALYZE serial_item, account, customer, contact");
            String key =
                    world.wiring()
                            .transactions()
                            .write(
                                    world.caller(),
                                    tx ->
                                            world.wiring()
                                                    .access()
                                                    .apiKeys()
                                                    .forProvider(tx, "bench"));
            Path script = world.folder().resolve("redeem.sql");
            Files.writeString(script, script(world));
            PgBench peer = new PgBench(world.app(), script);
            try (Service service = Service.start(world)) {
                HttpLoad load = new HttpLoad(service.port(), "/api/v1/redemptions");
                for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                    int first = round * PER_ROUND;
                    double redeemed =
                            load.run(
                                            CLIENTS,
                                            TIMES,
                                            (client, made) ->
                                                    new HttpLoad.Call(
                                                            key,
                                                            body(
                                                                    codes,
                                                                    first + client * TIMES + made)))
                                    .perSecond();
                    double benched = peer.run(CLIENTS, TIMES, round * TIMES);
                    System.err.printf(
                            "round %d%s: %.0f redemptions, %.0f by pgbench a second%n",
                            round + 1, round < WARM_UP ? " (warm-up)" : "", redeemed, benched);
                    if (round >= WARM_UP) {
                        ours[round - WARM_UP] = redeemed;
                        theirs[round - WARM_UP] = benched;
                    }
                }
            }
        }
        return new Outcome(
                name(),
                Outcome.median(ours),
                "redemptions/s",
                "pgbench, same SQL",
                Outcome.median(theirs));
    }

    private static String body(List<RedemptionCode> codes, int i) {
        return "{\"code\":\"%s\",\"username\":\"user%d\"}"
                .formatted(codes.get(i).reveal(), i % ACCOUNTS);
    }

    private static String accounts(BenchWorld world, Product product) {
        return """
        WITH people AS (
            SELECT gen_random_uuid() AS customer, gen_random_uuid() AS contact, gen_random_uuid() AS account, number
            FROM generate_series(0, %2$d - 1) AS number),
        customers AS (
            INSERT INTO customer SELECT '%1$s', customer, 'Bench', now() FROM people),
        contacts AS (
            INSERT INTO contact SELECT '%1$s', contact, customer, 'Bench', 'bench@example.com' FROM people)
        INSERT INTO account (provider_id, id, customer_id, contact_id, plan_id, plan_version, username, password_hash,
                             must_change_password, term_ends_at, term_state, term_since, term_due_at, created_at)
        SELECT '%1$s', account, customer, contact, '%3$s', 1, 'user' || number, '-', false, now(), 'active', now(), now(), now() FROM people
        """
                .formatted(world.caller().provider(), ACCOUNTS, product.plan());
    }

    private static List<RedemptionCode> items(
            BenchWorld world, Psql psql, Product product, int number)
            throws IOException, InterruptedException {
        UUID run = UUID.randomUUID();
        psql.run(
                """
                INSERT INTO print_run (provider_id, id, number, product_id, quantity, state, minted, ordered_at, closed_at)
                VALUES ('%s', '%s', %d, '%s', %5$d, 'closed', %5$d, now(), now())
                """
                        .formatted(world.caller().provider(), run, number, product.id(), ITEMS));
        SecureRandom random = new SecureRandom();
        CodeDigester digester =
                new CodeDigester(new KeyFolder(world.folder().resolve("keys"), random).serverKey());
        CodeGenerator generator = new CodeGenerator(random);
        List<RedemptionCode> codes = Stream.generate(generator::next).limit(ITEMS).toList();
        SerialRange range = new SerialRange(number, 1, ITEMS);
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            new Items(new EventLog(), (t, move) -> {})
                                    .mint(
                                            tx,
                                            run,
                                            product.id(),
                                            range,
                                            codes.stream().map(digester::digest).toList());
                            return range;
                        });
        psql.run("UPDATE serial_item SET state = 'activated' WHERE run_id = '%s'".formatted(run));
        return codes;
    }

    /** Gives the second run codes that pgbench can compute: the digest of their number. */
    private static String peerCodes() {
        return """
        UPDATE serial_item SET code_digest = sha256(convert_to((serial / 10 %% 10000000 - 1)::text, 'UTF8'))
        WHERE serial / 100000000 = %d
        """
                .formatted(SerialNumber.FIRST_RUN + 1);
    }

    /** Every statement that a redemption sends, the look-up of the key included. */
    private static String script(BenchWorld world) {
        return """
        \\set k :client_id * %2$d + :i %% %2$d + :i / %2$d * %3$d
        \\set i :i + 1
        BEGIN;
        SELECT set_config('counterfoil.scope', 'system', true), set_config('counterfoil.provider', '', true), set_config('counterfoil.retailer', '', true), set_config('counterfoil.customer', '', true), set_config('transaction_read_only', 'on', true);
        SELECT provider_id, id, retailer_id, outlet_id, terminal_id, created_by FROM api_key WHERE digest = sha256('bench') AND revoked_at IS NULL;
        COMMIT;
        BEGIN;
        SELECT set_config('counterfoil.scope', 'provider', true), set_config('counterfoil.provider', '%1$s', true), set_config('counterfoil.retailer', '', true), set_config('counterfoil.customer', '', true), set_config('transaction_read_only', 'off', true);
        SELECT serial, provider_id, run_id, product_id, state, retailer_id, outlet_id, hold FROM serial_item WHERE code_digest = sha256(convert_to(:k::text, 'UTF8')) \\gset
        SELECT blocked FROM print_run WHERE id = :run_id::uuid;
        SELECT id, sku, name, plan_id, term, medium, sales_model, price_minor, currency, gtin, activation_required FROM product WHERE provider_id = '%1$s' AND id = :product_id::uuid \\gset
        SELECT id, name, edition, hard_quota_bytes, trial_days, features FROM plan WHERE provider_id = '%1$s' AND id = :plan_id::uuid;
        SELECT account.id AS account, account.customer_id, customer.name, contact.email, account.plan_id, account.username, account.must_change_password, account.hard_quota_bytes, account.user_quota_bytes, account.term_ends_at, account.term_state, account.term_since, account.term_due_at, account.password_hash FROM account JOIN customer ON customer.provider_id = account.provider_id AND customer.id = account.customer_id JOIN contact ON contact.provider_id = account.provider_id AND contact.id = account.contact_id WHERE account.provider_id = '%1$s' AND account.username = 'user' || (:k::bigint %% %4$d) \\gset
        UPDATE serial_item SET state = 'redeemed' WHERE serial = :serial::bigint AND state = ANY(ARRAY['activated']) AND hold IS NULL;
        INSERT INTO event (provider_id, subject_type, subject_id, seq, type, from_serial, to_serial, body, hash) SELECT '%1$s', 'item', :serial, coalesce(last.seq, 0) + 1, 'redeemed', NULL, NULL, '{"actor":"bench","data":{"account":"019c137e-c100-7e23-b776-0fda7bdcb455","redemption":"019c137e-c100-7e23-b776-0fda7bdcb455"}}', sha256(coalesce(last.hash, '') || convert_to('{"actor":"bench","data":{"account":"019c137e-c100-7e23-b776-0fda7bdcb455","redemption":"019c137e-c100-7e23-b776-0fda7bdcb455"}}', 'UTF8')) FROM (SELECT 1) AS one LEFT JOIN LATERAL (SELECT seq, hash FROM event WHERE provider_id = '%1$s' AND subject_type = 'item' AND subject_id = :serial ORDER BY seq DESC LIMIT 1) AS last ON true;
        INSERT INTO redemption (provider_id, id, serial, account_id, redeemed_at) VALUES ('%1$s', md5('r' || :k)::uuid, :serial::bigint, :account::uuid, now());
        SELECT term_state, term_ends_at, term_since, term_due_at FROM account WHERE provider_id = '%1$s' AND id = :account::uuid FOR NO KEY UPDATE;
        SELECT id, name, web_address, time_zone, currency, void_limit FROM provider WHERE id = '%1$s';
        SELECT grace_days, frozen_days, uninstall_days FROM term_settings WHERE provider_id = '%1$s';
        INSERT INTO term_grant (provider_id, id, account_id, seq, source, redemption_id, period, from_at, to_at, paid, granted_at) SELECT '%1$s', gen_random_uuid(), :account::uuid, coalesce(max(seq), 0) + 1, 'redemption', md5('r' || :k)::uuid, 'P1Y', now(), now() + interval '1 year', true, now() FROM term_grant WHERE provider_id = '%1$s' AND account_id = :account::uuid;
        INSERT INTO event (provider_id, subject_type, subject_id, seq, type, from_serial, to_serial, body, hash) SELECT '%1$s', 'account', :account, coalesce(last.seq, 0) + 1, 'extended', NULL, NULL, '{"actor":"bench","data":{"paid":true,"period":"P1Y","redemption":"019c137e-c100-7e23-b776-0fda7bdcb455","source":"redemption"}}', sha256(coalesce(last.hash, '') || convert_to('{"actor":"bench","data":{"paid":true,"period":"P1Y","redemption":"019c137e-c100-7e23-b776-0fda7bdcb455","source":"redemption"}}', 'UTF8')) FROM (SELECT 1) AS one LEFT JOIN LATERAL (SELECT seq, hash FROM event WHERE provider_id = '%1$s' AND subject_type = 'account' AND subject_id = :account ORDER BY seq DESC LIMIT 1) AS last ON true;
        UPDATE account SET term_state = 'active', term_ends_at = term_ends_at + interval '1 year', term_due_at = term_ends_at + interval '1 year', term_since = CASE term_state WHEN 'active' THEN term_since ELSE now() END WHERE provider_id = '%1$s' AND id = :account::uuid AND term_state = 'active';
        COMMIT;
        """
                .formatted(world.caller().provider(), TIMES, PER_ROUND, ACCOUNTS);
    }
}
