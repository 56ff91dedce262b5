package io.counterfoil.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.Browser;
import io.counterfoil.InventoryWiring;
import io.counterfoil.StorageWiring;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.Approval;
import io.counterfoil.access.ApprovalFilter;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.activation.ReversalOutcome;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.Receipt;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.provisioning.Desired;
import io.counterfoil.retailers.Retailers;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleIT {
    private TestWorld world;
    private TestServer server;
    private StaffMembers.WithPassword ann;
    private Browser browser;

    @BeforeEach
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        ann = member("ann", "owner");
        browser = server.signedIn(ann);
    }

    @AfterEach
    void close() {
        server.close();
        world.close();
    }

    @Test
    void everyLinkOfTheNavigationOpens() {
        String home = browser.get("/console").body();
        Matcher links =
                Pattern.compile("href=\"(/console[^\"]*)\"")
                        .matcher(home.substring(home.indexOf("<nav"), home.indexOf("</nav>")));
        List<String> paths = new ArrayList<>();
        while (links.find()) {
            paths.add(links.group(1));
        }
        assertThat(paths).hasSizeGreaterThan(6);
        assertThat(paths)
                .allSatisfy(
                        path -> assertThat(browser.get(path).statusCode()).as(path).isEqualTo(200));
    }

    @Test
    void whoSignedInForTheProviderLearnsWhoSeesThePagesOfShops() {
        HttpResponse<String> shops = browser.get("/retail");
        assertThat(shops.statusCode()).isEqualTo(403);
        assertThat(shops.body())
                .contains("This is for the people of a shop", "href=\"/console\">To your first page");
    }

    @Test
    void homeNamesWhatDidNotArriveAndWhatCouldNotBeUndone() {
        assertThat(browser.get("/console").body())
                .contains("Your first card, step by step", "Nothing yet but the steps above.")
                .doesNotContain("Nothing. All is done.");
        StockFixture stock = new StockFixture(world, world.caller());
        StockFixture.Shop shop = stock.shop("Corner");
        SerialRange range = stock.printed(stock.product(true), 2);
        SerialNumber sold = range.first();
        InventoryWiring inventory = world.wiring().inventory();
        Receipt receipt = new Receipt(null, List.of(sold.toString()), null);
        inventory.receipts().receive(world.caller(), stock.shipped(shop, range).id(), receipt);
        String till = shop.till().id().toString();
        world.wiring()
                .retail()
                .activations()
                .activate(
                        world.caller(),
                        new NewActivation("sale", till, sold.toString(), null, null),
                        null);
        world.wiring()
                .transactions()
                .write(world.caller(), tx -> inventory.items().redeem(tx, sold, Map.of()));
        assertThat(
                        world.wiring()
                                .retail()
                                .reversals()
                                .reverse(stock.callerOf(shop), "sale", till, null))
                .isInstanceOf(ReversalOutcome.Stands.class);

        stock.minted(stock.product(true), 3);
        assertThat(browser.get("/console").body())
                .contains("1 item did not arrive", "1 case of shops")
                .contains("3 items of open print runs")
                .doesNotContain("Nothing. All is done.", "Nothing yet but the steps above.");
        HttpResponse<String> cases = browser.get("/console/cases");
        assertThat(cases.body())
                .contains("Undone after its code was used", "/console/serials/" + sold);
        String item = "/console/serials/" + sold;
        String asked = "?kind=late_reversal&amp;retailer=" + shop.retailer() + "&amp;state=open";
        assertThat(browser.get("/console/cases" + asked.replace("&amp;", "&")).body())
                .contains(item, "/api/v1/cases" + asked + "&amp;as=csv");
        String done = "/console/cases?kind=&retailer=&state=resolved";
        assertThat(browser.get(done).body()).contains("No such cases.").doesNotContain(item);
        assertThat(browser.get("/console/cases?kind=late_return").body())
                .contains("No such cases are open.");
        assertThat(browser.get("/console/cases?kind=odd").statusCode()).isEqualTo(422);
        for (String other :
                List.of(
                        "?kind=late_return",
                        "?state=resolved",
                        "?retailer=" + stock.shop("None").retailer())) {
            assertThat(browser.get("/api/v1/cases" + other).body()).doesNotContain(sold.toString());
        }
        assertThat(browser.get("/api/v1/cases" + asked.replace("&amp;", "&")).body())
                .contains(sold.toString());
        Matcher form =
                Pattern.compile("action=\"(/console/cases/[^\"]+)\"").matcher(cases.body());
        assertThat(form.find()).isTrue();
        assertThat(browser.fill(cases, form.group(1), Map.of("resolution", " ")).body())
                .contains("Please fill this in");
        cases = browser.get("/console/cases");
        browser.fill(cases, form.group(1), Map.of("resolution", "The shop pays it"));
        assertThat(browser.get("/console/cases").body())
                .contains("Nothing is open", "The shop pays it");
        assertThat(browser.get(done).body())
                .contains(item, "The shop pays it")
                .doesNotContain("Nothing is open");
    }

    @Test
    void aRetailerGetsItsOutletTillAndPeople() {
        HttpResponse<String> added =
                browser.submit(
                        "/console/retailers", "/console/retailers", Map.of("name", "Corner & Co"));
        assertThat(added.statusCode()).isEqualTo(303);
        String page = added.headers().firstValue("Location").orElseThrow();
        browser.submit(page, page + "/outlets", Map.of("outlet_name", "Main Street"));
        String shown = browser.get(page).body();
        assertThat(shown).contains("Corner &amp; Co", "Main Street");

        Matcher till =
                Pattern.compile("action=\"(" + page + "/outlets/[^\"]+/tills)\"").matcher(shown);
        assertThat(till.find()).isTrue();
        assertThat(browser.submit(page, till.group(1), Map.of("till_name", "Till 1")).body())
                .containsPattern("<span class=\"secret\">cf_");

        HttpResponse<String> person =
                browser.submit(
                        page,
                        page + "/people",
                        Map.of("name", "Cleo", "email", "cleo@shop.example", "role", "clerk"));
        String password = between(person.body(), "<span class=\"secret\">", "</span>");
        assertThat(
                        server.browser()
                                .signIn("retail", "cleo@shop.example", password)
                                .headers()
                                .firstValue("Location"))
                .hasValue("/retail");

        String one = between(browser.get(page).body(), "action=\"" + page + "/people/", "/");
        String cleo = page + "/people/" + one;
        String other =
                between(
                        browser.submit(page, cleo + "/new-password", Map.of()).body(),
                        "<span class=\"secret\">",
                        "</span>");
        assertThat(signInOfCleo(password)).isEqualTo(422);
        assertThat(signInOfCleo(other)).isEqualTo(303);
        assertThat(
                        world.database()
                                .rows(
                                        "SELECT kind FROM mail_message WHERE to_address ="
                                                + " 'cleo@shop.example'"))
                .as("nobody acts in her name unnoticed")
                .containsExactly("sign_in_changed");
        assertThat(browser.submit(page, cleo + "/disable", Map.of()).statusCode()).isEqualTo(303);
        assertThat(signInOfCleo(other)).isEqualTo(422);
        assertThat(browser.submit(page, cleo + "/enable", Map.of()).statusCode()).isEqualTo(303);
        assertThat(signInOfCleo(other)).isEqualTo(303);

        assertThat(
                        browser.submit(page, page + "/people", Map.of("name", "", "role", "owner"))
                                .body())
                .contains("Please fill this in.", "One of manager, clerk.");
    }

    private int signInOfCleo(String password) {
        return server.browser().signIn("retail", "cleo@shop.example", password).statusCode();
    }

    @Test
    void anOldRetailersTillIsShownHoweverManyOthersHave() {
        Retailers retailers = world.wiring().inventory().retailers();
        UUID old = retailers.addRetailer(world.caller(), "Old").id();
        UUID shop = retailers.addOutlet(world.caller(), old, "Old Street").id();
        retailers.addTerminal(world.caller(), shop, "The only till");
        UUID large = retailers.addRetailer(world.caller(), "Large").id();
        UUID hall = retailers.addOutlet(world.caller(), large, "Hall").id();
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                """
                                                INSERT INTO terminal (provider_id, retailer_id, outlet_id, id, name, created_at)
                                                SELECT ?, ?, ?, ('ffffffff-ffff-7fff-8fff-' || lpad(n::text, 12, '0'))::uuid, 'Till ' || n, now()
                                                FROM generate_series(1, 501) AS n
                                                """,
                                                tx.provider(),
                                                large,
                                                hall));

        assertThat(browser.get("/console/retailers/" + old).body()).contains("The only till");
        assertThat(browser.get("/console/retailers/" + large).body())
                .contains("Till 501</a>, ", "Till 2</a>, ");
    }

    @Test
    void aShipmentThatCanNotBeSentSaysWhy() {
        browser.submit("/console/retailers", "/console/retailers", Map.of("name", "Corner"));
        String list = browser.get("/console/retailers").body();
        String page = between(list, "<td><a href=\"", "\"");
        browser.submit(page, page + "/outlets", Map.of("outlet_name", "Main Street"));
        String outlet = between(
                        browser.get("/console/shipments").body().split("id=\"send\"", 2)[1],
                        "<option value=\"",
                        "\"");
        HttpResponse<String> refused =
                browser.submit(
                        "/console/shipments",
                        "/console/shipments",
                        Map.of("outlet", outlet, "serials.from", "123", "serials.to", "456"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("value=\"123\"", "aria-invalid=\"true\"");
    }

    @Test
    void aSearchSaysWhatIsWrongWithANumber() {
        HttpResponse<String> mistyped = browser.get("/console/serials?serial=10000000000012");
        assertThat(mistyped.statusCode()).isEqualTo(422);
        assertThat(mistyped.body()).contains("role=\"alert\"", "10000000000012");
        assertThat(browser.get("/console/serials").statusCode()).isEqualTo(200);
    }

    @Test
    void whatOnePersonAsksForAnotherOneApproves() {
        List<String> done = new ArrayList<>();
        world.wiring()
                .access()
                .approvals()
                .define("test", (tx, request) -> done.add(request.toString()));
        assertThat(request()).as("nobody else could agree").isEmpty();

        Browser bob = server.signedIn(member("bob", "operator"));
        UUID id = request().orElseThrow();
        String approve = "/console/approvals/" + id + "/approve";
        assertThat(browser.get("/console/approvals").body())
                .contains("Do the test", "An owner or an operator other than you must decide.")
                .doesNotContain(approve);
        assertThat(browser.get("/console").body()).contains("1 request needs a second person");

        assertThat(bob.submit("/console/approvals", approve, Map.of()).statusCode()).isEqualTo(303);
        assertThat(done).containsExactly("{\"a\":1}");
        assertThat(bob.get("/console/approvals").body()).contains("Done: Do the test", "approved");
        assertThat(bob.get("/console/approvals?state=approved").body()).contains("Do the test");
        assertThat(bob.get("/console/approvals?state=waiting").body())
                .contains("No requests that are waiting.", "/api/v1/approvals?state=waiting&amp;as=csv")
                .doesNotContain("Do the test");
        assertThat(bob.get("/console/approvals?state=odd").statusCode()).isEqualTo(422);
        assertThat(bob.get("/console/approvals?action=test&state=approved").body())
                .contains("Do the test", "/api/v1/approvals?state=approved&amp;action=test&amp;as=csv")
                .contains("href=\"/console/approvals?state=waiting&amp;action=test\"");
        assertThat(bob.get("/console/approvals?action=serials.void").body())
                .contains("<option value=\"serials.void\" selected>Voiding of serial numbers</option>")
                .contains("No such requests.")
                .doesNotContain("Do the test");
        assertThat(bob.get("/console/approvals?action=odd").statusCode()).isEqualTo(422);
        assertThat(browser.get("/api/v1/approvals?action=serials.void&as=csv").body())
                .doesNotContain("Do the test");
        assertThat(browser.get("/api/v1/approvals?action=test&as=csv").body()).contains("Do the test");
        assertThat(browser.get("/api/v1/approvals?state=rejected&as=csv").body())
                .doesNotContain("Do the test");
        assertThat(world.wiring().access().approvals().list(world.caller(), ApprovalFilter.ALL, Listing.first()).items())
                .extracting(Approval::state)
                .containsExactly(Approval.State.APPROVED);
        assertThat(world.wiring().access().approvals().list(world.decoy(), ApprovalFilter.ALL, Listing.first()).items()).isEmpty();
        assertThat(browser.get("/console/audit").body())
                .contains("Asked for a second person", "Agreed to a request", "Bob");

        UUID later = request().orElseThrow();
        Slice<Approval> first =
                world.wiring().access().approvals().list(world.caller(), ApprovalFilter.ALL, new Listing(1, null));
        assertThat(first.items()).extracting(Approval::id).containsExactly(later);
        assertThat(
                        world.wiring()
                                .access()
                                .approvals()
                                .list(world.caller(), ApprovalFilter.ALL, new Listing(1, first.next()))
                                .items())
                .extracting(Approval::id)
                .containsExactly(id);
        assertThat(browser.get("/api/v1/approvals?as=csv").body().lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("\"Do the test\",\"waiting\""))
                .anyMatch(line -> line.contains("\"approved\"") && line.contains("Bob"));
        world.wiring().access().apiKeys().make(world.caller(), "=1+1", null);
        HttpResponse<String> keys = browser.get("/api/v1/api-keys?as=csv");
        assertThat(keys.headers().firstValue("Content-Disposition").orElse(""))
                .contains("api-keys.csv");
        assertThat(keys.body()).contains("\"created_at\"", "\"'=1+1\"");
        String shown = "/console/keys?whose=provider&state=valid";
        assertThat(browser.get(shown).body())
                .contains("=1+1", "/console/keys?whose=till&amp;state=valid", "<b>your own</b>");
        for (String other : new String[] {"whose=retailer", "whose=till", "state=revoked"}) {
            assertThat(browser.get("/console/keys?" + other).body())
                    .as(other)
                    .contains("No such keys.")
                    .doesNotContain("=1+1");
            assertThat(browser.get("/api/v1/api-keys?as=csv&" + other).body())
                    .as(other)
                    .doesNotContain("=1+1");
        }
        assertThat(browser.get("/console/keys?whose=nobody").statusCode()).isEqualTo(422);
        assertThat(browser.reading("de").get("/console/audit").body()).contains("Schlüssel: =1+1");
        browser.reading("en");
    }

    @Test
    void healthAndMetricsSpeakOfWhatTheServiceNeeds() {
        HttpResponse<String> health = server.browser().get("/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body())
                .contains("\"healthy\":true", "\"database\":true", "\"jobs\":true");
        assertThat(server.metrics()).contains("# TYPE", "get_requests");
    }

    @Test
    void theHomeAndTheMetricsTellWhichAccountsTheirStorageNodeDoesNotTake() throws Exception {
        assertThat(browser.get("/console").body()).doesNotContain("id=\"storage\"");
        URI nowhere = URI.create("http://127.0.0.1:1/");
        Path key = world.dataFolder().resolve("nowhere.key");
        StorageWiring storage = world.wiring().storage();
        storage.nodes()
                .register("one", nowhere, nowhere, NodeKey.readOrCreate(key, new SecureRandom()));
        UUID account = UUID.randomUUID();
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                storage.provisioning()
                                        .open(
                                                tx,
                                                account,
                                                new Desired(null, null, AccountState.OPEN)));
        assertThat(browser.get("/console").body())
                .contains("1 account is on the way to the storage node.");
        assertThat(storage.provisioning().deliverNow(account)).isFalse();
        assertThat(browser.get("/console").body())
                .contains("1 account can&#39;t be set up", "does not take them just now.");
        assertThat(server.metrics())
                .contains("storage_accounts_waiting 1.0", "storage_accounts_failing 1.0");

        storage.survey().look();
        assertThat(browser.get("/console").body())
                .contains("The storage node “one” has not answered")
                .doesNotContain("Nothing. All is done.");
        assertThat(server.metrics())
                .contains(
                        "storage_node_accepts{node=\"one\"} 1.0",
                        "storage_node_placed_bytes{node=\"one\"} 5.0E10")
                .doesNotContain("storage_node_disk_bytes{");

        HttpResponse<String> health = server.browser().get("/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"healthy\":true", "\"storage\":false");
    }

    private Optional<UUID> request() {
        Caller caller =
                new Caller(
                        world.caller().scope(),
                        new Actor("staff:" + ann.member().id(), ann.member().id()));
        return world.wiring()
                .transactions()
                .write(
                        caller,
                        tx ->
                                world.wiring()
                                        .access()
                                        .approvals()
                                        .request(tx, "test", Text.of("Do the test"), Map.of("a", 1)));
    }

    private StaffMembers.WithPassword member(String name, String role) {
        String shown = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return world.member(name + "@harbour.example", shown, role, null);
    }

    private static String between(String text, String before, String after) {
        int start = text.indexOf(before) + before.length();
        return text.substring(start, text.indexOf(after, start));
    }
}
