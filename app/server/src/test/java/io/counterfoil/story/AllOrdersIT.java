package io.counterfoil.story;

import static io.counterfoil.story.HandTable.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.story.RetailScene.Goods;
import io.counterfoil.story.RetailScene.Run;
import io.counterfoil.story.RetailScene.Shop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What can be done to an item at a till and with its code, in each order that there is. */
class AllOrdersIT {
    private static final String ALL = "ABRU";

    /** Each item with its state, how many sales were accrued for it, and how many of these stand. */
    private static final String ACCRUED =
            """
            SELECT concat_ws('  ', item.serial, item.state, count(accrual.id), count(accrual.id) FILTER (WHERE undone_at IS NULL))
            FROM serial_item item LEFT JOIN accrual ON accrual.provider_id = item.provider_id AND accrual.serial = item.serial AND accrual.kind = 'sale'
            GROUP BY item.serial, item.state
            """;

    /**
     * A: a till activates an item. U: it undoes that by the number of its request. B: a customer brings
     * it back. R: a customer redeems it. Each of them once, a minute after the other, and each begins
     * with an item that was received. By the rules of the field:
     *
     * <ul>
     *   <li>A is done unless U came before: the late original of a remembered reversal is declined.
     *   <li>U is done if the item was sold and is still out, and approved if nobody knows of a sale;
     *       not if its customer has redeemed it or brought it back.
     *   <li>B and R are done if the item is sold at that moment, so they need A before them and neither
     *       U nor the other between.
     * </ul>
     *
     * <p>Whatever is done, A accrues one sale; it stands if nothing but R came after it.
     */
    private static final String BY_HAND =
            """
            order  first    second   third    fourth   state      accrued  standing
            ABRU   done     done     refused  refused  returned   1        0
            ABUR   done     done     refused  refused  returned   1        0
            ARBU   done     done     refused  refused  redeemed   1        1
            ARUB   done     done     refused  refused  redeemed   1        1
            AUBR   done     done     refused  refused  received   1        0
            AURB   done     done     refused  refused  received   1        0
            BARU   refused  done     done     refused  redeemed   1        1
            BAUR   refused  done     done     refused  received   1        0
            BRAU   refused  refused  done     done     received   1        0
            BRUA   refused  refused  done     refused  received   0        0
            BUAR   refused  done     refused  refused  received   0        0
            BURA   refused  done     refused  refused  received   0        0
            RABU   refused  done     done     refused  returned   1        0
            RAUB   refused  done     done     refused  received   1        0
            RBAU   refused  refused  done     done     received   1        0
            RBUA   refused  refused  done     refused  received   0        0
            RUAB   refused  done     refused  refused  received   0        0
            RUBA   refused  done     refused  refused  received   0        0
            UABR   done     refused  refused  refused  received   0        0
            UARB   done     refused  refused  refused  received   0        0
            UBAR   done     refused  refused  refused  received   0        0
            UBRA   done     refused  refused  refused  received   0        0
            URAB   done     refused  refused  refused  received   0        0
            URBA   done     refused  refused  refused  received   0        0
            """;

    @Test
    void eachOfTheTwentyFourOrdersEndsAsTheRulesSay() throws Exception {
        try (RetailScene scene = new RetailScene()) {
            scene.at("2026-03-02T10:00");
            Goods card =
                    scene.goods(
                            "'sku': 'CARD', 'name': 'Card', 'plan': '%s', 'term': 'P1Y', 'medium': 'gift_card', 'sales_model': 'consignment', 'activation_required': true"
                                    .formatted(scene.plan("Basic", "basic", "null")),
                            "4006381333931",
                            "49.00",
                            "multi_purpose");
            List<String> orders = orders("", ALL);
            Run cards = scene.printed(card, orders.size(), "cd-sticker");
            scene.provider()
                    .post("/api/v1/print-runs/" + cards.id() + "/count-in", "{}")
                    .expect(200);
            Shop shop = scene.shop("Corner Books");
            scene.receive(shop, scene.ship(shop, cards, 1, orders.size()), "{'all': true}");
            List<List<Object>> told = new ArrayList<>();
            for (int at = 0; at < orders.size(); at++) {
                List<Object> answers = new ArrayList<>(List.of(orders.get(at)));
                for (char what : orders.get(at).toCharArray()) {
                    scene.pass(Duration.ofMinutes(1));
                    boolean done = ask(scene, shop, cards, at + 1, what).isDone();
                    answers.add(done ? "done" : "refused");
                }
                told.add(answers);
            }
            Map<String, String> ends =
                    scene.column(ACCRUED).stream()
                            .collect(
                                    Collectors.toMap(
                                            end -> end.split("  ", 2)[0],
                                            end -> end.split("  ", 2)[1]));
            for (int at = 0; at < orders.size(); at++) {
                told.get(at).add(Objects.requireNonNull(ends.get(cards.serial(at + 1))));
            }
            assertThat(told.stream().map(HandTable::row))
                    .containsExactlyElementsOf(rows(BY_HAND));
            SettlementBooks.agree(scene, "in the end");
            assertThat(scene.faults()).isEmpty();
        }
    }

    private static Api.Answer ask(RetailScene scene, Shop shop, Run cards, int place, char what)
            throws Exception {
        String request = cards.serial(place);
        return switch (what) {
            case 'A' -> scene.sell(shop, cards, place, request);
            case 'U' -> scene.reverse(shop, place, request);
            case 'B' -> scene.bringBack(shop, cards, place);
            case 'R' -> scene.redeem(cards, place, "customer-" + place);
            default -> throw new IllegalArgumentException(String.valueOf(what));
        };
    }

    /** All orders of these letters after those, in the order of the alphabet. */
    private static List<String> orders(String before, String letters) {
        if (letters.isEmpty()) {
            return List.of(before);
        }
        List<String> orders = new ArrayList<>();
        for (int at = 0; at < letters.length(); at++) {
            orders.addAll(
                    orders(
                            before + letters.charAt(at),
                            letters.substring(0, at) + letters.substring(at + 1)));
        }
        return orders;
    }
}
