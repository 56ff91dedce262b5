package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.access.Role;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/**
 * Pages that somebody sees on the first day or on a bad one: before anything is there, where something
 * was refused or is not found, and those of people who may do little.
 */
final class OddPages {
    private final List<HiddenPages.Hidden> pages = new ArrayList<>();

    private OddPages() {}

    /** All of them; the shop of the filled world sells an item meanwhile. */
    static List<HiddenPages.Hidden> of(FilledWorld filled) {
        OddPages odd = new OddPages();
        odd.refused(filled);
        odd.atTheTill(filled);
        odd.othersSee(filled);
        odd.firstDay(filled.server().languages());
        return List.copyOf(odd.pages);
    }

    private void refused(FilledWorld filled) {
        Browser visitor = filled.server().browser();
        see("no-such-page", Role.VISITOR, visitor, 404, visitor.get("/no-such-page"));
        see("code-refused", Role.VISITOR, visitor, 409, visitor.submit("/redeem", "/redeem", Map.of("code", "0000-0000-0000-0001")));
        HttpResponse<String> opening =
                visitor.submit("/redeem", "/redeem", Map.of("code", filled.soldCode(1)));
        see("account-refused", Role.VISITOR, visitor, 422, visitor.fill(opening, "/redeem/new", Map.of("email", "anna")));
        see(
                "sign-in-refused",
                Role.VISITOR, visitor,
                422,
                visitor.submit(
                        "/console/sign-in",
                        "/console/sign-in",
                        Map.of("email", "nobody@example.com", "password", "wrong")));
        Browser owner = filled.signedIn(Role.OWNER);
        see("no-such-retailer", Role.OWNER, owner, 404, owner.get("/console/retailers/" + UUID.randomUUID()));
        see("no-such-days", Role.OWNER, owner, 422, owner.get("/console/audit?from=2026-02-02&until=2026-02-01"));
        see("product-refused", Role.OWNER, owner, 422, owner.submit("/console/products", "/console/products", Map.of("sku", "")));
        Browser support = filled.signedIn(Role.SUPPORT);
        see("not-for-support", Role.SUPPORT, support, 403, support.get("/console/audit"));
        Browser clerk = filled.signedIn(Role.CLERK);
        see("not-for-clerks", Role.CLERK, clerk, 403, clerk.get("/retail/money"));
    }

    private void atTheTill(FilledWorld filled) {
        Browser clerk = filled.signedIn(Role.CLERK);
        String till =
                Jsoup.parse(clerk.get("/retail/activate").body())
                        .expectFirst("select[name=terminal] option[value~=.]")
                        .val();
        see("sold", Role.CLERK, clerk, 200, sell(clerk, till, filled.unsoldSerial()));
        see("not-sold", Role.CLERK, clerk, 409, sell(clerk, till, filled.soldSerial(0)));
    }

    private static HttpResponse<String> sell(Browser clerk, String till, String serial) {
        return clerk.submit(
                "/retail/activate",
                "/retail/activate",
                Map.of("terminal", till, "serial", serial));
    }

    private void othersSee(FilledWorld filled) {
        Map.of(
                        Role.CLERK, "/retail",
                        Role.SUPPORT, "/console/customers",
                        Role.FINANCE, "/console/settlement",
                        Role.OPERATOR, "/console",
                        Role.READ_ONLY, "/console/products")
                .forEach(
                        (role, path) -> {
                            Browser browser = filled.signedIn(role);
                            see("seen-by-" + role, role, browser, 200, browser.get(path));
                        });
    }

    /** Nothing but staff and a shop without anything. */
    private void firstDay(String languages) {
        try (TestWorld world = new TestWorld();
                TestServer server = new TestServer(world).reading(languages)) {
            Browser visitor = server.browser();
            String link = world.wiring().setup().addProvider("Third", "third.example", "UTC", "EUR");
            see("setup", Role.VISITOR, visitor, 200, visitor.get(link));
            Browser owner = signedIn(server, "owner", null);
            for (String path :
                    List.of("/console", "/console/settlement", "/console/print-runs", "/console/stock")) {
                see("empty" + path.replace('/', '-'), Role.OWNER, owner, 200, owner.get(path));
            }
            UUID shop =
                    world.wiring()
                            .inventory()
                            .retailers()
                            .addRetailer(world.caller(), "Corner Shop")
                            .id();
            Browser manager = signedIn(server, "manager", shop);
            for (String path : List.of("/retail", "/retail/money", "/retail/activate")) {
                see("empty" + path.replace('/', '-'), Role.MANAGER, manager, 200, manager.get(path));
            }
        }
    }

    private static Browser signedIn(
            TestServer server, String role, @Nullable UUID retailer) {
        return server.signedIn(role + "@first.example", "Somebody", role, retailer);
    }

    private void see(
            String name, Role reader, Browser browser, int status, HttpResponse<String> page) {
        assertThat(page.statusCode()).as("%s: %s", name, page.body()).isEqualTo(status);
        pages.add(new HiddenPages.Hidden(name, reader, browser, page));
    }
}
