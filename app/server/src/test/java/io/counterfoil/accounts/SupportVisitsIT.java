package io.counterfoil.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.Audit;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.access.SessionCookies;
import io.counterfoil.access.Sessions;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.catalog.NewPlan;
import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.platform.Listing;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Support that sees an account as its customer does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SupportVisitsIT {
    private static final String MARK = "You see this as Sue of Harbour Backup";

    private TestWorld world;
    private TestServer server;
    private StaffMembers.WithPassword sue;
    private OpenedAccount anna;
    private Instant start;
    private Browser support;
    private String page;

    @BeforeAll
    void open() throws Exception {
        world = new TestWorld();
        URI nobody = URI.create("http://127.0.0.1:9/");
        world.wiring()
                .storage()
                .nodes()
                .register(
                        "one",
                        nobody,
                        nobody,
                        NodeKey.readOrCreate(
                                world.dataFolder().resolve("node.key"), new SecureRandom()));
        server = new TestServer(world);
        sue = member("sue@harbour.example", "Sue", "support");
        String plan =
                world.wiring()
                        .catalog()
                        .plans()
                        .create(
                                world.caller(),
                                new NewPlan("Basic", "basic", 5_000_000_000L, null, null))
                        .id()
                        .toString();
        anna =
                world.wiring()
                        .customers()
                        .opening()
                        .open(
                                world.caller(),
                                new OpeningRequest(
                                        null, "Anna", null, plan, null, null, "anna@example.com",
                                        "anna", null, null, null, "P1Y"));
        page = "/console/accounts/" + anna.account();
        start = world.clock().instant();
    }

    @BeforeEach
    void signIn() {
        world.clock().set(start);
        support = server.signedIn(sue);
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void aVisitNeedsAReasonIsMarkedOnEveryPageAndLeavesTheConsoleOpen() {
        HttpResponse<String> without = visit(null);
        assertThat(without.statusCode()).isEqualTo(422);
        assertThat(without.body()).contains("Why?", "fill this in");
        assertThat(support.cookie(SessionCookies.ACTING)).isEmpty();

        assertThat(visit("Her limit <puzzles> her").headers().firstValue("Location"))
                .hasValue("/account");
        assertThat(support.get("/account").body())
                .as("though her password is still a temporary one")
                .contains(MARK, "anna", "Sue, as the customer")
                .contains("Sue looked at your account on", "Her limit &lt;puzzles&gt; her");
        assertThat(support.get("/account/password").body()).contains(MARK);
        assertThat(support.get("/console/customers").body()).contains("Customers", ">Sue<");
        assertThat(support.get(page).body())
                .contains("Looked at as the customer sees it", "by Sue");
    }

    @Test
    void whatSupportDoesThereCarriesTheirNameAndPasswordsStayTheCustomers() {
        visit("A question");
        HttpResponse<String> quota = post("/account", "/account/quota", Map.of("user_quota_gb", "3"));
        assertThat(quota.statusCode()).as(quota.body()).isEqualTo(303);
        assertThat(support.get(page).body()).contains("of 3 GB", "Limits changed");
        HttpResponse<String> password =
                post(
                        "/account/password",
                        "/account/password",
                        Map.of("present", "x", "chosen", "a password of ten"));
        assertThat(password.statusCode()).isEqualTo(403);
        assertThat(password.body()).contains("Only the customer does this");
        List<Audit.Entry> entries = world.wiring()
                .access()
                .audit()
                .list(world.caller(), AuditFilter.ALL, new Listing(20, null))
                .items();
        assertThat(entries)
                .filteredOn(entry -> entry.action().startsWith("support."))
                .allSatisfy(
                        entry -> {
                            assertThat(entry.name()).isEqualTo("Sue");
                            assertThat(entry.subject()).isEqualTo("account:" + anna.account());
                        })
                .extracting(entry -> entry.action() + " " + entry.detail())
                .contains(
                        "support.visited {\"reason\":\"A question\"}",
                        "support.acted {\"what\":\"POST /account/quota\"}",
                        "support.refused {\"what\":\"POST /account/password\"}");
    }

    @Test
    void itEndsWithTheButtonAfterHalfAnHourAndWithTheirOwnSession() {
        visit("To look");
        HttpResponse<String> ended = post("/account", "/account/sign-out", Map.of());
        assertThat(ended.headers().firstValue("Location")).hasValue(page);
        assertThat(support.cookie(SessionCookies.ACTING)).isEmpty();
        assertThat(support.get(page).statusCode()).as("still signed in").isEqualTo(200);

        visit("To look again");
        world.clock().set(start.plus(Sessions.ACTING.dividedBy(2)));
        assertThat(support.get(page).statusCode()).as("they go on working").isEqualTo(200);
        world.clock().set(start.plus(Sessions.ACTING).minusSeconds(1));
        assertThat(support.get("/account").statusCode()).isEqualTo(200);
        world.clock().set(start.plus(Sessions.ACTING));
        assertThat(support.get("/account").statusCode()).isEqualTo(403);
        world.clock().set(start);

        visit("Once more");
        post(page, "/console/sign-out", Map.of());
        assertThat(support.cookie(SessionCookies.ACTING)).isNotEmpty();
        assertThat(support.get("/account").statusCode()).isEqualTo(303);
    }

    @Test
    void itsTokenOpensNothingElseAndOthersMayNotVisit() {
        visit("To look");
        Browser elsewhere = server.browser();
        elsewhere.put(SessionCookies.SESSION, support.cookie(SessionCookies.ACTING));
        assertThat(elsewhere.get("/account").statusCode()).isEqualTo(303);
        assertThat(elsewhere.get("/console").statusCode()).isEqualTo(303);

        StaffMembers.WithPassword rob = member("rob@harbour.example", "Rob", "read_only");
        Browser reader = server.signedIn(rob);
        String seen = reader.get(page).body();
        assertThat(seen).doesNotContain("/visit");
        assertThat(
                        reader.post(
                                        page + "/visit",
                                        Map.of("csrf", mark(seen), "visit_reason", "Curious"))
                                .statusCode())
                .isEqualTo(403);
    }

    private HttpResponse<String> visit(@Nullable String reason) {
        return post(
                page, page + "/visit", reason == null ? Map.of() : Map.of("visit_reason", reason));
    }

    private HttpResponse<String> post(String from, String to, Map<String, String> typed) {
        Map<String, String> fields = new HashMap<>(typed);
        fields.put("csrf", mark(support.get(from).body()));
        return support.post(to, fields);
    }

    private static String mark(String html) {
        Matcher mark = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(html);
        assertThat(mark.find()).isTrue();
        return mark.group(1);
    }

    private StaffMembers.WithPassword member(String email, String name, String role) {
        return world.member(email, name, role, null);
    }
}
