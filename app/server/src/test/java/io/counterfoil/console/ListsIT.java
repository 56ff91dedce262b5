package io.counterfoil.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.ApiContract;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.platform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every list of the API is read part by part, can be narrowed and is a table for spreadsheets, too.
 * Which one needs less is named here, with the reason.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListsIT {
    private static final Set<String> PARTS = Set.of("limit", "after");

    /** Asks for another form of the same list. */
    private static final String AS = "as";

    private static final String OF_ONE_RUN = "some people and bureaus do something with one run";
    private static final String FILES = "templates, as many as somebody drew";

    /** Lists that come as a whole, with what keeps them short. */
    private static final Map<String, String> WHOLE =
            Map.ofEntries(
                    Map.entry("/api/v1/accounts/{id}/repository-keys", "an account has few keys"),
                    Map.entry("/api/v1/invitations", "the open ones, which end after some days"),
                    Map.entry("/api/v1/layouts", FILES),
                    Map.entry("/api/v1/ledger/balances", "a row for each account of the ledger"),
                    Map.entry("/api/v1/ledger/revenue", "one report of one day, by run"),
                    Map.entry("/api/v1/nodes", "machines"),
                    Map.entry("/api/v1/print-runs/{id}/bureau-replies", OF_ONE_RUN),
                    Map.entry("/api/v1/print-runs/{id}/downloads", OF_ONE_RUN),
                    Map.entry("/api/v1/print-runs/{id}/receipts", OF_ONE_RUN),
                    Map.entry("/api/v1/print-runs/{id}/reprints", OF_ONE_RUN),
                    Map.entry("/api/v1/printers", "machines"),
                    Map.entry("/api/v1/products/{id}/tax-rates", "taxes of one product rarely change"),
                    Map.entry("/api/v1/retailers/{id}/staff", "the people of one company"),
                    Map.entry("/api/v1/sheets", FILES),
                    Map.entry("/api/v1/trial-economics", "one report, a row for each group"));

    /** Lists that are no tables; they are short, and what is in their rows fits no columns or is told by files. */
    private static final Set<String> NO_TABLES =
            Set.of(
                    "/api/v1/invitations",
                    "/api/v1/layouts",
                    "/api/v1/nodes",
                    "/api/v1/print-runs/{id}/bureau-replies",
                    "/api/v1/print-runs/{id}/downloads",
                    "/api/v1/print-runs/{id}/receipts",
                    "/api/v1/print-runs/{id}/reprints",
                    "/api/v1/printers",
                    "/api/v1/products/{id}/tax-rates",
                    "/api/v1/retailers/{id}/staff",
                    "/api/v1/sheets");

    /** Lists with parts that nothing narrows, with what keeps them to about one page, or the reason. */
    private static final Map<String, String> UNFILTERED =
            Map.ofEntries(
                    Map.entry("/api/v1/accounts/filling", "a filter of all accounts by itself"),
                    Map.entry("/api/v1/accounts/silent", "a filter of all accounts by itself"),
                    Map.entry("/api/v1/accounts/{id}/grants", "what one customer bought in some years"),
                    Map.entry("/api/v1/bureaus", "a provider prints at few of them"),
                    Map.entry("/api/v1/outlets/{id}/terminals", "the tills of one shop"),
                    Map.entry("/api/v1/payouts/orders", "one for each time that the bank is told to pay"),
                    Map.entry(
                            "/api/v1/payouts/orders/{id}/transfers",
                            "handed to a bank, which has to get all of them"),
                    Map.entry("/api/v1/plans", "a provider offers few of them"),
                    Map.entry("/api/v1/plans/{id}/versions", "one plan changes rarely"),
                    Map.entry(
                            "/api/v1/plans/{plan}/migration",
                            "read before a move, which is of all of them"),
                    Map.entry("/api/v1/plans/{plan}/migrations", "one plan changes rarely"),
                    Map.entry("/api/v1/retailers/{id}/agreements", "agreed on every few months"),
                    Map.entry("/api/v1/settlement-runs", "mostly one a month"));

    /** Pages whose lists no program can ask for. */
    private static final Set<String> PAGES_ALONE = Set.of("account/sub-accounts.ftlh");

    /** What lists are asked with, by their addresses. */
    private final Map<String, Set<String>> asked = new TreeMap<>();

    private final Set<String> tables = new TreeSet<>();
    private JsonNode api = Json.mapper().nullNode();

    @BeforeAll
    void read() throws Exception {
        try (TestWorld world = new TestWorld();
                TestServer server = new TestServer(world)) {
            api =
                    Json.mapper()
                            .readTree(server.send(server.request("/openapi.json").build()).body());
        }
        ApiContract contract = new ApiContract(api);
        api.required("paths")
                .properties()
                .forEach(path -> note(contract, path.getKey(), path.getValue().path("get")));
    }

    private void note(ApiContract contract, String path, JsonNode get) {
        JsonNode content = get.at("/responses/200/content");
        JsonNode answer = contract.resolved(content.at("/application~1json/schema"));
        if (!isArray(answer) && !isArray(contract.resolved(answer.at("/properties/items")))) {
            return;
        }
        Set<String> parameters = new TreeSet<>();
        for (JsonNode each : get.path("parameters")) {
            JsonNode parameter = contract.resolved(each);
            if (parameter.required("in").asText().equals("query")) {
                parameters.add(parameter.required("name").asText());
            }
        }
        asked.put(path, parameters);
        if (content.has("text/csv")) {
            tables.add(path);
        }
    }

    private static boolean isArray(JsonNode schema) {
        return schema.path("type").asText().equals("array");
    }

    @Test
    void everyListHasPartsATableAndAFilter() {
        assertThat(asked).hasSizeGreaterThan(60);
        SoftAssertions softly = new SoftAssertions();
        asked.forEach(
                (list, parameters) -> {
                    boolean whole = WHOLE.containsKey(list);
                    softly.assertThat(parameters.containsAll(PARTS))
                            .as(
                                    whole
                                            ? "GET %s has parts now; take it out of WHOLE"
                                            : "GET %s is a list: let it take limit and after (a"
                                                    + " Listing, answered as Listed), or say in WHOLE what"
                                                    + " keeps it short",
                                    list)
                            .isEqualTo(!whole);
                    softly.assertThat(tables.contains(list))
                            .as(
                                    NO_TABLES.contains(list)
                                            ? "GET %s is a table now; take it out of NO_TABLES"
                                            : "GET %s is a list: let it produce text/csv, too, with a"
                                                    + " Table of its rows, or name it in NO_TABLES",
                                    list)
                            .isEqualTo(!NO_TABLES.contains(list));
                    if (!whole) {
                        softly.assertThat(
                                        parameters.stream()
                                                .anyMatch(
                                                        each ->
                                                                !PARTS.contains(each)
                                                                        && !each.equals(AS)))
                                .as(
                                        UNFILTERED.containsKey(list)
                                                ? "GET %s can be narrowed now; take it out of UNFILTERED"
                                                : "GET %s may get long: let it be narrowed (by state,"
                                                        + " retailer or outlet, days, or a part of a name),"
                                                        + " or say in UNFILTERED why it needn't",
                                        list)
                                .isEqualTo(!UNFILTERED.containsKey(list));
                    }
                });
        for (Set<String> named : List.of(WHOLE.keySet(), NO_TABLES, UNFILTERED.keySet())) {
            softly.assertThat(asked.keySet()).as("lists that are excepted here").containsAll(named);
        }
        softly.assertAll();
    }

    @Test
    void moneyIsAnAmountWithItsCurrency() {
        SoftAssertions softly = new SoftAssertions();
        api.at("/components/schemas")
                .properties()
                .forEach(
                        schema -> {
                            JsonNode fields = schema.getValue().path("properties");
                            if (!schema.getKey().equals("Amount")) {
                                softly.assertThat(fields.has("amount") && fields.has("currency"))
                                        .as(
                                                "%s has amount and currency beside each other; make"
                                                        + " them one Amount",
                                                schema.getKey())
                                        .isFalse();
                                softly.assertThat(fields.path("amount").path("type").asText())
                                        .as("%s.amount is an Amount, with its currency", schema.getKey())
                                        .isNotIn("string", "number", "integer");
                            }
                        });
        softly.assertAll();
    }

    @Test
    void everyPageWithPartsOfAListLeadsToItsTable() throws IOException {
        Path pages = Path.of("..", "..", "templates", "pages");
        SoftAssertions softly = new SoftAssertions();
        try (Stream<Path> files = Files.walk(pages)) {
            files.filter(file -> file.toString().endsWith(".ftlh"))
                    .filter(file -> !file.endsWith("shell.ftlh"))
                    .forEach(
                            file -> {
                                String template = read(file);
                                String name = pages.relativize(file).toString();
                                if (template.contains("<@shell.more") && !PAGES_ALONE.contains(name)) {
                                    softly.assertThat(
                                                    template.contains("<@shell.table")
                                                            || template.contains(".csv"))
                                            .as(
                                                    "%s shows a list part by part: end it with"
                                                            + " <@shell.table, which leads to all of it as"
                                                            + " a table",
                                                    name)
                                            .isTrue();
                                }
                            });
        }
        softly.assertAll();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
