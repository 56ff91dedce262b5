package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.ApiKeys;
import io.counterfoil.access.Role;
import io.counterfoil.inventory.StockFixture;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** That nobody gets through a route that doesn't name their role: each role on every route. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongRolesIT {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private TestWorld world;
    private TestServer server;
    private List<Route> guarded;
    private final Map<Role, Browser> people = new EnumMap<>(Role.class);
    private final Map<Role, String> keys = new EnumMap<>(Role.class);

    @BeforeAll
    void open() throws Exception {
        world = new TestWorld();
        server = new TestServer(world);
        guarded =
                Route.of(world.wiring()).stream()
                        .filter(route -> route.method().isAnnotationPresent(Allowed.class))
                        .toList();
        StockFixture.Shop shop = new StockFixture(world, world.caller()).shop("Corner");
        for (Role role :
                List.of(
                        Role.OWNER,
                        Role.OPERATOR,
                        Role.SUPPORT,
                        Role.FINANCE,
                        Role.READ_ONLY)) {
            people.put(role, signedIn(role, null));
        }
        people.put(Role.MANAGER, signedIn(Role.MANAGER, shop.retailer()));
        people.put(Role.CLERK, signedIn(Role.CLERK, shop.retailer()));
        people.put(Role.ACCOUNT_HOLDER, Belongings.holder(world, server));
        ApiKeys made = world.wiring().access().apiKeys();
        keys.put(Role.PROVIDER_KEY, made.make(world.caller(), "Theirs", null).key());
        keys.put(Role.RETAILER_KEY, made.make(world.caller(), "Shop's", shop.retailer()).key());
        keys.put(
                Role.TILL,
                world.wiring()
                        .inventory()
                        .retailers()
                        .addTerminal(world.caller(), shop.outlet(), "Till 3")
                        .apiKey());
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void everyRoleIsTried() {
        Set<Role> tried = EnumSet.of(Role.VISITOR);
        tried.addAll(people.keySet());
        tried.addAll(keys.keySet());
        assertThat(tried).containsExactlyInAnyOrder(Role.values());
    }

    @Test
    void whoeverIsSignedInAsAnotherRoleIsRefusedOnEveryPageAndForm() {
        SoftAssertions softly = new SoftAssertions();
        people.forEach(
                (role, browser) -> {
                    // The mark of their own session, so that it is the role that is refused.
                    Map<String, String> form = Map.of("csrf", markOf(browser, home(role)));
                    for (Route route : guarded) {
                        if (allowed(route).contains(role) || (route.api() && !route.read())) {
                            continue;
                        }
                        String path = route.path(Belongings.NOBODYS);
                        HttpResponse<String> answer =
                                route.read() ? browser.get(path) : browser.post(path, form);
                        softly.assertThat(answer.statusCode())
                                .as("%s as %s", route, role)
                                .isEqualTo(403);
                        softly.assertThat(answer.body())
                                .as("%s as %s", route, role)
                                .containsPattern(
                                        "signed in|not for staff|for a manager of your shop")
                                .doesNotContain("form is out of date");
                    }
                });
        softly.assertAll();
    }

    @Test
    void noCookieWritesOverTheApiNotEvenAnOwners() {
        String session =
                Objects.requireNonNull(people.get(Role.OWNER)).cookie("counterfoil");
        assertThat(session).isNotEmpty();
        SoftAssertions softly = new SoftAssertions();
        for (Route route : guarded) {
            if (route.api() && !route.read()) {
                HttpRequest asked = api(route, "Cookie", "counterfoil=" + session).build();
                softly.assertThat(server.send(asked).statusCode()).as("%s", route).isEqualTo(401);
            }
        }
        softly.assertAll();
    }

    @Test
    void aKeyOfAnotherKindIsRefusedEverywhere() {
        SoftAssertions softly = new SoftAssertions();
        keys.forEach(
                (role, key) -> {
                    for (Route route : guarded) {
                        if (!allowed(route).contains(role)) {
                            HttpResponse<String> answer =
                                    server.send(
                                            api(route, "Authorization", "Bearer " + key).build());
                            softly.assertThat(answer.statusCode())
                                    .as("%s with the key of a %s", route, role)
                                    .isEqualTo(403);
                            softly.assertThat(answer.body())
                                    .as("%s with the key of a %s", route, role)
                                    .containsPattern("may not do this|for tills|No API key may");
                        }
                    }
                });
        softly.assertAll();
    }

    private HttpRequest.Builder api(Route route, String header, String value) {
        HttpRequest.Builder request =
                server.request(route.path(Belongings.NOBODYS))
                        .header(header, value)
                        .header("Accept", route.api() ? "application/json" : "text/html,*/*;q=0.5");
        return route.read()
                ? request.GET()
                : request.header("Content-Type", route.mediaType())
                        .method(route.verb(), HttpRequest.BodyPublishers.ofString(""));
    }

    private static Set<Role> allowed(Route route) {
        return EnumSet.copyOf(
                Arrays.asList(route.method().getAnnotation(Allowed.class).value()));
    }

    private static String home(Role role) {
        return switch (role) {
            case MANAGER, CLERK -> "/retail";
            case ACCOUNT_HOLDER -> "/account";
            default -> "/console";
        };
    }

    private static String markOf(Browser browser, String page) {
        Matcher mark = CSRF.matcher(browser.get(page).body());
        assertThat(mark.find()).isTrue();
        return mark.group(1);
    }

    private Browser signedIn(Role role, @Nullable UUID retailer) {
        String name = role.name().toLowerCase(Locale.ROOT);
        return server.signedIn(name + "@roles.example", name, name, retailer);
    }
}
