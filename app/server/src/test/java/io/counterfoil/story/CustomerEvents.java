package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.story.RetailScene.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What customers do with what they bought, and what becomes of their accounts. */
final class CustomerEvents {
    private final RetailScene scene;
    private final StockModel stock;
    private final Dice dice;
    private final Function<Run, String> plans;
    private final List<Account> accounts = new ArrayList<>();
    private final Map<Account, String> planOf = new HashMap<>();
    private final Set<String> happened;
    private int names;

    /**
     * @param plans the plan of what is in a run
     * @param happened takes down what became of accounts
     */
    CustomerEvents(
            RetailScene scene,
            StockModel stock,
            Dice dice,
            Function<Run, String> plans,
            Set<String> happened) {
        this.plans = plans;
        this.happened = happened;
        this.scene = scene;
        this.stock = stock;
        this.dice = dice;
    }

    private record Account(String name, String id) {}

    /**
     * With one code an account is opened, with another one extended, unless nothing is left of it. If
     * it has another plan, it is given the one of the code, or its holder is asked first.
     */
    void redeem(ItemModel item) throws Exception {
        if (accounts.isEmpty() || dice.onceIn(3)) {
            String name = "customer-" + ++names;
            Api.Answer answer = scene.redeem(item.run(), item.place(), name);
            if (redeemed(answer, item, true)) {
                Account opened = new Account(name, answer.body().required("account").asText());
                accounts.add(opened);
                planOf.put(opened, plans.apply(item.run()));
                happened.add("opened");
            }
        } else {
            Account account = dice.any(accounts);
            boolean lives = lives(account);
            boolean same = plans.apply(item.run()).equals(planOf.get(account));
            if (!same && !dice.onceIn(3)) {
                convert(item, account, lives);
            } else if (redeemed(extend(item, account), item, lives && same)) {
                happened.add("extended");
            } else if (!same) {
                happened.add("other plan refused");
            }
        }
    }

    private void convert(ItemModel item, Account account, boolean lives) throws Exception {
        String code = item.run().code(item.place());
        Api.Answer shown =
                scene.provider()
                        .post(
                                "/api/v1/redemptions/preview",
                                "{'code': '%s', 'account': '%s', 'other_plan': 'convert'}"
                                        .formatted(code, account.id()));
        if (!shown.isDone()) {
            // What was paid for without a card isn't converted, nor for a card without a price.
            assertThat(lives && item.canBeRedeemed(scene.today()))
                    .as("%s", shown.body())
                    .isEqualTo(shown.body().path("detail").asText().contains("pen a second account"));
            return;
        }
        JsonNode conversion = shown.body().required("conversion");
        Api.Answer answer =
                scene.provider()
                        .post(
                                "/api/v1/redemptions",
                                "{'code': '%s', 'username': '%s', 'other_plan': 'convert', 'conversion': {'old_plan': %s, 'remaining_days': %s, 'converted_days': %s}}"
                                        .formatted(
                                                code,
                                                account.name(),
                                                conversion.required("old_plan"),
                                                conversion.required("remaining_days"),
                                                conversion.required("converted_days")));
        if (redeemed(answer, item, lives)) {
            planOf.put(account, plans.apply(item.run()));
            happened.add("converted");
        }
    }

    /** Whether the item is redeemed: as it has to be if nothing is in the way of it. */
    private boolean redeemed(Api.Answer answer, ItemModel item, boolean free) {
        assertThat(answer.isDone())
                .as("%s", answer.body())
                .isEqualTo(free && item.canBeRedeemed(scene.today()));
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

    private Api.Answer extend(ItemModel item, Account account) throws Exception {
        return scene.provider()
                .post(
                        "/api/v1/redemptions",
                        "{'code': '%s', 'username': '%s'}"
                                .formatted(item.run().code(item.place()), account.name()));
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
