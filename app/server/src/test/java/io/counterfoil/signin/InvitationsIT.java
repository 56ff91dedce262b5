package io.counterfoil.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.ApiKeys;
import io.counterfoil.access.Audit;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.mail.Mailbox;
import io.counterfoil.platform.Listing;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InvitationsIT {
    private static final String PAGE = "/console/invitations";
    private static final String LINK = "/invitation?token=";
    private static final String PASSWORD = "three words and more";

    private TestWorld world;
    private TestServer server;
    private Mailbox mailbox;
    private Browser owner;

    @BeforeEach
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        mailbox = new Mailbox(world);
        owner = server.signedIn(member("ann@harbour.example", "owner", null));
    }

    @AfterEach
    void close() {
        server.close();
        world.close();
    }

    @Test
    void whoeverIsInvitedChoosesNameAndPasswordOnce() {
        assertThat(invite("Bea@harbour.example", "finance").statusCode()).isEqualTo(303);
        assertThat(owner.get(PAGE).body()).contains("bea@harbour.example", "finance");
        String token = mailbox.token("bea@harbour.example");
        assertThat(world.database().rows("SELECT encode(digest, 'escape') FROM invitation"))
                .noneMatch(token::equals);

        Browser browser = server.browser();
        HttpResponse<String> page = browser.get(LINK + token);
        assertThat(page.body()).contains("bea@harbour.example", "as finance");
        assertThat(
                        browser.fill(page, "/invitation", Map.of("name", "", "chosen", "short"))
                                .body())
                .contains("id=\"name-problem\"", "id=\"chosen-problem\"");
        assertThat(
                        browser.fill(
                                        page,
                                        "/invitation",
                                        Map.of("name", "Bea", "chosen", "bea@harbour.example"))
                                .body())
                .contains("would be guessed soon");
        HttpResponse<String> in =
                browser.fill(page, "/invitation", Map.of("name", "Bea", "chosen", PASSWORD));
        assertThat(in.headers().firstValue("Location")).hasValue("/console");
        assertThat(browser.get("/console/staff").body()).contains("Bea");
        assertThat(owner.get(PAGE).body()).doesNotContain("bea@harbour.example");
        assertThat(server.browser().get(LINK + token).body()).contains("was used already");
        assertThat(
                        server.browser()
                                .signIn("console", "bea@harbour.example", PASSWORD)
                                .statusCode())
                .isEqualTo(303);
        assertThat(actions()).contains("invitation.sent", "staff.added");
    }

    @Test
    void aLinkIsOverAfterThreeDaysWithANewOneAndWhenItIsTakenBack() {
        invite("bea@harbour.example", "support");
        String first = mailbox.token("bea@harbour.example");
        world.clock().forward(Duration.ofSeconds(1));
        press("resend");
        String second = mailbox.token("bea@harbour.example");
        assertThat(isGood(first)).isFalse();
        assertThat(isGood(second)).isTrue();
        world.clock().forward(Duration.ofDays(3).minusSeconds(1));
        assertThat(isGood(second)).isTrue();
        world.clock().forward(Duration.ofSeconds(1));
        assertThat(isGood(second)).isFalse();
        owner = server.signedIn(member("cleo@harbour.example", "owner", null));
        assertThat(owner.get(PAGE).body()).contains("no longer good");
        press("resend");
        String third = mailbox.token("bea@harbour.example");
        assertThat(isGood(third)).isTrue();
        press("revoke");
        assertThat(isGood(third)).isFalse();
        assertThat(isGood("")).isFalse();
        assertThat(actions()).contains("invitation.sent_again", "invitation.revoked");
    }

    @Test
    void nobodyIsInvitedTwiceToTheirPlaceNorMailedAllDay() {
        HttpResponse<String> known = invite("ann@harbour.example", "support");
        assertThat(known.statusCode()).isEqualTo(422);
        assertThat(known.body()).contains("Somebody has this e-mail address already.");
        assertThat(invite("bea@harbour.example", "manager").statusCode()).isEqualTo(422);
        for (int at = 0; at < 5; at++) {
            assertThat(invite("bea@harbour.example", "support").statusCode()).isEqualTo(303);
        }
        assertThat(invite("bea@harbour.example", "support").statusCode()).isEqualTo(429);
    }

    @Test
    void aManagerInvitesToTheirShopAndSeesNoOthers() {
        invite("bea@harbour.example", "support");
        UUID shop = new StockFixture(world, world.caller()).shop("Corner").retailer();
        Browser manager = server.signedIn(member("mia@corner.example", "manager", shop));
        assertThat(manager.get("/retail/invitations").body())
                .doesNotContain("bea@harbour.example");
        manager.submit(
                "/retail/invitations",
                "/retail/invitations",
                Map.of("email", "kim@corner.example", "role", "clerk"));
        assertThat(
                        manager.submit(
                                        "/retail/invitations",
                                        "/retail/invitations",
                                        Map.of("email", "bea@harbour.example", "role", "clerk"))
                                .statusCode())
                .as("whom the provider invited")
                .isEqualTo(422);
        assertThat(owner.get(PAGE).body()).doesNotContain("kim@corner.example");
        Browser clerk = server.browser();
        HttpResponse<String> page = clerk.get(LINK + mailbox.token("kim@corner.example"));
        assertThat(
                        clerk.fill(page, "/invitation", Map.of("name", "Kim", "chosen", PASSWORD))
                                .headers()
                                .firstValue("Location"))
                .hasValue("/retail");
        assertThat(manager.get("/retail/staff").body()).contains("kim@corner.example");
    }

    @Test
    void anInvitationHoldsAsLongAsWhoeverSentItMaySignIn() {
        StaffMembers.WithPassword cleo = member("cleo@harbour.example", "owner", null);
        server.signedIn(cleo)
                .submit(PAGE, PAGE, Map.of("email", "bea@harbour.example", "role", "owner"));
        String token = mailbox.token("bea@harbour.example");
        Browser browser = server.browser();
        HttpResponse<String> form = browser.get(LINK + token);
        world.wiring().access().staff().disable(world.caller(), cleo.member().id());
        assertThat(isGood(token)).isFalse();
        assertThat(
                        browser.fill(form, "/invitation", Map.of("name", "Bea", "chosen", PASSWORD))
                                .body())
                .contains("whoever sent it has left");
        assertThat(world.database().rows("SELECT name FROM staff WHERE name = 'Bea'")).isEmpty();
        assertThat(owner.get(PAGE).body()).contains("bea@harbour.example", "no longer good");
        world.clock().forward(Duration.ofSeconds(1));
        press("resend");
        assertThat(isGood(mailbox.token("bea@harbour.example"))).isTrue();
    }

    @Test
    void anInvitationThatAProgramSentHoldsAsLongAsItsKey() {
        String body = "{\"email\":\"bea@harbour.example\",\"role\":\"owner\"}";
        ApiKeys keys = world.wiring().access().apiKeys();
        ApiKeys.Made made = keys.make(world.caller(), "Test", null);
        keys.make(world.caller(), "Another", null);
        assertThat(api(made.key(), "POST", "", body).statusCode()).isEqualTo(201);
        String token = mailbox.token("bea@harbour.example");
        assertThat(isGood(token)).isTrue();
        keys.revoke(world.caller(), made.id());
        assertThat(isGood(token)).isFalse();
        assertThat(owner.get(PAGE).body()).contains("bea@harbour.example", "no longer good");
        world.clock().forward(Duration.ofSeconds(1));
        press("resend");
        assertThat(isGood(mailbox.token("bea@harbour.example"))).isTrue();
    }

    @Test
    void theProviderInvitesTheFirstManagerOfAShop() {
        UUID shop = new StockFixture(world, world.caller()).shop("Corner").retailer();
        String page = "/console/retailers/" + shop + "/invitations";
        assertThat(owner.get("/console/retailers/" + shop).body()).contains("href=\"" + page);
        assertThat(
                        owner.submit(page, page, Map.of("email", "mia@corner.example", "role", "owner"))
                                .statusCode())
                .isEqualTo(422);
        owner.submit(page, page, Map.of("email", "mia@corner.example", "role", "manager"));
        assertThat(owner.get(page).body()).contains("mia@corner.example");
        assertThat(owner.get(PAGE).body()).doesNotContain("mia@corner.example");
        Browser manager = server.browser();
        HttpResponse<String> link = manager.get(LINK + mailbox.token("mia@corner.example"));
        assertThat(
                        manager.fill(link, "/invitation", Map.of("name", "Mia", "chosen", PASSWORD))
                                .headers()
                                .firstValue("Location"))
                .hasValue("/retail");
        assertThat(owner.get("/console/retailers/" + shop).body()).contains("Mia");
    }

    @Test
    void aProgramInvitesSendsAgainAndTakesBack() throws Exception {
        UUID shop = new StockFixture(world, world.caller()).shop("Corner").retailer();
        JsonNode made =
                json(
                        201,
                        "POST",
                        "",
                        "{\"email\":\"mia@corner.example\",\"role\":\"manager\",\"retailer\":\"%s\"}"
                                .formatted(shop));
        assertThat(made.path("retailer").asText()).isEqualTo(shop.toString());
        String first = mailbox.token("mia@corner.example");
        assertThat(json(200, "GET", "", "").path("items")).isEmpty();
        assertThat(json(200, "GET", "?retailer=" + shop, "").at("/items/0/id"))
                .isEqualTo(made.path("id"));
        world.clock().forward(Duration.ofSeconds(1));
        String one = "/" + made.path("id").asText();
        json(200, "POST", one + "/resend?retailer=" + shop, "");
        assertThat(isGood(first)).isFalse();
        // So that the newest message is the last one.
        world.clock().forward(Duration.ofSeconds(1));
        assertThat(
                        json(
                                        201,
                                        "POST",
                                        "",
                                        "{\"email\":\"mia@corner.example\",\"role\":\"clerk\",\"retailer\":\"%s\"}"
                                                .formatted(shop))
                                .path("id"))
                .as("who is invited again keeps the id")
                .isEqualTo(made.path("id"));
        String last = mailbox.token("mia@corner.example");
        assertThat(isGood(last)).isTrue();
        json(404, "DELETE", one, "");
        assertThat(isGood(last)).as("it is its shop's").isTrue();
        json(204, "DELETE", one + "?retailer=" + shop, "");
        assertThat(isGood(last)).isFalse();
        json(
                404,
                "POST",
                "",
                "{\"email\":\"eve@corner.example\",\"role\":\"clerk\",\"retailer\":\"%s\"}"
                        .formatted(world.provider().id()));
        json(422, "POST", "", "{\"email\":\"eve\",\"role\":\"clerk\"}");
    }

    private JsonNode json(int status, String verb, String path, String body) throws Exception {
        HttpResponse<String> answer = api(key(), verb, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new ObjectMapper().readTree(answer.body().isEmpty() ? "{}" : answer.body());
    }

    private HttpResponse<String> api(String key, String verb, String path, String body) {
        return server.send(
                server.request("/api/v1/invitations" + path)
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .method(verb, HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private String key() {
        return world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
    }

    @Test
    void staffWhoForgotTheirPasswordSetANewOneWithALink() {
        world.startJobs();
        StaffMembers.WithPassword dan = member("dan@harbour.example", "operator", null);
        Browser browser = server.browser();
        String forgotten = "/console/forgotten";
        String said = browser.submit(forgotten, forgotten, Map.of("email", "Dan@harbour.example")).body();
        String nobody = browser.submit(forgotten, forgotten, Map.of("email", "no@harbour.example")).body();
        assertThat(withoutMarks(nobody)).isEqualTo(withoutMarks(said));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> mailbox.count("dan@harbour.example") == 1);
        assertThat(mailbox.count("no@harbour.example")).isZero();

        String link = forgotten + "/new?token=" + mailbox.token("dan@harbour.example");
        HttpResponse<String> page = browser.get(link);
        assertThat(
                        browser.fill(page, forgotten + "/new", Map.of("chosen", "dan@harbour.example"))
                                .body())
                .contains("would be guessed soon");
        HttpResponse<String> set =
                browser.fill(page, forgotten + "/new", Map.of("chosen", PASSWORD));
        assertThat(set.headers().firstValue("Location")).hasValue("/console/sign-in");
        assertThat(browser.get(link).body()).contains("was used already");
        assertThat(browser.signIn("console", dan.member().email(), dan.password()).statusCode())
                .isEqualTo(422);
        assertThat(browser.signIn("console", dan.member().email(), PASSWORD).statusCode())
                .isEqualTo(303);
    }

    @Test
    void aLinkForAnotherPasswordIsOverOnceThereIsOneOrNobodyMaySignIn() {
        world.startJobs();
        StaffMembers.WithPassword eve = member("eve@harbour.example", "support", null);
        StaffMembers staff = world.wiring().access().staff();
        List<Runnable> ends =
                List.of(
                        () -> staff.newPassword(world.caller(), eve.member().id()),
                        () -> {
                            staff.disable(world.caller(), eve.member().id());
                            staff.enable(world.caller(), eve.member().id());
                        });
        Browser browser = server.browser();
        for (Runnable end : ends) {
            browser.submit(
                    "/console/forgotten",
                    "/console/forgotten",
                    Map.of("email", "eve@harbour.example"));
            await().atMost(Duration.ofSeconds(20))
                    .until(
                            () ->
                                    !world.database()
                                            .rows("SELECT made_at FROM staff_password_link")
                                            .isEmpty());
            String link = "/console/forgotten/new?token=" + mailbox.token("eve@harbour.example");
            assertThat(browser.get(link).body()).contains("name=\"chosen\"");
            end.run();
            // Of two mails of one moment neither is the newest.
            world.clock().forward(Duration.ofMinutes(1));
            assertThat(browser.get(link).body()).contains("was used already");
        }
    }

    private HttpResponse<String> invite(String email, String role) {
        return owner.submit(PAGE, PAGE, Map.of("email", email, "role", role));
    }

    private void press(String button) {
        HttpResponse<String> page = owner.get(PAGE);
        String action =
                Pattern.compile("action=\"(" + PAGE + "/[^\"]+/" + button + ")\"")
                        .matcher(page.body())
                        .results()
                        .map(form -> form.group(1))
                        .findFirst()
                        .orElseThrow();
        assertThat(owner.fill(page, action, Map.of()).statusCode()).isEqualTo(303);
    }

    private boolean isGood(String token) {
        return server.browser().get(LINK + token).body().contains("name=\"chosen\"");
    }

    private List<String> actions() {
        return world.wiring()
                .access()
                .audit()
                .list(world.caller(), AuditFilter.ALL, new Listing(100, null))
                .items()
                .stream()
                .map(Audit.Entry::action)
                .toList();
    }

    private static String withoutMarks(String page) {
        return page.replaceAll("name=\"(csrf|once)\" value=\"[^\"]*\"", "");
    }

    private StaffMembers.WithPassword member(String email, String role, @Nullable UUID retailer) {
        return world.member(email, "Somebody", role, retailer);
    }
}
