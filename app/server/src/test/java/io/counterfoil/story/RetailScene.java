package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.Provider;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Check;
import io.counterfoil.platform.Scope;
import io.counterfoil.settlement.statements.Tills;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A provider, its retailers and its customers, each a program of its own that knows the public API
 * and nothing else. The clock stands until it is set; what jobs do in the background is done at
 * once.
 */
public final class RetailScene implements AutoCloseable {
    /** Of all providers. */
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Pattern RECORD = Pattern.compile("\"(\\d{14})\",\"([^\"]{19})\",.*");

    private final TestWorld world;
    private final TestServer server;
    private final Provider who;
    private final Caller caller;
    private final Api provider;
    private final Api anyone;

    /** An empty scene, with a storage node that nobody reaches. */
    public RetailScene() throws Exception {
        this(new TestWorld());
    }

    private RetailScene(TestWorld world) throws Exception {
        this(world, new TestServer(world), world.provider());
        addNode(world);
    }

    /** A place for accounts; nobody looks at their bytes here. */
    static void addNode(TestWorld world) throws IOException {
        URI nobody = URI.create("http://127.0.0.1:9/");
        NodeKey key =
                NodeKey.readOrCreate(world.dataFolder().resolve("node.key"), new SecureRandom());
        world.wiring().storage().nodes().register("one", nobody, nobody, key);
    }

    private RetailScene(TestWorld world, TestServer server, Provider who) {
        this.world = world;
        this.server = server;
        this.who = who;
        caller = TestWorld.callerOf(who);
        provider = api(world.wiring().access().apiKeys().make(caller, "Office", null).key());
        anyone = new Api(address(), who.webAddress(), null);
    }

    /** The scene of another provider of the same service, with another currency; it ends with this. */
    RetailScene neighbour(String name, String webAddress, String currency) {
        return new RetailScene(
                world, server, world.add(name, webAddress, ZONE.getId(), currency));
    }

    /** What is sold. */
    public record Goods(String product, String gtin, String price) {}

    /** A retailer with one shop and its tills. */
    public record Shop(String name, String retailer, String outlet, Api office, List<Api> tills) {}

    /** Items of a print run that is counted in, by their place in it, with their codes. */
    public record Run(Goods goods, String id, int number, Map<Integer, String> codes) {
        /** The serial number of an item. */
        public String serial(int place) {
            return SerialNumber.of(number, place).toString();
        }

        /** Its redemption code. */
        public String code(int place) {
            return Objects.requireNonNull(codes.get(place));
        }

        /** A range, as people write it. */
        public String range(int from, int to) {
            return serial(from) + "-" + serial(to);
        }

        /** The ends of a range, as fields of a request. */
        public String ends(int from, int to) {
            return "'from': '%s', 'to': '%s'".formatted(serial(from), serial(to));
        }
    }

    /** The service behind it. */
    public TestWorld world() {
        return world;
    }

    /** Its pages. */
    public TestServer server() {
        return server;
    }

    /** Somebody of the provider's. */
    Caller caller() {
        return caller;
    }

    /** In what the provider's money is counted. */
    String currency() {
        return who.currency().getCurrencyCode();
    }

    /** So much of the provider's money, as a field of a request. */
    String money(String amount) {
        return "{'amount': '%s', 'currency': '%s'}".formatted(amount, currency());
    }

    /** The provider's office. */
    public Api provider() {
        return provider;
    }

    /** Sets the clock to a moment of the provider's, such as {@code 2026-03-02T10:00}. */
    public void at(String moment) {
        world.clock().set(LocalDateTime.parse(moment).atZone(ZONE).toInstant());
    }

    /** Moves the clock on. */
    void pass(Duration time) {
        world.clock().forward(time);
    }

    /** What the clock says. */
    Instant now() {
        return world.clock().instant();
    }

    /** Today in the provider's calendar. */
    LocalDate today() {
        return LocalDate.ofInstant(now(), ZONE);
    }

    /** A plan. */
    public String plan(String name, String edition, String trialDays) throws Exception {
        return id(
                provider.post(
                        "/api/v1/plans",
                        "{'name': '%s', 'edition': '%s', 'hard_quota_bytes': 512000000, 'trial_days': %s, 'features': {}}"
                                .formatted(name, edition, trialDays)));
    }

    /** Something to sell, taxed in Germany at 19 %. */
    public Goods goods(String fields, String gtin, String price, String voucher) throws Exception {
        String product =
                id(
                        provider.post(
                                "/api/v1/products",
                                "{%s, 'gtin': '%s', 'price': %s}"
                                        .formatted(fields, gtin, money(price))));
        provider.put(
                        "/api/v1/products/" + product + "/tax-rates",
                        "{'country': 'DE', 'percent': '19', 'voucher': '%s'}".formatted(voucher))
                .expect(200);
        return new Goods(product, gtin, price);
    }

    /** A German retailer with an outlet and two tills. */
    public Shop shop(String name) throws Exception {
        String retailer = id(provider.post("/api/v1/retailers", "{'name': '%s'}".formatted(name)));
        provider.patch("/api/v1/retailers/" + retailer, "{'country': 'DE'}").expect(200);
        String outlet =
                id(
                        provider.post(
                                "/api/v1/retailers/" + retailer + "/outlets",
                                "{'name': '%s'}".formatted(name)));
        Api office =
                api(
                        provider.post(
                                        "/api/v1/api-keys",
                                        "{'label': 'Office', 'retailer': '%s'}".formatted(retailer))
                                .expect(201)
                                .required("key")
                                .asText());
        List<Api> tills = new ArrayList<>();
        for (int number = 1; number <= 2; number++) {
            tills.add(
                    api(
                            provider.post(
                                            "/api/v1/outlets/" + outlet + "/terminals",
                                            "{'name': 'Till %d'}".formatted(number))
                                    .expect(201)
                                    .required("api_key")
                                    .asText()));
        }
        return new Shop(name, retailer, outlet, office, tills);
    }

    /** Orders a run from a bureau, and keeps its codes as the bureau prints them. */
    public Run printed(Goods goods, int quantity, String layout) throws Exception {
        String run =
                id(
                        provider.post(
                                "/api/v1/print-runs",
                                "{'product': '%s', 'quantity': %d, 'layout': '%s', 'sheet': 'bureau'}"
                                        .formatted(goods.product(), quantity, layout)));
        world.wiring().printing().minting().mint(UUID.fromString(run));
        world.wiring().printing().releases().release(UUID.fromString(run));
        String path = "/api/v1/print-runs/" + run;
        int number = provider.get(path).expect(200).required("number").asInt();
        Map<Integer, String> codes = new HashMap<>();
        new String(provider.download(path + "/files/data.csv"), StandardCharsets.UTF_8)
                .lines()
                .map(RECORD::matcher)
                .filter(Matcher::matches)
                .forEach(
                        line ->
                                codes.put(
                                        SerialNumber.of(line.group(1)).sequence(), line.group(2)));
        assertThat(codes).hasSize(quantity);
        return new Run(goods, run, number, codes);
    }

    /** Sends items; returns the id of the shipment. */
    public String ship(Shop shop, Run run, int from, int to) throws Exception {
        return id(
                provider.post(
                        "/api/v1/shipments",
                        "{'outlet': '%s', 'serials': {%s}}"
                                .formatted(shop.outlet(), run.ends(from, to))));
    }

    /** The counts of a receipt: how many of how many arrived, and how many are short. */
    public String receive(Shop shop, String shipment, String what) throws Exception {
        JsonNode counts =
                shop.office()
                        .post("/api/v1/shipments/" + shipment + "/receipt", what)
                        .expect(200)
                        .required("counts");
        return "%s of %s, %s short"
                .formatted(
                        counts.required("received"),
                        counts.required("shipped"),
                        counts.required("short"));
    }

    /** What a till sends to sell an item. */
    String sale(Run run, int place, String request) {
        return "{'request_id': '%s', 'serial': '%s', 'gtin': '%s', 'price': %s}"
                .formatted(
                        request,
                        run.serial(place),
                        run.goods().gtin(),
                        money(run.goods().price()));
    }

    /** A sale at one of the tills, the same every day for the same item. */
    Api.Answer sell(Shop shop, Run run, int place, String request) throws Exception {
        return shop.tills()
                .get(place % 2)
                .post("/api/v1/activations", sale(run, place, request));
    }

    /** Sells items one by one; the request of each is its serial. */
    public int sell(Shop shop, Run run, int from, int to) throws Exception {
        for (int place = from; place <= to; place++) {
            sell(shop, run, place, run.serial(place)).expect(201);
        }
        return to - from + 1;
    }

    /** Undoes the sale of an item by its request. */
    Api.Answer reverse(Shop shop, int place, String request) throws Exception {
        return shop.tills()
                .get(place % 2)
                .post("/api/v1/activations/" + request + "/reversal", "{}");
    }

    /** A customer brings an item back to the shop. */
    public Api.Answer bringBack(Shop shop, Run run, int place) throws Exception {
        return shop.office()
                .post(
                        "/api/v1/serials/" + run.serial(place) + "/return",
                        "{'receipt': 'R-%d', 'reason': 'Unwanted'}".formatted(place));
    }

    /** A customer opens an account called {@code name}. */
    public Api.Answer redeem(Run run, int place, String name) throws Exception {
        return anyone.post(
                "/api/v1/redemptions",
                "{'code': '%s', 'new_account': {'name': '%2$s', 'email': '%2$s@example.com', 'username': '%2$s'}}"
                        .formatted(run.code(place), name));
    }

    /** Customers open accounts with each of these items. */
    void redeem(Run run, int from, int to) throws Exception {
        for (int place : IntStream.rangeClosed(from, to).toArray()) {
            redeem(run, place, "customer-" + run.serial(place)).expect(201);
        }
    }

    /** The provider's support gives a trial the plan of a card that its customer bought. */
    void convert(String account, String username, Run run, int place) throws Exception {
        JsonNode shown =
                provider.post(
                                "/api/v1/redemptions/preview",
                                "{'code': '%s', 'account': '%s', 'other_plan': 'convert'}"
                                        .formatted(run.code(place), account))
                        .expect(200)
                        .required("conversion");
        provider.post(
                        "/api/v1/redemptions",
                        "{'code': '%s', 'username': '%s', 'other_plan': 'convert', 'conversion': {'old_plan': %s, 'remaining_days': %s, 'converted_days': %s}}"
                                .formatted(
                                        run.code(place),
                                        username,
                                        shown.required("old_plan"),
                                        shown.required("remaining_days"),
                                        shown.required("converted_days")))
                .expect(201);
    }

    /** Makes the statements up to the end of a day. */
    public JsonNode settle(LocalDate until) throws Exception {
        String run =
                id(
                        provider.post(
                                "/api/v1/settlement-runs", "{'until': '%s'}".formatted(until)));
        Tills.done(world, caller, UUID.fromString(run));
        return provider.get("/api/v1/settlement-runs/" + run).expect(200);
    }

    /** What {@code verify} finds wrong. */
    List<String> faults() {
        return faults(world.wiring().checks());
    }

    /** What these find wrong. */
    List<String> faults(List<Check> checks) {
        Caller system = new Caller(Scope.system(), Actor.job("test"));
        return checks.stream()
                .flatMap(
                        check ->
                                world.wiring()
                                        .transactions()
                                        .read(system, check::faults)
                                        .stream())
                .toList();
    }

    /** A column of what is in the provider's part of the database. */
    List<String> column(String sql) {
        return world.wiring()
                .transactions()
                .read(
                        caller,
                        tx -> tx.handle().createQuery(sql).mapTo(String.class).list());
    }

    /** Posts what was earned by the end of the last month. */
    void closeTheMonth() {
        world.wiring().settlement().ledger().earnings().look();
    }

    /** Makes worthless whatever is past its last day, of all providers. */
    void expire() {
        world.wiring().inventory().expiry().expire();
    }

    /** All of a list, in parts. */
    static List<JsonNode> all(Api reader, String path) throws Exception {
        List<JsonNode> all = new ArrayList<>();
        String next = "";
        do {
            JsonNode part = reader.get(path + next).expect(200);
            part.required("items").forEach(all::add);
            JsonNode after = part.required("next");
            next = after.isNull() ? "" : (path.contains("?") ? "&" : "?") + "after=" + after.asText();
        } while (!next.isEmpty());
        return all;
    }

    /** The id of what was made. */
    public static String id(Api.Answer answer) {
        return answer.expect(201).required("id").asText();
    }

    @Override
    public void close() {
        server.close();
        world.close();
    }

    private Api api(String key) {
        return new Api(address(), who.webAddress(), key);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }
}
