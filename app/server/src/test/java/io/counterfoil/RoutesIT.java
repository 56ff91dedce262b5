package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.access.Allowed;
import io.counterfoil.access.ApiKeys;
import io.counterfoil.access.ApiScope;
import io.counterfoil.access.KeyScopes;
import io.counterfoil.access.Open;
import io.counterfoil.access.Role;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for every route, whatever it does: asked of Jersey, so that none is forgotten. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutesIT {
    private static final String NOBODYS = "019c137e-c100-7000-8000-000000000000";
    private static final Set<String> WITHOUT_KEYS = Set.of("/setup", "/health", "/openapi.json");
    private static final List<String> ODD_BODIES =
            List.of(
                    "",
                    "{",
                    "[]",
                    "null",
                    "1.5",
                    "\"\"",
                    "{\"no_such_field\":1}",
                    "{\"name\":7}",
                    "{\"name\":\"\\u0000\",\"label\":\"\\u0000\"}",
                    "[".repeat(5000));

    // Java's first and last day, which no database keeps, a day that isn't, and the character that
    // no text in a database has.
    private static final List<String> ODD_QUERIES =
            List.of("-999999999-01-01", "%2B999999999-12-31", "2026-02-30", "a%00b");

    private TestWorld world;
    private TestServer server;
    private List<Route> routes;
    private String key;
    private int people;

    @BeforeAll
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        routes = Route.of(world.wiring());
        key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void everyRouteSaysWhoMayCallIt() {
        assertThat(routes).hasSizeGreaterThan(20);
        assertThat(routes)
                .allSatisfy(
                        route ->
                                assertThat(
                                                route.method().isAnnotationPresent(Allowed.class)
                                                        ^ route.method()
                                                                .isAnnotationPresent(Open.class))
                                        .as("%s has either @Allowed or @Open", route)
                                        .isTrue());
    }

    @Test
    void nobodyGetsInWithoutCredentials() {
        SoftAssertions softly = new SoftAssertions();
        for (Route route : guarded()) {
            HttpResponse<String> answer = send(route, NOBODYS, null, null);
            if (route.api()) {
                softly.assertThat(answer.statusCode()).as("%s", route).isEqualTo(401);
                softly.assertThat(answer.headers().firstValue("WWW-Authenticate"))
                        .as("%s", route)
                        .isPresent();
            } else if (route.read()) {
                softly.assertThat(answer.statusCode()).as("%s", route).isEqualTo(303);
                softly.assertThat(answer.headers().firstValue("Location").orElse(""))
                        .as("%s", route)
                        .endsWith("/sign-in");
            } else {
                softly.assertThat(answer.statusCode()).as("%s", route).isEqualTo(403);
            }
        }
        softly.assertAll();
    }

    @Test
    void aWrongKeyOpensNothing() {
        SoftAssertions softly = new SoftAssertions();
        for (Route route : routes) {
            if (!WITHOUT_KEYS.contains(route.template())) {
                softly.assertThat(send(route, NOBODYS, "cf_" + "x".repeat(27), null).statusCode())
                        .as("%s", route)
                        .isEqualTo(401);
            }
        }
        softly.assertAll();
    }

    @Test
    void aKeyNeedsTheScopeThatTheDescriptionNamesAndNoOther() throws Exception {
        JsonNode api =
                new ObjectMapper()
                        .readTree(server.send(server.request("/openapi.json").build()).body());
        Set<String> needed = new TreeSet<>();
        SoftAssertions softly = new SoftAssertions();
        Map<String, String> only = new HashMap<>();
        Map<String, String> allBut = new HashMap<>();
        for (Route route : routes) {
            if (!trustsKeys(route)) {
                continue;
            }
            String path = route.template().replaceAll("\\{ *(\\w+)[^}]*}", "{$1}");
            JsonNode security =
                    api.path("paths")
                            .path(path)
                            .path(route.verb().toLowerCase(Locale.ROOT))
                            .path("security");
            String scope = security.findPath("provider_key").path(0).asText();
            needed.add(scope);
            softly.assertThat(
                            send(
                                            route,
                                            NOBODYS,
                                            allBut.computeIfAbsent(
                                                    scope, any -> keyWith(allBut(scope))),
                                            "{")
                                    .body())
                    .as("%s without %s", route, scope)
                    .contains("lacks the scope " + scope, "\"status\":403");
            softly.assertThat(
                            send(
                                            route,
                                            NOBODYS,
                                            only.computeIfAbsent(
                                                    scope, any -> keyWith(List.of(scope))),
                                            "{")
                                    .body())
                    .as("%s with %s alone", route, scope)
                    .doesNotContain("lacks the scope", "not valid here");
        }
        softly.assertAll();
        assertThat(needed)
                .containsExactlyInAnyOrderElementsOf(
                        ApiScope.ALL.stream().map(ApiScope::label).toList());
    }

    @Test
    void scopesForWritingAreForReadingTooAndCodesAreNotForThoseWhoOnlyRead() {
        assertThat(get("/api/v1/products", keyWith(List.of("catalog:write"))).statusCode())
                .isEqualTo(200);
        String reads = keyWith(List.of("printing:read"));
        assertThat(get("/api/v1/print-runs", reads).statusCode()).isEqualTo(200);
        for (String codes : List.of("/files/gift-card.pdf", "/package")) {
            assertThat(get("/api/v1/print-runs/" + NOBODYS + codes, reads).body())
                    .contains("lacks the scope printing:write");
        }
    }

    @Test
    void aKeyMakesNoKeyThatMayDoMoreThanItself() throws Exception {
        String maker = keyWith(List.of("access:write", "catalog:read"));
        HttpResponse<String> more =
                makeKey(maker, "{\"label\":\"More\",\"scopes\":[\"catalog:write\",\"mail:read\"]}");
        assertThat(more.statusCode()).isEqualTo(403);
        assertThat(more.body()).contains("lacks catalog:write, mail:read");
        HttpResponse<String> asMuch = makeKey(maker, "{\"label\":\"As much\"}");
        assertThat(new ObjectMapper().readTree(asMuch.body()).path("scopes"))
                .extracting(JsonNode::asText)
                .containsExactly("access:write", "catalog:read");
        assertThat(makeKey(maker, "{\"label\":\"x\",\"scopes\":[\"catalog:delete\"]}").body())
                .contains("\"scopes\"", "catalog:read, catalog:write");
        assertThat(makeKey(maker, "{\"label\":\"x\",\"scopes\":[]}").statusCode()).isEqualTo(422);
    }

    @Test
    void aKeyWithScopesMakesNoPeopleAndAgreesToNothing() {
        String all = keyWith(ApiScope.ALL.stream().map(ApiScope::label).toList());
        for (String call :
                List.of(
                        "POST /api/v1/invitations",
                        "POST /api/v1/retailers/" + NOBODYS + "/staff",
                        "POST /api/v1/retailers/" + NOBODYS + "/staff/" + NOBODYS + "/enable",
                        "POST /api/v1/retailers/" + NOBODYS + "/staff/" + NOBODYS + "/new-password",
                        "POST /api/v1/invitations/" + NOBODYS + "/resend",
                        "POST /api/v1/approvals/" + NOBODYS + "/approve",
                        "PUT /api/v1/openid-provider")) {
            String[] parts = call.split(" ", 2);
            assertThat(
                            server.send(
                                            server.request(parts[1])
                                                    .header("Authorization", "Bearer " + all)
                                                    .header("Content-Type", "application/json")
                                                    .method(
                                                            parts[0],
                                                            HttpRequest.BodyPublishers.ofString("{}"))
                                                    .build())
                                    .body())
                    .as(call)
                    .contains("\"status\":403", "Use a key that may do everything");
        }
    }

    /** Mailed links lead there, also those with which people set their passwords. */
    @Test
    void aKeyWithScopesDoesNotMoveTheProvider() {
        String key = keyWith(List.of("access:write"));
        assertThat(patchProvider(key, "{\"web_address\":\"elsewhere.example\"}"))
                .contains("\"status\":403", "Use a key that may do everything");
        assertThat(patchProvider(key, "{\"activation_limit\":7}"))
                .contains("\"activation_limit\":7");
    }

    private String patchProvider(String bearer, String body) {
        return server.send(
                        server.request("/api/v1/provider")
                                .header("Authorization", "Bearer " + bearer)
                                .header("Content-Type", "application/json")
                                .method("PATCH", HttpRequest.BodyPublishers.ofString(body))
                                .build())
                .body();
    }

    @Test
    void anOwnerTicksWhatAKeyMayDo() {
        Browser browser = signedIn(Role.OWNER);
        Map<String, String> none = Map.of("label", "Price list", "may", "some");
        HttpResponse<String> refused =
                browser.submit("/console/keys", "/console/keys", none);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Choose at least one", "value=\"Price list\"");
        HttpResponse<String> made =
                browser.submit(
                        "/console/keys",
                        "/console/keys",
                        Map.of("label", "Price list", "may", "some", "scopes", "catalog:read"));
        Matcher shown = Pattern.compile("cf_[A-Za-z0-9_-]+").matcher(made.body());
        assertThat(shown.find()).isTrue();
        assertThat(get("/api/v1/products", shown.group()).statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/mail/messages", shown.group()).body())
                .contains("lacks the scope mail:read");
        assertThat(browser.get("/console/keys").body()).contains(">catalog:read</td>");
    }

    private HttpResponse<String> get(String path, String bearer) {
        return server.send(
                server.request(path)
                        .header("Authorization", "Bearer " + bearer)
                        .header("Accept", "application/json")
                        .build());
    }

    private HttpResponse<String> makeKey(String bearer, String body) {
        return server.send(
                server.request("/api/v1/api-keys")
                        .header("Authorization", "Bearer " + bearer)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private String keyWith(List<String> scopes) {
        return world.wiring()
                .access()
                .apiKeys()
                .make(
                        world.caller(),
                        KeyScopes.EVERYTHING,
                        new ApiKeys.Wanted("Test", null, scopes))
                .key();
    }

    /** All but what lets a key do what this one is for. */
    private static List<String> allBut(String scope) {
        String area = scope.substring(0, scope.indexOf(':'));
        return ApiScope.ALL.stream()
                .map(ApiScope::label)
                .filter(other -> !other.equals(area + ":write"))
                .filter(other -> !other.equals(scope))
                .toList();
    }

    @Test
    void nobodysIdIsNotFound() {
        SoftAssertions softly = new SoftAssertions();
        for (Route route : routes) {
            if (route.template().contains("{")
                    && route.api()
                    && route.read()
                    && allowed(route).contains(Role.PROVIDER_KEY)) {
                for (String id : List.of(NOBODYS, "nonsense", "%00")) {
                    softly.assertThat(send(route, id, key, null).statusCode())
                            .as("%s of %s", route, id)
                            .isIn(400, 404);
                }
            }
        }
        softly.assertAll();
    }

    @Test
    void whoeverLoadsTheAddressOfAFormComesToThePageThatItStandsOn() {
        Set<String> pages =
                routes.stream()
                        .filter(route -> route.read() && !route.api())
                        .map(route -> route.path(NOBODYS))
                        .collect(Collectors.toSet());
        SoftAssertions softly = new SoftAssertions();
        Browser browser = signedIn(Role.OWNER);
        for (Route route : routes) {
            String path = route.path(NOBODYS);
            if (!route.api() && !route.read() && !pages.contains(path)) {
                HttpResponse<String> answer = browser.get(path);
                softly.assertThat(answer.statusCode()).as("%s", route).isEqualTo(303);
                softly.assertThat(answer.headers().firstValue("Location").orElse(""))
                        .as("%s", route)
                        .isIn(pages)
                        .satisfies(page -> assertThat(path).startsWith(page + "/"));
            }
        }
        softly.assertAll();
        assertThat(browser.get("/console/print-runs/" + NOBODYS + "/count-in").headers().map())
                .containsEntry("location", List.of("/console/print-runs/" + NOBODYS));
    }

    @Test
    void anAddressWithoutAPageStillHasTheNavigation() {
        Browser browser = signedIn(Role.OWNER);
        HttpResponse<String> missing = browser.get("/console/nothing");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("<nav", "href=\"/console/print-runs\"");

        HttpResponse<String> sent = browser.fill(missing, "/console/sign-out", Map.of());
        assertThat(sent.statusCode()).as("its forms work").isEqualTo(303);
        Browser again = signedIn(Role.OWNER);
        Map<String, String> mark =
                Map.of("csrf", markOn(again.get("/console")), "once", "a-form-of-another-page");
        HttpResponse<String> refused = again.post("/console/audit", mark);
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.body()).contains("<nav", "Nothing was changed").doesNotContain("Allow");
    }

    @Test
    void noBodyMakesTheServerFail() {
        SoftAssertions softly = new SoftAssertions();
        for (Route route : routes) {
            if (route.api() && !route.read()) {
                for (String body : ODD_BODIES) {
                    HttpResponse<String> answer = send(route, NOBODYS, key, body);
                    softly.assertThat(answer.statusCode())
                            .as("%s with %.40s: %s", route, body, answer.body())
                            .isLessThan(500);
                }
                softly.assertThat(send(route, NOBODYS, key, " ".repeat(5 << 20)).statusCode())
                        .as("%s with 5 MiB", route)
                        .isEqualTo(413);
            }
        }
        softly.assertAll();
    }

    @Test
    void noHeaderMakesTheServerFail() {
        SoftAssertions softly = new SoftAssertions();
        for (String path : List.of("/nowhere", "/console/sign-in", "/api/v1/plans", "/health")) {
            softly.assertThat(
                            server.send(
                                            server.request(path)
                                                    .header("Accept", "text/html;q=5")
                                                    .build())
                                    .statusCode())
                    .as("%s with a quality above 1", path)
                    .isBetween(200, 499);
        }
        for (String path : List.of("/setup", "/redeem", "/console/keys")) {
            for (String type :
                    List.of(
                            "application/x-www-form-urlencoded; charset=bogus",
                            "application/json",
                            "/",
                            "")) {
                HttpRequest.Builder request =
                        server.request(path).POST(HttpRequest.BodyPublishers.ofString("a=b"));
                if (!type.isEmpty()) {
                    request.header("Content-Type", type);
                }
                softly.assertThat(server.send(request.build()).statusCode())
                        .as("%s as \"%s\"", path, type)
                        .isIn(400, 415);
            }
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /api/v1/accounts//repository-keys HTTP/1.1, 400",
        "GET /console/%zz HTTP/1.1, 400",
        "HELLO, 400",
        "GET /api/v1/plans HTTP/9.9, 505",
    })
    void whatCannotBeReadIsToldSoInAProblemDocument(String line, int status) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(
                            (line + "\r\nHost: " + server.host() + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer)
                    .startsWith("HTTP/1.1 " + status + " ")
                    .contains(
                            "Content-Type: application/problem+json",
                            "Connection: close",
                            "\"status\":" + status,
                            "Look for two slashes in a row")
                    .doesNotContain("<");
        }
    }

    @Test
    void aBodyThatIsNoTextIsTheClientsMistake() {
        HttpResponse<String> answer =
                server.send(
                        server.request("/api/v1/redemptions/preview")
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofByteArray(
                                                new byte[] {0, 0, (byte) 0xff, (byte) 0xfe}))
                                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    @Test
    void aClientThatHangsUpInTheMiddleOfItsBodyIsNoFault() throws IOException {
        try (CapturedLog log = new CapturedLog();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(
                            """
                            POST /api/v1/plans HTTP/1.1\r
                            Host: %s\r
                            Content-Type: application/json\r
                            Content-Length: 100\r
                            \r
                            {"name":\
                            """
                                    .formatted(server.host())
                                    .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            // Until the end of the connection, so that everything is logged.
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).doesNotContain(" 500 ");
            assertThat(log.lines())
                    .noneSatisfy(
                            line ->
                                    assertThat(line)
                                            .contains("POST /api/v1/plans", "request failed"));
        }
    }

    @Test
    void whatMachinesAskOfTheServiceNeedsNoProvider() {
        for (String path : List.of("/health", "/openapi.json")) {
            HttpResponse<String> answer =
                    server.send(server.request(path).setHeader("Host", "10.0.0.1").build());
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void oddFormsAndQueriesAreRefusedInWords() {
        Browser browser = signedIn(Role.OWNER);
        SoftAssertions softly = new SoftAssertions();
        for (Route route : routes) {
            if (route.read()) {
                String path = route.path("nonsense");
                for (String query : List.of("?after=x&limit=-1&serial=%00", "?token=%FF")) {
                    softly.assertThat(browser.get(path + query).statusCode())
                            .as("%s%s", route, query)
                            .isLessThan(500);
                }
            }
        }
        for (Route route : routes) {
            for (Parameter parameter : route.method().getParameters()) {
                QueryParam query = parameter.getAnnotation(QueryParam.class);
                for (String odd : query == null ? List.<String>of() : ODD_QUERIES) {
                    String path = "%s?%s=%s".formatted(route.path(NOBODYS), query.value(), odd);
                    softly.assertThat(browser.get(path).statusCode()).as(path).isLessThan(500);
                }
            }
        }
        HttpResponse<String> broken =
                server.send(
                        server.request("/console/staff")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("csrf=%zz"))
                                .build());
        softly.assertThat(broken.statusCode()).isIn(400, 403);
        softly.assertAll();
    }

    @Test
    void aProblemSaysWhatToDoNext() throws Exception {
        HttpResponse<String> answer =
                server.send(
                        server.request("/api/v1/api-keys")
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"label\":\"\"}"))
                                .build());
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("application/problem+json"));
        JsonNode problem = new ObjectMapper().readTree(answer.body());
        assertThat(problem.path("type").asText()).isEqualTo("/problems/invalid-fields");
        assertThat(problem.at("/errors/0/field").asText()).isEqualTo("label");
        assertThat(problem.path("request_id").asText())
                .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
    }

    @Test
    void theDescriptionNamesEveryRouteOfTheApi() throws Exception {
        JsonNode api =
                new ObjectMapper()
                        .readTree(server.send(server.request("/openapi.json").build()).body());
        Set<String> described = new TreeSet<>();
        api.path("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .fieldNames()
                                        .forEachRemaining(
                                                verb ->
                                                        described.add(
                                                                verb.toUpperCase(Locale.ROOT)
                                                                        + " "
                                                                        + path.getKey())));
        Set<String> served = new TreeSet<>();
        routes.stream()
                .filter(Route::api)
                // What only leads people from an address for machines to a page.
                .filter(route -> !route.method().isAnnotationPresent(Hidden.class))
                .forEach(
                        route ->
                                served.add(
                                        route.verb()
                                                + " "
                                                + route.template()
                                                        .replaceAll("\\{ *(\\w+)[^}]*}", "{$1}")));
        served.add("GET /health");
        assertThat(described).isEqualTo(served);
        assertThat(api.at("/components/securitySchemes/provider_key/scheme").asText()).isEqualTo("bearer");
    }

    @Test
    void everyAnswerCarriesTheHeadersThatKeepBrowsersSafe() {
        for (String path : List.of("/console/sign-in", "/api/v1/audit", "/nowhere")) {
            HttpResponse<String> answer = server.browser().get(path);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe-inline");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        }
    }

    private static String markOn(HttpResponse<String> page) {
        Matcher mark =
                Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(page.body());
        assertThat(mark.find()).isTrue();
        return mark.group(1);
    }

    private List<Route> guarded() {
        return routes.stream()
                .filter(route -> route.method().isAnnotationPresent(Allowed.class))
                .toList();
    }

    private static List<Role> allowed(Route route) {
        Allowed allowed = route.method().getAnnotation(Allowed.class);
        return allowed == null ? List.of() : Arrays.asList(allowed.value());
    }

    /** Whether a provider's key gets further there than a visitor. */
    private static boolean trustsKeys(Route route) {
        Open open = route.method().getAnnotation(Open.class);
        return route.api()
                && (allowed(route).contains(Role.PROVIDER_KEY)
                        || (open != null && open.trustsKey()));
    }

    private Browser signedIn(Role role) {
        String name = role.name().toLowerCase(Locale.ROOT);
        return server.signedIn(name + ++people + "@harbour.example", name, name, null);
    }

    private HttpResponse<String> send(
            Route route, String id, @Nullable String bearer, @Nullable String body) {
        HttpRequest.Builder request = server.request(route.path(id));
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        request.header("Accept", route.api() ? "application/json" : "text/html,*/*;q=0.5");
        HttpRequest.BodyPublisher content =
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body);
        if (!route.read()) {
            request.header("Content-Type", route.mediaType());
        }
        return server.send(
                request.method(
                                route.verb(),
                                route.read() ? HttpRequest.BodyPublishers.noBody() : content)
                        .build());
    }
}
