package io.counterfoil.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.accounts.directory.CustomerRow;
import io.counterfoil.accounts.directory.Directory;
import io.counterfoil.catalog.NewPlan;
import io.counterfoil.followups.FollowUps;
import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.provisioning.KeyScope;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Customers as the provider's staff find, read and change them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomersIT {
    private static final String PASSWORD = "a password of ten";

    private TestWorld world;
    private TestServer server;
    private Directory directory;
    private Browser support;
    private String key;
    private UUID basic;
    private UUID select;
    private OpenedAccount anna;
    private OpenedAccount zoe;

    @BeforeAll
    void start() throws Exception {
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
        directory = world.wiring().customers().directory();
        key = world.wiring().access().apiKeys().make(world.caller(), "Test", null).key();
        basic = plan(world.caller(), "Basic");
        select = plan(world.caller(), "Select");
        support = server.signedIn("sue@harbour.example", "Sue", "support", null);
        anna = open(world.caller(), "Änna Müller", "anna.m@example.com", "anna", basic);
        zoe = open(world.caller(), "100% Zoë_Ltd", "Office@Zoe.example", "zoe-1", basic);
        open(world.decoy(), "Änna Decoy", "anna.m@example.com", "anna", plan(world.decoy(), "Basic"));
    }

    @AfterAll
    void stop() {
        server.close();
        world.close();
    }

    @Test
    void customersAreFoundByTheBeginningOfNameAddressAndUsername() {
        assertThat(found("änn")).containsExactly(anna.customer());
        assertThat(found("ÄNNA MÜLLER")).containsExactly(anna.customer());
        assertThat(found("Anna.M@")).containsExactly(anna.customer());
        assertThat(found("anna")).containsExactly(anna.customer());
        assertThat(found("ZOE-1")).containsExactly(zoe.customer());
        assertThat(found("office@zoe")).containsExactly(zoe.customer());
        assertThat(found("100% zoë_")).containsExactly(zoe.customer());
        assertThat(found("100% zoë%")).as("no pattern").isEmpty();
        assertThat(found("ller")).as("not in the middle").isEmpty();
        assertThat(found("decoy")).isEmpty();
        assertThat(found("10000000000013")).as("a serial that nobody redeemed").isEmpty();
        assertThat(found(null)).contains(anna.customer(), zoe.customer());
    }

    @Test
    void aSearchByNameUsesItsIndexUnderThePolicy() {
        String plan =
                world.wiring()
                        .transactions()
                        .read(
                                world.caller(),
                                tx ->
                                        String.join(
                                                "\n",
                                                tx.handle()
                                                        .createQuery(
                                                                "EXPLAIN SELECT id FROM customer WHERE provider_id = :provider AND name_folded >= 'an' AND name_folded < 'an' || U&'\\+10FFFF'")
                                                        .bind("provider", tx.provider())
                                                        .mapTo(String.class)
                                                        .list()));
        assertThat(plan).contains("Index Cond", "name_folded >= 'an'");
    }

    @Test
    void listsGoByStateAndPartAndRefuseWhatIsNoState() throws Exception {
        assertThat(
                        ids(
                                directory
                                        .customers(world.caller(), null, "active", Listing.first())
                                        .items()))
                .contains(anna.customer());
        assertThat(directory.customers(world.caller(), null, "frozen", Listing.first()).items())
                .isEmpty();
        assertThat(
                        catchThrowableOfType(
                                        Refused.class,
                                        () ->
                                                directory.customers(
                                                        world.caller(),
                                                        null,
                                                        "asleep",
                                                        Listing.first()))
                                .fields())
                .hasSize(1);
        JsonNode first = json("/api/v1/customers?limit=1");
        assertThat(first.path("items")).hasSize(1);
        JsonNode second =
                json("/api/v1/customers?limit=1&after=" + first.path("next").asText());
        assertThat(second.at("/items/0/id")).isNotEqualTo(first.at("/items/0/id"));
        assertThat(get("/api/v1/customers", "text/csv").body())
                .contains("\"email\",\"accounts\"")
                .contains("Änna Müller");
    }

    @Test
    void accountsAreListedWithWhatMatters() throws Exception {
        JsonNode account = json("/api/v1/accounts?customer=" + zoe.customer()).at("/items/0");
        assertThat(account.path("username").asText()).isEqualTo("zoe-1");
        assertThat(account.path("plan_name").asText()).isEqualTo("Basic");
        assertThat(account.path("state").asText()).isEqualTo("active");
        assertThat(account.path("quota_bytes").asLong()).isEqualTo(5_000_000_000L);
        assertThat(json("/api/v1/accounts?state=active&limit=500").path("items"))
                .extracting(row -> row.path("username").asText())
                .contains("anna", "zoe-1");
        assertThat(json("/api/v1/accounts?state=frozen").path("items")).isEmpty();
        assertThat(get("/api/v1/accounts?state=asleep", "application/json").statusCode())
                .isEqualTo(422);
    }

    @Test
    void aChangedContactShowsInEveryAccountThatSharesIt() throws Exception {
        OpenedAccount first = open(world.caller(), "Bo", "bo@example.com", "bo-1", basic);
        OpenedAccount second =
                world.wiring()
                        .customers()
                        .opening()
                        .open(
                                world.caller(),
                                new OpeningRequest(
                                        null,
                                        null,
                                        first.account().toString(),
                                        null,
                                        first.contact().toString(),
                                        null,
                                        null,
                                        "bo-2",
                                        PASSWORD,
                                        null,
                                        null,
                                        null));
        HttpResponse<String> changed =
                server.send(
                        server.request("/api/v1/contacts/" + first.contact())
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .method(
                                        "PATCH",
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"email\": \"bo@example.net\"}"))
                                .build());
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        for (OpenedAccount account : List.of(first, second)) {
            assertThat(
                            world.wiring()
                                    .customers()
                                    .accountCare()
                                    .view(world.caller(), account.account())
                                    .email())
                    .isEqualTo("bo@example.net");
        }
    }

    @Test
    void theFormAsksOnlyWhatIsStillOpen() {
        String forNew = support.get("/console/accounts/new").body();
        assertThat(forNew).contains("name=\"name\"", "name=\"plan\"", "name=\"term\"");
        String start = "/console/accounts/new?customer=" + zoe.customer();
        assertThat(support.get(start).body())
                .contains("name=\"parent\"", "name=\"contact\"")
                .doesNotContain("name=\"username\"", "name=\"plan\"");
        String another = support.get(start + "&parent=none&contact=" + zoe.contact()).body();
        assertThat(another)
                .contains("name=\"plan\"", "name=\"username\"")
                .doesNotContain("name=\"name\"", "name=\"email\"");
        String sub = support.get(start + "&parent=" + zoe.account() + "&contact=new").body();
        assertThat(sub)
                .contains("A sub-account of zoe-1", "name=\"email\"")
                .doesNotContain("name=\"plan\"", "name=\"term\"", "name=\"name\"");
    }

    @Test
    void supportOpensAnAccountAndFindsEverythingOnItsPage() {
        HttpResponse<String> wrong =
                post(
                        "/console/accounts/new",
                        "/console/accounts",
                        Map.of(
                                "name", "Cleo",
                                "email", "cleo@example.com",
                                "username", "a b",
                                "plan", select.toString(),
                                "term", "1",
                                "term_unit", "years",
                                "hard_quota_gb", "7.5"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("letters a to z", "value=\"Cleo\"", "value=\"7.5\"");

        HttpResponse<String> endless =
                post(
                        "/console/accounts/new",
                        "/console/accounts",
                        Map.of(
                                "name", "Cleo",
                                "email", "cleo@example.com",
                                "username", "cleo",
                                "plan", select.toString(),
                                "term", "",
                                "term_unit", "years"));
        assertThat(endless.body())
                .contains("Please say for how long: the plan Select has no trial days.");

        HttpResponse<String> opened =
                post(
                        "/console/accounts/new",
                        "/console/accounts",
                        Map.of(
                                "name", "Cleo",
                                "email", "cleo@example.com",
                                "username", "cleo",
                                "plan", select.toString(),
                                "term", "1",
                                "term_unit", "years",
                                "hard_quota_gb", "7.5"));
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
        assertThat(opened.body()).contains("Temporary password", "RESTIC_REPOSITORY");
        String page = first("/console/accounts/[0-9a-f-]{36}", opened.body());
        assertThat(support.get(page).body())
                .contains(
                        "Account cleo",
                        "of 7.5 GB",
                        "Given 1 year by hand",
                        "Opened",
                        "by Sue",
                        "by hand");
        assertThat(support.reading("de").get(page).body())
                .as("whoever it is, the sentence fits: Das war der Kunde")
                .contains("Das war Sue");
        support.reading("en");

        HttpResponse<String> quotas =
                post(page, page + "/quotas", Map.of("hard_quota_gb", "", "user_quota_gb", "2"));
        assertThat(quotas.statusCode()).as(quotas.body()).isEqualTo(303);
        assertThat(support.get(page).body()).contains("of 2 GB", "Limits changed");
        assertThat(post(page, page + "/quotas", Map.of("hard_quota_gb", "-1")).body())
                .contains("A number of gigabytes such as");

        assertThat(post(page, page + "/repository-keys", Map.of()).body())
                .contains("The new repository key", "the old ones work no more");
        HttpResponse<String> reader =
                post(page, page + "/repository-keys", Map.of("scope", "read"));
        assertThat(reader.body())
                .contains("May restore only", "May back up, restore and delete")
                .contains(" that may restore only, the old ones go on working")
                .contains("The storage does not answer now. As soon as it does, this key works");
        assertThat(support.reading("de").get(page).body())
                .contains(" (darf nur wiederherstellen), die alten gelten weiter");
        support.reading("en");
        String end = first(page + "/repository-keys/r[0-9a-z]{10}/revoke", reader.body());
        assertThat(post(page, end, Map.of()).statusCode()).isEqualTo(303);
        assertThat(support.get(page).body())
                .contains("is ended, but its storage does not answer now", "Repository key ")
                .doesNotContain(end, "works no more");
        assertThat(support.post(end, Map.of()).statusCode()).as("not by itself").isEqualTo(403);
    }

    @Test
    void aFormForAKeyComesBackAsItWasSentAndOffersNoMoreThanTheKeyDoes() {
        OpenedAccount kit = open(world.caller(), "Kit", "kit@example.com", "kit-1", basic);
        AccountCare care = world.wiring().customers().accountCare();
        for (int keys = 1; keys < 20; keys++) {
            care.newKey(world.caller(), kit.account(), new WantedKey(KeyScope.FULL, true));
        }
        String page = "/console/accounts/" + kit.account();
        HttpResponse<String> full =
                support.submit(page, page + "/repository-keys", Map.of("scope", "full", "keep", "true"));
        assertThat(full.statusCode()).isEqualTo(409);
        assertThat(full.body()).contains("End one first, or make a new one that replaces them all.");
        Document kept = Jsoup.parse(full.body());
        assertThat(kept.select("input[name=keep][checked]")).hasSize(1);
        assertThat(kept.select("select[name=scope] option[selected]").val()).isEqualTo("full");
        for (String less : List.of("append", "read")) {
            HttpResponse<String> refused =
                    support.fill(full, page + "/repository-keys", Map.of("scope", less));
            assertThat(refused.statusCode()).as(less).isEqualTo(409);
            assertThat(refused.body())
                    .contains("has 20 keys", "End one first.")
                    .doesNotContain("replaces them all");
            Document returned = Jsoup.parse(refused.body());
            assertThat(returned.select("input[name=keep][checked]")).isEmpty();
            assertThat(returned.select("select[name=scope] option[selected]").val())
                    .isEqualTo(less);
        }
        assertThat(care.keys(world.caller(), kit.account())).hasSize(20);
    }

    @Test
    void onceItsDeletionHasBegunAnAccountHasNoKeysAndGetsNone() throws Exception {
        OpenedAccount pam = open(world.caller(), "Pam", "pam@example.com", "pam-1", basic);
        String page = "/console/accounts/" + pam.account();
        HttpResponse<String> before = support.get(page);
        String end = page + "/repository-keys/" + pam.repository().username() + "/revoke";
        assertThat(before.body()).contains(end);
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                "UPDATE account SET term_state = 'purging', term_promised_at = term_since, term_until = NULL, term_due_at = NULL, reminder_at = NULL WHERE id = ?",
                                                pam.account()));
        assertThat(support.get(page).body())
                .contains("No key works.")
                .doesNotContain(page + "/repository-keys");
        for (String old : List.of(end, page + "/repository-keys")) {
            HttpResponse<String> refused = support.fill(before, old, Map.of());
            assertThat(refused.statusCode()).as(old).isEqualTo(409);
            assertThat(refused.body())
                    .contains("Account pam-1", "The deletion of this account has begun");
        }
        assertThat(json("/api/v1/accounts/" + pam.account() + "/repository-keys").required("items"))
                .isEmpty();
    }

    @Test
    void aLimitThatIsNotTypedAnewStaysWhatItsCustomerMadeItMeanwhile() {
        OpenedAccount flo = open(world.caller(), "Flo", "flo@example.com", "flo-1", basic);
        String page = "/console/accounts/" + flo.account();
        HttpResponse<String> open = support.get(page);
        assertThat(
                        support.submit(page, page + "/quotas", Map.of("user_quota_gb", "2"))
                                .statusCode())
                .isEqualTo(303);
        HttpResponse<String> refused =
                support.fill(
                        open,
                        page + "/quotas",
                        Map.of("hard_quota_gb", "much", "user_quota_gb", ""));
        assertThat(refused.body()).contains("A number of gigabytes such as");

        HttpResponse<String> changed =
                support.fill(
                        refused,
                        page + "/quotas",
                        Map.of("hard_quota_gb", "9", "user_quota_gb", ""));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(303);
        assertThat(support.get(page).body())
                .contains("the provider&#39;s 9 GB, the customer&#39;s 2 GB", "of 2 GB");
        assertThat(support.submit(page, page + "/quotas", Map.of(
                                        "hard_quota_gb", "9", "user_quota_gb", "2"))
                                .statusCode())
                .as("nothing changes")
                .isEqualTo(303);
    }

    @Test
    void aCustomersPageShowsAndChangesContactsAndName() {
        OpenedAccount dee = open(world.caller(), "Dee", "dee@example.com", "dee-1", basic);
        String page = "/console/customers/" + dee.customer();
        assertThat(support.get(page).body()).contains("dee-1", "dee@example.com", "5 GB");
        assertThat(
                        post(page, page + "/contacts", Map.of("name", "Cellar", "email", "cellar"))
                                .body())
                .contains("does not look like an e-mail address");
        post(page, page + "/contacts", Map.of("name", "Cellar", "email", "cellar@example.com"));
        assertThat(support.get(page).body()).contains("cellar@example.com");
        post(page, page, Map.of("customer_name", "Dee & Sons"));
        assertThat(support.get(page).body()).contains("<h1>Dee &amp; Sons</h1>");
        String contact = page + "/contacts/" + dee.contact();
        assertThat(
                        Jsoup.parse(post(page, contact, Map.of("name", "Dee", "email", "dee")).body())
                                .select("[aria-invalid]")
                                .eachAttr("id"))
                .as("at that contact, not where one is added")
                .containsExactly("email-" + dee.contact());
        post(page, contact, Map.of("name", "Dee", "email", "dee@example.net"));
        assertThat(found("dee@example.net")).containsExactly(dee.customer());
    }

    @Test
    void allThatIsKeptAboutACustomerIsHandedOutWithoutSecrets() throws Exception {
        String opened =
                server.send(
                                server.request("/api/v1/accounts")
                                        .header("Authorization", "Bearer " + key)
                                        .header("Content-Type", "application/json")
                                        .POST(
                                                HttpRequest.BodyPublishers.ofString(
                                                        """
                                                        {"name": "Gil", "email": "gil@example.com", "username": "gil", "plan": "%s", "term": "P1Y"}
                                                        """
                                                                .formatted(basic)))
                                        .build())
                        .body();
        JsonNode account = new ObjectMapper().readTree(opened);
        String customer = account.path("customer").asText();
        HttpResponse<String> file =
                post(
                        "/console/customers/" + customer,
                        "/console/customers/" + customer + "/personal-data",
                        Map.of());
        assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
                .contains("customer-" + customer + ".json");
        JsonNode data = new ObjectMapper().readTree(file.body());
        assertThat(data.at("/customer/contacts/0/email").asText()).isEqualTo("gil@example.com");
        assertThat(data.at("/accounts/0/account/username").asText()).isEqualTo("gil");
        assertThat(data.at("/accounts/0/grants/0/source").asText()).isEqualTo("by_hand");
        assertThat(data.at("/accounts/0/events/0/what").asText()).isEqualTo("Given 1 year by hand");
        assertThat(data.at("/mails/0/address").asText()).isEqualTo("gil@example.com");
        assertThat(file.body())
                .doesNotContain(
                        account.path("temporary_password").asText(),
                        account.at("/repository/password").asText(),
                        zoe.account().toString());
        String deletion = "/console/accounts/" + data.at("/accounts/0/account/id").asText() + "/deletion";
        assertThat(post(deletion, deletion, Map.of("deletion_reason", "Gil called")).statusCode())
                .isEqualTo(303);
        JsonNode accounts = json("/api/v1/customers/" + customer + "/personal-data").path("accounts");
        assertThat(accounts).hasSize(1);
        assertThat(accounts.at("/0/events/0/reason").asText()).isEqualTo("Gil called");
        assertThat(world.wiring()
                .access()
                .audit()
                .list(world.caller(), AuditFilter.ALL, new Listing(10, null))
                .items())
                .extracting(entry -> entry.action() + " " + entry.subject())
                .contains("customer.exported customer:" + customer);
    }

    @Test
    void whoStillHasAccountsIsNotForgotten() throws Exception {
        OpenedAccount hal = open(world.caller(), "Hal", "hal@example.com", "hal-1", basic);
        HttpResponse<String> refused =
                server.send(
                        server.request("/api/v1/customers/" + hal.customer())
                                .header("Authorization", "Bearer " + key)
                                .DELETE()
                                .build());
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(refused.body()).contains("still has hal-1", "Delete these accounts first");
        assertThat(found("hal@")).hasSize(1);
    }

    @Test
    void whoHasNoAccountAnyMoreIsForgottenWithAllContacts() {
        UUID left = new UUID(7, 7);
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            CustomerRepository repository = new CustomerRepository(tx);
                            repository.insert(left, "Ivy");
                            repository.insertContact(
                                    new Contact(left, left, "Ivy", "ivy@example.com", true));
                            return left;
                        });
        assertThat(found("ivy")).containsExactly(left);
        followUp("ivy@example.com");
        world.wiring().customers().contacts().erase(world.caller(), left);
        assertThat(found("ivy")).isEmpty();
        assertThat(keptOf("ivy@example.com")).isEmpty();
        assertThat(
                        catchThrowableOfType(
                                Refused.class, () -> directory.customer(world.caller(), left)))
                .isNotNull();
    }

    @Test
    void consentTrialsAndTheQuestionWhyTheyLeftAreInTheExport() throws Exception {
        OpenedAccount jo = open(world.caller(), "Jo", "jo@example.com", "jo-1", basic);
        String address = "/api/v1/customers/" + jo.customer() + "/personal-data";
        assertThat(json(address).path("consents")).isEmpty();
        assertThat(json(address).path("follow_ups")).isEmpty();
        world.wiring().lifecycle().consents().choose(world.caller(), jo.account(), true);
        followUp("Jo@example.com");
        assertThat(json(address).path("trials")).isEmpty();
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .execute(
                                                "INSERT INTO trial_request (provider_id, digest, name, email, network, asked_at)"
                                                        + " VALUES (?, '1', 'Jo W', 'jo@example.com', '2', ?)",
                                                tx.provider(),
                                                tx.now().atOffset(ZoneOffset.UTC)));
        assertThat(json(address).path("silenced")).isEmpty();
        server.send(
                server.request("/api/v1/mail/bounces")
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"address\": \"Jo@Example.com\", \"kind\":"
                                                + " \"complaint\"}"))
                        .build());
        JsonNode data = json(address);
        assertThat(data.at("/consents/0/contact").asText()).isEqualTo(jo.contact().toString());
        assertThat(data.at("/trials/0/address").asText()).isEqualTo("jo@example.com");
        assertThat(data.at("/trials/0/kept/requests/0/name").asText()).isEqualTo("Jo W");
        assertThat(data.at("/follow_ups/0/address").asText()).isEqualTo("jo@example.com");
        assertThat(data.at("/follow_ups/0/kept/sent").asInt()).isZero();
        assertThat(data.at("/follow_ups/0/kept/next_at").asText()).isNotEmpty();
        assertThat(data.at("/silenced/0/address").asText()).isEqualTo("jo@example.com");
    }

    @Test
    void whoLeftIsForgottenByTheirAddressButNoCustomerIs() {
        followUp("kim@example.com");
        assertThat(keptOf("kim@example.com")).isPresent();
        assertThat(erase("KIM@example.com").statusCode()).isEqualTo(204);
        assertThat(keptOf("kim@example.com")).isEmpty();
        assertThat(erase("kim@example.com").statusCode()).as("again").isEqualTo(204);
        HttpResponse<String> customer = erase("anna.m@example.com");
        assertThat(customer.statusCode()).isEqualTo(409);
        assertThat(customer.body()).contains("A customer has this address");
        assertThat(erase("x".repeat(10_000)).statusCode()).isEqualTo(422);
        assertThat(post("/console/customers", "/console/customers", Map.of()).statusCode())
                .as("support may not")
                .isEqualTo(403);
    }

    /** As if somebody with this address had left, where somebody reads what they answer. */
    private void followUp(String address) {
        HttpResponse<String> sender =
                server.send(
                        server.request("/api/v1/mail/sender")
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .PUT(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"reply_to\": \"answers@harbour.example\"}"))
                                .build());
        assertThat(sender.statusCode()).as(sender.body()).isEqualTo(200);
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            world.wiring().lifecycle().followUps().begin(tx, "Ivy", address);
                            return address;
                        });
    }

    private Optional<FollowUps.KeptSeries> keptOf(String address) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx -> world.wiring().lifecycle().followUps().of(tx, address));
    }

    private HttpResponse<String> erase(String address) {
        return server.send(
                server.request("/api/v1/erasures")
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"email\": \"" + address + "\"}"))
                        .build());
    }

    private List<UUID> found(@Nullable String search) {
        return ids(directory.customers(world.caller(), search, null, Listing.first()).items());
    }

    private static List<UUID> ids(List<CustomerRow> rows) {
        return rows.stream().map(CustomerRow::id).toList();
    }

    private OpenedAccount open(
            Caller caller, String name, String email, String username, UUID plan) {
        return world.wiring()
                .customers()
                .opening()
                .open(
                        caller,
                        new OpeningRequest(
                                null,
                                name,
                                null,
                                plan.toString(),
                                null,
                                null,
                                email,
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

    private HttpResponse<String> post(String from, String to, Map<String, String> typed) {
        Map<String, String> fields = new HashMap<>(typed);
        fields.put(
                "csrf",
                first("name=\"csrf\" value=\"[^\"]+", support.get(from).body())
                        .replace("name=\"csrf\" value=\"", ""));
        return support.post(to, fields);
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group();
    }

    private JsonNode json(String path) throws Exception {
        return new ObjectMapper().readTree(get(path, "application/json").body());
    }

    private HttpResponse<String> get(String path, String accept) {
        return server.send(
                server.request(path)
                        .header("Authorization", "Bearer " + key)
                        .header("Accept", accept)
                        .GET()
                        .build());
    }
}
