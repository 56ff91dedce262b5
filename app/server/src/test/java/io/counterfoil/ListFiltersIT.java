package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Json;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists show what is asked for and nothing else, in a world where there is something of everything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListFiltersIT {
    private FilledWorld filled;
    private String key;
    private Browser owner;

    @BeforeAll
    void open() throws Exception {
        filled = new FilledWorld();
        key =
                filled.world()
                        .wiring()
                        .access()
                        .apiKeys()
                        .make(filled.world().caller(), "Lists", null)
                        .key();
        owner = filled.signedIn(Role.OWNER);
    }

    @AfterAll
    void close() {
        filled.close();
    }

    /** By what a row says itself. */
    @ParameterizedTest
    @CsvSource({
        "shipments, state, /state",
        "statements, state, /state",
        "payouts, state, /state",
        "offline-days, state, /state",
        "payments, from, /moved_on",
        "payments, to, /moved_on",
        "releases, terminal, /terminal",
        "releases, state, /state",
        "statements/STATEMENT/lines, serial, /serial",
        "statements/STATEMENT/lines, outlet, /outlet"
    })
    void rowsAreThoseWithTheSameValue(String list, String parameter, String field)
            throws Exception {
        List<JsonNode> all = rows(path(list));
        String value = all.getFirst().at(field).asText();
        Predicate<JsonNode> asked =
                row -> {
                    int order = row.at(field).asText().compareTo(value);
                    return switch (parameter) {
                        case "from" -> order >= 0;
                        case "to" -> order <= 0;
                        default -> order == 0;
                    };
                };
        assertThat(rows(path(list) + "?" + parameter + "=" + value))
                .containsExactlyElementsOf(all.stream().filter(asked).toList())
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "products, /name",
        "products, /sku",
        "retailers/RETAILER/outlets, /name",
        "retailer-balances, /name",
        "mail/suppressions, /address"
    })
    void namesAreFoundByAPartInCapitalsToo(String list, String field) throws Exception {
        List<JsonNode> all = rows(path(list));
        String name = all.getFirst().at(field).asText();
        String part = name.substring(1).toUpperCase(Locale.ROOT);

        assertThat(rows(path(list) + "?search=" + encoded(part)))
                .contains(all.getFirst())
                .allMatch(row -> row.toString().toUpperCase(Locale.ROOT).contains(part));
        assertThat(rows(path(list) + "?search=nowhere+at+all")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payments?from=2999-01-01",
                "payments?to=2001-01-01",
                "releases?terminal=NOTHING",
                "releases?from=2999-01-01",
                "releases?to=2001-01-01",
                "releases?state=running",
                "activation-sheets?outlet=NOTHING",
                "activation-sheets?from=2999-01-01",
                "activation-sheets?to=2001-01-01",
                "offline-days?from=2999-01-01",
                "offline-days?to=2001-01-01",
                "offline-days?state=running",
                "offline-days?retailer=NOTHING",
                "statements/STATEMENT/lines?outlet=NOTHING"
            })
    void whatIsNotThereIsNotListed(String list) throws Exception {
        assertThat(rows(path(list.substring(0, list.indexOf('?'))))).isNotEmpty();
        assertThat(rows(path(list))).isEmpty();
    }

    @Test
    void sheetsAndOfflineDaysAreThoseOfTheShop() throws Exception {
        JsonNode sheet = rows(path("activation-sheets")).getFirst();
        JsonNode outlet =
                rows(path("retailers/" + sheet.required("retailer").asText() + "/outlets")).stream()
                        .filter(each -> each.required("name").equals(sheet.required("outlet_name")))
                        .findFirst()
                        .orElseThrow();
        assertThat(rows(path("activation-sheets?outlet=" + outlet.required("id").asText())))
                .contains(sheet)
                .allMatch(each -> each.required("outlet_name").equals(outlet.required("name")));
        assertThat(rows(path("offline-days?retailer=" + outlet.required("retailer").asText())))
                .isNotEmpty();
    }

    @Test
    void theLinesOfADayAreThoseThatWereNotSold() throws Exception {
        String lines =
                path("offline-days/" + rows(path("offline-days")).getFirst().required("id").asText())
                        + "/lines";
        assertThat(rows(lines + "?unsold=true"))
                .containsExactlyElementsOf(
                        rows(lines).stream()
                                .filter(line -> !line.required("state").asText().equals("activated"))
                                .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "retailers?search=a%00b",
                "products?search=%00",
                "mail/suppressions?search=1%0A2",
                "retailer-balances?search=%00",
                "shipments?state=lost",
                "payments?from=soon",
                "releases?terminal=1",
                "releases?state=open",
                "releases?from=soon",
                "activation-sheets?outlet=1",
                "activation-sheets?from=soon",
                "offline-days?state=over",
                "offline-days?to=soon",
                "statements?state=lost",
                "payouts?state=lost",
                "offline-days?retailer=1",
                "offline-days/DAY/lines?unsold=maybe",
                "statements/STATEMENT/lines?serial=12",
                "statements/STATEMENT/lines?outlet=12"
            })
    void whatNobodyCanMeanIsRefused(String list) throws Exception {
        assertThat(get(path(list)).statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/console/shipments?state=short | value=\"short\" selected",
                "/console/products?search=nowhere | No product has this in its name or SKU.",
                "/console/settlement/balances?search=nowhere | No retailer has this in its name.",
                "/console/retailers/RETAILER?search=nowhere | No outlet has this in its name.",
                "/console/mail/suppressions?search=nowhere | None.",
                "/console/settlement?from=2999-01-01 | No such statements.",
                "/console/settlement?to=2001-01-01 | No such payouts.",
                "/console/settlement/payments?from=2999-01-01&to= | No such payments.",
                "/console/statements/STATEMENT?serial=10000000001009 | No line is for this item."
            })
    void pagesHaveTheSameFilters(String page, String words) throws Exception {
        String path = ids(page);
        String query = path.substring(path.indexOf('?') + 1);

        assertThat(owner.get(path.substring(0, path.indexOf('?'))).body()).doesNotContain(words);
        HttpResponse<String> answer = owner.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains(words)
                .contains("\"" + query.substring(query.indexOf('=') + 1).replaceAll("&.*", "") + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/console/settlement?state=partly_paid | No such statements. | value=\"partly_paid\" selected",
                "/console/settlement?payout_state=carried_over | No such payouts. | value=\"carried_over\" selected",
                "/retail/money?state=partly_paid | No such statements. | value=\"partly_paid\" selected",
                "/retail/money?payout_state=carried_over | No such payouts. | value=\"carried_over\" selected",
                "/retail/money?to=2001-01-01 | No such statements. | value=\"2001-01-01\"",
                "/retail/offline-days?state=running | No such tables. | value=\"running\" selected",
                "/retail/offline-days?from=2999-01-01 | No such tables. | value=\"2999-01-01\"",
                "/retail/releases?from=2999-01-01 | No such releases. | value=\"2999-01-01\"",
                "/retail/sheet?to=2001-01-01 | No such sheets. | value=\"2001-01-01\""
            })
    void pagesSayThatNothingIsSo(String page, String words, String chosen) {
        String path = page.substring(0, page.indexOf('?'));
        Browser reader = path.startsWith("/retail") ? filled.signedIn(Role.MANAGER) : owner;

        assertThat(reader.get(path).body()).doesNotContain(words).doesNotContain(chosen);
        HttpResponse<String> answer = reader.get(page);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains(words, chosen);
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER, /console/statements/STATEMENT, serial, 12",
        "MANAGER, /retail/statements/STATEMENT, serial, 12",
        "OWNER, /console/settlement, from, 0202-01-01",
        "MANAGER, /retail/money, from, 0202-01-01",
        "MANAGER, /retail/offline-days, to, 0202-01-01",
        "MANAGER, /retail/releases, from, 0202-01-01",
        "MANAGER, /retail/sheet, to, 0202-01-01",
        "OWNER, /console/settlement/payments, to, 0202-01-01"
    })
    void whatNobodyCanMeanIsSaidWhereItWasTyped(Role role, String page, String field, String typed)
            throws Exception {
        String path = ids(page);
        HttpResponse<String> answer =
                filled.signedIn(role).get(path + "?" + field + "=" + typed + "&retailer=nowhere");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("action=\"" + path + "\"")
                .contains("value=\"" + typed + "\"")
                .containsPattern("<small class=\"problem\" id=\"" + field + "_filter-problem\">[A-Z]")
                .doesNotContain("?" + field + "=" + typed);
        if (path.startsWith("/console/settlement")) {
            assertThat(answer.body()).contains("id=\"retailer_filter-problem\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER, /console/statements/STATEMENT, id=\"serial_filter\"",
        "MANAGER, /retail/statements/STATEMENT, id=\"serial_filter\"",
        "MANAGER, /retail/offline-days, id=\"from_filter\"",
        "MANAGER, /retail/releases, id=\"from_filter\"",
        "MANAGER, /retail/sheet, id=\"from_filter\"",
        "OWNER, /console/retailers/RETAILER, name=\"search\""
    })
    void theLastPartOfAListHasItsFilterToo(Role role, String page, String words) throws Exception {
        String last = ids(page) + "?after=00000000-0000-0000-0000-000000000001";
        assertThat(filled.signedIn(role).get(last).body()).contains(words);
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER, /console/statements/STATEMENT, /console/settlement",
        "MANAGER, /retail/statements/STATEMENT, /retail/money"
    })
    void theTableOfAStatementHasWhatItsPageShows(Role role, String page, String tables)
            throws Exception {
        String serial =
                rows(path("statements/STATEMENT/lines")).getFirst().required("serial").asText();
        String table = ids(tables + "/statements/STATEMENT/lines.csv?serial=" + serial);
        Browser browser = filled.signedIn(role);

        assertThat(browser.get(ids(page) + "?serial=" + serial).body())
                .contains("href=\"" + table + "\"");
        assertThat(browser.get(table).body().lines().skip(1)).isNotEmpty().allMatch(line -> line.contains(serial));
        assertThat(browser.get(table.replace(serial, "12")).statusCode()).isEqualTo(422);
    }

    private String path(String list) throws Exception {
        return "/api/v1/" + ids(list);
    }

    private String ids(String path) throws Exception {
        String known = path.replace("NOTHING", UUID.randomUUID().toString());
        for (Map.Entry<String, String> each :
                Map.of("RETAILER", "retailers", "STATEMENT", "statements", "DAY", "offline-days")
                        .entrySet()) {
            if (known.contains(each.getKey())) {
                known =
                        known.replace(
                                each.getKey(),
                                rows("/api/v1/" + each.getValue()).getLast().required("id").asText());
            }
        }
        return known;
    }

    private List<JsonNode> rows(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return StreamSupport.stream(
                        Json.mapper().readTree(answer.body()).required("items").spliterator(), false)
                .toList();
    }

    private HttpResponse<String> get(String path) {
        return filled.server()
                .send(
                        filled.server()
                                .request(path)
                                .header("Authorization", "Bearer " + key)
                                .header("Accept", "application/json")
                                .build());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
