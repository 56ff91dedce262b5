package io.counterfoil.story;

import static io.counterfoil.story.HandTable.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.story.RetailScene.Run;
import io.counterfoil.story.RetailScene.Shop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** What the API says of money and stock to one reader, as rows of {@link HandTable}s. */
record RetailBooks(Api reader, List<Shop> shops) {
    private static final List<String> STATES =
            List.of("received", "activated", "redeemed", "returned", "stolen", "lost");

    /** The statements by number. */
    List<String> statements() throws Exception {
        return documents().stream()
                .map(
                        one ->
                                row(
                                        List.of(
                                                one.required("number"),
                                                nameOf(one.required("retailer")),
                                                one.required("line_count"),
                                                amount(one, "price"),
                                                amount(one, "commission"),
                                                amount(one, "tax"),
                                                amount(one, "commission_tax"),
                                                amount(one, "opening"),
                                                amount(one, "lines"),
                                                amount(one, "payments"),
                                                amount(one, "closing"),
                                                one.required("state").asText())))
                .toList();
    }

    /** On which day what happened to the item of a trace, alone or with what, and where it stood then. */
    static List<String> stations(JsonNode trace) {
        return StreamSupport.stream(trace.required("events").spliterator(), false)
                .map(
                        event ->
                                row(
                                        List.of(
                                                event.required("at").asText().substring(0, 10),
                                                event.required("type").asText(),
                                                event.required("subject").asText().replaceFirst(":.*", ""),
                                                event.required("state").asText())))
                .toList();
    }

    /** How many lines of which kind and amount each statement has, after a look at their numbers. */
    List<String> lines() throws Exception {
        List<String> rows = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (JsonNode document : documents()) {
            List<JsonNode> lines =
                    RetailScene.all(
                            reader,
                            "/api/v1/statements/" + document.required("id").asText() + "/lines");
            assertThat(lines)
                    .extracting(line -> line.required("number").asInt())
                    .isEqualTo(IntStream.rangeClosed(1, lines.size()).boxed().toList());
            assertThat(lines)
                    .as("each line is for another event of another item")
                    .allMatch(line -> seen.add(line.required("event") + " " + line.required("serial")));
            Map<List<String>, Long> counts =
                    lines.stream()
                            .collect(
                                    Collectors.groupingBy(
                                            line ->
                                                    List.of(
                                                            line.required("kind").asText(),
                                                            amount(line, "amount")),
                                            Collectors.counting()));
            counts.entrySet().stream()
                    .map(
                            kind ->
                                    row(
                                            List.of(
                                                    document.required("number"),
                                                    kind.getKey().getFirst(),
                                                    kind.getValue(),
                                                    kind.getKey().getLast())))
                    .sorted()
                    .forEach(rows::add);
        }
        return rows;
    }

    /** The balance of each account that any retailer has, for each of them and of all. */
    List<String> balances() throws Exception {
        List<Map<String, String>> columns = new ArrayList<>();
        for (Shop shop : shops) {
            columns.add(balances("?retailer=" + shop.retailer()));
        }
        columns.add(balances(""));
        Set<String> accounts = new TreeSet<>();
        columns.forEach(column -> accounts.addAll(column.keySet()));
        List<String> rows = new ArrayList<>();
        for (String account : accounts) {
            List<String> row = new ArrayList<>(List.of(account));
            columns.forEach(column -> row.add(column.getOrDefault(account, "0.00")));
            rows.add(row(row));
        }
        return rows;
    }

    private Map<String, String> balances(String query) throws Exception {
        return RetailScene.all(reader, "/api/v1/ledger/balances" + query).stream()
                .collect(
                        Collectors.toMap(
                                balance -> balance.required("account").asText(),
                                balance -> amount(balance, "balance")));
    }

    /** How many items each shop has in which state, and in any. */
    List<String> stock() throws Exception {
        Map<String, JsonNode> products = new TreeMap<>();
        for (JsonNode outlet : RetailScene.all(reader, "/api/v1/inventory")) {
            assertThat(outlet.required("products")).hasSize(1);
            products.put(
                    outlet.required("outlet").asText(),
                    outlet.required("products").get(0).required("counts"));
        }
        return shops.stream()
                .map(
                        shop -> {
                            JsonNode counts = Objects.requireNonNull(products.get(shop.outlet()));
                            List<Object> row = new ArrayList<>(List.of(shop.name()));
                            STATES.forEach(state -> row.add(counts.path(state).asInt()));
                            row.add(sum(counts));
                            return row(row);
                        })
                .toList();
    }

    /** What of a run no shop has. */
    String atTheProvider(Run run) throws Exception {
        JsonNode counts =
                reader.get("/api/v1/print-runs/" + run.id()).expect(200).required("counts");
        return "%d printed, %d spoiled, %d missing, %d voided of %d"
                .formatted(
                        counts.path("printed").asInt(),
                        counts.path("spoiled").asInt(),
                        counts.path("missing").asInt(),
                        counts.path("voided").asInt(),
                        sum(counts));
    }

    /** What shops don't agree with, by the number of the statement. */
    List<String> disputes() throws Exception {
        return RetailScene.all(reader, "/api/v1/disputes").stream()
                .map(
                        dispute ->
                                row(
                                        List.of(
                                                dispute.required("statement_number"),
                                                nameOf(dispute.required("retailer")),
                                                dispute.required("kind").asText(),
                                                amount(dispute, "amount"),
                                                dispute.required("state").asText())))
                .sorted()
                .toList();
    }

    /** The id of the only statement that a shop has. */
    String statementOf(Shop shop) throws Exception {
        List<JsonNode> theirs =
                documents().stream()
                        .filter(one -> one.required("retailer").asText().equals(shop.retailer()))
                        .toList();
        assertThat(theirs).hasSize(1);
        return theirs.getFirst().required("id").asText();
    }

    /** The payouts by number. */
    List<String> payouts() throws Exception {
        return RetailScene.all(reader, "/api/v1/payouts").stream()
                .sorted(Comparator.comparingInt(payout -> payout.required("number").asInt()))
                .map(
                        payout ->
                                row(
                                        List.of(
                                                payout.required("number"),
                                                nameOf(payout.required("retailer")),
                                                amount(payout, "amount"),
                                                payout.required("state").asText())))
                .toList();
    }

    private List<JsonNode> documents() throws Exception {
        return RetailScene.all(reader, "/api/v1/statements").stream()
                .sorted(Comparator.comparingInt(one -> one.required("number").asInt()))
                .toList();
    }

    private String nameOf(JsonNode retailer) {
        return shops.stream()
                .filter(shop -> shop.retailer().equals(retailer.asText()))
                .findAny()
                .orElseThrow()
                .name();
    }

    private static int sum(JsonNode counts) {
        int all = 0;
        for (JsonNode count : counts) {
            all += count.asInt();
        }
        return all;
    }

    private static String amount(JsonNode of, String field) {
        return of.required(field).required("amount").asText();
    }
}
