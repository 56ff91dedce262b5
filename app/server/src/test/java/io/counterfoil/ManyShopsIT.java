package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.counterfoil.access.Role;
import io.counterfoil.access.SessionCookies;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.retailers.Retailers;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages where a shop is chosen, when there are too many for one list. */
@ExtendWith(OneBrowser.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyShopsIT {
    private static final int KIOSKS = 3_000;
    private static final int BRANCHES = 1_000;

    /** What a page may bring along, in bytes; there is little on these but choices. */
    private static final int LIGHT = 100_000;

    private static final List<String> PAGES =
            List.of(
                    "/console/cases",
                    "/console/disputes",
                    "/console/losses",
                    "/console/settlement",
                    "/console/settlement/payments",
                    "/console/stock-takes",
                    "/console/goods-orders",
                    "/console/shipments",
                    "/console/returns",
                    "/console/holds",
                    "/retail/goods-orders",
                    "/retail/send-back",
                    "/retail/stock-takes");

    /** Those of a shop that ask for a till. */
    private static final List<String> WITH_TILLS =
            List.of(
                    "/retail/activate",
                    "/retail/cases",
                    "/retail/offline-days",
                    "/retail/releases",
                    "/retail/sheet");

    private static final int PHONE = 390;
    private static final int DESK = 1440;
    private static final int HEIGHT = 900;

    private static final String SHOP = "Corner Books";
    private static final String OUTLET = "Corner Books, Corner Books";

    private final Map<String, Long> before = new HashMap<>();
    private final Map<String, Document> withFewTills = new HashMap<>();
    private FilledWorld filled;
    private Browser owner;
    private Browser manager;
    private String retailer;
    private String outlet;

    @BeforeAll
    void open() throws Exception {
        filled = new FilledWorld();
        owner = filled.signedIn(Role.OWNER);
        manager = filled.signedIn(Role.MANAGER);
        retailer = id("SELECT id FROM retailer WHERE name = 'Corner Books'");
        outlet = id("SELECT id FROM outlet WHERE name = 'Corner Books'");
        for (String page : pages()) {
            transactions(page); // what is read once only
            before.put(page, transactions(page));
        }
        Retailers retailers = filled.world().wiring().retailers().retailers();
        UUID arcade =
                retailers
                        .addOutlet(filled.world().caller(), UUID.fromString(retailer), "Arcade")
                        .id();
        retailers.addTerminal(filled.world().caller(), arcade, "Till 1");
        WITH_TILLS.forEach(page -> withFewTills.put(page, page(page, 200)));
        String provider = filled.world().provider().id().toString();
        filled.world()
                .database().execute(
                        """
                        WITH made AS (
                            INSERT INTO retailer (provider_id, id, name, created_at)
                            SELECT '%1$s', gen_random_uuid(), 'Kiosk ' || n, now() FROM generate_series(1, %2$d) AS n
                            RETURNING provider_id, id)
                        INSERT INTO outlet (provider_id, retailer_id, id, name, created_at)
                        SELECT provider_id, id, gen_random_uuid(), 'Main Street', now() FROM made
                        UNION ALL
                        SELECT '%1$s', '%3$s', gen_random_uuid(), 'Branch ' || n, now() FROM generate_series(1, %4$d) AS n
                        """
                                .formatted(provider, KIOSKS, retailer, BRANCHES));
        filled.world()
                .database().execute(
                        """
                        INSERT INTO terminal (provider_id, retailer_id, outlet_id, id, name, created_at)
                        SELECT provider_id, retailer_id, id, gen_random_uuid(), 'Till ' || n, now()
                        FROM outlet, generate_series(1, 2) AS n WHERE name LIKE 'Branch %'
                        """);
    }

    @AfterAll
    void close() {
        filled.close();
    }

    @Test
    void pagesCostTheSameHoweverManyThereAre() {
        for (String page : pages()) {
            HttpResponse<String> answer = reader(page).get(page);
            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            assertThat(answer.body().getBytes(StandardCharsets.UTF_8))
                    .as(page)
                    .hasSizeLessThan(LIGHT);
            assertThat(transactions(page)).as(page).isEqualTo(before.get(page));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/stock-takes?outlet=",
                "/console/goods-orders?outlet=",
                "/console/shipments?outlet=",
                "/console/returns?outlet=",
                "/console/cases?retailer=",
                "/console/disputes?retailer=",
                "/console/losses?retailer=",
                "/console/settlement?retailer=",
                "/retail/goods-orders?outlet=",
                "/retail/stock-takes?of="
            })
    void aListIsAskedForByTypingAName(String list) {
        boolean ofRetailer = list.endsWith("retailer=");
        String name = list.startsWith("/retail") || ofRetailer ? SHOP : OUTLET;
        Document typed = page(list + encoded(name.toUpperCase(Locale.ROOT)), 200);
        Document known = page(list + (ofRetailer ? retailer : outlet), 200);
        Element field = typed.expectFirst("form.search input[list]");
        assertThat(field.val()).isEqualTo(name);
        assertThat(known.expectFirst("form.search input[list]").val()).isEqualTo(name);
        assertThat(typed.select("main table").text())
                .as("the same as by its id")
                .isEqualTo(known.select("main table").text());
        assertThat(typed.select("a[href*=as=csv]").eachAttr("href"))
                .as("the table asks for it by its id")
                .anySatisfy(link -> assertThat(link).contains(ofRetailer ? retailer : outlet));

        Document unknown = page(list + "Nobody+%26+Sons", 422);
        Element refused = unknown.expectFirst("form.search input[list]");
        assertThat(refused.val()).isEqualTo("Nobody & Sons");
        assertThat(refused.attr("aria-invalid")).isEqualTo("true");
        assertThat(unknown.expectFirst("#" + refused.id() + "-problem").text())
                .contains("has this name. Type all of it");
        assertThat(unknown.select("[role=alert] a").eachAttr("href"))
                .containsExactly("#" + refused.id());
        assertThat(unknown.select("main .problem")).as("at no other field").hasSize(1);
        assertThat(unknown.select("main table, main .card:not(form)").text())
                .as("as of a shop without any")
                .isEqualTo(
                        page(list + idle(list, ofRetailer), 200)
                                .select("main table, main .card:not(form)")
                                .text());

        Document odd = page(list + "No%00body", 422);
        assertThat(odd.expectFirst("form.search input[list]").val()).isEqualTo("No\ufffdbody");
        Document nobodys = page(list + Belongings.NOBODYS, 422);
        assertThat(nobodys.expectFirst("form.search input[list]").val())
                .isEqualTo(Belongings.NOBODYS);
        assertThat(nobodys.expectFirst("#" + refused.id() + "-problem").text())
                .contains("was not found");
        assertThat(nobodys.select("a[href*=as=csv]").eachAttr("href"))
                .as("all tables are asked for one shop")
                .anySatisfy(link -> assertThat(link).contains(ofRetailer ? "retailer=" : "outlet="));
    }

    /** The id of one that nothing was sent to. */
    private String idle(String list, boolean ofRetailer) {
        if (ofRetailer) {
            return id("SELECT id FROM retailer WHERE name = 'Kiosk 1'");
        }
        return id(
                list.startsWith("/retail")
                        ? "SELECT id FROM outlet WHERE name = 'Branch 1'"
                        : "SELECT id FROM outlet WHERE name = 'Main Street' LIMIT 1");
    }

    @Test
    void aFormIsFilledInByALinkOrSaysThatNobodyIsMeant() {
        String link = "/console/holds?outlet=";
        assertThat(page(link + outlet, 200).expectFirst("form.card [name=outlet]").val())
                .isEqualTo(OUTLET);
        Document refused = page(link + Belongings.NOBODYS, 422);
        assertThat(refused.expectFirst("form.card [name=outlet]").val())
                .isEqualTo(Belongings.NOBODYS);
        assertThat(refused.expectFirst("#outlet-problem").text()).contains("was not found");
    }

    @Test
    void aFilterAboveTheSameFieldOfAFormSaysItselfThatNobodyIsMeant() {
        String payments = "/console/settlement/payments";
        Document known = page(payments + "?retailer=" + retailer, 200);
        assertThat(known.select("form [name=retailer]").eachAttr("value"))
                .as("in the form and in the filter")
                .containsExactly(SHOP, SHOP);
        for (Role role : List.of(Role.OWNER, Role.READ_ONLY)) {
            HttpResponse<String> answer =
                    filled.signedIn(role).get(payments + "?retailer=nobody");
            assertThat(answer.statusCode()).isEqualTo(422);
            Document unknown = Jsoup.parse(answer.body());
            assertThat(unknown.select("[aria-invalid]").eachAttr("id"))
                    .as("as %s", role)
                    .containsExactly("retailer_filter");
            assertThat(unknown.select("[role=alert] li a").eachAttr("href"))
                    .containsExactly("#retailer_filter");
            assertThat(unknown.select("form.card [name=retailer]").eachAttr("value"))
                    .as("nothing wrong in the form")
                    .allMatch(String::isEmpty);
            assertThat(unknown.select("td.empty").text()).isEqualTo("No such payments.");
        }
        Document refused =
                Jsoup.parse(
                        owner.submit(
                                        payments,
                                        payments,
                                        Map.of("retailer", SHOP, "amount", "none"))
                                .body());
        assertThat(refused.expectFirst("form.card [name=retailer]").val()).isEqualTo(SHOP);
        assertThat(refused.expectFirst("form.search [name=retailer]").val())
                .as("what is listed is of all")
                .isEmpty();
    }

    @Test
    void aNameOfManyIsRefusedAndWhatItMayMeanIsSuggestedWithoutScripts() {
        Document refused = page("/console/shipments?outlet=main+street", 422);
        Element field = refused.expectFirst("#outlet_filter");
        assertThat(field.val()).isEqualTo("main street");
        assertThat(refused.expectFirst("#outlet_filter-problem").text())
                .startsWith("More than one is called this.");
        assertThat(refused.select("#" + field.attr("list") + " option"))
                .hasSize(20)
                .allSatisfy(option -> assertThat(option.val()).endsWith(", Main Street"));
        assertThat(
                        Jsoup.parse(
                                        owner.reading("de")
                                                .get("/console/shipments?outlet=main+street")
                                                .body())
                                .expectFirst("#outlet_filter-problem")
                                .text())
                .startsWith("Diesen Namen gibt es mehr als einmal.");
        owner.reading("en");
    }

    @ParameterizedTest
    @CsvSource({
        "/console/shipments, outlet, serials.from, 1, true",
        "/console/shipments, carton_outlet, cartons, 1, false",
        "/console/returns, outlet, serials, 1, true",
        "/console/holds, outlet, reason, '', true",
        "/console/settlement/payments, retailer, amount, none, true",
        "/retail/send-back, outlet, serials, 1, true"
    })
    void aFormSaysWhatIsWrongWithANameAndKeepsIt(
            String page, String field, String other, String wrong, boolean both) {
        for (Map.Entry<String, String> typed :
                Map.of(
                                "Nobody & Sons", "has this name. Type all of it",
                                "No\0body", "control characters",
                                Belongings.NOBODYS, "was not found",
                                "", page.endsWith("holds") ? "" : "Please choose one.")
                        .entrySet()) {
            HttpResponse<String> answer =
                    reader(page)
                            .submit(page, page, Map.of(field, typed.getKey(), other, wrong));
            assertThat(answer.statusCode()).isEqualTo(422);
            Document refused = Jsoup.parse(answer.body());
            assertThat(refused.expectFirst("form[method=post] [name=" + field + "]").val())
                    // As browsers read a NUL.
                    .isEqualTo(typed.getKey().replace('\0', '\ufffd'));
            Element problem = refused.selectFirst("#" + field + "-problem");
            assertThat(problem == null ? "" : problem.text()).contains(typed.getValue());
            assertThat(refused.selectFirst("[id=" + other + "-problem]") != null)
                    .as("with what else is wrong")
                    .isEqualTo(both);
        }
        String known = page.startsWith("/retail") ? "Branch 1" : OUTLET;
        String name = field.equals("retailer") ? SHOP : known;
        Document kept =
                Jsoup.parse(
                        reader(page).submit(page, page, Map.of(field, name, other, wrong)).body());
        assertThat(kept.expectFirst("form[method=post] [name=" + field + "]").val())
                .isEqualTo(name);
        assertThat(kept.select("[id=" + field + "-problem]")).isEmpty();
        assertThat(kept.select("[id=" + other + "-problem]")).hasSize(1);
    }

    @Test
    void aFormIsSentWithANameThatIsTyped() {
        HttpResponse<String> held =
                owner.submit(
                        "/console/holds",
                        "/console/holds",
                        Map.of("outlet", "kiosk 77, main street", "reason", "Flooded"));
        assertThat(held.statusCode()).as(held.body()).isEqualTo(303);
        assertThat(owner.get("/console/holds").body()).contains("Flooded");
        assertThat(
                        id(
                                """
                                SELECT retailer.name FROM item_hold JOIN outlet ON outlet.id = outlet_id
                                JOIN retailer ON retailer.id = outlet.retailer_id WHERE reason = 'Flooded'
                                """))
                .isEqualTo("Kiosk 77");

        HttpResponse<String> paid =
                owner.submit(
                        "/console/settlement/payments",
                        "/console/settlement/payments",
                        Map.of(
                                "retailer", "Kiosk 78",
                                "amount", "12.50",
                                "reference", "Kiosk's",
                                "received_on", "2026-03-01"));
        assertThat(paid.statusCode()).as(paid.body()).isEqualTo(303);
        assertThat(owner.get("/console/settlement/payments").body()).contains("Kiosk 78");

        HttpResponse<String> counted =
                manager.submit(
                        "/retail/stock-takes",
                        "/retail/stock-takes",
                        Map.of("outlet", "branch 17"));
        assertThat(counted.statusCode()).as(counted.body()).isEqualTo(303);
        assertThat(page("/retail/stock-takes?of=branch+17", 200).select("tbody").text())
                .contains("Branch 17");

        HttpResponse<String> notCounted =
                manager.submit(
                        "/retail/stock-takes",
                        "/retail/stock-takes",
                        Map.of("outlet", "branch"));
        assertThat(notCounted.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(notCounted.body()).expectFirst("#outlet-problem").text())
                .startsWith("No outlet has this name.");
    }

    @Test
    void fewTillsAreAllOfferedUnderTheirOutlets() {
        withFewTills.forEach(
                (page, shown) -> {
                    Element tills = shown.expectFirst("select[name=terminal]");
                    assertThat(tills.select("optgroup").eachAttr("label"))
                            .as(page)
                            .containsExactly("Arcade", "Corner Books");
                    assertThat(tills.select("optgroup:first-of-type option").eachText())
                            .containsExactly("Arcade, Till 1");
                    assertThat(shown.select("main [name=outlet]")).isEmpty();
                });
    }

    @Test
    void ofManyTillsThoseOfTheChosenOutletAreOffered() {
        String till =
                id(
                        "SELECT terminal.id FROM terminal JOIN outlet ON outlet.id = outlet_id"
                                + " WHERE outlet.name = 'Branch 17' AND terminal.name = 'Till 2'");
        for (String page : WITH_TILLS) {
            HttpResponse<String> unsaid = manager.get(page);
            assertThat(unsaid.body().getBytes(StandardCharsets.UTF_8))
                    .as(page)
                    .hasSizeLessThan(LIGHT);
            assertThat(tills(Jsoup.parse(unsaid.body()))).as(page).isEmpty();
            Element form = Jsoup.parse(unsaid.body()).expectFirst("form[method=get]:has(#outlet)");
            assertThat(form.attr("action")).isEqualTo(page);

            Document chosen = page(page + "?outlet=branch+17", 200);
            assertThat(tills(chosen))
                    .as(page)
                    .containsExactly("Branch 17, Till 1", "Branch 17, Till 2");
            assertThat(chosen.select("optgroup, main [name=outlet]:not([type=hidden])")).as(page).isEmpty();
            assertThat(chosen.select("main a[href=" + page + "]").text())
                    .contains("At another outlet");
            assertThat(tills(page(page + "?outlet=Arcade", 200))).containsExactly("Arcade, Till 1");

            Document refused = page(page + "?outlet=Nobody+%26+Sons", 422);
            assertThat(tills(refused)).as(page).isEmpty();
            assertThat(refused.expectFirst("#outlet").val()).isEqualTo("Nobody & Sons");
            assertThat(refused.expectFirst("#outlet-problem").text())
                    .startsWith("No outlet has this name.");

            HttpResponse<String> wrong =
                    manager.submit(
                            page + "?outlet=branch+17",
                            page + "?outlet=" + branch(17),
                            Map.of("terminal", till, "serial", "1", "count", "no", "reason", ""));
            assertThat(wrong.statusCode()).as(page).isEqualTo(422);
            Document kept = Jsoup.parse(wrong.body());
            assertThat(tills(kept))
                    .as(page + " with what is wrong")
                    .containsExactly("Branch 17, Till 1", "Branch 17, Till 2");
            assertThat(kept.expectFirst("select[name=terminal] option[selected]").val())
                    .as(page)
                    .isEqualTo(till);
        }
        assertThat(tills(page("/retail/activate?terminal=" + till, 200)))
                .as("the next customer")
                .containsExactly("Branch 17, Till 1", "Branch 17, Till 2");
        assertThat(tills(page("/retail/activate?terminal=" + Belongings.NOBODYS, 200))).isEmpty();
    }

    @Test
    void theChosenOutletStaysChosen() {
        Browser reader = filled.signedIn(Role.MANAGER);
        String chosen = "?outlet=" + branch(17);
        for (String page : WITH_TILLS) {
            Document refused =
                    Jsoup.parse(
                            manager.submit(page + chosen, page + chosen, Map.of("count", "no"))
                                    .body());
            assertThat(tills(refused))
                    .as(page + " without a till")
                    .containsExactly("Branch 17, Till 1", "Branch 17, Till 2");

            HttpResponse<String> german =
                    reader.submit(page + chosen, "/language", Map.of("language", "de"));
            assertThat(german.headers().firstValue("Location").orElse(""))
                    .endsWith(page + chosen);
        }

        Document cases = page("/retail/cases" + chosen + "&state=open", 200);
        assertThat(cases.expectFirst("form.search [name=outlet]").val()).isEqualTo(branch(17));
        assertThat(cases.select("a:contains(At another outlet)").attr("href"))
                .isEqualTo("/retail/cases?state=open");
        assertThat(cases.select("a[href*=as=csv]").attr("href")).doesNotContain("outlet");
        Document unsaid = page("/retail/cases?state=open", 200);
        assertThat(unsaid.expectFirst("form.card[method=get] [name=state]").val())
                .isEqualTo("open");

        String sheet =
                page("/retail/sheet" + chosen, 200)
                        .expectFirst("form[method=get] [name=outlet]")
                        .val();
        assertThat(tills(page("/retail/sheet?sheet=1&outlet=" + sheet, 422)))
                .containsExactly("Branch 17, Till 1", "Branch 17, Till 2");
    }

    @Test
    void olderCasesStandOnAPageWithTheSameOutlet() {
        filled.world()
                .database().execute(
                        """
                        INSERT INTO till_case (provider_id, retailer_id, outlet_id, id, kind, subject, opened_at)
                        SELECT provider_id, retailer_id, id, gen_random_uuid(), 'late_return', 'many ' || n, now()
                        FROM outlet, generate_series(1, 101) AS n WHERE name = 'Branch 17'
                        """);
        Document first = page("/retail/cases?outlet=" + branch(17), 200);
        Document older = page(first.select("a:contains(Older ones)").attr("href"), 200);
        filled.world().database().execute("DELETE FROM till_case WHERE subject LIKE 'many %'");
        assertThat(older.select("main h3").size()).isBetween(1, 100);
        assertThat(tills(older)).containsExactly("Branch 17, Till 1", "Branch 17, Till 2");
    }

    @Test
    void theChosenTillIsKeptWhenASessionEnds() {
        StaffMembers.WithPassword clerk = clerk(retailer);
        Browser browser = filled.server().signedIn(clerk);
        String till =
                id(
                        "SELECT id FROM terminal WHERE name = 'Till 2' AND outlet_id = '%s'"
                                .formatted(branch(17)));
        for (String page : WITH_TILLS) {
            if (page.endsWith("/releases")) {
                continue; // for managers
            }
            String chosen = page + "?outlet=" + branch(17);
            HttpResponse<String> shown = browser.get(chosen);
            filled.world()
                    .database()
                    .execute(
                            "UPDATE session SET seen_at = seen_at - interval '1 day' WHERE subject_id = '%s'"
                                    .formatted(clerk.member().id()));
            browser.fill(shown, chosen, Map.of("terminal", till, "serial", "123"));
            String back =
                    browser.signIn("retail", clerk.member().email(), clerk.password())
                            .headers()
                            .firstValue("Location")
                            .orElse("");
            assertThat(
                            Jsoup.parse(browser.get(back).body())
                                    .select("select[name=terminal] option[selected]")
                                    .eachAttr("value"))
                    .as(page)
                    .containsExactly(till);
        }
    }

    @Test
    void aShopWithOneOutletIsNotAskedForIt() {
        filled.world()
                .database().execute(
                        """
                        INSERT INTO terminal (provider_id, retailer_id, outlet_id, id, name, created_at)
                        SELECT provider_id, retailer_id, outlet.id, gen_random_uuid(), 'Till ' || n, now()
                        FROM outlet JOIN retailer USING (provider_id), generate_series(1, 201) AS n
                        WHERE retailer.id = retailer_id AND retailer.name = 'Kiosk 2'
                        """);
        StaffMembers.WithPassword clerk = clerk(id("SELECT id FROM retailer WHERE name = 'Kiosk 2'"));
        Browser browser = filled.server().signedIn(clerk);
        for (String address : List.of("/retail/activate", "/retail/activate?outlet=Elsewhere")) {
            Document page = Jsoup.parse(browser.get(address).body());
            assertThat(tills(page)).as(address).hasSize(201).contains("Main Street, Till 201");
            assertThat(page.select("main [name=outlet], main a:contains(At another outlet)"))
                    .as(address)
                    .isEmpty();
        }
    }

    private StaffMembers.WithPassword clerk(String shop) {
        return filled.world()
                .member(shop + "@shops.example", "Clerk", "clerk", UUID.fromString(shop));
    }

    private String branch(int number) {
        return id("SELECT id FROM outlet WHERE name = 'Branch " + number + "'");
    }

    /** Those that are offered, but for none. */
    private static List<String> tills(Document page) {
        return page.select("select[name=terminal] option:not([value=''])").eachText();
    }

    @Test
    void namesAreSuggestedToWhoeverMayChooseThem() {
        assertThat(suggested(owner, "/console", "kind=outlet&field=carton_outlet&carton_outlet=Kiosk+300"))
                .containsExactly("Kiosk 300, Main Street", "Kiosk 3000, Main Street");
        assertThat(suggested(owner, "/console", "kind=retailer&field=retailer&retailer=corner"))
                .containsExactly("Corner Books");
        assertThat(suggested(manager, "/retail", "kind=outlet&field=of&of=branch+100"))
                .containsExactly("Branch 100", "Branch 1000");
        assertThat(suggested(manager, "/retail", "kind=outlet&field=of&of=kiosk")).isEmpty();
        assertThat(suggested(manager, "/retail", "kind=retailer&field=of&of=kiosk")).isEmpty();
        assertThat(suggested(owner, "/console", "")).isEmpty();
        assertThat(suggested(owner, "/console", "kind=outlet&field=of&of=kiosk%00")).isEmpty();
        assertThat(owner.get("/console/shop-names?kind=till").statusCode()).isEqualTo(422);
    }

    @Test
    void whatIsTypedIsSuggestedAndChosenByTheKeyboard(Chromium chromium) {
        Page page =
                chromium.page(
                        filled.server(), new NewContextOptions().setViewportSize(DESK, HEIGHT));
        page.context()
                .addCookies(
                        List.of(
                                new Cookie(
                                                SessionCookies.SESSION,
                                                owner.cookie(SessionCookies.SESSION))
                                        .setUrl("http://" + filled.server().host())));
        page.navigate("/console/shipments");
        page.locator("#outlet_filter").pressSequentially("corner books, c");
        page.locator("#outlet_filter-names option[value=\"" + OUTLET + "\"]")
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        Chromium.fitsEverybody(page, "many-shops-" + DESK);
        page.locator("#carton_outlet").pressSequentially("kiosk 299");
        Locator suggested = page.locator("#carton_outlet-names option");
        suggested
                .nth(10)
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        assertThat(suggested.count()).isEqualTo(11);

        page.locator("#outlet_filter").press("Enter");
        page.waitForSelector("#outlet_filter-problem");
        Chromium.fitsEverybody(page, "many-shops-refused-" + DESK);
        page.setViewportSize(PHONE, HEIGHT);
        Chromium.fitsEverybody(page, "many-shops-refused-" + PHONE);
        page.locator("#outlet_filter").fill(OUTLET);
        page.locator("#outlet_filter").press("Enter");
        page.waitForSelector("#outlet_filter:not([aria-invalid])");
        assertThat(page.url()).contains("outlet=Corner");
        Chromium.fitsEverybody(page, "many-shops-" + PHONE);
    }

    private static List<String> suggested(Browser browser, String area, String asked) {
        HttpResponse<String> answer = browser.get(area + "/shop-names?" + asked);
        assertThat(answer.statusCode()).isEqualTo(200);
        return Jsoup.parse(answer.body()).select("option").eachAttr("value");
    }

    /** All of them, and that of a retailer, which lists its outlets. */
    private List<String> pages() {
        return Stream.concat(PAGES.stream(), Stream.of("/console/retailers/" + retailer)).toList();
    }

    private Document page(String path, int status) {
        HttpResponse<String> answer = reader(path).get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        return Jsoup.parse(answer.body());
    }

    private Browser reader(String path) {
        return path.startsWith("/retail") ? manager : owner;
    }

    private long transactions(String page) {
        return filled.world().statementsOf(() -> reader(page).get(page)).stream()
                .filter(sql -> sql.contains("set_config('counterfoil.scope'"))
                .count();
    }

    private String id(String sql) {
        return Objects.requireNonNull(filled.world().database().rows(sql).getFirst());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
