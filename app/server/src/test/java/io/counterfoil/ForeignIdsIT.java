package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.NewMember;
import io.counterfoil.access.Role;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** That what another provider has answers exactly as what nobody has, on every route. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignIdsIT {
    private static final String NOBODYS = "019c137e-c100-7000-8000-000000000000";
    private static final String NOBODYS_SERIAL = SerialNumber.of(999_999, 1).toString();
    // Whatever a route wants to know before it looks for the id.
    private static final Map<String, String> FORM =
            Map.ofEntries(
                    Map.entry("name", "Eve"),
                    Map.entry("email", "eve@shop.example"),
                    Map.entry("role", "clerk"),
                    Map.entry("label", "Test"),
                    Map.entry("outlet_name", "Main Street"),
                    Map.entry("till_name", "Till"));
    private static final Map<String, String> BODIES =
            Map.of(
                    "/api/v1/retailers/{id}/outlets", "{\"name\":\"Main Street\"}",
                    "/api/v1/outlets/{id}/terminals", "{\"name\":\"Till\"}",
                    "/api/v1/shipments/{id}/receipt", "{\"all\":true}");

    private final Map<String, String> foreign = new HashMap<>();
    private TestWorld world;
    private TestServer server;
    private String key;
    private Browser owner;
    private Browser manager;

    @BeforeAll
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        StaffMembers.WithPassword ann =
                made(new NewMember("ann@harbour.example", "Ann", "owner", null));
        owner = signedIn("console", ann);
        // Her key, since only persons decide requests.
        UUID person = ann.member().id();
        Caller caller = new Caller(world.caller().scope(), new Actor("staff:" + person, person));
        key = world.wiring().apiKeys().make(caller, "Test", null).key();
        UUID shop = new StockFixture(world, world.caller()).shop("Corner").retailer();
        manager =
                signedIn("retail", made(new NewMember("max@shop.example", "Max", "manager", shop)));

        StockFixture stock = new StockFixture(world, world.decoy());
        StockFixture.Shop rival = stock.shop("Rival");
        SerialRange range = stock.printed(stock.product(true), 2);
        foreign.put("print-runs", StockFixture.runId(range.run()).toString());
        foreign.put("serials", range.first().toString());
        foreign.put("retailers", rival.retailer().toString());
        foreign.put("outlets", rival.outlet().toString());
        foreign.put("shipments", stock.shipped(rival, range).id().toString());
        foreign.put("receive", foreign.get("shipments"));
        foreign.put(
                "keys",
                world.wiring().apiKeys().make(world.decoy(), "Theirs", null).id().toString());
        foreign.put("api-keys", foreign.get("keys"));
        foreign.put(
                "staff",
                world.wiring()
                        .staff()
                        .create(
                                world.decoy(),
                                new NewMember("bob@other.example", "Bob", "owner", null))
                        .member()
                        .id()
                        .toString());
        foreign.put("accounts", account().toString());
        foreign.put("approvals", approval().toString());
        foreign.put("files", "manifest.json");
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void whatAnotherProviderHasIsAsUnknownAsWhatNobodyHas() {
        List<Route> routes =
                Route.of(world.wiring()).stream().filter(ForeignIdsIT::namesSomething).toList();
        assertThat(routes).hasSizeGreaterThan(30);
        SoftAssertions softly = new SoftAssertions();
        for (Route route : routes) {
            HttpResponse<String> theirs = send(route, foreign);
            HttpResponse<String> nobodys = send(route, Map.of());
            softly.assertThat(theirs.statusCode())
                    .as("%s: %s", route, problem(theirs))
                    .isEqualTo(404);
            softly.assertThat(same(theirs)).as("%s", route).isEqualTo(same(nobodys));
            softly.assertThat(nobodys.statusCode()).as("%s", route).isEqualTo(404);
        }
        softly.assertAll();
    }

    /** Whether the path has an id of something: a till's request id names nothing of anybody. */
    private static boolean namesSomething(Route route) {
        return route.template().contains("{")
                && !route.template().contains("{request_id}")
                && !route.template().contains("|");
    }

    private HttpResponse<String> send(Route route, Map<String, String> ids) {
        String path = path(route, ids);
        if (!route.api()) {
            Browser browser = route.template().startsWith("/retail") ? manager : owner;
            return route.read() ? browser.get(path) : browser.post(path, form(browser, route));
        }
        assertThat(route.method().getAnnotation(Allowed.class).value())
                .as("%s", route)
                .contains(Role.PROVIDER_KEY);
        String body = route.read() ? "" : BODIES.getOrDefault(route.template(), "{}");
        return server.send(
                server.request(path)
                        .header("Authorization", "Bearer " + key)
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/json")
                        .method(route.verb(), HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private static Map<String, String> form(Browser browser, Route route) {
        String home = route.template().startsWith("/retail") ? "/retail" : "/console";
        Matcher mark =
                Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"")
                        .matcher(browser.get(home).body());
        assertThat(mark.find()).isTrue();
        Map<String, String> fields = new HashMap<>(FORM);
        fields.put("csrf", mark.group(1));
        return fields;
    }

    /** The path with an id in each place, of the kind that the word before it says. */
    private static String path(Route route, Map<String, String> ids) {
        String[] steps = route.template().split("/", -1);
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

    /** The answer without what differs between any two requests. */
    private String same(HttpResponse<String> answer) {
        String body = answer.body();
        for (String id : foreign.values()) {
            body = body.replace(id, "ID");
        }
        return body.replace(NOBODYS, "ID")
                .replace(NOBODYS_SERIAL, "ID")
                .replaceAll("\"request_id\":\"[^\"]*\"", "")
                .replaceAll("<code>[^<]*</code>", "")
                .replaceAll("name=\"(csrf|once)\" value=\"[^\"]*\"", "");
    }

    private static String problem(HttpResponse<String> answer) {
        return answer.body().substring(0, Math.min(answer.body().length(), 300));
    }

    private StaffMembers.WithPassword made(NewMember asked) {
        return world.wiring().staff().create(world.caller(), asked);
    }

    private Browser signedIn(String area, StaffMembers.WithPassword made) {
        Browser browser = server.browser();
        browser.signIn(area, made.member().email(), made.password());
        return browser;
    }

    private UUID account() {
        UUID id = UUID.randomUUID();
        world.wiring()
                .transactions()
                .write(
                        world.decoy(),
                        tx -> {
                            UUID provider = tx.provider();
                            tx.handle()
                                    .execute(
                                            "INSERT INTO customer VALUES (?, ?, 'Bert', now())",
                                            provider,
                                            id);
                            tx.handle()
                                    .execute(
                                            "INSERT INTO contact VALUES (?, ?, ?, 'Bert',"
                                                    + " 'bert@a.example')",
                                            provider,
                                            id,
                                            id);
                            return tx.handle()
                                    .execute(
                                            """
                                            INSERT INTO account (provider_id, id, customer_id, contact_id, plan_id, username,
                                                                 password_hash, must_change_password, term_ends_at, created_at)
                                            SELECT ?, ?, ?, ?, id, 'bert', '', false, now(), now() FROM plan LIMIT 1
                                            """,
                                            provider,
                                            id,
                                            id,
                                            id);
                        });
        return id;
    }

    private UUID approval() {
        UUID id = UUID.randomUUID();
        world.wiring()
                .transactions()
                .write(
                        world.decoy(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                """
                                                INSERT INTO approval
                                                VALUES (?, ?, 'serials.void', '{}', 'Theirs', NULL, now(), 'waiting')
                                                """,
                                                tx.provider(),
                                                id));
        return id;
    }
}
