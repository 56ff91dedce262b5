package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What customers do with what they bought, and what becomes of their accounts. */
final class CustomerEvents {
    private final RetailScene scene;
    private final StockModel stock;
    private final Dice dice;
    private final List<Account> accounts = new ArrayList<>();
    private final Set<String> happened;
    private int names;

    /** @param happened takes down what became of accounts */
    CustomerEvents(RetailScene scene, StockModel stock, Dice dice, Set<String> happened) {
        this.happened = happened;
        this.scene = scene;
        this.stock = stock;
        this.dice = dice;
    }

    private record Account(String name, String id) {}

    /**
     * With one code an account is opened, with another one extended, unless nothing is left of it.
     */
    void redeem(TillEvents.Sale sale) throws Exception {
        ItemModel item = stock.item(sale.run(), sale.place());
        if (accounts.isEmpty() || dice.onceIn(3)) {
            String name = "customer-" + ++names;
            Api.Answer answer = scene.redeem(sale.run(), sale.place(), name);
            if (redeemed(answer, item, true)) {
                accounts.add(new Account(name, answer.body().required("account").asText()));
                happened.add("opened");
            }
        } else {
            Account account = dice.any(accounts);
            boolean lives = lives(account);
            if (redeemed(extend(sale, account), item, lives)) {
                happened.add("extended");
            }
        }
    }

    /** Whether the item is redeemed: as it has to be if nothing is in the way of it. */
    private static boolean redeemed(Api.Answer answer, ItemModel item, boolean free) {
        assertThat(answer.isDone()).as("%s", answer.body()).isEqualTo(free && item.canBeRedeemed());
        if (answer.isDone()) {
            item.redeem();
        }
        return answer.isDone();
    }

    private boolean lives(Account account) {
        return scene.column(
                        "SELECT id FROM account WHERE term_state NOT IN ('purging', 'deleted')")
                .contains(account.id());
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
            tell(
                    "granted",
                    scene.provider()
                            .post(
                                    account + "/grants",
                                    "{'period': 'P1M', 'paid': %s, 'reason': 'Invoice'}"
                                            .formatted(dice.onceIn(2))));
        } else {
            JsonNode grant = dice.any(RetailScene.all(scene.provider(), account + "/grants"));
            tell(
                    "refunded",
                    scene.provider()
                            .post(
                                    account + "/refunds",
                                    "{'grant': %s, 'reason': 'Chargeback'}"
                                            .formatted(grant.required("id"))));
        }
    }

    private void tell(String what, Api.Answer answer) {
        if (answer.isDone()) {
            happened.add(what);
        }
    }
}
