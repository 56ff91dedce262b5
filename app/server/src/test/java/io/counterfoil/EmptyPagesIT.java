package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What staff see on the first day, when every list is empty and every optional value missing. */
class EmptyPagesIT {
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
                        Role.OWNER, signedIn("owner", null),
                        Role.MANAGER, signedIn("manager", shop));
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

    private Browser signedIn(String role, @Nullable UUID retailer) {
        return server.signedIn(role + "@harbour.example", "Somebody", role, retailer);
    }
}
