package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.story.RetailScene.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What customers do with what they bought, and what becomes of their accounts. */
final class CustomerEvents {
    private static final String BAD_CODE =
            "This code can't be redeemed. Please compare it with your card, letter by letter. Perhaps it was redeemed already, or not paid at the till yet. If it is right, ask at the shop where you bought it, and keep the receipt.";
    private static final String DEAD =
            "The deletion of this account has begun, on the date that was announced, and there is no way back. Nothing was changed, and a code is still good: please open a new account with it.";

    private final RetailScene scene;
    private final Dice dice;
    private final Function<Run, Card> cards;
    private final List<Account> accounts = new ArrayList<>();
    private final Set<String> happened;
    private int names;

    /**
     * @param cards what is in a run
     * @param happened takes down what became of accounts
     */
    CustomerEvents(
            RetailScene scene,
            Dice dice,
            Function<Run, Card> cards,
            Set<String> happened) {
        this.cards = cards;
        this.happened = happened;
        this.scene = scene;
        this.dice = dice;
    }

    /**
     * What a code is printed on.
     *
     * @param plan the id of the plan that it is for
     * @param givenAway whether it costs nothing
     */
    record Card(String plan, String planName, boolean givenAway) {}

    /** @param cards what was redeemed for it, in that order; the last one has its plan */
    private record Account(String name, String id, List<Card> cards) {
        String plan() {
            return cards.getLast().plan();
        }
    }

    private enum Worth {
        NOTHING,
        SOMETHING,
        /** It was paid for without a card. */
        UNKNOWN
    }

    /**
     * With one code an account is opened, with another one extended, unless nothing is left of it. If
     * it has another plan, it is given the one of the code, or its holder is asked first.
     */
    void redeem(ItemModel item) throws Exception {
        if (accounts.isEmpty() || dice.onceIn(3)) {
            String name = "customer-" + ++names;
            Api.Answer answer = scene.redeem(item.run(), item.place(), name);
            if (redeemed(answer, item, true)) {
                accounts.add(
                        new Account(
                                name,
                                answer.body().required("account").asText(),
                                new ArrayList<>(List.of(cards.apply(item.run())))));
                happened.add("opened");
            }
        } else {
            Account account = dice.any(accounts);
            boolean lives = lives(account);
            boolean same = cards.apply(item.run()).plan().equals(account.plan());
            if (!same && !dice.onceIn(3)) {
                convert(item, account, lives);
            } else if (redeemed(extend(item, account), item, lives && same)) {
                account.cards().add(cards.apply(item.run()));
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
        String refusal = refusal(item, account, lives);
        if (refusal != null) {
            assertThat(shown.isDone()).as("%s", shown.body()).isFalse();
            assertThat(shown.body().required("detail").asText()).isEqualTo(refusal);
            happened.add(
                    refusal.equals(BAD_CODE)
                            ? "converting with a bad code refused"
                            : "conversion refused");
            return;
        }
        JsonNode conversion = shown.expect(200).required("conversion");
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
            account.cards().add(cards.apply(item.run()));
            happened.add("converted");
        }
    }

    /** Why a preview of a conversion is refused; null: it is not. */
    private @Nullable String refusal(ItemModel item, Account account, boolean lives)
            throws Exception {
        if (!item.canBeRedeemed(scene.today())) {
            return BAD_CODE;
        }
        if (!lives) {
            return DEAD;
        }
        Card card = cards.apply(item.run());
        Worth left = worth(account);
        if (left == Worth.UNKNOWN) {
            return "The time of this account was paid for without a card, so it can't be changed into time of the plan %s here. Open a second account with this card, or ask us: until then the code stays good."
                    .formatted(card.planName());
        }
        return left == Worth.SOMETHING && card.givenAway()
                ? "This card has no price, so the time that was paid for can't be changed into time of the plan %s. Open a second account with it: both keep their time."
                        .formatted(card.planName())
                : null;
    }

    /** What the time that an account has left is worth, by the cards that brought it. */
    private Worth worth(Account account) throws Exception {
        List<JsonNode> grants = grants(account).reversed();
        Set<String> takenBack =
                grants.stream()
                        .filter(grant -> grant.has("refunds") && !grant.has("period"))
                        .map(grant -> grant.required("refunds").asText())
                        .collect(Collectors.toSet());
        Iterator<Card> brought = account.cards().iterator();
        boolean priced = false;
        boolean invoiced = false;
        boolean convertedLeft = false;
        boolean anyLeft = false;
        boolean worthSomething = false;
        for (JsonNode grant : grants) {
            if (grant.has("refunds")) {
                continue;
            }
            boolean left = isLeft(grant);
            anyLeft |= left;
            boolean stands = !takenBack.contains(grant.required("id").asText());
            switch (grant.required("source").asText()) {
                case "conversion" -> {
                    // Only what came since then tells what the time of this plan costs.
                    priced = false;
                    invoiced = false;
                    worthSomething = false;
                    convertedLeft = left;
                }
                case "redemption" -> {
                    boolean paid = !brought.next().givenAway();
                    priced |= paid && stands;
                    // What was converted costs what the card cost with which it was.
                    worthSomething |= paid && convertedLeft;
                    convertedLeft = false;
                }
                default -> invoiced |= grant.required("paid").asBoolean() && left && stands;
            }
        }
        if (!priced && invoiced) {
            return Worth.UNKNOWN;
        }
        return (priced && anyLeft) || worthSomething ? Worth.SOMETHING : Worth.NOTHING;
    }

    private boolean isLeft(JsonNode grant) {
        Instant from = Instant.parse(grant.required("from").asText());
        Instant to = Instant.parse(grant.required("to").asText());
        return from.isBefore(to) && to.isAfter(scene.now());
    }

    private List<JsonNode> grants(Account account) throws Exception {
        return RetailScene.all(scene.provider(), path(account) + "/grants");
    }

    private static String path(Account account) {
        return "/api/v1/accounts/" + account.id();
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
        Account account = dice.any(accounts);
        if (dice.onceIn(2)) {
            grant(account, dice.onceIn(2));
        } else {
            refund(account, dice.any(grants(account)));
        }
    }

    /** Somebody tries to have an account converted with a code that was spent. */
    void convertWith(ItemModel spent) throws Exception {
        Account account = accounts.getFirst();
        convert(spent, account, lives(account));
    }

    /** Somebody extends an account that has another plan, and says nothing of its time. */
    void extendWithOtherPlan(ItemModel item) throws Exception {
        String plan = cards.apply(item.run()).plan();
        for (Account account : accounts) {
            if (!account.plan().equals(plan) && lives(account)) {
                redeemed(extend(item, account), item, false);
                happened.add("other plan refused");
                return;
            }
        }
    }

    /** Somebody gets a month, and it is taken back. */
    void grantAndRefund() throws Exception {
        if (!accounts.isEmpty()) {
            Account account = accounts.getFirst();
            grant(account, true);
            refund(account, grants(account).getFirst());
        }
    }

    private void grant(Account account, boolean paid) throws Exception {
        tell(
                "granted",
                scene.provider()
                        .post(
                                path(account) + "/grants",
                                "{'period': 'P1M', 'paid': %s, 'reason': 'Invoice'}"
                                        .formatted(paid)));
    }

    private void refund(Account account, JsonNode grant) throws Exception {
        tell(
                "refunded",
                scene.provider()
                        .post(
                                path(account) + "/refunds",
                                "{'grant': %s, 'reason': 'Chargeback'}"
                                        .formatted(grant.required("id"))));
    }

    private void tell(String what, Api.Answer answer) {
        if (answer.isDone()) {
            happened.add(what);
        }
    }
}
