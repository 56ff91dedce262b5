package io.counterfoil.story;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.story.RetailScene.Shop;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What happens to the money of a provider and its shops. */
final class MoneyEvents {
    private final RetailScene scene;
    private final Dice dice;
    private final List<Shop> shops;
    private final Set<String> happened;
    private final Map<String, Integer> holdDays = new HashMap<>();
    private int names;

    /** @param happened takes down what became of payouts and disputes */
    MoneyEvents(RetailScene scene, Dice dice, List<Shop> shops, Set<String> happened) {
        this.happened = happened;
        this.scene = scene;
        this.dice = dice;
        this.shops = List.copyOf(shops);
    }

    void settle() throws Exception {
        scene.settle(scene.today().minusDays(1 + dice.below(2)));
    }

    void orderPayouts() throws Exception {
        scene.provider().post("/api/v1/payouts/orders", "{}").orRefused();
    }

    void pay(Shop shop) throws Exception {
        String amount = "%d.%02d".formatted(dice.below(90), 1 + dice.below(99));
        scene.provider()
                .post(
                        "/api/v1/payments",
                        "{'retailer': '%s', 'amount': %s, 'reference': 'Bank %d', 'received_on': '%s'}"
                                .formatted(
                                        shop.retailer(),
                                        scene.money(amount),
                                        ++names,
                                        scene.today()))
                .orRefused();
    }

    void bankAnswers() throws Exception {
        JsonNode payout =
                dice.anyOrNull(
                        sorted(
                                "/api/v1/payouts",
                                by("number").thenComparing(each -> text(each, "made_at"))));
        boolean failed = dice.onceIn(3);
        if (payout != null) {
            String path = "/api/v1/payouts/" + payout.required("id").asText();
            Api.Answer answer =
                    failed
                            ? scene.provider().post(path + "/failed", "{'reason': 'Closed'}")
                            : scene.provider()
                                    .post(
                                            path + "/paid",
                                            "{'reference': 'Out %d', 'paid_on': '%s'}"
                                                    .formatted(++names, scene.today()));
            note(failed ? "payout failed" : "payout paid", answer);
        }
    }

    /** A shop disputes one of the first lines of a statement, if it has so many. */
    void dispute() throws Exception {
        JsonNode statement = dice.anyOrNull(statements());
        int at = dice.below(3);
        if (statement != null) {
            List<JsonNode> lines = lines(statement);
            dispute(statement, at < lines.size() ? lines.get(at).required("number").asInt() : at + 1);
        }
    }

    private void dispute(JsonNode statement, int line) throws Exception {
        note(
                "disputed",
                shops.get(shop(statement))
                        .office()
                        .post(
                                "/api/v1/statements/%s/disputes"
                                        .formatted(statement.required("id").asText()),
                                "{'line': %d, 'reason': 'Not sold'}".formatted(line)));
    }

    /** Shops dispute all sales that they can still dispute, and are right in all they dispute. */
    void disputeAllSales() throws Exception {
        for (JsonNode statement : statements()) {
            for (JsonNode line : lines(statement)) {
                if (line.required("kind").asText().equals("sale")) {
                    dispute(statement, line.required("number").asInt());
                }
            }
        }
        for (JsonNode dispute : disputes()) {
            accept(dispute);
        }
    }

    void decide() throws Exception {
        JsonNode dispute = dice.anyOrNull(disputes());
        boolean refused = dice.onceIn(4);
        if (dispute != null && refused) {
            note(
                    "dispute refused",
                    scene.provider().post(path(dispute) + "/refuse", "{'answer': 'It was'}"));
        } else if (dispute != null) {
            accept(dispute);
        }
    }

    private void accept(JsonNode dispute) throws Exception {
        note("dispute accepted", scene.provider().post(path(dispute) + "/accept", "{}"));
    }

    private static String path(JsonNode dispute) {
        return "/api/v1/disputes/" + dispute.required("id").asText();
    }

    private List<JsonNode> statements() throws Exception {
        return sorted("/api/v1/statements", by("number"));
    }

    /** By what they are about: what is payable at the same moment has another order each time. */
    private List<JsonNode> lines(JsonNode statement) throws Exception {
        return RetailScene.all(
                        scene.provider(),
                        "/api/v1/statements/%s/lines".formatted(statement.required("id").asText()))
                .stream()
                .sorted(
                        Comparator.<JsonNode, String>comparing(each -> text(each, "serial"))
                                .thenComparing(by("event")))
                .toList();
    }

    private List<JsonNode> disputes() throws Exception {
        return sorted(
                "/api/v1/disputes",
                by("statement_number")
                        .thenComparing(each -> text(each, "serial"))
                        .thenComparing(each -> text(each, "disputed_at"))
                        .thenComparing(each -> text(each, "kind")));
    }

    /** In an order that ids don't decide: shop by shop, since statements of a day are numbered by them. */
    private List<JsonNode> sorted(String path, Comparator<JsonNode> ofOneShop) throws Exception {
        return RetailScene.all(scene.provider(), path).stream()
                .sorted(Comparator.comparingInt(this::shop).thenComparing(ofOneShop))
                .toList();
    }

    private static Comparator<JsonNode> by(String number) {
        return Comparator.comparingLong(each -> each.required(number).asLong());
    }

    private static String text(JsonNode of, String field) {
        return of.required(field).asText();
    }

    private int shop(JsonNode of) {
        String retailer = of.required("retailer").asText();
        return IntStream.range(0, shops.size())
                .filter(at -> shops.get(at).retailer().equals(retailer))
                .findAny()
                .orElseThrow();
    }

    /** @param terms others than the days; empty or after a comma */
    void agree(Shop shop, int days, String terms) throws Exception {
        Api.Answer answer =
                scene.provider()
                        .post(
                                "/api/v1/retailers/" + shop.retailer() + "/agreements",
                                "{'commission_percent': '%d', 'hold_days': %d%s}"
                                        .formatted(10 + dice.below(30), days, terms));
        answer.orRefused();
        if (answer.isDone()) {
            holdDays.put(shop.retailer(), days);
        }
    }

    /** For how many days at least a retailer isn't asked for the money of what it sells. */
    int holdDays(String retailer) {
        return requireNonNull(holdDays.get(retailer));
    }

    private void note(String what, Api.Answer answer) {
        if (answer.isDone()) {
            happened.add(what);
        }
    }
}
