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
     * <p>What is not done conflicts (409) with what became of the item; but B of one that is not sold
     * finds no sale to take back (404).
     *
     * <p>Whatever is done, A accrues one sale; it stands if nothing but R came after it.
     */
    private static final String BY_HAND =
            """
            order  first  second  third  fourth  state     accrued  standing
            ABRU   done   done    409    409     returned  1        0
            ABUR   done   done    409    409     returned  1        0
            ARBU   done   done    409    409     redeemed  1        1
            ARUB   done   done    409    409     redeemed  1        1
            AUBR   done   done    404    409     received  1        0
            AURB   done   done    409    404     received  1        0
            BARU   404    done    done   409     redeemed  1        1
            BAUR   404    done    done   409     received  1        0
            BRAU   404    409     done   done    received  1        0
            BRUA   404    409     done   409     received  0        0
            BUAR   404    done    409    409     received  0        0
            BURA   404    done    409    409     received  0        0
            RABU   409    done    done   409     returned  1        0
            RAUB   409    done    done   404     received  1        0
            RBAU   409    404     done   done    received  1        0
            RBUA   409    404     done   409     received  0        0
            RUAB   409    done    409    404     received  0        0
            RUBA   409    done    404    409     received  0        0
            UABR   done   409     404    409     received  0        0
            UARB   done   409     409    404     received  0        0
            UBAR   done   404     409    409     received  0        0
            UBRA   done   404     409    409     received  0        0
            URAB   done   409     409    404     received  0        0
            URBA   done   409     404    409     received  0        0
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
                    Api.Answer answer = ask(scene, shop, cards, at + 1, what);
                    answers.add(answer.isDone() ? "done" : answer.status());
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
