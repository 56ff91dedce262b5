package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** That what another provider has answers exactly as what nobody has, on every route. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignIdsIT {
    /** Who sees a part of what their provider has. */
    private static final Set<Role> OF_PARTS =
            EnumSet.of(
                    Role.MANAGER,
                    Role.CLERK,
                    Role.RETAILER_KEY,
                    Role.TILL,
                    Role.ACCOUNT_HOLDER);

    private static final Set<Role> KEYS = EnumSet.of(Role.RETAILER_KEY, Role.TILL);

    // Whatever a route wants to know before it looks for the id.
    private static final Map<String, String> FORM =
            Map.ofEntries(
                    Map.entry("name", "Eve"),
                    Map.entry("email", "eve@shop.example"),
                    Map.entry("role", "clerk"),
                    Map.entry("label", "Test"),
                    Map.entry("outlet_name", "Main Street"),
                    Map.entry("till_name", "Till"),
                    Map.entry("approved", "true"),
                    Map.entry("serials", "10000000000017"),
                    Map.entry("customer_name", "Eve"),
                    Map.entry("visit_reason", "A question"),
                    Map.entry("period", "1"),
                    Map.entry("period_unit", "months"),
                    Map.entry("deletion_reason", "They asked for it"),
                    Map.entry("hours", "24"),
                    Map.entry("keep_days", "7"),
                    Map.entry("resolution", "Done"),
                    Map.entry("answer", "It was sold"),
                    Map.entry("later_day", "2036-12-31"),
                    Map.entry("redeem_by", "2036-12-31"),
                    Map.entry("reason", "Smudged"));
    private static final Map<String, String> BODIES =
            Map.ofEntries(
                    Map.entry("/api/v1/retailers/{id}/outlets", "{\"name\":\"Main Street\"}"),
                    Map.entry("/api/v1/customers/{id}", "{\"name\":\"Eve\"}"),
                    Map.entry("/api/v1/customers/{id}/contacts", "{\"name\":\"Eve\",\"email\":\"eve@shop.example\"}"),
                    Map.entry("/api/v1/accounts/{id}/grants", "{\"period\":\"P1M\",\"reason\":\"Outage\"}"),
                    Map.entry("/api/v1/accounts/{id}/refunds", "{\"grant\":\"%s\",\"reason\":\"Outage\"}".formatted(Belongings.NOBODYS)),
                    Map.entry("/api/v1/accounts/{id}/refunds/preview", "{\"grant\":\"%s\"}".formatted(Belongings.NOBODYS)),
                    Map.entry("/api/v1/accounts/{id}/move", "{}"),
                    Map.entry("/api/v1/products/{id}/redeem-by", "{\"redeem_by\":\"2036-12-31\"}"),
                    Map.entry("/api/v1/print-runs/{id}/redeem-by", "{\"redeem_by\":\"2036-12-31\"}"),
                    Map.entry("/api/v1/accounts/{id}/deleted-data", "{\"keep_days\":7}"),
                    Map.entry("/api/v1/accounts/{id}/deleted-data/restorations", "{\"since\":\"2026-11-05T12:00:00Z\",\"reason\":\"Stolen key\"}"),
                    Map.entry("/api/v1/outlets/{id}/terminals", "{\"name\":\"Till\"}"),
                    Map.entry("/api/v1/stock-takes/{id}/counts", "{\"serials\":[\"%s\"]}".formatted(Belongings.NOBODYS_SERIAL)),
                    Map.entry("/api/v1/shipments/{id}/receipt", "{\"all\":true}"),
                    Map.entry("/api/v1/returns/{id}/loss", "{\"reason\":\"Van burnt out\"}"),
                    Map.entry("/api/v1/print-runs/{id}/proof-approval", "{\"approved\":true}"),
                    Map.entry("/api/v1/goods-orders/{id}/shipments", "{\"serials\":{\"from\":\"%1$s\",\"to\":\"%1$s\"}}".formatted(Belongings.NOBODYS_SERIAL)),
                    Map.entry("/api/v1/goods-orders/{id}/decline", "{\"answer\":\"Sold out\"}"),
                    Map.entry("/api/v1/holds/{id}/release", "{\"reason\":\"Done\"}"),
                    Map.entry("/api/v1/cases/{id}/resolution", "{\"note\":\"Done\"}"),
                    Map.entry("/api/v1/serials/{serial}/recovery", "{\"code\":\"???0-0000-0000-0000\",\"username\":\"eve\"}"),
                    Map.entry("/api/v1/serials/{serial}/recovery/preview", "{\"username\":\"eve\"}"),
                    Map.entry("/api/v1/statements/{id}/disputes", "{\"line\":1,\"reason\":\"Not sold\"}"),
                    Map.entry("/api/v1/disputes/{id}/refuse", "{\"answer\":\"It was sold\"}"),
                    Map.entry("/api/v1/activation-sheets/{number}/lines", "{\"lines\":[{\"line\":1,\"serial\":\"10000000000019\",\"sold_at\":\"2026-11-27T10:00\"}]}"),
                    Map.entry("/api/v1/serials/{serial}/return", "{\"receipt\":\"1\"}"));

    private Map<String, String> foreign;
    private Map<String, String> rivals;
    private TestWorld world;
    private TestServer server;
    private String key;
    private String retailerKey;
    private String tillKey;
    private Browser owner;
    private Browser manager;
    private Browser clerk;
    private Browser holder;

    @BeforeAll
    void open() throws Exception {
        world = new TestWorld();
        server = new TestServer(world);
        StaffMembers.WithPassword ann =
                world.member("ann@harbour.example", "Ann", "owner", null);
        owner = server.signedIn(ann);
        // Her key, since only persons decide requests.
        UUID person = ann.member().id();
        Caller caller = new Caller(world.caller().scope(), new Actor("staff:" + person, person));
        key = world.wiring().access().apiKeys().make(caller, "Test", null).key();
        StockFixture.Shop corner = new StockFixture(world, world.caller()).shop("Corner");
        UUID shop = corner.retailer();
        retailerKey = world.wiring().access().apiKeys().make(caller, "Corner", shop).key();
        tillKey =
                world.wiring()
                        .inventory()
                        .retailers()
                        .addTerminal(caller, corner.outlet(), "Till 3")
                        .apiKey();
        manager = server.signedIn("max@shop.example", "Max", "manager", shop);
        clerk = server.signedIn("kim@shop.example", "Kim", "clerk", shop);
        holder = Belongings.holder(world, server);

        foreign = Belongings.of(world, world.decoy());
        rivals = Belongings.of(world, caller);
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

    @Test
    void whatAnotherShopOrCustomerOfTheSameProviderHasIsAsUnknown() {
        SoftAssertions softly = new SoftAssertions();
        int tried = 0;
        for (Route route : Route.of(world.wiring())) {
            for (Role role : rolesThatHaveTheirOwn(route)) {
                HttpResponse<String> theirs = send(route, rivals, role);
                HttpResponse<String> nobodys = send(route, Map.of(), role);
                softly.assertThat(theirs.statusCode())
                        .as("%s as %s: %s", route, role, problem(theirs))
                        .isEqualTo(404);
                softly.assertThat(same(theirs)).as("%s as %s", route, role).isEqualTo(same(nobodys));
                softly.assertThat(nobodys.statusCode())
                        .as("%s as %s", route, role)
                        .isEqualTo(404);
                tried++;
            }
        }
        softly.assertAll();
        assertThat(tried).isGreaterThan(30);
    }

    /** As who a route that names something may be called by somebody who must not see all of it. */
    private static List<Role> rolesThatHaveTheirOwn(Route route) {
        Allowed allowed = route.method().getAnnotation(Allowed.class);
        return allowed == null || !namesSomething(route)
                ? List.of()
                : Arrays.stream(allowed.value())
                        .filter(OF_PARTS::contains)
                        // People write on pages only.
                        .filter(role -> KEYS.contains(role) || !route.api() || route.read())
                        .toList();
    }

    /**
     * Whether the path has an id of something: a till's request id, and the name that somebody gives
     * to a layout or sheet of their own, name nothing of anybody; all tokens with which one
     * unsubscribes are answered alike, the link in a symbol leads to the redeem page, whatever it
     * names, and storage nodes are everybody's.
     */
    private static boolean namesSomething(Route route) {
        return route.template().contains("{")
                && !route.template().contains("{request_id}")
                && !route.template().contains("{token}")
                && !route.template().contains("{node}")
                && !route.template().startsWith("/01/")
                && !(route.template().endsWith("/{name}") && route.verb().equals("PUT"))
                && !route.template().contains("|");
    }

    private HttpResponse<String> send(Route route, Map<String, String> ids, Role role) {
        return switch (role) {
            case MANAGER -> send(route, ids, manager);
            case CLERK -> send(route, ids, clerk);
            case ACCOUNT_HOLDER -> send(route, ids, holder);
            case TILL -> send(route, ids, tillKey);
            default -> send(route, ids, retailerKey);
        };
    }

    private HttpResponse<String> send(Route route, Map<String, String> ids) {
        if (!route.api()) {
            return send(
                    route,
                    ids,
                    switch (area(route)) {
                        case "/retail" -> manager;
                        case "/account" -> holder;
                        default -> owner;
                    });
        }
        assertThat(route.method().getAnnotation(Allowed.class).value())
                .as("%s", route)
                .containsAnyOf(Role.PROVIDER_KEY, Role.RETAILER_KEY);
        return send(route, ids, route.ofRetailers() ? retailerKey : key);
    }

    private static HttpResponse<String> send(
            Route route, Map<String, String> ids, Browser browser) {
        String path = Belongings.path(route, ids);
        return route.read() ? browser.get(path) : browser.post(path, form(browser, route));
    }

    private HttpResponse<String> send(Route route, Map<String, String> ids, String bearer) {
        String body = route.read() ? "" : BODIES.getOrDefault(route.template(), "{}");
        return server.send(
                server.request(Belongings.path(route, ids))
                        .header("Authorization", "Bearer " + bearer)
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/json")
                        .method(route.verb(), HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private static String area(Route route) {
        return Stream.of("/retail", "/account")
                .filter(route.template()::startsWith)
                .findAny()
                .orElse("/console");
    }

    private static Map<String, String> form(Browser browser, Route route) {
        Matcher mark =
                Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"")
                        .matcher(browser.get(area(route)).body());
        assertThat(mark.find()).isTrue();
        Map<String, String> fields = new HashMap<>(FORM);
        fields.put("csrf", mark.group(1));
        return fields;
    }

    /** The answer without what differs between any two requests. */
    private String same(HttpResponse<String> answer) {
        String body = answer.body();
        for (String id : foreign.values()) {
            body = body.replace(id, "ID");
        }
        for (String id : rivals.values()) {
            body = body.replace(id, "ID");
        }
        return body.replace(Belongings.NOBODYS, "ID")
                .replace(Belongings.NOBODYS_SERIAL, "ID")
                .replaceAll("\"request_id\":\"[^\"]*\"", "")
                .replaceAll("<code>[^<]*</code>", "")
                .replaceAll("name=\"(csrf|once)\" value=\"[^\"]*\"", "");
    }

    private static String problem(HttpResponse<String> answer) {
        return answer.body().substring(0, Math.min(answer.body().length(), 300));
    }
}
