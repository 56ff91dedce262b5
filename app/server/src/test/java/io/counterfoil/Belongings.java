package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.access.NewMember;
import io.counterfoil.accounts.OpeningRequest;
import io.counterfoil.activation.NewCase;
import io.counterfoil.catalog.NewPlan;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.NewHold;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.inventory.orders.NewGoodsOrder;
import io.counterfoil.inventory.stock.NewStockTake;
import io.counterfoil.mail.MailKind;
import io.counterfoil.mail.Message;
import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.printing.bureau.NewBureau;
import io.counterfoil.printing.bureau.PressKey;
import io.counterfoil.printing.printers.PrinterChange;
import io.counterfoil.printing.templates.OwnTemplates;
import io.counterfoil.signin.InvitationsResource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** One of everything that a path can name, of one provider. */
final class Belongings {
    /** An id that nothing has. */
    static final String NOBODYS = "019c137e-c100-7000-8000-000000000000";

    /** A serial number that nothing has. */
    static final String NOBODYS_SERIAL = SerialNumber.of(999_999, 1).toString();

    private Belongings() {}

    /** Makes one of everything; the ids by the word that stands before them in paths. */
    static Map<String, String> of(TestWorld world, Caller caller) {
        StockFixture stock = new StockFixture(world, caller, "Plan of everything");
        StockFixture.Shop shop = stock.shop("Shop of everything");
        UUID product = stock.product(true);
        SerialRange range = stock.printed(product, 2);
        UUID run = StockFixture.runId(range.run());
        UUID account = UUID.randomUUID();
        UUID approval = UUID.randomUUID();
        world.wiring()
                .transactions()
                .write(
                        caller,
                        tx -> {
                            addRest(tx.handle(), tx.provider(), run, account, approval);
                            // So that an order gets a number that no fixture has.
                            return tx.handle()
                                    .createQuery(
                                            "SELECT count(nextval('run_number')) FROM"
                                                    + " generate_series(:first, :last)")
                                    .bind("first", SerialNumber.FIRST_RUN)
                                    .bind("last", range.run())
                                    .mapTo(Integer.class)
                                    .one();
                        });
        NewMember bob = new NewMember("bob@everything.example", "Bob", "owner", null);
        Map<String, String> ids = new HashMap<>();
        ids.put("print-runs", run.toString());
        ids.put("serials", range.first().toString());
        ids.put("retailers", shop.retailer().toString());
        ids.put("outlets", shop.outlet().toString());
        ids.put("terminals", shop.till().id().toString());
        ids.put("products", product.toString());
        ids.put("plans", plan(world, caller, ids));
        ids.put("cartons", stock.packed(stock.printed(product, 2), 2).getFirst().id().toString());
        ids.put("shipments", stock.shipped(shop, range).id().toString());
        ids.put("receive", ids.get("shipments"));
        SerialRange back = stock.printed(product, 1);
        stock.received(shop, back);
        NewStockTake count = new NewStockTake(shop.outlet().toString());
        ids.put(
                "stock-takes",
                world.wiring().inventory().stockTakes().open(caller, count).id().toString());
        NewGoodsOrder wanted =
                new NewGoodsOrder(
                        shop.outlet().toString(),
                        List.of(new NewGoodsOrder.NewOrderLine(product.toString(), 2)),
                        null);
        ids.put(
                "goods-orders",
                world.wiring().inventory().orders().order(caller, wanted).id().toString());
        ids.put("returns", stock.sentBack(shop, back).id().toString());
        ids.put(
                "keys",
                world.wiring().access().apiKeys().make(caller, "Theirs", null).id().toString());
        ids.put("api-keys", ids.get("keys"));
        ids.put(
                "staff",
                world.wiring().access().staff().create(caller, bob).member().id().toString());
        NewMember cleo =
                new NewMember("cleo@everything.example", "Cleo", "clerk", shop.retailer());
        ids.put(
                "people",
                world.wiring().access().staff().create(caller, cleo).member().id().toString());
        UUID inviter = UUID.fromString(ids.getOrDefault("staff", ""));
        ids.put(
                "invitations",
                invitation(
                        world,
                        new Caller(caller.scope(), new Actor("staff:" + inviter, inviter))));
        ids.put("accounts", account.toString());
        ids.put("repository-keys", repositoryKey(account));
        ids.put("moves", account.toString());
        ids.put("grants", account.toString());
        ids.put("sub-accounts", account.toString());
        ids.put("customers", account.toString());
        ids.put("contacts", account.toString());
        ids.put("approvals", approval.toString());
        ids.put("printers", printer(world, caller));
        ids.put("messages", message(world, caller));
        ids.put("mail", ids.get("messages"));
        ids.put("settlement-runs", statements(world, caller, shop.retailer()).toString());
        ids.put("statements", ids.get("settlement-runs"));
        ids.put("payouts", ids.get("statements"));
        ids.put("orders", ids.get("statements"));
        ids.put("payments", ids.get("statements"));
        ids.put("disputes", ids.get("statements"));
        ids.put("cases", caseOf(world, stock.callerOf(shop), shop, range));
        ids.put("offline-days", offlineDay(world, stock.callerOf(shop), shop, range));
        ids.put(
                "activation-sheets",
                world.wiring()
                        .retail()
                        .sheets()
                        .issue(caller, shop.till().id().toString(), 1)
                        .sheets()
                        .getFirst()
                        .number());
        ids.put("sheet", ids.get("activation-sheets"));
        ids.put("suppressions", run.toString());
        ids.put("sheets", "sheet-of-theirs");
        ids.put("files", "manifest.json");
        NewBureau press =
                new NewBureau(
                        "Theirs",
                        new PressKey().publicKey(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
        ids.put("bureaus", world.wiring().printing().bureaus().create(caller, press).id().toString());
        UUID reply = UUID.randomUUID();
        world.wiring()
                .transactions()
                .write(
                        caller,
                        tx -> {
                            addReply(
                                    tx.handle(),
                                    tx.provider(),
                                    run,
                                    UUID.fromString(ids.getOrDefault("bureaus", "")),
                                    reply);
                            return reply;
                        });
        ids.put("bureau-replies", reply.toString());
        String name = "theirs-" + product;
        ids.put("layouts", name);
        ids.put("sheets", name);
        OwnTemplates templates = world.wiring().printing().templates();
        templates.putSheet(caller, name, Map.of("title", "Theirs", "bleed", 1));
        templates.putLayout(
                caller,
                name,
                new OwnTemplates.NewLayout(
                        Map.of(
                                "title",
                                "Theirs",
                                "trim",
                                Map.of("width", 85, "height", 54),
                                "fields",
                                List.of()),
                        new OwnTemplates.NewArtwork(
                                "image/svg+xml",
                                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"85mm\""
                                        + " height=\"54mm\"/>")));
        NewHold hold = new NewHold(null, shop.outlet().toString(), "Nobody there", null);
        ids.put("holds", world.wiring().inventory().holds().hold(caller, hold).id().toString());
        return ids;
    }

    /** A run, a statement of it, a payout of that, an order and a payment, all with this id. */
    private static UUID statements(TestWorld world, Caller caller, UUID retailer) {
        return world.wiring()
                .transactions()
                .write(
                        caller,
                        tx -> {
                            tx.handle()
                                    .execute(
                                            """
                                            INSERT INTO settlement_run (provider_id, id, until_at, state, retailers, asked_at,
                                                                        asked_by)
                                            VALUES (?, ?, now(), 'running', 1, now(), 'test')
                                            """,
                                            tx.provider(),
                                            retailer);
                            tx.handle()
                                    .execute(
                                            """
                                            INSERT INTO statement (provider_id, id, number, retailer_id, run_id, currency, until_at,
                                                                   closed_at, line_count, price_minor, commission_minor, tax_minor,
                                                                   commission_tax_minor, opening_minor, lines_minor, payments_minor)
                                            VALUES (?, ?, 1, ?, ?, 'EUR', now(), now(), 0, 0, 0, 0, 0, 0, 0, 0)
                                            """,
                                            tx.provider(),
                                            retailer,
                                            retailer,
                                            retailer);
                            tx.handle()
                                    .execute(
                                            """
                                            INSERT INTO payout_order VALUES (?, ?, now(), 'test', current_date, '')
                                            """,
                                            tx.provider(),
                                            retailer);
                            tx.handle()
                                    .execute(
                                            """
                                            INSERT INTO payment (provider_id, id, retailer_id, currency, amount_minor, reference,
                                                                 moved_on, entered_at, entered_by)
                                            VALUES (?, ?, ?, 'EUR', 100, 'theirs', current_date, now(), 'test')
                                            """,
                                            tx.provider(),
                                            retailer,
                                            retailer);
                            tx.handle()
                                    .execute(
                                            """
                                            INSERT INTO payout (provider_id, id, retailer_id, statement_id, number, amount_minor,
                                                                currency, state, made_at)
                                            VALUES (?, ?, ?, ?, 1, 100, 'EUR', 'due', now())
                                            """,
                                            tx.provider(),
                                            retailer,
                                            retailer,
                                            retailer);
                            addDispute(tx.handle(), tx.provider(), retailer);
                            return retailer;
                        });
    }

    /** The dispute of a line of the statement with this id, for an item of the retailer. */
    private static void addDispute(Handle handle, UUID provider, UUID retailer) {
        handle.execute(
                """
                INSERT INTO accrual (provider_id, retailer_id, outlet_id, product_id, serial, event, kind, price_minor,
                                     commission_minor, tax_minor, commission_tax_minor, tax_at_issue, currency, accrued_at, payable_at)
                SELECT provider_id, retailer_id, outlet_id, product_id, serial,
                       (SELECT max(position) FROM event WHERE event.provider_id = serial_item.provider_id),
                       'sale', 4900, 735, 0, 0, false, 'EUR', now(), now()
                FROM serial_item WHERE provider_id = ? AND retailer_id = ? ORDER BY serial LIMIT 1
                """,
                provider,
                retailer);
        handle.execute(
                "INSERT INTO statement_line SELECT provider_id, retailer_id, retailer_id, 1, id FROM accrual WHERE retailer_id = ?",
                retailer);
        handle.execute(
                """
                INSERT INTO dispute (provider_id, id, retailer_id, statement_id, line, reason, state, disputed_at, disputed_by)
                VALUES (?, ?, ?, ?, 1, 'Not sold', 'disputed', now(), 'test')
                """,
                provider,
                retailer,
                retailer,
                retailer);
    }

    private static String caseOf(
            TestWorld world, Caller seller, StockFixture.Shop shop, SerialRange range) {
        NewCase paid =
                new NewCase(
                        shop.till().id().toString(), null, range.first().toString(), null);
        return world.wiring().retail().cases().report(seller, paid, null).about().id().toString();
    }

    private static String offlineDay(
            TestWorld world, Caller seller, StockFixture.Shop shop, SerialRange range) {
        String table =
                "request_id,serial,sold_at\noffline,%s,%s\n"
                        .formatted(range.first(), world.clock().instant());
        return world.wiring()
                .retail()
                .offlineDays()
                .enter(seller, table.getBytes(StandardCharsets.UTF_8), shop.till().id())
                .id()
                .toString();
    }

    private static String invitation(TestWorld world, Caller caller) {
        InvitationsResource invitations =
                world.wiring().resources().stream()
                        .filter(InvitationsResource.class::isInstance)
                        .map(InvitationsResource.class::cast)
                        .findAny()
                        .orElseThrow();
        return ((InvitationsResource.InvitationAnswer)
                        invitations
                                .invite(
                                        caller,
                                        new InvitationsResource.NewInvitation(
                                                "dora@everything.example", "support", null))
                                .getEntity())
                .id()
                .toString();
    }

    /** The path with an id in each place, of the kind that the word before it says. */
    static String path(Route route, Map<String, String> ids) {
        String[] steps = route.template().replaceAll("\\{(\\w+):[^}]*}", "{$1}").split("/", -1);
        for (int i = 1; i < steps.length; i++) {
            if (steps[i].startsWith("{")) {
                String none = steps[i].startsWith("{serial") ? NOBODYS_SERIAL : NOBODYS;
                String kind = steps[i - 1];
                assertThat(ids.isEmpty() || ids.containsKey(kind)).as("an id of %s", kind).isTrue();
                steps[i] = ids.getOrDefault(kind, none);
            }
        }
        return Arrays.stream(steps).collect(Collectors.joining("/"));
    }

    /** A customer who has an account with sub-accounts of its own to come. */
    static Browser holder(TestWorld world, TestServer server) throws Exception {
        URI nobody = URI.create("http://127.0.0.1:9/");
        NodeKey nodeKey =
                NodeKey.readOrCreate(world.dataFolder().resolve("node.key"), new SecureRandom());
        world.wiring().storage().nodes().register("of-a-holder", nobody, nobody, nodeKey);
        UUID plan =
                world.wiring()
                        .catalog()
                        .plans()
                        .create(world.caller(), new NewPlan("Of a holder", "basic", null, null, null))
                        .id();
        String password = "a password of ten";
        world.wiring()
                .customers()
                .opening()
                .open(
                        world.caller(),
                        new OpeningRequest(
                                null,
                                "Anna",
                                null,
                                plan.toString(),
                                null,
                                null,
                                "anna@example.com",
                                "anna",
                                password,
                                null,
                                null,
                                "P1Y"));
        Browser browser = server.browser();
        browser.submit(
                "/account/sign-in",
                "/account/sign-in",
                Map.of("username", "anna", "password", password));
        return browser;
    }

    private static String plan(TestWorld world, Caller caller, Map<String, String> ids) {
        UUID plan = world.wiring().catalog().plans().list(caller, Listing.first()).items().getFirst().id();
        UUID migration = UUID.randomUUID();
        world.wiring()
                .transactions()
                .write(
                        caller,
                        tx ->
                                tx.handle()
                                        .execute(
                                                "INSERT INTO plan_migration VALUES (?, ?, ?, 1, 1, 1,"
                                                        + " now(), now())",
                                                tx.provider(),
                                                migration,
                                                plan));
        ids.put("migrations", migration.toString());
        return plan.toString();
    }

    private static String printer(TestWorld world, Caller caller) {
        PrinterChange exact = new PrinterChange("Office", null, null, null, null, null, null);
        return world.wiring().printing().printers().add(caller, exact).id().toString();
    }

    private static void addReply(
            Handle handle, UUID provider, UUID run, UUID bureau, UUID reply) {
        handle.execute(
                """
                INSERT INTO print_run_bureau
                VALUES (?, ?, ?, 3, 2, 10, true, 'Cut', 'Scratch', NULL, NULL, 'csv')
                """,
                provider,
                run,
                bureau);
        handle.execute(
                "INSERT INTO bureau_link VALUES (?, ?, ?, uuid_send(?), now(), now())",
                provider,
                reply,
                run,
                reply);
        handle.execute(
                "INSERT INTO bureau_reply VALUES (?, ?, ?, ?, '', now(), sha256('a'), 'proposed', 2,"
                        + " 0, 0, '{}', '{}', '{}', '{}', '{}')",
                provider,
                reply,
                run,
                reply);
    }

    private static String message(TestWorld world, Caller caller) {
        Message test = Message.of(MailKind.TEST, "Bob", "bob@everything.example", Map.of());
        return world.wiring()
                .transactions()
                .write(caller, tx -> world.wiring().mail().mail().post(tx, test))
                .toString();
    }

    private static String repositoryKey(UUID account) {
        return "r" + account.toString().replace("-", "").substring(0, 10);
    }

    private static void addRest(
            Handle handle, UUID provider, UUID run, UUID account, UUID approval) {
        handle.execute("INSERT INTO customer VALUES (?, ?, 'Bert', now())", provider, account);
        handle.execute(
                "INSERT INTO contact VALUES (?, ?, ?, 'Bert', 'bert@a.example')",
                provider,
                account,
                account);
        handle.execute(
                """
                INSERT INTO account (provider_id, id, customer_id, contact_id, plan_id, plan_version, username,
                                     password_hash, must_change_password, term_ends_at, term_state,
                                     term_since, term_due_at, created_at)
                SELECT ?, ?, ?, ?, id, version, 'bert', '', false, now(), 'active', now(), now(), now() FROM plan LIMIT 1
                """,
                provider,
                account,
                account,
                account);
        handle.execute(
                """
                INSERT INTO term_grant (provider_id, id, account_id, seq, source, period, from_at, to_at, paid, granted_at)
                VALUES (?, ?, ?, 1, 'by_hand', 'P1M', now() - interval '1 month', now(), true, now())
                """,
                provider,
                account,
                account);
        handle.execute(
                """
                INSERT INTO node VALUES (?, 'one', 'http://localhost:1', 'http://localhost:1', now())
                ON CONFLICT DO NOTHING
                """,
                new UUID(0, 1));
        handle.execute(
                "INSERT INTO placement (provider_id, account_id, node_id, version, state) VALUES"
                        + " (?, ?, ?, 1, 'open')",
                provider,
                account,
                new UUID(0, 1));
        handle.execute(
                "INSERT INTO repository_key VALUES (?, ?, ?, '', 'full', now())",
                provider,
                repositoryKey(account),
                account);
        handle.execute(
                """
                INSERT INTO account_move (provider_id, id, account_id, from_node, to_node, drain, state, asked_at, asked_by)
                SELECT provider_id, account_id, account_id, node_id, node_id, false, 'copying', now(), '' FROM placement WHERE account_id = ?
                """,
                account);
        handle.execute(
                "INSERT INTO mail_suppression VALUES (?, ?, 'a@a.example', 'bounce', NULL, now())",
                provider,
                run);
        handle.execute(
                """
                INSERT INTO approval VALUES (?, ?, 'serials.void', '{}', 'Theirs', NULL, now(), 'waiting')
                """,
                provider,
                approval);
    }
}
