package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.NewMember;
import io.counterfoil.access.Role;
import io.counterfoil.access.StaffMembers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.glassfish.jersey.uri.UriTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What staff see on the first day, when every list is empty and every optional value missing. */
class EmptyPagesIT {
    private static final List<String> STOCK =
            List.of(
                    "/console",
                    "/console/stock",
                    "/console/shipments",
                    "/console/cartons",
                    "/console/returns",
                    "/console/losses",
                    "/console/holds",
                    "/console/serials",
                    "/console/cases",
                    "/console/retailers");

    /** Where a form of a page goes, by itself or by one of its buttons. */
    private static final Pattern FORM =
            Pattern.compile("(?:method=\"post\" action|formaction)=\"(/[^\"?#]*)");

    private static final Pattern LINK = Pattern.compile("<a [^>]*href=\"(/[^\"?#]*)");

    private TestWorld world;
    private TestServer server;
    private Map<Role, Browser> staff;

    @BeforeEach
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        UUID shop =
                world.wiring()
                        .inventory()
                        .retailers()
                        .addRetailer(world.caller(), "Corner Shop")
                        .id();
        staff =
                Map.of(
                        Role.OWNER, signedIn("console", member("owner", null)),
                        Role.MANAGER, signedIn("retail", member("manager", shop)));
    }

    @AfterEach
    void close() {
        server.close();
        world.close();
    }

    @Test
    void everyPageOfStaffOpensBeforeThereIsAnything() {
        SoftAssertions softly = new SoftAssertions();
        List<Route> pages =
                Route.of(world.wiring()).stream()
                        .filter(route -> route.read() && !route.api())
                        .filter(route -> !route.template().contains("{"))
                        .filter(route -> route.method().isAnnotationPresent(Allowed.class))
                        .toList();
        assertThat(pages).hasSizeGreaterThan(10);
        for (Route page : pages) {
            Set<Role> allowed = Set.of(page.method().getAnnotation(Allowed.class).value());
            staff.forEach(
                    (role, browser) -> {
                        if (allowed.contains(role)) {
                            HttpResponse<String> answer = browser.get(page.template());
                            softly.assertThat(answer.statusCode())
                                    .as("%s as %s", page, role)
                                    .isEqualTo(200);
                        }
                    });
        }
        softly.assertAll();
    }

    @Test
    void whoOnlyLooksAtStockIsOfferedNothingThatTheyMayNotDo() {
        List<Route> routes = Route.of(world.wiring());
        for (Role role : List.of(Role.SUPPORT, Role.FINANCE)) {
            Browser browser =
                    signedIn("console", member(role.name().toLowerCase(Locale.ROOT), null));
            for (String page : STOCK) {
                HttpResponse<String> answer = browser.get(page);
                assertThat(answer.statusCode()).as("%s as %s", page, role).isEqualTo(200);
                assertThat(
                                Stream.concat(
                                                offers(routes, "POST", FORM, answer),
                                                offers(routes, "GET", LINK, answer))
                                        .filter(offer -> !mayCall(role, offer)))
                        .as("what %s offers %s in vain", page, role)
                        .isEmpty();
            }
        }
    }

    private static Stream<Route> offers(
            List<Route> routes, String verb, Pattern offer, HttpResponse<String> page) {
        return offer.matcher(page.body())
                .results()
                .map(result -> result.group(1))
                .distinct()
                .flatMap(path -> routed(routes, verb, path).stream());
    }

    private static Optional<Route> routed(List<Route> routes, String verb, String path) {
        return routes.stream()
                .filter(route -> route.verb().equals(verb))
                .filter(route -> new UriTemplate(route.template()).match(path, new ArrayList<>()))
                .min(
                        Comparator.comparing(
                                route -> new UriTemplate(route.template()),
                                UriTemplate.COMPARATOR));
    }

    private static boolean mayCall(Role role, Route route) {
        Allowed allowed = route.method().getAnnotation(Allowed.class);
        return allowed == null || Set.of(allowed.value()).contains(role);
    }

    private StaffMembers.WithPassword member(String role, @Nullable UUID retailer) {
        return world.wiring()
                .access()
                .staff()
                .create(
                        world.caller(),
                        new NewMember(role + "@harbour.example", "Somebody", role, retailer));
    }

    private Browser signedIn(String area, StaffMembers.WithPassword made) {
        Browser browser = server.browser();
        browser.signIn(area, made.member().email(), made.password());
        return browser;
    }
}
