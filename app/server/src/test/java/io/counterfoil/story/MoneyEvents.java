package io.counterfoil.story;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.story.RetailScene.Shop;
import java.util.List;
import java.util.Set;

/** What happens to the money of a provider and its shops. */
final class MoneyEvents {
    private final RetailScene scene;
    private final Dice dice;
    private final List<Shop> shops;
    private final Set<String> happened;
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
        List<JsonNode> payouts = RetailScene.all(scene.provider(), "/api/v1/payouts");
        if (!payouts.isEmpty()) {
            String payout = "/api/v1/payouts/" + dice.any(payouts).required("id").asText();
            boolean failed = dice.onceIn(3);
            Api.Answer answer =
                    failed
                            ? scene.provider().post(payout + "/failed", "{'reason': 'Closed'}")
                            : scene.provider()
                                    .post(
                                            payout + "/paid",
                                            "{'reference': 'Out %d', 'paid_on': '%s'}"
                                                    .formatted(++names, scene.today()));
            note(failed ? "payout failed" : "payout paid", answer);
        }
    }

    void dispute() throws Exception {
        List<JsonNode> statements = RetailScene.all(scene.provider(), "/api/v1/statements");
        if (!statements.isEmpty()) {
            JsonNode statement = dice.any(statements);
            String retailer = statement.required("retailer").asText();
            Shop shop =
                    shops.stream()
                            .filter(each -> each.retailer().equals(retailer))
                            .findAny()
                            .orElseThrow();
            note(
                    "disputed",
                    shop.office()
                            .post(
                                    "/api/v1/statements/%s/disputes"
                                            .formatted(statement.required("id").asText()),
                                    "{'line': %d, 'reason': 'Not sold'}"
                                            .formatted(1 + dice.below(3))));
        }
    }

    void decide() throws Exception {
        List<JsonNode> disputes = RetailScene.all(scene.provider(), "/api/v1/disputes");
        if (!disputes.isEmpty()) {
            String dispute = "/api/v1/disputes/" + dice.any(disputes).required("id").asText();
            boolean refused = dice.onceIn(4);
            Api.Answer answer =
                    refused
                            ? scene.provider().post(dispute + "/refuse", "{'answer': 'It was'}")
                            : scene.provider().post(dispute + "/accept", "{}");
            note(refused ? "dispute refused" : "dispute accepted", answer);
        }
    }

    void agree(Shop shop, String terms) throws Exception {
        scene.provider()
                .post(
                        "/api/v1/retailers/" + shop.retailer() + "/agreements",
                        "{'commission_percent': '%d', %s}".formatted(10 + dice.below(30), terms))
                .orRefused();
    }

    private void note(String what, Api.Answer answer) {
        if (answer.isDone()) {
            happened.add(what);
        }
    }
}
