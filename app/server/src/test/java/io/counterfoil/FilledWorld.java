package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.access.Role;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.printing.bureau.PressKey;
import io.counterfoil.story.RetailScene;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A provider in the middle of its work, over HTTP: whatever a page can list is there, and for most of
 * it something that waits for somebody. It is made through the pages and the API, as people and
 * programs make it.
 */
public final class FilledWorld implements AutoCloseable {
    /** The place of an item that is sold and not redeemed. */
    private static final int SOLD = 4;

    /** The place of an item that is on the shelf. */
    private static final int UNSOLD = 14;

    static final String CUSTOMER = "anna";
    static final String CUSTOMERS_PASSWORD = "three wet umbrellas";

    private final RetailScene scene = new RetailScene();
    private final Map<Role, StaffMembers.WithPassword> people = new EnumMap<>(Role.class);
    private final Map<Role, PagesOf> seen = new EnumMap<>(Role.class);
    private final Map<String, String> ids = new HashMap<>();
    private final RetailScene.Run cards;

    /** A new one; takes some seconds. */
    public FilledWorld() throws Exception {
        scene.at("2026-03-02T10:00");
        for (Role role :
                List.of(Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY)) {
            people.put(role, person(role, null));
        }
        cards = sell();
        RetailScene.Shop shop = scene.shop("Corner Books");
        for (Role role : List.of(Role.MANAGER, Role.CLERK)) {
            people.put(role, person(role, UUID.fromString(shop.retailer())));
        }
        settings();
        printing(cards.goods());
        stock(shop);
        customers();
        money(shop);
    }

    /** The service behind it. */
    public TestWorld world() {
        return scene.world();
    }

    /** Its pages. */
    public TestServer server() {
        return scene.server();
    }

    /** A browser of somebody of that role, signed in where that role has its pages. */
    public Browser signedIn(Role role) {
        Browser browser = server().browser();
        signIn(browser, role);
        return browser;
    }

    /** Signs somebody of that role in, in this browser. */
    void signIn(Browser browser, Role role) {
        if (role == Role.ACCOUNT_HOLDER) {
            sent(
                    browser,
                    "/account/sign-in",
                    "/account/sign-in",
                    Map.of("username", CUSTOMER, "password", CUSTOMERS_PASSWORD));
        } else if (role != Role.VISITOR) {
            StaffMembers.WithPassword who = people.get(role);
            if (who == null) {
                throw new IllegalArgumentException("nobody signs in as " + role);
            }
            boolean shop = role == Role.MANAGER || role == Role.CLERK;
            browser.signIn(shop ? "retail" : "console", who.member().email(), who.password());
        }
    }

    /**
     * The page of a route with things that are there, as somebody comes to it who follows links; empty
     * if none leads there.
     */
    public Optional<String> path(Route route) {
        return pages(Role.OWNER).of(route)
                .or(() -> pages(Role.MANAGER).of(route))
                .or(() -> pages(Role.ACCOUNT_HOLDER).of(route))
                .or(() -> pages(Role.VISITOR).of(route));
    }

    /** The serial number of a card that a shop has sold and nobody has redeemed; from 0 to 5. */
    String soldSerial(int place) {
        return cards.serial(SOLD + place);
    }

    /** The serial number of a card that the shop still has. */
    String unsoldSerial() {
        return cards.serial(UNSOLD);
    }

    /** The code of such a card. */
    String soldCode(int place) {
        return cards.code(SOLD + place);
    }

    /** A plan that such cards are not for. */
    String otherPlan() {
        return Objects.requireNonNull(ids.get("select"));
    }

    /** The print run whose files a bureau has not fetched yet. */
    String runAtBureau() {
        return Objects.requireNonNull(ids.get("run"));
    }

    /** What somebody of that role comes to by following links. */
    PagesOf pages(Role role) {
        return seen.computeIfAbsent(
                role,
                who ->
                        PagesOf.from(
                                firstPages(who),
                                signedIn(who),
                                new RouteTable(world().wiring())));
    }

    private List<String> firstPages(Role role) {
        return switch (role) {
            // People find what a customer shows them by the number on it.
            case OWNER -> List.of("/console/serials/" + cards.serial(SOLD), "/console");
            case MANAGER -> List.of("/retail");
            case ACCOUNT_HOLDER -> List.of("/account");
            case VISITOR -> List.of("/redeem", "/trial", "/console/sign-in", "/retail/sign-in");
            default -> throw new IllegalArgumentException(role + " sees less than others do");
        };
    }

    @Override
    public void close() {
        scene.close();
    }

    private RetailScene.Run sell() throws Exception {
        String basic = scene.plan("Basic", "basic", "null");
        ids.put("trial", scene.plan("Trial", "trial", "30"));
        RetailScene.Goods card =
                scene.goods(
                        "'sku': 'CARD-1Y', 'name': 'Basic for a year', 'plan': '%s', 'term': 'P1Y', 'medium': 'gift_card', 'sales_model': 'consignment', 'activation_required': true, 'redeem_by': '2030-12-31'"
                                .formatted(basic),
                        "4006381333931",
                        "49.00",
                        "multi_purpose");
        RetailScene.Run made = scene.printed(card, 30, "gift-card");
        scene.provider()
                .post(
                        "/api/v1/print-runs/" + made.id() + "/count-in",
                        "{'spoiled': ['%s'], 'missing': ['%s']}".formatted(made.serial(29), made.serial(30)))
                .expect(200);
        return made;
    }

    private void settings() {
        Browser owner = signedIn(Role.OWNER);
        sent(
                owner,
                "/console/settings/brand",
                "/console/settings/brand/logo",
                Map.of(
                        "logo",
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 10\"><path"
                                + " d=\"M0 0h40v10H0z\" fill=\"#123456\"/></svg>"));
        sent(
                owner,
                "/console/settings/software",
                Map.of("address", "https://harbour.example/software"));
        sent(owner, "/console/keys", Map.of("label", "Web shop"));
        sent(
                owner,
                "/console/trial",
                Map.of("plan", Objects.requireNonNull(ids.get("trial")), "household_days", "0"));
    }

    private void printing(RetailScene.Goods card) throws Exception {
        Browser owner = signedIn(Role.OWNER);
        sent(
                owner,
                "/console/printers",
                Map.of("name", "Office", "dpi", "600", "offset_x_mm", "0.5", "offset_y_mm", "0", "scale_x", "100", "scale_y", "100"));
        scene.provider()
                .put(
                        "/api/v1/sheets/our-labels",
                        """
                        {"title": "Our labels", "page": {"width": 210, "height": 297},
                         "label": {"width": 85, "height": 54},
                         "grid": {"columns": 2, "rows": 5, "x0": 15, "y0": 13, "pitch_x": 90, "pitch_y": 54}}
                        """)
                .expect(200);
        sent(
                owner,
                "/console/bureaus",
                Map.of("name", "Press", "public_key", new PressKey().publicKey(), "bleed_mm", "3", "safe_mm", "1.5", "slug_mm", "10", "cut_contour", "CutContour", "scratch_panel", "ScratchOff", "data_format", "csv", "spare_percent", "0"));
        String press =
                scene.provider().get("/api/v1/bureaus").expect(200).at("/items/0/id").asText();
        UUID ready = ordered(card, ", 'bureau': '" + press + "'");
        ids.put("run", ready.toString());
        world().wiring().printing().minting().mint(ready);
        world().wiring().printing().releases().release(ready);
        ordered(card, "");
        scene.provider().patch("/api/v1/provider", "{'proof_approval': true}").expect(200);
        world().wiring().printing().minting().mint(ordered(card, ""));
    }

    private UUID ordered(RetailScene.Goods goods, String more) throws Exception {
        return UUID.fromString(
                RetailScene.id(
                        scene.provider()
                                .post(
                                        "/api/v1/print-runs",
                                        "{'product': '%s', 'quantity': 12, 'layout': 'gift-card', 'sheet': 'bureau'%s}"
                                                .formatted(goods.product(), more))));
    }

    private void stock(RetailScene.Shop shop) throws Exception {
        scene.receive(
                shop,
                scene.ship(shop, cards, 1, 18),
                "{'serials': ['%s']}".formatted(cards.range(1, 17)));
        scene.ship(shop, cards, 19, 20);
        sent(
                signedIn(Role.OWNER),
                "/console/cartons",
                Map.of("serials.from", cards.serial(21), "serials.to", cards.serial(24), "per_carton", "2"));
        scene.at("2026-03-06T11:00");
        scene.sell(shop, cards, 1, 10);
        scene.bringBack(shop, cards, 10).expect(200);
        for (int place = 1; place <= 3; place++) {
            scene.redeem(cards, place, CUSTOMER + place).expect(201);
        }
        sent(
                signedIn(Role.OWNER),
                "/console/serials",
                "/console/serials/hold",
                Map.of("from", cards.serial(25), "to", cards.serial(26), "reason", "Smudged"));
        Browser manager = signedIn(Role.MANAGER);
        sent(
                manager,
                "/retail/losses",
                Map.of("from", cards.serial(11), "to", cards.serial(11), "reason", "Break-in", "kind", "stolen"));
        for (int place = 12; place <= 13; place++) {
            scene.provider()
                    .post(
                            "/api/v1/returns",
                            "{'outlet': '%s', 'serials': ['%s'], 'reason': 'Out of season'}"
                                    .formatted(shop.outlet(), cards.serial(place)))
                    .expect(201);
        }
        String takes = "/retail/stock-takes";
        String take = takes + "/" + idIn(sent(manager, takes, Map.of("outlet", shop.outlet())));
        sent(manager, take, Map.of("serials", cards.range(14, 15)));
        sent(manager, take, take + "/closing", Map.of());
        sent(manager, takes, Map.of("outlet", shop.outlet()));
        String orders = "/retail/goods-orders";
        String newOrder = orders + "/new";
        Map<String, String> cardsOf =
                Map.of(
                        "outlet",
                        shop.outlet(),
                        "product",
                        cards.goods().product(),
                        "items-" + cards.goods().product(),
                        "20");
        String order = orders + "/" + idIn(sent(manager, newOrder, orders, cardsOf));
        sent(manager, order, order + "/withdraw", Map.of());
        sent(manager, newOrder, orders, cardsOf);
        String till =
                scene.provider()
                        .get("/api/v1/outlets/" + shop.outlet() + "/terminals")
                        .expect(200)
                        .at("/items/0/id")
                        .asText();
        sent(
                manager,
                "/retail/cases",
                Map.of("serial", cards.serial(16), "terminal", till, "note", "The customer is angry"));
        sent(manager, "/retail/sheet", Map.of("terminal", till, "count", "1"));
        manager.upload(
                "/retail/offline-days",
                "/retail/offline-days",
                Map.of("terminal", till),
                Map.of(
                        "table",
                        "request_id;serial;sold_at\r\nd1;%s;2026-03-06T10:00:00Z\r\n"
                                .formatted(cards.serial(17))
                                .getBytes(StandardCharsets.UTF_8)));
        sent(
                manager,
                "/retail/releases",
                Map.of("terminal", till, "reason", "Saturday", "sales", "20", "minutes", "60"));
        scene.provider()
                .post("/api/v1/mail/bounces", "{'address': 'carl@example.com', 'kind': 'bounce'}")
                .expect(201);
    }

    private void customers() throws Exception {
        Browser owner = signedIn(Role.OWNER);
        String plan = scene.plan("Select", "select", "null");
        ids.put("select", plan);
        sent(
                owner,
                "/console/accounts/new",
                "/console/accounts",
                Map.of("name", "Anna Lind", "email", "anna@example.com", "plan", plan, "term", "1", "term_unit", "years", "username", CUSTOMER, "password", CUSTOMERS_PASSWORD));
        Browser holder = signedIn(Role.ACCOUNT_HOLDER);
        sent(holder, "/account/sub-accounts", Map.of("username", "office", "contact_name", "Office", "email", "office@example.com"));
        sent(owner, "/console/plans/" + plan, Map.of("name", "Select", "gigabytes", "50"));
    }

    private void money(RetailScene.Shop shop) throws Exception {
        scene.provider()
                .post("/api/v1/retailers/" + shop.retailer() + "/agreements", "{'commission_percent': '20'}")
                .expect(201);
        // More than it owes, so that some of it is paid back.
        scene.provider()
                .post(
                        "/api/v1/payments",
                        "{'retailer': '%s', 'amount': {'amount': '1000.00', 'currency': 'EUR'}, 'reference': 'TR-2026-03', 'received_on': '2026-03-06'}"
                                .formatted(shop.retailer()))
                .expect(201);
        String bank = "/api/v1/retailers/" + shop.retailer() + "/bank-details";
        account("/api/v1/payouts/account", "Harbour Backup GmbH", "DE89370400440532013000");
        account(bank, "Corner Books KG", "GB82WEST12345698765432");
        approveEverything();
        scene.at("2026-04-01T08:00");
        scene.settle(LocalDate.of(2026, 3, 31));
        String statement =
                shop.office().get("/api/v1/statements").expect(200).at("/items/0/id").asText();
        shop.office()
                .post(
                        "/api/v1/statements/" + statement + "/disputes",
                        "{'line': 1, 'reason': 'We did not sell this one'}")
                .expect(201);
        scene.provider().post("/api/v1/payouts/orders", "{}").expect(201);
        account(bank, "Corner Books KG", "FR1420041010050500013M02606");
    }

    private void account(String path, String holder, String iban) throws Exception {
        scene.provider()
                .put(path, "{'account_holder': '%s', 'iban': '%s'}".formatted(holder, iban))
                .expect(202);
    }

    private void approveEverything() {
        Browser finance = signedIn(Role.FINANCE);
        String page = "/console/approvals";
        Pattern.compile("action=\"(" + page + "/[^\"]+/approve)\"")
                .matcher(finance.get(page).body())
                .results()
                .map(form -> form.group(1))
                .forEach(form -> sent(finance, page, form, Map.of()));
    }

    /** The id in the address that an answer leads to. */
    private static String idIn(HttpResponse<String> answer) {
        String location = answer.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static HttpResponse<String> sent(
            Browser browser, String page, Map<String, String> fields) {
        return sent(browser, page, page, fields);
    }

    /** The address by which somebody of that role signs in. */
    static String email(Role role) {
        return name(role) + "@harbour.example";
    }

    private static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private StaffMembers.WithPassword person(Role role, @Nullable UUID retailer) {
        return world().member(email(role), name(role), name(role), retailer);
    }

    /** Sends a form that has to be accepted. */
    private static HttpResponse<String> sent(
            Browser browser, String page, String action, Map<String, String> fields) {
        HttpResponse<String> answer = browser.submit(page, action, fields);
        assertThat(answer.statusCode()).as("%s: %s", action, answer.body()).isIn(200, 303);
        assertThat(answer.body()).as("%s", action).doesNotContain("role=\"alert\"");
        return answer;
    }
}
