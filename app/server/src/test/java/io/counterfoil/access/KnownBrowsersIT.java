package io.counterfoil.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wrong passwords of strangers don't keep people out of browsers in which they were in before. */
class KnownBrowsersIT {
    private static final String KNOWN = "counterfoil-known";
    private static final String WRONG = "not the password";

    private TestWorld world;
    private TestServer server;
    private StaffMembers.WithPassword ann;

    @BeforeEach
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        ann = owner("ann@harbour.example");
    }

    @AfterEach
    void close() {
        server.close();
        world.close();
    }

    @Test
    void strangersDoNotShutAKnownBrowserOut() {
        Browser desk = signedIn(server.browser());
        out(desk);
        guessing();
        assertThat(in(server.browser().from("198.51.100.9")).statusCode())
                .as("a browser that nobody knows")
                .isEqualTo(429);
        assertThat(in(desk).statusCode()).isEqualTo(303);
    }

    @Test
    void neitherDoThoseWhoShareItsNetwork() {
        Browser desk = signedIn(server.browser());
        out(desk);
        for (int at = 0; at < 20; at++) {
            server.browser().signIn("console", "nobody" + at + "@harbour.example", WRONG);
        }
        assertThat(in(server.browser()).statusCode()).as("the network waits").isEqualTo(429);
        assertThat(in(desk).statusCode()).isEqualTo(303);
    }

    @Test
    void whoeverStoleItsTokenMayTryNoMoreThanAnybody() {
        Browser desk = signedIn(server.browser());
        Browser thief = server.browser();
        thief.put(KNOWN, desk.cookie(KNOWN));
        for (int at = 0; at < 5; at++) {
            assertThat(wrong(thief).statusCode()).isEqualTo(422);
        }
        assertThat(wrong(thief).statusCode()).isEqualTo(429);
        assertThat(in(server.browser()).statusCode()).as("under the name").isEqualTo(303);

        Browser other = server.browser();
        other.put(KNOWN, thief.cookie(KNOWN));
        StaffMembers.WithPassword bea = owner("bea@harbour.example");
        for (int at = 0; at < 5; at++) {
            assertThat(other.signIn("console", "bea@harbour.example", WRONG).statusCode())
                    .isEqualTo(422);
        }
        assertThat(
                        server.browser()
                                .signIn("console", bea.member().email(), bea.password())
                                .statusCode())
                .as("it is Ann's token and counts for nobody else")
                .isEqualTo(429);
    }

    @Test
    void whoeverSignsInAsThemselvesInItDoesNotBeginToCountAnew() {
        Browser till = signedIn(server.browser());
        out(till);
        StaffMembers.WithPassword bea = owner("bea@harbour.example");
        for (int at = 0; at < 5; at++) {
            assertThat(wrong(till).statusCode()).isEqualTo(422);
            assertThat(till.signIn("console", bea.member().email(), bea.password()).statusCode())
                    .isEqualTo(303);
            out(till);
        }
        assertThat(wrong(till).statusCode()).isEqualTo(429);
    }

    @Test
    void theTokenIsHiddenChangesWithEachSignInAndIsStoredAsADigest() {
        Browser desk = server.browser();
        HttpResponse<String> answer = in(desk);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith(KNOWN + "="))
                .singleElement()
                .asString()
                .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=15552000");
        String before = desk.cookie(KNOWN);
        Browser thief = server.browser();
        thief.put(KNOWN, before);
        out(desk);
        assertThat(in(desk).statusCode()).isEqualTo(303);
        assertThat(desk.cookie(KNOWN)).isNotEqualTo(before);
        assertThat(world.database().rows("SELECT encode(digest, 'escape') FROM known_browser"))
                .singleElement()
                .asString()
                .doesNotContain(desk.cookie(KNOWN));
        guessing();
        assertThat(in(thief).statusCode()).as("the token before").isEqualTo(429);
    }

    @Test
    void aNameThatNobodyHasIsAnsweredInAKnownBrowserAsAnywhere() {
        Browser desk = signedIn(server.browser());
        out(desk);
        for (String name : List.of("nobody@harbour.example", "no\0body", "")) {
            assertThat(desk.signIn("console", name, WRONG).statusCode()).as(name).isEqualTo(422);
        }
        desk.put(KNOWN, "not%20a token");
        assertThat(wrong(desk).statusCode()).isEqualTo(422);
    }

    @Test
    void twoPeopleShareABrowser() {
        Browser till = signedIn(server.browser());
        out(till);
        StaffMembers.WithPassword bea = owner("bea@harbour.example");
        assertThat(till.signIn("console", bea.member().email(), bea.password()).statusCode())
                .isEqualTo(303);
        out(till);
        guessing();
        assertThat(in(till).statusCode()).isEqualTo(303);
    }

    @Test
    void aNewPasswordKnowsOnlyTheBrowserInWhichItWasSet() {
        Browser desk = signedIn(server.browser());
        Browser lost = signedIn(server.browser());
        String chosen = "three more words here";
        assertThat(
                        desk.submit(
                                        "/console/password",
                                        "/console/password",
                                        Map.of(
                                                "old_password", ann.password(),
                                                "new_password", chosen))
                                .statusCode())
                .isEqualTo(303);
        out(desk);
        guessing();
        assertThat(lost.signIn("console", ann.member().email(), chosen).statusCode())
                .isEqualTo(429);
        assertThat(desk.signIn("console", ann.member().email(), chosen).statusCode())
                .isEqualTo(303);
    }

    @Test
    void aPasswordThatSomebodyElseSetKnowsNone() {
        Browser desk = signedIn(server.browser());
        world.wiring().access().staff().newPassword(world.caller(), ann.member().id());
        guessing();
        assertThat(wrong(desk).statusCode()).isEqualTo(429);
    }

    @Test
    void whoeverSignsAllOthersOutIsKnownHereOnly() {
        Browser desk = signedIn(server.browser());
        Browser lost = signedIn(server.browser());
        desk.submit("/console/sessions", "/console/sessions/end-others", Map.of());
        out(desk);
        guessing();
        assertThat(in(lost).statusCode()).isEqualTo(429);
        assertThat(in(desk).statusCode()).isEqualTo(303);
    }

    @Test
    void twentyAreKnownForAPersonAndNoneForEver() {
        Browser first = signedIn(server.browser());
        out(first);
        world.clock().forward(Duration.ofSeconds(1));
        Browser second = signedIn(server.browser());
        out(second);
        for (int at = 0; at < KnownBrowsers.MOST - 1; at++) {
            world.clock().forward(Duration.ofSeconds(1));
            signedIn(server.browser());
        }
        assertThat(known()).isEqualTo(KnownBrowsers.MOST);
        guessing();
        assertThat(in(first).statusCode()).isEqualTo(429);
        assertThat(wrong(second).statusCode()).isEqualTo(422);

        world.clock().forward(KnownBrowsers.KEPT);
        guessing();
        assertThat(in(second).statusCode()).isEqualTo(429);
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            world.wiring().access().browsers().forgetOld(tx);
                            return tx.now();
                        });
        assertThat(known()).isZero();
    }

    /** As many wrong passwords from elsewhere as make everybody wait. */
    private void guessing() {
        List<Integer> answers =
                IntStream.range(0, 6)
                        .mapToObj(
                                at -> wrong(server.browser().from("203.0.113." + at)).statusCode())
                        .toList();
        assertThat(answers).contains(429);
    }

    private HttpResponse<String> wrong(Browser browser) {
        return browser.signIn("console", ann.member().email(), WRONG);
    }

    private HttpResponse<String> in(Browser browser) {
        return browser.signIn("console", ann.member().email(), ann.password());
    }

    private Browser signedIn(Browser browser) {
        assertThat(in(browser).statusCode()).isEqualTo(303);
        return browser;
    }

    private static void out(Browser browser) {
        assertThat(browser.submit("/console/staff", "/console/sign-out", Map.of()).statusCode())
                .isEqualTo(303);
    }

    private int known() {
        return world.database().rows("SELECT digest FROM known_browser").size();
    }

    private StaffMembers.WithPassword owner(String email) {
        return world.member(email, "Ann Owner", "owner", null);
    }
}
