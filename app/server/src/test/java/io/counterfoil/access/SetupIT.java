package io.counterfoil.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SetupIT {
    private static final Map<String, String> COMPANY =
            Map.of(
                    "provider_name", "New Backup",
                    "web_address", "new.example",
                    "time_zone", "Europe/Berlin",
                    "currency", "EUR");
    private static final Map<String, String> SENDER = Map.of("sender", "care@new.example");
    private static final Map<String, String> OWNER =
            Map.of(
                    "name", "Ann Owner",
                    "email", "ann@new.example",
                    "password", "four random words here");

    private TestWorld world;
    private TestServer server;

    @BeforeEach
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
    }

    @AfterEach
    void close() {
        server.close();
        world.close();
    }

    @Test
    void theFirstLinkMakesAProviderAndSignsItsOwnerIn() {
        forgetProviders();
        String link = world.wiring().setup().linkIfNeeded().orElseThrow();
        Browser browser = server.browser();
        HttpResponse<String> done = browser.submit(link, "/setup", both());
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location")).hasValue("/console");
        assertThat(browser.get("/console/staff").body())
                .contains("New Backup", "ann@new.example", "Welcome.");

        assertThat(browser.get(link).statusCode()).isEqualTo(410);
        assertThat(world.wiring().setup().linkIfNeeded()).isEmpty();
    }

    @Test
    void whoeverNamesASenderHasDoneTheFirstStepOfTheHomePage() {
        forgetProviders();
        String link = world.wiring().setup().linkIfNeeded().orElseThrow();
        Browser browser = server.browser();
        Map<String, String> all = new HashMap<>(both());
        all.putAll(Map.of("sender", "care@localhost"));
        HttpResponse<String> refused = browser.submit(link, "/setup", all);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("id=\"sender-problem\"", "care@localhost");
        all.putAll(SENDER);
        assertThat(browser.submit(link, "/setup", all).statusCode()).isEqualTo(303);
        assertThat(browser.get("/console/mail/sender").body()).contains("care@new.example");
        assertThat(browser.get("/console").body()).contains("Done:</span> Say from whom your mails are");
        assertThat(browser.get("/console/audit").body()).contains("care@new.example");
    }

    @Test
    void aSenderOfTheDomainOfAnotherProviderIsRefused() {
        String link = world.wiring().setup().addProvider("Third", "third.example", "UTC", "EUR");
        Map<String, String> wrong = new HashMap<>(OWNER);
        wrong.put("sender", "care@harbour.example");
        HttpResponse<String> refused = server.browser().submit(link, "/setup", wrong);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("another provider&#39;s on this installation");
        wrong.putAll(SENDER);
        assertThat(server.browser().submit(link, "/setup", wrong).statusCode()).isEqualTo(303);
    }

    @Test
    void aRefusedFormKeepsWhatWasTypedAndTheLink() {
        forgetProviders();
        String link = world.wiring().setup().linkIfNeeded().orElseThrow();
        Map<String, String> wrong = new HashMap<>(both());
        wrong.put("currency", "nothing");
        HttpResponse<String> refused = server.browser().submit(link, "/setup", wrong);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("A currency such as EUR.", "New Backup")
                .doesNotContain("four random words here");
        assertThat(server.browser().submit(link, "/setup", both()).statusCode()).isEqualTo(303);
    }

    @Test
    void allThatIsWrongIsToldAtOnceAndKept() {
        forgetProviders();
        String link = world.wiring().setup().linkIfNeeded().orElseThrow();
        Browser reader = server.browser().reading("de");
        for (String odd : List.of("", "Ö".repeat(10_000), "👩‍👧 Überström", "1.234,56", "a@@b")) {
            Map<String, String> wrong = new HashMap<>();
            both().keySet().forEach(field -> wrong.put(field, odd));
            HttpResponse<String> refused = reader.submit(link, "/setup", wrong);
            assertThat(refused.statusCode()).as(odd).isEqualTo(422);
            assertThat(refused.body())
                    .as(odd)
                    .contains("id=\"time_zone-problem\"", "id=\"currency-problem\"")
                    .contains("id=\"email-problem\"", "id=\"password-problem\"")
                    .contains("Diese Zeitzone gibt es nicht.", "Eine Währung, zum Beispiel")
                    .contains("name=\"provider_name\" type=\"text\" value=\"" + odd + "\"")
                    .doesNotContain("Please", "such as");
        }
        assertThat(reader.submit(link, "/setup", both()).statusCode()).isEqualTo(303);
    }

    @Test
    void aLinkEndsAfterADayAndWhenANewOneIsMade() {
        forgetProviders();
        String first = world.wiring().setup().linkIfNeeded().orElseThrow();
        String second = world.wiring().setup().linkIfNeeded().orElseThrow();
        assertThat(server.browser().get(first).statusCode()).isEqualTo(410);
        assertThat(server.browser().get(second).statusCode()).isEqualTo(200);
        world.clock().forward(Duration.ofDays(1));
        assertThat(server.browser().get(second).statusCode()).isEqualTo(410);
        assertThat(server.browser().get("/setup").statusCode()).isEqualTo(410);
    }

    @Test
    void aFurtherProviderGetsItsOwnerByALink() {
        String link =
                world.wiring().setup().addProvider("Third", "third.example", "UTC", "EUR");
        HttpResponse<String> form = server.browser().get(link);
        assertThat(form.body())
                .doesNotContain("Your company")
                .containsPattern("name=\"sender\"[^>]* autofocus")
                .containsOnlyOnce(" autofocus");
        assertThat(server.browser().submit(link, "/setup", OWNER).statusCode()).isEqualTo(303);
        assertThat(world.wiring().access().staff().list(world.caller(), null)).isEmpty();
    }

    @Test
    void aProviderWhoseOwnerNeverCameGetsANewLinkAndNoneWhenSomebodyDid() {
        Setup setup = world.wiring().setup();
        String lost = setup.addProvider("Third", "third.example", "UTC", "EUR");
        String again = setup.addProvider("Third", "Third.example", "UTC", "EUR");
        assertThat(server.browser().get(lost).statusCode()).isEqualTo(410);
        assertThat(world.wiring().access().providers().all()).hasSize(3);
        assertThat(server.browser().submit(again, "/setup", OWNER).statusCode()).isEqualTo(303);
        assertThatThrownBy(() -> setup.addProvider("Third", "third.example", "UTC", "EUR"))
                .isInstanceOf(Refused.class);
    }

    @Test
    void theLinkForTheFirstProviderEndsWhenThereIsOne() {
        forgetProviders();
        String first = world.wiring().setup().linkIfNeeded().orElseThrow();
        world.wiring().setup().addProvider("Second", "new.example", "UTC", "EUR");
        assertThat(server.browser().get(first).statusCode()).isEqualTo(410);
    }

    @Test
    void anAddressThatAnotherProviderHasIsRefusedInItsField() {
        forgetProviders();
        String link = world.wiring().setup().linkIfNeeded().orElseThrow();
        Caller installer = new Caller(Scope.system(), Actor.job("test"));
        world.wiring()
                .transactions()
                .write(
                        installer,
                        tx ->
                                world.wiring()
                                        .access()
                                        .providers()
                                        .add(tx, "Faster", "new.example", "UTC", "EUR"));
        HttpResponse<String> refused = server.browser().submit(link, "/setup", both());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Another provider has this address already.");
    }

    private static Map<String, String> both() {
        Map<String, String> all = new HashMap<>(COMPANY);
        all.putAll(OWNER);
        return all;
    }

    private void forgetProviders() {
        world.database().execute("DELETE FROM provider");
    }
}
