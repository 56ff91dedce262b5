package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.TestWorld;
import io.counterfoil.access.Member;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.LossKind;
import io.counterfoil.inventory.LossReport;
import io.counterfoil.inventory.NewHold;
import io.counterfoil.inventory.NewShipment;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.inventory.orders.GoodsOrders;
import io.counterfoil.inventory.orders.NewGoodsOrder;
import io.counterfoil.inventory.stock.NewReorderPoint;
import io.counterfoil.inventory.stock.NewStockTake;
import io.counterfoil.inventory.stock.StockCount;
import io.counterfoil.inventory.stock.StockTakes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What each scope sees of each table that the policies guard. A table that is new belongs in both
 * lists here, with rows of two retailers or two customers in {@link #open}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScopesIT {
    private static final String ALL = "all";
    private static final String OWN = "its own";
    private static final String NOTHING = "nothing";

    private static final Map<String, String> OF_A_RETAILER =
            Map.ofEntries(
                    Map.entry("account", NOTHING),
                    Map.entry("account_elsewhere", NOTHING),
                    Map.entry("account_link", NOTHING),
                    Map.entry("account_move", NOTHING),
                    Map.entry("account_move_copy", NOTHING),
                    Map.entry("account_origin", NOTHING),
                    Map.entry("accrual", OWN),
                    Map.entry("activation_sheet", OWN),
                    Map.entry("agreement", OWN),
                    Map.entry("api_key", OWN),
                    Map.entry("approval", NOTHING),
                    Map.entry("audit_entry", NOTHING),
                    Map.entry("bank_details", OWN),
                    Map.entry("bureau", NOTHING),
                    Map.entry("bureau_link", NOTHING),
                    Map.entry("bureau_receipt", NOTHING),
                    Map.entry("bureau_receipt_file", NOTHING),
                    Map.entry("bureau_reply", NOTHING),
                    Map.entry("carton", OWN),
                    Map.entry("code_attempts", NOTHING),
                    Map.entry("code_recovery", NOTHING),
                    Map.entry("code_refusal", NOTHING),
                    Map.entry("console_figures", NOTHING),
                    Map.entry("contact", NOTHING),
                    Map.entry("counted_accruals", OWN),
                    Map.entry("counted_balance", NOTHING),
                    Map.entry("counted_money", OWN),
                    Map.entry("counted_revenue", NOTHING),
                    Map.entry("counted_term", NOTHING),
                    Map.entry("counted_transfers", NOTHING),
                    Map.entry("customer", NOTHING),
                    Map.entry("deferral", NOTHING),
                    Map.entry("deferral_before", NOTHING),
                    Map.entry("download_permit", NOTHING),
                    Map.entry("event", OWN),
                    Map.entry("failed_guess", NOTHING),
                    Map.entry("follow_up", NOTHING),
                    Map.entry("ledger_transfer", NOTHING),
                    Map.entry("logo", NOTHING),
                    Map.entry("logo_picture", NOTHING),
                    Map.entry("mail_message", NOTHING),
                    Map.entry("mail_sender", NOTHING),
                    Map.entry("mail_suppression", NOTHING),
                    Map.entry("node_drift", NOTHING),
                    Map.entry("offline_day", OWN),
                    Map.entry("offline_line", OWN),
                    Map.entry("openid_link", NOTHING),
                    Map.entry("openid_provider", NOTHING),
                    Map.entry("outlet", OWN),
                    Map.entry("own_template", NOTHING),
                    Map.entry("package_grant", NOTHING),
                    Map.entry("password_ask", NOTHING),
                    Map.entry("payer_account", NOTHING),
                    Map.entry("payer_account_waiting", NOTHING),
                    Map.entry("payment", OWN),
                    Map.entry("dispute", OWN),
                    Map.entry("payout", OWN),
                    Map.entry("payout_order", NOTHING),
                    Map.entry("placement", NOTHING),
                    Map.entry("plan", NOTHING),
                    Map.entry("plan_migration", NOTHING),
                    Map.entry("plan_version", NOTHING),
                    Map.entry("past_time_zone", ALL),
                    Map.entry("print_brand", NOTHING),
                    Map.entry("print_data", NOTHING),
                    Map.entry("print_download", NOTHING),
                    Map.entry("print_file", NOTHING),
                    Map.entry("print_part", NOTHING),
                    Map.entry("print_run", NOTHING),
                    Map.entry("print_run_bureau", NOTHING),
                    Map.entry("printer", NOTHING),
                    Map.entry("product", ALL),
                    Map.entry("provider", ALL),
                    Map.entry("redemption", NOTHING),
                    Map.entry("replaced_code", NOTHING),
                    Map.entry("reminder_settings", ALL),
                    Map.entry("reorder_point", OWN),
                    Map.entry("reprint", NOTHING),
                    Map.entry("repository_key", NOTHING),
                    Map.entry("retailer", OWN),
                    Map.entry("retailer_settlement", OWN),
                    Map.entry("run_last_day", ALL),
                    Map.entry("sealed_codes", NOTHING),
                    Map.entry("serial_item", OWN),
                    Map.entry("session", OWN),
                    Map.entry("settlement_run", NOTHING),
                    Map.entry("setup_link", NOTHING),
                    Map.entry("held_form", NOTHING),
                    Map.entry("known_browser", NOTHING),
                    Map.entry("invitation", NOTHING),
                    Map.entry("staff_password_link", NOTHING),
                    Map.entry("passkey", NOTHING),
                    Map.entry("answered_challenge", NOTHING),
                    Map.entry("second_step", NOTHING),
                    Map.entry("recovery_code", NOTHING),
                    Map.entry("pending_sign_in", NOTHING),
                    Map.entry("second_step_rule", NOTHING),
                    Map.entry("shipment", OWN),
                    Map.entry("shipment_carton", OWN),
                    Map.entry("goods_order", OWN),
                    Map.entry("goods_order_line", OWN),
                    Map.entry("goods_order_shipment", OWN),
                    Map.entry("item_hold", OWN),
                    Map.entry("loss", OWN),
                    Map.entry("loss_notice", OWN),
                    Map.entry("stock_return", OWN),
                    Map.entry("stock_take", OWN),
                    Map.entry("stock_take_difference", OWN),
                    Map.entry("stock_take_item", OWN),
                    Map.entry("sign_in_attempt", NOTHING),
                    Map.entry("software", ALL),
                    Map.entry("staff", OWN),
                    Map.entry("statement", OWN),
                    Map.entry("statement_counter", NOTHING),
                    Map.entry("statement_line", OWN),
                    Map.entry("stored_answer", ALL),
                    Map.entry("tax_rate", ALL),
                    Map.entry("term_grant", NOTHING),
                    Map.entry("term_settings", ALL),
                    Map.entry("kept_deletions", ALL),
                    Map.entry("terminal", OWN),
                    Map.entry("trial_ask", NOTHING),
                    Map.entry("trial_course", NOTHING),
                    Map.entry("trial_mark", NOTHING),
                    Map.entry("trial_offer", NOTHING),
                    Map.entry("trial_request", NOTHING),
                    Map.entry("till_case", OWN),
                    Map.entry("till_release", OWN),
                    Map.entry("till_settings", ALL),
                    Map.entry("till_request", OWN));

    private static final Map<String, String> OF_A_CUSTOMER =
            Map.ofEntries(
                    Map.entry("account", OWN),
                    Map.entry("account_elsewhere", NOTHING),
                    Map.entry("account_link", OWN),
                    Map.entry("account_move", NOTHING),
                    Map.entry("account_move_copy", NOTHING),
                    Map.entry("account_origin", NOTHING),
                    Map.entry("accrual", NOTHING),
                    Map.entry("activation_sheet", NOTHING),
                    Map.entry("agreement", NOTHING),
                    Map.entry("api_key", NOTHING),
                    Map.entry("approval", NOTHING),
                    Map.entry("audit_entry", NOTHING),
                    Map.entry("bank_details", NOTHING),
                    Map.entry("bureau", NOTHING),
                    Map.entry("bureau_link", NOTHING),
                    Map.entry("bureau_receipt", NOTHING),
                    Map.entry("bureau_receipt_file", NOTHING),
                    Map.entry("bureau_reply", NOTHING),
                    Map.entry("carton", NOTHING),
                    Map.entry("code_attempts", NOTHING),
                    Map.entry("code_recovery", NOTHING),
                    Map.entry("code_refusal", NOTHING),
                    Map.entry("console_figures", NOTHING),
                    Map.entry("contact", OWN),
                    Map.entry("counted_accruals", NOTHING),
                    Map.entry("counted_balance", NOTHING),
                    Map.entry("counted_money", NOTHING),
                    Map.entry("counted_revenue", NOTHING),
                    Map.entry("counted_term", NOTHING),
                    Map.entry("counted_transfers", NOTHING),
                    Map.entry("customer", OWN),
                    Map.entry("deferral", NOTHING),
                    Map.entry("deferral_before", NOTHING),
                    Map.entry("download_permit", NOTHING),
                    Map.entry("event", OWN),
                    Map.entry("failed_guess", NOTHING),
                    Map.entry("follow_up", NOTHING),
                    Map.entry("ledger_transfer", NOTHING),
                    Map.entry("logo", NOTHING),
                    Map.entry("logo_picture", NOTHING),
                    Map.entry("mail_message", NOTHING),
                    Map.entry("mail_sender", NOTHING),
                    Map.entry("mail_suppression", NOTHING),
                    Map.entry("node_drift", NOTHING),
                    Map.entry("offline_day", NOTHING),
                    Map.entry("offline_line", NOTHING),
                    Map.entry("openid_link", NOTHING),
                    Map.entry("openid_provider", NOTHING),
                    Map.entry("outlet", NOTHING),
                    Map.entry("own_template", NOTHING),
                    Map.entry("package_grant", NOTHING),
                    Map.entry("password_ask", NOTHING),
                    Map.entry("payer_account", NOTHING),
                    Map.entry("payer_account_waiting", NOTHING),
                    Map.entry("payment", NOTHING),
                    Map.entry("dispute", NOTHING),
                    Map.entry("payout", NOTHING),
                    Map.entry("payout_order", NOTHING),
                    Map.entry("placement", OWN),
                    Map.entry("plan", ALL),
                    Map.entry("plan_migration", NOTHING),
                    Map.entry("plan_version", NOTHING),
                    Map.entry("past_time_zone", ALL),
                    Map.entry("print_brand", NOTHING),
                    Map.entry("print_data", NOTHING),
                    Map.entry("print_download", NOTHING),
                    Map.entry("print_file", NOTHING),
                    Map.entry("print_part", NOTHING),
                    Map.entry("print_run", NOTHING),
                    Map.entry("print_run_bureau", NOTHING),
                    Map.entry("printer", NOTHING),
                    Map.entry("product", NOTHING),
                    Map.entry("provider", ALL),
                    Map.entry("redemption", OWN),
                    Map.entry("replaced_code", NOTHING),
                    Map.entry("reminder_settings", ALL),
                    Map.entry("reorder_point", NOTHING),
                    Map.entry("reprint", NOTHING),
                    Map.entry("repository_key", OWN),
                    Map.entry("retailer", NOTHING),
                    Map.entry("retailer_settlement", NOTHING),
                    Map.entry("run_last_day", NOTHING),
                    Map.entry("sealed_codes", NOTHING),
                    Map.entry("serial_item", NOTHING),
                    Map.entry("session", OWN),
                    Map.entry("settlement_run", NOTHING),
                    Map.entry("setup_link", NOTHING),
                    Map.entry("held_form", NOTHING),
                    Map.entry("known_browser", NOTHING),
                    Map.entry("invitation", NOTHING),
                    Map.entry("staff_password_link", NOTHING),
                    Map.entry("passkey", NOTHING),
                    Map.entry("answered_challenge", NOTHING),
                    Map.entry("second_step", NOTHING),
                    Map.entry("recovery_code", NOTHING),
                    Map.entry("pending_sign_in", NOTHING),
                    Map.entry("second_step_rule", NOTHING),
                    Map.entry("shipment", NOTHING),
                    Map.entry("shipment_carton", NOTHING),
                    Map.entry("goods_order", NOTHING),
                    Map.entry("goods_order_line", NOTHING),
                    Map.entry("goods_order_shipment", NOTHING),
                    Map.entry("item_hold", NOTHING),
                    Map.entry("loss", NOTHING),
                    Map.entry("loss_notice", NOTHING),
                    Map.entry("stock_return", NOTHING),
                    Map.entry("stock_take", NOTHING),
                    Map.entry("stock_take_difference", NOTHING),
                    Map.entry("stock_take_item", NOTHING),
                    Map.entry("sign_in_attempt", NOTHING),
                    Map.entry("software", ALL),
                    Map.entry("staff", NOTHING),
                    Map.entry("statement", NOTHING),
                    Map.entry("statement_counter", NOTHING),
                    Map.entry("statement_line", NOTHING),
                    Map.entry("stored_answer", ALL),
                    Map.entry("tax_rate", NOTHING),
                    Map.entry("term_grant", OWN),
                    Map.entry("term_settings", ALL),
                    Map.entry("kept_deletions", ALL),
                    Map.entry("terminal", NOTHING),
                    Map.entry("trial_ask", NOTHING),
                    Map.entry("trial_course", NOTHING),
                    Map.entry("trial_mark", NOTHING),
                    Map.entry("trial_offer", NOTHING),
                    Map.entry("trial_request", NOTHING),
                    Map.entry("till_case", NOTHING),
                    Map.entry("till_release", NOTHING),
                    Map.entry("till_settings", ALL),
                    Map.entry("till_request", NOTHING));

    /** Which rows are a retailer's, where it is not only those that say so. */
    private static final Map<String, String> WHOSE_OF_RETAILERS =
            Map.of(
                    "retailer", "id = :owner",
                    "agreement", "retailer_id = :owner OR retailer_id IS NULL",
                    "carton",
                            "sscc IN (SELECT sscc FROM shipment_carton JOIN shipment ON shipment.id = shipment_id WHERE retailer_id = :owner)",
                    "shipment_carton",
                            "shipment_id IN (SELECT id FROM shipment WHERE retailer_id = :owner)",
                    "goods_order_line",
                            "order_id IN (SELECT id FROM goods_order WHERE retailer_id = :owner)",
                    "goods_order_shipment",
                            "order_id IN (SELECT id FROM goods_order WHERE retailer_id = :owner)",
                    "stock_take_item",
                            "take_id IN (SELECT id FROM stock_take WHERE retailer_id = :owner)",
                    "stock_take_difference",
                            "take_id IN (SELECT id FROM stock_take WHERE retailer_id = :owner)",
                    "session", "subject_id IN (SELECT id FROM staff WHERE retailer_id = :owner)",
                    "event",
                            """
                            (subject_type, subject_id) IN (
                                SELECT 'item', serial::text FROM serial_item WHERE retailer_id = :owner
                                UNION ALL SELECT 'shipment', id::text FROM shipment WHERE retailer_id = :owner
                                UNION ALL SELECT 'loss', id::text FROM loss WHERE retailer_id = :owner
                                UNION ALL SELECT 'return', id::text FROM stock_return WHERE retailer_id = :owner
                                UNION ALL SELECT 'hold', id::text FROM item_hold WHERE retailer_id = :owner)
                            """);

    /** The same of a customer, where it is not by an account. */
    private static final Map<String, String> WHOSE_OF_CUSTOMERS =
            Map.of(
                    "customer", "id = :owner",
                    "contact", "customer_id = :owner",
                    "account", "customer_id = :owner",
                    "session", "customer_id = :owner",
                    "event",
                            "subject_type = 'account' AND subject_id IN (SELECT id::text FROM account WHERE customer_id = :owner)");

    private TestWorld world;
    private StockFixture stock;
    private StockFixture.Shop corner;
    private UUID anna;

    @BeforeAll
    void open() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        UUID product = stock.product(true);
        corner = stock.shop("Corner");
        SerialNumber first = sold(corner, product);
        SerialNumber second = sold(stock.shop("Rival"), product);
        inside(handle -> addRest(handle, first));
        anna = customer(first, "anna");
        customer(second, "bert");
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void aProviderSeesAllOfItsOwnAndNothingElse() {
        Map<String, Integer> ours = rows(world.caller());
        assertThat(ours).allSatisfy((table, rows) -> assertThat(rows).as(table).isPositive());
        assertThat(rows(world.decoy()))
                .allSatisfy(
                        (table, rows) ->
                                assertThat(rows)
                                        .as(table)
                                        .isEqualTo(table.equals("provider") ? 1 : 0));
    }

    @Test
    void aRetailerSeesWhatItsShopsNeed() {
        UnaryOperator<String> whose =
                table -> WHOSE_OF_RETAILERS.getOrDefault(table, "retailer_id = :owner");
        assertThat(visible(stock.callerOf(corner), corner.retailer(), whose))
                .isEqualTo(new TreeMap<>(OF_A_RETAILER));
    }

    @Test
    void aCustomerSeesItsOwnAccounts() {
        Scope scope = new Scope.Customer(world.provider().id(), anna);
        UnaryOperator<String> whose =
                table ->
                        WHOSE_OF_CUSTOMERS.getOrDefault(
                                table,
                                "account_id IN (SELECT id FROM account WHERE customer_id = :owner)");
        assertThat(visible(new Caller(scope, Actor.VISITOR), anna, whose))
                .isEqualTo(new TreeMap<>(OF_A_CUSTOMER));
    }

    @Test
    void whatEverybodyReadsOnlyTheProviderWrites() {
        Set<String> settings = new TreeSet<>(OF_A_RETAILER.keySet());
        settings.removeIf(
                table ->
                        !ALL.equals(OF_A_RETAILER.get(table))
                                || !ALL.equals(OF_A_CUSTOMER.get(table)));
        // One that nobody may add to, and one that everybody writes.
        settings.removeAll(Set.of("provider", "stored_answer"));
        assertThat(settings).isNotEmpty();
        Scope customer = new Scope.Customer(world.provider().id(), anna);
        for (String table : settings) {
            String change = "UPDATE " + table + " SET provider_id = provider_id";
            assertThat(changed(world.caller(), change)).as(table).isPositive();
            for (Caller caller :
                    List.of(stock.callerOf(corner), new Caller(customer, Actor.VISITOR))) {
                assertThat(changed(caller, change)).as(table).isZero();
                assertThatThrownBy(
                                () -> changed(caller, "INSERT INTO %1$s TABLE %1$s".formatted(table)))
                        .as(table)
                        .hasMessageContaining("row-level security");
            }
        }
    }

    @Test
    void noRowCostsALookAtWhoAsks() {
        // What a policy asks in a SELECT of its own is asked once in a query, not for every row.
        List<String> perRow =
                read(
                        "SELECT concat_ws(' ', tablename, policyname, qual, with_check) FROM pg_policies");
        assertThat(perRow).isNotEmpty();
        perRow.removeIf(
                policy -> !policy.replaceAll("SELECT \\w+\\(\\)", "").matches("(?s).*scope\\w*\\(.*"));
        assertThat(perRow).isEmpty();
        for (String table : OF_A_RETAILER.keySet()) {
            assertThat(String.join("\n", read("EXPLAIN SELECT * FROM " + table)))
                    .as(table)
                    .contains("InitPlan")
                    .doesNotContain("current_setting");
        }
    }

    @Test
    void noForeignKeyLeadsToARowOfAnotherProvider() {
        // Its check bypasses the policies; so the provider is part of each key between two tables
        // that have one, at the same place on both sides.
        String ofTwoTenants =
                """
                FROM pg_constraint AS key
                JOIN pg_attribute AS here ON here.attrelid = key.conrelid AND here.attname = 'provider_id'
                JOIN pg_attribute AS there ON there.attrelid = key.confrelid AND there.attname = 'provider_id'
                WHERE key.contype = 'f' AND key.connamespace = current_schema()::regnamespace
                """;
        assertThat(read("SELECT conname " + ofTwoTenants)).hasSizeGreaterThan(50);
        assertThat(
                        read(
                                """
                                SELECT concat_ws(' ', key.conrelid::regclass, key.conname) %s
                                  AND coalesce(key.confkey[array_position(key.conkey, here.attnum)], 0) <> there.attnum
                                """
                                        .formatted(ofTwoTenants)))
                .isEmpty();
    }

    private List<String> read(String sql) {
        return new ArrayList<>(
                world.wiring()
                        .transactions()
                        .read(
                                world.caller(),
                                tx -> tx.handle().createQuery(sql).mapTo(String.class).list()));
    }

    private int changed(Caller caller, String sql) {
        return world.wiring().transactions().write(caller, tx -> tx.handle().execute(sql));
    }

    private Map<String, String> visible(
            Caller caller, UUID owner, UnaryOperator<String> whose) {
        Map<String, Integer> all = rows(world.caller());
        Map<String, String> visible = new TreeMap<>();
        rows(caller)
                .forEach(
                        (table, rows) ->
                                visible.put(
                                        table,
                                        rows == 0
                                                ? NOTHING
                                                : rows < all.getOrDefault(table, 0)
                                                        ? part(caller, table, owner, whose.apply(table))
                                                        : ALL));
        return visible;
    }

    /** Which part of a table's rows the caller sees: all of its own and no others, or what else. */
    private String part(Caller caller, String table, UUID owner, String whose) {
        Set<String> seen = places(caller, table, owner, "cast(:owner AS uuid) IS NOT NULL");
        Set<String> own = places(world.caller(), table, owner, whose);
        return seen.equals(own) ? OWN : "%s of which its own are %s".formatted(seen, own);
    }

    /** Where these rows lie in their table. */
    private Set<String> places(Caller caller, String table, UUID owner, String which) {
        return world.wiring()
                .transactions()
                .read(
                        caller,
                        tx ->
                                new TreeSet<>(
                                        tx.handle()
                                                .createQuery(
                                                        "SELECT ctid::text FROM %s WHERE %s"
                                                                .formatted(table, which))
                                                .bind("owner", owner)
                                                .mapTo(String.class)
                                                .list()));
    }

    /** How many rows the caller sees of each table that has policies. */
    private Map<String, Integer> rows(Caller caller) {
        return world.wiring()
                .transactions()
                .read(
                        caller,
                        tx -> {
                            Map<String, Integer> rows = new TreeMap<>();
                            tx.handle()
                                    .createQuery(
                                            "SELECT relname FROM pg_class WHERE relrowsecurity")
                                    .mapTo(String.class)
                                    .list()
                                    .forEach(table -> rows.put(table, count(tx.handle(), table)));
                            return rows;
                        });
    }

    private static int count(Handle handle, String table) {
        return handle.createQuery("SELECT count(*) FROM " + table).mapTo(Integer.class).one();
    }

    /** An item sold at this shop, where a clerk is signed in. */
    private SerialNumber sold(StockFixture.Shop shop, UUID product) {
        SerialRange range = stock.printed(product, 3);
        stock.received(shop, range);
        String second = SerialNumber.of(range.run(), 2).toString();
        world.wiring()
                .inventory()
                .losses()
                .report(
                        stock.callerOf(shop),
                        LossKind.LOST,
                        new LossReport(second, second, "gone"));
        world.wiring()
                .inventory()
                .losses()
                .report(
                        world.caller(),
                        LossKind.FOUND,
                        new LossReport(second, second, "in the van"));
        world.wiring()
                .inventory()
                .losses()
                .report(
                        stock.callerOf(shop),
                        LossKind.LOST,
                        new LossReport(second, second, "gone again"));
        stock.sentBack(shop, new SerialRange(range.run(), 3, 3));
        NewReorderPoint point =
                new NewReorderPoint(shop.outlet().toString(), product.toString(), 5);
        world.wiring().inventory().reorderPoints().choose(world.caller(), point);
        GoodsOrders orders = world.wiring().inventory().orders();
        NewGoodsOrder wanted =
                new NewGoodsOrder(
                        shop.outlet().toString(),
                        List.of(new NewGoodsOrder.NewOrderLine(product.toString(), 1)),
                        null);
        String sent = stock.printed(product, 1).first().toString();
        orders.send(
                world.caller(),
                orders.order(stock.callerOf(shop), wanted).id(),
                new NewShipment(null, null, new NewShipment.Range(sent, sent)),
                false);
        StockTakes takes = world.wiring().inventory().stockTakes();
        UUID take =
                takes.open(world.caller(), new NewStockTake(shop.outlet().toString())).id();
        takes.count(world.caller(), take, new StockCount(List.of(second), null));
        takes.close(world.caller(), take);
        NewActivation sale =
                new NewActivation(
                        "1", shop.till().id().toString(), range.first().toString(), null, null);
        world.wiring().retail().activations().activate(stock.callerOf(shop), sale, null);
        String table = "request_id,serial,sold_at\n1,%s,%s\n".formatted(second, world.clock().instant());
        world.wiring()
                .retail()
                .offlineDays()
                .enter(
                        stock.callerOf(shop),
                        table.getBytes(StandardCharsets.UTF_8),
                        shop.till().id());
        NewHold hold = new NewHold(null, shop.outlet().toString(), "Nobody there", null);
        world.wiring().inventory().holds().hold(world.caller(), hold);
        String email = "clerk-" + shop.retailer() + "@shop.example";
        Member clerk = world.member(email, "Cleo", "clerk", shop.retailer()).member();
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> world.wiring().access().sessions().openForStaff(tx, clerk));
        return range.first();
    }

    /** Rows of the tables that nothing else here touches. */
    private void addRest(Handle handle, SerialNumber serial) {
        UUID provider = world.provider().id();
        UUID run = StockFixture.runId(serial.run());
        handle.execute(
                """
                INSERT INTO agreement (provider_id, id, retailer_id, valid_from, ended, agreed_at, agreed_by)
                SELECT provider_id, id, id, now(), true, now(), '' FROM retailer
                """);
        handle.execute(
                """
                INSERT INTO bank_details (provider_id, id, retailer_id, state, sealed, country, last_four, told_at)
                SELECT provider_id, id, id, 'waiting', '', 'DE', '3000', now() FROM retailer
                """);
        handle.execute("INSERT INTO counted_accruals SELECT provider_id, id, 0 FROM retailer");
        handle.execute(
                "INSERT INTO counted_money SELECT provider_id, id, 'EUR', now(), now(), now(), 0, 0 FROM retailer");
        handle.execute("INSERT INTO console_figures SELECT id, now(), '{}' FROM provider");
        handle.execute("INSERT INTO counted_transfers SELECT provider_id, id, 0 FROM retailer");
        handle.execute(
                "INSERT INTO counted_balance SELECT provider_id, id, 'bank', 'EUR', 0 FROM retailer");
        handle.execute(
                "INSERT INTO counted_revenue SELECT provider_id, 1, id, 'EUR', current_date, now(), now(), 0, 0 FROM product");
        handle.execute(
                "INSERT INTO counted_term SELECT provider_id, 1, id, 'EUR', 0, current_date, current_date, 0 FROM product");
        handle.execute("INSERT INTO logo VALUES (?, 'svg', 'x', now())", provider);
        handle.execute("INSERT INTO logo_picture VALUES (?, 'x')", provider);
        handle.execute(
                "INSERT INTO print_brand VALUES (?, ?, '#000000', '#000000', '#000000', '#000000', '#000000')",
                provider,
                run);
        handle.execute("INSERT INTO trial_offer VALUES (?, NULL, 90)", provider);
        handle.execute("INSERT INTO past_time_zone VALUES (?, now(), 'Europe/Berlin')", provider);
        handle.execute(
                "INSERT INTO trial_request VALUES (?, '', 'A', 'a@b.example', '', NULL, now())",
                provider);
        handle.execute("INSERT INTO trial_ask VALUES (?, '', now())", provider);
        handle.execute("INSERT INTO trial_mark VALUES (?, 'email', '', now())", provider);
        handle.execute(
                """
                INSERT INTO plan_migration (provider_id, id, plan_id, to_version, accounts, started_at)
                SELECT provider_id, ?, id, version, 1, now() FROM plan
                """,
                run);
        handle.execute(
                "INSERT INTO printer VALUES (?, ?, 'Office', 300, 0, 0, 100, 100, now())",
                provider,
                run);
        handle.execute("INSERT INTO sealed_codes VALUES (?, ?, 1, 2, '', ?)", provider, run, run);
        handle.execute(
                """
                INSERT INTO print_file VALUES (?, ?, 'layout.pdf', 0, 1, 2, 1, 1, sha256(''), sha256(''), 2, now())
                """,
                provider,
                run);
        handle.execute(
                """
                INSERT INTO reprint VALUES (?, ?, ?, 2, '{1}', '{1}', 'Smudged', 'ready', NULL, now())
                """,
                provider,
                run,
                run);
        handle.execute(
                "INSERT INTO replaced_code VALUES (?, ?, 2, sha256(''))",
                provider,
                serial.value());
        handle.execute(
                "INSERT INTO code_recovery VALUES (?, ?, ARRAY[sha256('')])",
                provider,
                serial.value());
        handle.execute(
                """
                INSERT INTO print_download VALUES (?, ?, ?, 'layout.pdf', sha256(''), 'key:1', now())
                """,
                provider,
                run,
                run);
        handle.execute(
                "INSERT INTO print_data VALUES (?, ?, 'data.csv', 1, sha256(''), sha256(''))",
                provider,
                run);
        handle.execute(
                "INSERT INTO own_template VALUES (?, 'sheet', 'ours', 1, '', NULL, NULL, now())",
                provider);
        UUID bureau = UUID.randomUUID();
        handle.execute(
                """
                INSERT INTO bureau VALUES (?, ?, 'Press', '', '', '', NULL, 3, 2, 10, true, 'Cut', 'Scratch', NULL, NULL,
                                           'csv', 0, now())
                """,
                provider,
                bureau);
        handle.execute(
                """
                INSERT INTO print_run_bureau
                VALUES (?, ?, ?, 3, 2, 10, true, 'Cut', 'Scratch', NULL, NULL, 'csv')
                """,
                provider,
                run,
                bureau);
        handle.execute("INSERT INTO package_grant VALUES (?, ?, 1, 1)", provider, run);
        handle.execute(
                "INSERT INTO bureau_link VALUES (?, ?, ?, '', now(), now())",
                provider,
                bureau,
                run);
        handle.execute(
                "INSERT INTO bureau_receipt VALUES (?, ?, ?, ?, '', 'sending', now(), now())",
                provider,
                bureau,
                run,
                bureau);
        handle.execute(
                "INSERT INTO bureau_receipt_file VALUES (?, ?, 'a', sha256('a'))",
                provider,
                bureau);
        handle.execute(
                "INSERT INTO bureau_reply VALUES (?, ?, ?, ?, '', now(), sha256('a'), 'proposed', 1, 0, 0,"
                        + " '{}', '{}', '{}', '{}', '{}')",
                provider,
                bureau,
                run,
                bureau);
        UUID approval = UUID.randomUUID();
        handle.execute(
                "INSERT INTO approval VALUES (?, ?, 'a', '{}', 'a', NULL, now(), 'waiting')",
                provider,
                approval);
        handle.execute(
                "INSERT INTO download_permit VALUES (?, ?, ?, 'layout.pdf')",
                provider,
                approval,
                run);
        handle.execute(
                """
                INSERT INTO mail_message (provider_id, id, kind, to_name, to_address, subject, secret, message_id, state,
                                          posted_at, due_at, give_up_at)
                VALUES (?, ?, 'test', 'Anna', 'anna@a.example', '', false, '', 'waiting', now(), now(), now())
                """,
                provider,
                run);
        handle.execute("INSERT INTO mail_sender VALUES (?, NULL, NULL, NULL)", provider);
        handle.execute(
                """
                INSERT INTO tax_rate SELECT provider_id, id, 'DE', current_date, 1900, 'multi_purpose', now() FROM product
                """);
        handle.execute(
                "INSERT INTO retailer_settlement SELECT provider_id, id, now() FROM retailer");
        handle.execute(
                "INSERT INTO run_last_day SELECT provider_id, number, product_id, now() FROM print_run");
        handle.execute("INSERT INTO reminder_settings VALUES (?, '{7,1}', 7, '{1}')", provider);
        handle.execute("INSERT INTO term_settings VALUES (?, 5, 30, 7)", provider);
        handle.execute("INSERT INTO kept_deletions VALUES (?, 7)", provider);
        handle.execute("INSERT INTO till_settings VALUES (?, 14, 7)", provider);
        handle.execute(
                """
                INSERT INTO till_release
                SELECT provider_id, id, retailer_id, id, '', '', now(), now(), 1 FROM terminal
                """);
        handle.execute(
                """
                INSERT INTO activation_sheet
                SELECT provider_id, nextval('activation_sheet_number'), 100000, retailer_id, id, now() FROM terminal
                """);
        handle.execute(
                """
                INSERT INTO till_case (provider_id, id, retailer_id, outlet_id, kind, subject, opened_at)
                SELECT provider_id, id, retailer_id, id, 'late_sale', id::text, now() FROM outlet
                """);
        handle.execute(
                "INSERT INTO follow_up VALUES (?, ?, '\\x01', NULL, NULL, now(), 3, NULL, NULL)",
                provider,
                UUID.randomUUID());
        handle.execute(
                "INSERT INTO mail_suppression VALUES (?, ?, 'a@a.example', 'bounce', NULL, now())",
                provider,
                run);
        handle.execute("INSERT INTO sign_in_attempt VALUES (?, '', now())", provider);
        handle.execute("INSERT INTO software VALUES (?, NULL)", provider);
        handle.execute(
                "INSERT INTO password_ask VALUES (?, ?, 'a@a.example', now())",
                provider,
                UUID.randomUUID());
        handle.execute("INSERT INTO second_step VALUES (?, ?, '', NULL, 0, now())", provider, run);
        handle.execute("INSERT INTO recovery_code VALUES (?, ?, '')", provider, run);
        handle.execute(
                "INSERT INTO pending_sign_in VALUES ('', ?, 'staff', ?, now())", provider, run);
        handle.execute("INSERT INTO second_step_rule VALUES (?, true, true)", provider);
        handle.execute(
                "INSERT INTO passkey VALUES (?, ?, 'staff', ?, 'Phone', '', '', 0, now(), NULL)",
                provider,
                run,
                run);
        handle.execute("INSERT INTO answered_challenge VALUES (?, '', now())", provider);
        handle.execute(
                "INSERT INTO invitation VALUES (?, ?, NULL, 'a@a.example', 'owner', '', now())",
                provider,
                run);
        handle.execute(
                "INSERT INTO staff_password_link SELECT provider_id, id, sha256(id::text::bytea), now() FROM staff");
        handle.execute(
                "INSERT INTO openid_provider VALUES (?, 'There', 'https://there.example', 'us', '', false, now())",
                provider);
        handle.execute(
                "INSERT INTO openid_link SELECT provider_id, 'https://there.example', id::text, id, now() FROM staff");
        handle.execute("INSERT INTO held_form VALUES (?, ?, '', '', now())", provider, run);
        handle.execute(
                "INSERT INTO known_browser (provider_id, digest, subject_id, seen_at) VALUES (?, '', ?, now())",
                provider,
                run);
        handle.execute("INSERT INTO setup_link VALUES ('', ?, now())", provider);
        handle.execute("INSERT INTO failed_guess VALUES (?, '', now())", provider);
        handle.execute("INSERT INTO code_attempts VALUES (?, now(), 1, 1)", provider);
        handle.execute("INSERT INTO code_refusal VALUES (?, now(), 'unknown')", provider);
        handle.execute("INSERT INTO stored_answer VALUES (?, 'a', '', '', '', now())", provider);
        handle.execute("INSERT INTO node VALUES (?, 'one', '', '', now())", new UUID(0, 1));
        handle.execute(
                "INSERT INTO node_drift SELECT id, ?, id, id, 'older', now(), now(), NULL FROM node",
                provider);
    }

    /** A customer who redeemed an item for an account and is signed in; returns its id. */
    private UUID customer(SerialNumber serial, String name) {
        UUID provider = world.provider().id();
        UUID customer = UUID.randomUUID();
        UUID account = UUID.randomUUID();
        UUID redemption = UUID.randomUUID();
        inside(
                handle -> {
                    handle.execute(
                            "INSERT INTO customer VALUES (?, ?, ?, now())",
                            provider,
                            customer,
                            name);
                    handle.execute(
                            "INSERT INTO contact VALUES (?, ?, ?, ?, 'a@b.example')",
                            provider,
                            customer,
                            customer,
                            name);
                    handle.execute(
                            """
                            INSERT INTO account (provider_id, id, customer_id, contact_id, plan_id, plan_version, username, password_hash,
                                                 must_change_password, term_ends_at, term_state, term_since, term_due_at,
                                                 created_at)
                            SELECT ?, ?, ?, ?, id, version, ?, '', false, now(), 'active', now(), now(), now() FROM plan LIMIT 1
                            """,
                            provider,
                            account,
                            customer,
                            customer,
                            name);
                    handle.execute(
                            "INSERT INTO redemption VALUES (?, ?, ?, ?, now())",
                            provider,
                            redemption,
                            serial.value(),
                            account);
                    handle.execute(
                            """
                            INSERT INTO term_grant (provider_id, id, account_id, seq, source, redemption_id, period, from_at, to_at, paid, granted_at)
                            VALUES (?, ?, ?, 1, 'redemption', ?, 'P1Y', now(), now() + interval '1 year', true, now())
                            """,
                            provider,
                            redemption,
                            account,
                            redemption);
                    handle.execute(
                            """
                            INSERT INTO placement (provider_id, account_id, node_id, version, state)
                            VALUES (?, ?, ?, 1, 'open')
                            """,
                            provider,
                            account,
                            new UUID(0, 1));
                    handle.execute(
                            """
                            INSERT INTO account_elsewhere (provider_id, account_id, node_id, role)
                            SELECT provider_id, account_id, node_id, 'target' FROM placement WHERE account_id = ?
                            """,
                            account);
                    handle.execute(
                            """
                            INSERT INTO account_move (provider_id, id, account_id, from_node, to_node, drain, state, asked_at, asked_by)
                            SELECT provider_id, account_id, account_id, node_id, node_id, false, 'done', now(), '' FROM placement WHERE account_id = ?
                            """,
                            account);
                    handle.execute(
                            "INSERT INTO account_move_copy SELECT provider_id, id, id, id, false FROM account_move WHERE id = ?",
                            account);
                    handle.execute(
                            """
                            INSERT INTO trial_course (provider_id, account_id, channel, began_at, ends_at, measured_on)
                            VALUES (?, ?, 'web', now(), now(), current_date)
                            """,
                            provider,
                            account);
                    handle.execute(
                            """
                            INSERT INTO account_origin
                            SELECT provider_id, ?, ?, serial, product_id, retailer_id, outlet_id, event, true
                            FROM accrual WHERE serial = ?
                            """,
                            account,
                            customer,
                            serial.value());
                    handle.execute(
                            """
                            INSERT INTO deferral (provider_id, serial, product_id, retailer_id, outlet_id, event,
                                                  amount_minor, tax_minor, currency)
                            SELECT provider_id, serial, product_id, retailer_id, outlet_id, event, price_minor, 0, currency
                            FROM accrual WHERE serial = ?
                            """,
                            serial.value());
                    handle.execute(
                            """
                            INSERT INTO deferral_before (provider_id, serial, until_at, amount_minor, first_day, end_day)
                            SELECT provider_id, serial, now(), amount_minor, current_date, current_date FROM deferral
                            """);
                    addStatements(handle, provider);
                    handle.execute(
                            "INSERT INTO repository_key VALUES (?, ?, ?, '', 'full', now())",
                            provider,
                            name,
                            account);
                    handle.execute(
                            "INSERT INTO account_link VALUES (?, ?, ?::bytea, now(), 'uninstall', NULL, 1, now())",
                            provider,
                            account,
                            name);
                });
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            new EventLog().append(tx, Subject.account(account), "opened", Map.of());
                            return world.wiring()
                                    .access()
                                    .sessions()
                                    .openForAccount(tx, account, customer);
                        });
        return customer;
    }

    private static void addStatements(Handle handle, UUID provider) {
        handle.execute(
                """
                INSERT INTO settlement_run (provider_id, id, until_at, state, retailers, asked_at, asked_by)
                VALUES (?, gen_random_uuid(), now(), 'running', 1, now(), 'test')
                """,
                provider);
        handle.execute("INSERT INTO statement_counter VALUES (?, 1) ON CONFLICT DO NOTHING", provider);
        handle.execute(
                """
                INSERT INTO statement (provider_id, id, number, retailer_id, run_id, currency, until_at, closed_at, line_count,
                                       price_minor, commission_minor, tax_minor, commission_tax_minor, opening_minor,
                                       lines_minor, payments_minor)
                SELECT seller.provider_id, seller.id, row_number() OVER (), seller.id, run.id, 'EUR', now(), now(), 1,
                       0, 0, 0, 0, 0, 0, 0
                FROM retailer seller JOIN settlement_run run USING (provider_id)
                ON CONFLICT DO NOTHING
                """);
        handle.execute(
                """
                INSERT INTO statement_line SELECT provider_id, retailer_id, retailer_id, row_number() OVER (), id FROM accrual
                ON CONFLICT DO NOTHING
                """);
        handle.execute(
                """
                INSERT INTO dispute (provider_id, id, retailer_id, statement_id, line, reason, state, disputed_at, disputed_by)
                SELECT DISTINCT ON (retailer_id) provider_id, retailer_id, retailer_id, statement_id, number, 'No', 'disputed', now(), 'test'
                FROM statement_line ORDER BY retailer_id
                ON CONFLICT DO NOTHING
                """);
        handle.execute(
                """
                INSERT INTO payment (provider_id, id, retailer_id, currency, amount_minor, reference, moved_on, entered_at,
                                     entered_by)
                SELECT provider_id, id, id, 'EUR', 1, id::text, current_date, now(), 'test' FROM retailer
                ON CONFLICT DO NOTHING
                """);
        handle.execute(
                """
                INSERT INTO payout_order SELECT id, id, now(), 'test', current_date, '' FROM provider
                ON CONFLICT DO NOTHING
                """);
        handle.execute(
                """
                INSERT INTO payer_account SELECT id, id, '', 'DE', '0000', now(), 'test' FROM provider
                ON CONFLICT DO NOTHING
                """);
        handle.execute("INSERT INTO payer_account_waiting SELECT * FROM payer_account ON CONFLICT DO NOTHING");
        handle.execute(
                """
                INSERT INTO payout (provider_id, id, retailer_id, statement_id, number, amount_minor, currency, state, made_at)
                SELECT provider_id, id, retailer_id, id, number, 1, 'EUR', 'due', now() FROM statement
                ON CONFLICT DO NOTHING
                """);
    }

    private void inside(java.util.function.Consumer<Handle> work) {
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            work.accept(tx.handle());
                            return tx.now();
                        });
    }
}
