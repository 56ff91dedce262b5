package io.counterfoil.accounts.own;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.accounts.OpenedAccount;
import io.counterfoil.accounts.OpeningRequest;
import io.counterfoil.catalog.NewPlan;
import io.counterfoil.platform.Caller;
import io.counterfoil.redemption.Shelf;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Holders of accounts that staff opened for them, and the staff. */
final class Holders {
    static final String PASSWORD = "a password of ten";

    private final TestWorld world;
    private final Map<UUID, UUID> plans = new HashMap<>();

    /** Nobody yet; their accounts will be on a node that is down. */
    Holders(TestWorld world) throws IOException {
        this.world = world;
        new Shelf(world).nodeThatIsDown();
    }

    /** A year of 5 GB for somebody of this name with an address of their own, or a sub-account. */
    OpenedAccount open(Caller caller, String username, @Nullable UUID parent) {
        boolean own = parent == null;
        UUID plan = plans.computeIfAbsent(caller.provider(), provider -> plan(caller, "Basic"));
        return world.wiring()
                .customers()
                .opening()
                .open(
                        caller,
                        new OpeningRequest(
                                null,
                                own ? username : null,
                                parent == null ? null : parent.toString(),
                                own ? plan.toString() : null,
                                null,
                                null,
                                own ? username + "@example.com" : null,
                                username,
                                PASSWORD,
                                null,
                                null,
                                own ? "P1Y" : null));
    }

    /** Another main account of a customer, with another plan and the same contact. */
    OpenedAccount openBeside(OpenedAccount other, String username) {
        return world.wiring()
                .customers()
                .opening()
                .open(
                        world.caller(),
                        new OpeningRequest(
                                other.customer().toString(),
                                null,
                                null,
                                plan(world.caller(), "Second").toString(),
                                other.contact().toString(),
                                null,
                                null,
                                username,
                                PASSWORD,
                                null,
                                null,
                                "P1Y"));
    }

    private UUID plan(Caller caller, String name) {
        return world.wiring()
                .catalog()
                .plans()
                .create(caller, new NewPlan(name, "basic", 5_000_000_000L, null, null))
                .id();
    }

    /** A browser in which somebody has signed in with the password that they began with. */
    static Browser signedIn(TestServer server, String username) {
        Browser browser = server.browser();
        HttpResponse<String> answer = signIn(browser, username, PASSWORD);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return browser;
    }

    static HttpResponse<String> signIn(Browser browser, String username, String password) {
        return browser.submit(
                "/account/sign-in",
                "/account/sign-in",
                Map.of("username", username, "password", password));
    }

    /** A browser in which a new member of staff is signed in. */
    Browser staff(TestServer server, String email, String role) {
        return server.signedIn(email, "Sue", role, null);
    }
}
