package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What the pages of staff offer to whom, in a world where there is something of everything: nothing
 * in vain, and nothing is kept back from somebody who may do it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OffersIT {
    /** By the role that sees all pages of an area, everybody who signs in there. */
    private static final Map<Role, List<Role>> STAFF =
            Map.of(
                    Role.OWNER,
                    List.of(
                            Role.OWNER,
                            Role.OPERATOR,
                            Role.SUPPORT,
                            Role.FINANCE,
                            Role.READ_ONLY),
                    Role.MANAGER,
                    List.of(Role.MANAGER, Role.CLERK));

    private FilledWorld filled;
    private RouteTable routes;

    @BeforeAll
    void open() throws Exception {
        filled = new FilledWorld();
        routes = new RouteTable(filled.world().wiring());
    }

    @AfterAll
    void close() {
        filled.close();
    }

    @Test
    void everyPageOfStaffIsReachedByLinks() {
        Set<String> missed = new TreeSet<>();
        for (Route route : routes.all()) {
            if (route.read()
                    && PagesOf.isPage(route)
                    && isForStaff(route)
                    && filled.path(route).isEmpty()) {
                missed.add(route.template());
            }
        }
        // For more than one storage node, for a message without a secret among the newest, and
        // parts of pages that their scripts ask for.
        assertThat(missed)
                .isSubsetOf(
                        "/console/accounts/{id}/moves",
                        "/console/mail/{id}/html",
                        "/console/samples",
                        "/{area: console|retail}/shop-names");
    }

    @Test
    void pagesOfferWhatTheirReaderMayDoAndNothingElse() {
        SoftAssertions softly = new SoftAssertions();
        Set<String> forms = new HashSet<>();
        Set<String> links = new HashSet<>();
        STAFF.forEach(
                (most, roles) -> {
                    for (Role role : roles) {
                        Browser browser = filled.signedIn(role);
                        filled.pages(most)
                                .all()
                                .forEach(
                                        (path, all) -> {
                                            if (!isForStaff(path) || !mayCall(role, "GET", path)) {
                                                return;
                                            }
                                            Set<PagesOf.Offer> offers = read(softly, browser, path);
                                            for (PagesOf.Offer offer : offers) {
                                                softly.assertThat(mayCall(role, offer))
                                                        .as("%s offers %s in vain to %s", path, offer, role)
                                                        .isTrue();
                                                (offer.isForm() ? forms : links).add(role + " " + offer);
                                            }
                                            softly.assertThat(offers)
                                                    .as("%s keeps back from %s", path, role)
                                                    .containsAll(
                                                            all.stream()
                                                                    .filter(PagesOf.Offer::isForm)
                                                                    .filter(offer -> !isForSome(offer))
                                                                    .filter(offer -> mayCall(role, offer))
                                                                    .toList());
                                        });
                    }
                });
        softly.assertAll();
        assertThat(forms).as("forms, by role").hasSizeGreaterThan(200);
        assertThat(links).as("links, by role").hasSizeGreaterThan(500);
    }

    /** Who may agree depends on what it is about and on who asked; a session is its own person's. */
    private static boolean isForSome(PagesOf.Offer offer) {
        return offer.path().startsWith("/console/approvals/")
                || offer.path().contains("/sessions/");
    }

    private static Set<PagesOf.Offer> read(
            SoftAssertions softly, Browser browser, String path) {
        HttpResponse<String> page = browser.get(path);
        softly.assertThat(page.statusCode()).as(path).isEqualTo(200);
        return PagesOf.offered(page);
    }

    private boolean isForStaff(String path) {
        return routes.find("GET", path).filter(OffersIT::isForStaff).isPresent();
    }

    private static boolean isForStaff(Route route) {
        return route.method().isAnnotationPresent(Allowed.class)
                && STAFF.keySet().stream().anyMatch(role -> RouteTable.allows(route, role));
    }

    private boolean mayCall(Role role, PagesOf.Offer offer) {
        return mayCall(role, offer.verb(), offer.path());
    }

    private boolean mayCall(Role role, String verb, String path) {
        return path.startsWith("/assets/")
                || routes.find(verb, path)
                        .filter(route -> RouteTable.allows(route, role))
                        .isPresent();
    }
}
