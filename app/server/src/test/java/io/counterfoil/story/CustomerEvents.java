package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What customers do with what they bought, and what becomes of their accounts. */
final class CustomerEvents {
    private final RetailScene scene;
    private final StockModel stock;
    private final Dice dice;
    private final List<Account> accounts = new ArrayList<>();
    private int names;

    CustomerEvents(RetailScene scene, StockModel stock, Dice dice) {
        this.scene = scene;
        this.stock = stock;
        this.dice = dice;
    }

    private record Account(String name, String id) {}

    /**
     * With one code an account is opened, with another one extended; that may be refused for what the
     * account is, too.
     */
    void redeem(TillEvents.Sale sale) throws Exception {
        ItemModel item = stock.item(sale.run(), sale.place());
        boolean opens = accounts.isEmpty() || dice.onceIn(3);
        Api.Answer answer =
                opens
                        ? scene.redeem(sale.run(), sale.place(), "customer-" + ++names)
                        : extend(sale, dice.any(accounts));
        if (answer.isDone() || opens) {
            assertThat(answer.isDone()).as("%s", answer.body()).isEqualTo(item.canBeRedeemed());
        }
        if (answer.isDone()) {
            item.redeem();
        }
        if (answer.isDone() && opens) {
            accounts.add(
                    new Account(
                            "customer-" + names, answer.body().required("account").asText()));
        }
    }

    private Api.Answer extend(TillEvents.Sale sale, Account account) throws Exception {
        return scene.provider()
                .post(
                        "/api/v1/redemptions",
                        "{'code': '%s', 'username': '%s'}"
                                .formatted(sale.run().code(sale.place()), account.name()));
    }

    void grantOrRefund() throws Exception {
        if (accounts.isEmpty()) {
            return;
        }
        String account = "/api/v1/accounts/" + dice.any(accounts).id();
        if (dice.onceIn(2)) {
            scene.provider()
                    .post(
                            account + "/grants",
                            "{'period': 'P1M', 'paid': %s, 'reason': 'Invoice'}"
                                    .formatted(dice.onceIn(2)))
                    .orRefused();
        } else {
            JsonNode grant = dice.any(RetailScene.all(scene.provider(), account + "/grants"));
            scene.provider()
                    .post(
                            account + "/refunds",
                            "{'grant': %s, 'reason': 'Chargeback'}".formatted(grant.required("id")))
                    .orRefused();
        }
    }
}
