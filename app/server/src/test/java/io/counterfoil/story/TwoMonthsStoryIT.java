package io.counterfoil.story;

import static io.counterfoil.story.HandTable.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.settlement.payouts.PainSchema;
import io.counterfoil.story.RetailScene.Goods;
import io.counterfoil.story.RetailScene.Run;
import io.counterfoil.story.RetailScene.Shop;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * March and April of a provider and its three retailers, over HTTP. Corner Books sells gift cards
 * for the provider, Byte Trade buys boxes and sells them, Quick Mart gives free CDs away. Tills sell
 * two hundred times; what that comes to is worked out by hand in the tables here, from these figures
 * for each item:
 *
 * <pre>
 *         price   the shop keeps    it owes   tax in the price      tax in what it keeps   due
 * card    49.00   15 % =     7.35     41.65   49.00×19/119 = 7.82   7.35×19/119 = 1.17     when redeemed
 * box     29.90   30 % =     8.97     20.93   29.90×19/119 = 4.77   8.97×19/119 = 1.43     when sold
 * bounty                     5.00     -5.00                         5.00×19/119 = 0.80
 * </pre>
 *
 * <p>A card that is redeemed leaves 49.00 − 7.82 = 41.18 to be earned in a year, a box 29.90 − 4.77 =
 * 25.13 in half a year. What a shop keeps costs the provider 7.35 − 1.17 = 6.18, 8.97 − 1.43 = 7.54
 * or 5.00 − 0.80 = 4.20; the tax inside that is deducted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoMonthsStoryIT {
    private final Map<String, String> trials = new HashMap<>();
    private RetailScene scene;
    private Shop corner;
    private Shop byteTrade;
    private Shop quick;
    private Run cards;
    private Run boxes;
    private Run cds;
    private RetailBooks books;
    private int activations;

    @BeforeAll
    void open() throws Exception {
        scene = new RetailScene();
        scene.at("2026-03-02T10:00");
        String basic = scene.plan("Basic", "basic", "null");
        String trial = scene.plan("Trial", "trial", "30");
        Goods card =
                scene.goods(
                        "'sku': 'CARD-1Y', 'name': 'Basic for a year', 'plan': '%s', 'term': 'P1Y', 'medium': 'gift_card', 'sales_model': 'consignment', 'activation_required': true"
                                .formatted(basic),
                        "4006381333931",
                        "49.00",
                        "multi_purpose");
        Goods box =
                scene.goods(
                        "'sku': 'BOX-6M', 'name': 'Basic for half a year', 'plan': '%s', 'term': 'P6M', 'medium': 'retail_cd', 'sales_model': 'wholesale', 'activation_required': true"
                                .formatted(basic),
                        "4006381333948",
                        "29.90",
                        "single_purpose");
        Goods cd =
                scene.goods(
                        "'sku': 'CD-FREE', 'name': 'Trial for a month', 'plan': '%s', 'term': 'P30D', 'medium': 'free_cd', 'sales_model': 'giveaway', 'activation_required': false"
                                .formatted(trial),
                        "4006381333955",
                        "4.90",
                        "multi_purpose");
        // Statements are made for the newest retailer first.
        quick = scene.shop("Quick Mart");
        scene.at("2026-03-02T10:01");
        byteTrade = scene.shop("Byte Trade");
        scene.at("2026-03-02T10:02");
        corner = scene.shop("Corner Books");
        books = new RetailBooks(scene.provider(), List.of(corner, byteTrade, quick));
        agree(byteTrade, "'commission_percent': '30'");
        agree(
                quick,
                "'commission_percent': '15', 'bounty': {'amount': '5.00', 'currency': 'EUR'}, 'minimum_payout': {'amount': '8.00', 'currency': 'EUR'}");
        cards = scene.printed(card, 190, "gift-card");
        boxes = scene.printed(box, 60, "cd-sticker");
        cds = scene.printed(cd, 30, "cd-sticker");
        countIn(cards, "'spoiled': ['%s'], 'missing': ['%s']".formatted(cards.range(181, 184), cards.range(185, 186)));
        countIn(boxes, "");
        countIn(cds, "");
    }

    @AfterEach
    void theBooksAgreeWithTheEvents() throws Exception {
        JsonNode compared = scene.provider().get("/api/v1/reconciliation").expect(200);
        assertThat(compared.required("differences")).isEmpty();
        assertThat(compared.required("agrees").asBoolean()).isTrue();
    }

    @AfterAll
    void close() {
        scene.close();
    }

    @Test
    @Order(1)
    void threeShipmentsArriveOneOfThemShort() throws Exception {
        scene.at("2026-03-02T16:00");
        String toCorner = scene.ship(corner, cards, 1, 180);
        String toByteTrade = scene.ship(byteTrade, boxes, 1, 60);
        String toQuick = scene.ship(quick, cds, 1, 30);
        scene.at("2026-03-03T09:30");
        assertThat(scene.receive(corner, toCorner, "{'all': true}"))
                .isEqualTo("180 of 180, 0 short");
        assertThat(scene.receive(byteTrade, toByteTrade, only(boxes.range(1, 57))))
                .isEqualTo("57 of 60, 3 short");
        assertThat(scene.receive(quick, toQuick, "{'all': true}")).isEqualTo("30 of 30, 0 short");
        // No till sells free CDs: they are ready from now on.
        assertThat(books.stock()).contains("Quick Mart  0  30  0  0  0  0  30");
        scene.at("2026-03-05T09:30");
        assertThat(scene.receive(byteTrade, toByteTrade, only(boxes.range(58, 59))))
                .isEqualTo("59 of 60, 1 short");
        scene.sell(byteTrade, boxes, 60, "not-there").expect(409);
    }

    @Test
    @Order(2)
    void onTheFirstDayTillsSellAndUndo() throws Exception {
        scene.at("2026-03-06T11:00");
        sell(corner, cards, 1, 40);
        scene.reverse(corner, 40, cards.serial(40)).expect(200);
        scene.reverse(corner, 40, cards.serial(40)).expect(200);
        // The line broke: the till undoes what nobody has heard of, and the sale comes too late.
        scene.reverse(corner, 41, "late").expect(200);
        scene.sell(corner, cards, 41, "late").expect(409);
    }

    @Test
    @Order(3)
    void customersTryFreeCdsAndOneOfThemBuysACardElsewhere() throws Exception {
        scene.at("2026-03-07T15:00");
        for (int place = 1; place <= 5; place++) {
            String name = "trial-" + place;
            trials.put(
                    name,
                    scene.redeem(cds, place, name).expect(201).required("account").asText());
        }
        scene.at("2026-03-10T15:00");
        scene.convert(account("trial-1"), "trial-1", cards, 31);
    }

    @Test
    @Order(4)
    void moreIsSoldRedeemedAndBroughtBack() throws Exception {
        scene.at("2026-03-10T16:00");
        scene.sell(corner, cards, 40, "sold-again").expect(201);
        activations++;
        sell(corner, cards, 41, 69);
        // No answer came, so the till asks again.
        scene.sell(corner, cards, 69, cards.serial(69)).expect(200);
        sell(byteTrade, boxes, 1, 20);
        scene.redeem(cards, 1, 20);
        // A redeemed code is spent, and what nobody bought can't be redeemed.
        scene.bringBack(corner, cards, 1).expect(409);
        scene.redeem(cards, 1, "twice").expect(409);
        scene.redeem(cards, 180, "thief").expect(409);

        scene.at("2026-03-12T12:00");
        scene.bringBack(corner, cards, 39).expect(200);
        scene.sell(corner, cards, 39, "opened").expect(409);

        scene.at("2026-03-17T11:00");
        sell(corner, cards, 70, 99);
        sell(byteTrade, boxes, 21, 40);
        scene.redeem(boxes, 1, 10);
    }

    @Test
    @Order(5)
    void cardsAreStolenAndABoxIsGivenUp() throws Exception {
        scene.at("2026-03-20T08:00");
        report(corner.office(), "stolen", cards.ends(130, 139), "Break-in at night", 10);
        scene.sell(corner, cards, 130, "stolen").expect(409);
        scene.redeem(cards, 130, "burglar").expect(409);

        scene.at("2026-03-24T11:00");
        sell(corner, cards, 100, 109);
        scene.at("2026-03-25T11:00");
        scene.bringBack(byteTrade, boxes, 40).expect(200);
        scene.at("2026-03-30T11:00");
        report(scene.provider(), "lost", boxes.ends(60, 60), "Not in the lorry", 1);
    }

    @Test
    @Order(6)
    void theStatementsOfMarch() throws Exception {
        scene.at("2026-04-01T08:00");
        scene.closeTheMonth();
        assertThat(scene.settle(LocalDate.of(2026, 3, 31)).required("statements").asInt()).isEqualTo(3);
        assertThat(books.statements())
                .containsExactlyElementsOf(
                        rows(
                                """
                                no  shop          lines  price    kept    tax     of kept  opening  + lines  - paid  = closing  state
                                # Sold on 6 March 40, less card 40 undone and card 39 brought back = 38; on 10 March 30; on 17 March 30
                                # (payable on the 31st); those of 24 March are held. 98 × 49.00, × 7.35, × 7.82, × 1.17, × 41.65.
                                1   Corner Books  98     4802.00  720.30  766.36  114.66   0.00     4081.70  0.00    4081.70    open
                                # Sent on 2 March 60, whatever arrived: 60 × 29.90, × 8.97, × 4.77, × 1.43, × 20.93.
                                2   Byte Trade    60     1794.00  538.20  286.20  85.80    0.00     1255.80  0.00    1255.80    open
                                # One bounty, payable on 24 March.
                                3   Quick Mart    1      0.00     5.00    0.00    0.80     0.00     -5.00    0.00    -5.00      open
                                """));
        assertThat(books.lines())
                .containsExactlyElementsOf(
                        rows(
                                """
                                no  kind      lines  each
                                1   sale      98     41.65
                                2   shipment  60     20.93
                                3   bounty    1      -5.00
                                """));
        // 5.00 are less than the 8.00 that Quick Mart is paid from on.
        assertThat(books.payouts()).isEmpty();
    }

    @Test
    @Order(7)
    void theAccountsAtTheEndOfMarch() throws Exception {
        assertThat(books.balances())
                .containsExactlyElementsOf(
                        rows(
                                """
                                account           Corner Books  Byte Trade  Quick Mart  all
                                # 4.20
                                bounty            0.00          0.00        4.20        4.20
                                # 108 cards stand (38 + 30 + 30 + 10) × 6.18; 60 boxes × 7.54
                                commission        667.44        452.40      0.00        1119.84
                                # 108 × 49.00 = 5292.00 − 164.22 tax − 52.08 earned; 60 × 25.13 = 1507.80 − 20.50 earned
                                deferred_revenue  -5075.70      -1487.30    0.00        -6563.00
                                # 108 × 41.65; 60 × 20.93; −5.00
                                retailer          4498.20       1255.80     -5.00       5749.00
                                # 21 cards since 10 March: 41.18 × 22 days / 365 = 2.48; 10 boxes since 17 March: 25.13 × 15 / 184 = 2.05
                                revenue           -52.08        -20.50      0.00        -72.58
                                # 108 × 1.17 − 21 redeemed × 7.82 = 126.36 − 164.22; 60 × (1.43 − 4.77); 0.80
                                tax               -37.86        -200.40     0.80        -237.46
                                """));
        assertThat(books.stock())
                .containsExactlyElementsOf(
                        rows(
                                """
                                shop          received  activated  redeemed  returned  stolen  lost  all
                                # 180 − 109 sold at least once − 10 stolen; 109 sold − 21 redeemed − card 39
                                Corner Books  61        87         21        1         10      0     180
                                # 59 − 40 sold; 40 sold − 10 redeemed − box 40; box 60
                                Byte Trade    19        29         10        1         0       1     60
                                # 30 − 5
                                Quick Mart    0         25         5         0         0       0     30
                                """));
    }

    @Test
    @Order(8)
    void twoLinesAreDisputedAndOneOfThemRightly() throws Exception {
        scene.at("2026-04-02T10:00");
        String neverArrived = dispute(byteTrade, boxes.serial(60), "It never arrived");
        String notSold = dispute(corner, cards.serial(5), "We did not sell this one");
        scene.at("2026-04-03T10:00");
        scene.provider()
                .post("/api/v1/disputes/" + neverArrived + "/accept", "{}")
                .expect(200);
        scene.provider()
                .post(
                        "/api/v1/disputes/" + notSold + "/refuse",
                        "{'answer': 'Your till 2 sold it on 6 March at 11:00.'}")
                .expect(200);
        // What was decided stays so, and the statements stay as they are.
        scene.provider().post("/api/v1/disputes/" + notSold + "/accept", "{}").expect(409);
        assertThat(books.disputes())
                .containsExactlyElementsOf(
                        rows(
                                """
                                statement  shop          kind      amount  state
                                1          Corner Books  sale      41.65   refused
                                2          Byte Trade    shipment  20.93   accepted
                                """));
    }

    @Test
    @Order(9)
    void inAprilShopsPayFindSellAndSendBack() throws Exception {
        scene.at("2026-04-07T10:00");
        report(corner.office(), "found", cards.ends(138, 139), "In the hedge", 2);
        String back =
                RetailScene.id(
                        byteTrade.office()
                                .post(
                                        "/api/v1/returns",
                                        "{'outlet': '%s', 'serials': ['%s', '%s'], 'reason': 'Out of season'}"
                                                .formatted(
                                                        byteTrade.outlet(),
                                                        boxes.serial(40),
                                                        boxes.range(50, 59))));
        scene.at("2026-04-08T10:00");
        sell(corner, cards, 110, 129);
        sell(corner, cards, 140, 169);
        // Whoever bought something has more days from now on; what was sold is payable when it was.
        scene.provider().patch("/api/v1/till-settings", "{'return_days': 30}").expect(200);
        // Sold on 17 March, on the statement of March.
        scene.bringBack(corner, cards, 99).expect(200);
        scene.convert(account("trial-2"), "trial-2", cards, 32);
        scene.convert(account("trial-3"), "trial-3", cards, 33);
        scene.at("2026-04-09T10:00");
        paid(corner, "4000.00", "2026-04-09");
        paid(byteTrade, "1255.80", "2026-04-09");
        paid(byteTrade, "1255.80", "2026-04-09");
        scene.at("2026-04-10T10:00");
        // Sold on 24 March, on no statement yet.
        scene.bringBack(corner, cards, 109).expect(200);
        scene.at("2026-04-14T10:00");
        scene.provider()
                .post(
                        "/api/v1/returns/" + back + "/count",
                        "{'restocked': ['%s'], 'destroyed': ['%s', '%s']}"
                                .formatted(
                                        boxes.range(50, 58), boxes.serial(40), boxes.serial(59)))
                .expect(200);
        scene.at("2026-04-15T10:00");
        scene.redeem(cards, 21, 30);
        // Sold on 6 March: more than thirty days ago.
        scene.bringBack(corner, cards, 38).expect(409);
        assertThat(activations).isEqualTo(200);
    }

    @Test
    @Order(10)
    void theStatementsOfApril() throws Exception {
        scene.at("2026-05-01T08:00");
        scene.closeTheMonth();
        assertThat(scene.settle(LocalDate.of(2026, 4, 30)).required("statements").asInt()).isEqualTo(3);
        assertThat(books.statements())
                .containsExactlyElementsOf(
                        rows(
                                """
                                no  shop          lines  price    kept    tax     of kept  opening  + lines  - paid   = closing  state
                                1   Corner Books  98     4802.00  720.30  766.36  114.66   0.00     4081.70  0.00     4081.70    partly_paid
                                2   Byte Trade    60     1794.00  538.20  286.20  85.80    0.00     1255.80  0.00     1255.80    paid
                                3   Quick Mart    1      0.00     5.00    0.00    0.80     0.00     -5.00    0.00     -5.00      open
                                # Sold on 24 March 10, less card 109; on 8 April 50; card 99 clawed back: 9 + 50 − 1 = 58.
                                # 58 × 49.00, × 7.35, × 7.82, × 1.17, × 41.65; 4081.70 + 2415.70 − 4000.00.
                                4   Corner Books  60     2842.00  426.30  453.56  67.86    4081.70  2415.70  4000.00  2497.40    open
                                # Counted in again 11, and box 60, which never arrived: −12 × 29.90, × 8.97, × 4.77, × 1.43, × 20.93;
                                # 1255.80 − 251.16 − 1255.80.
                                5   Byte Trade    12     -358.80  -107.64  -57.24  -17.16  1255.80  -251.16  1255.80  -251.16    open
                                # Two bounties of 8 April; −5.00 carried over.
                                6   Quick Mart    2      0.00     10.00   0.00    1.60     -5.00    -10.00   0.00     -15.00     open
                                """));
        assertThat(books.lines())
                .containsExactlyElementsOf(
                        rows(
                                """
                                no  kind       lines  each
                                1   sale       98     41.65
                                2   shipment   60     20.93
                                3   bounty     1      -5.00
                                4   claw_back  1      -41.65
                                4   sale       59     41.65
                                5   credit     11     -20.93
                                5   dispute    1      -20.93
                                6   bounty     2      -5.00
                                """));
    }

    @Test
    @Order(11)
    void whatShopsAreOwedIsPaidOut() throws Exception {
        bankDetails("/api/v1/payouts/account", "Harbour Backup GmbH", "DE89370400440532013000");
        bankDetails(bankDetailsOf(byteTrade), "Byte Trade KG", "GB82WEST12345698765432");
        bankDetails(bankDetailsOf(quick), "Quick Mart AG", "FR1420041010050500013M02606");
        assertThat(books.payouts()).containsExactly("5  Byte Trade  251.16  frozen", "6  Quick Mart  15.00  frozen");
        scene.at("2026-05-08T08:00");
        assertThat(books.payouts()).containsExactly("5  Byte Trade  251.16  due", "6  Quick Mart  15.00  due");
        String order = RetailScene.id(scene.provider().post("/api/v1/payouts/orders", "{}"));
        byte[] file = scene.provider().download("/api/v1/payouts/orders/" + order + "/file");
        PainSchema.validate(file);
        // 251.16 + 15.00
        assertThat(new String(file, StandardCharsets.UTF_8))
                .contains("<NbOfTxs>2</NbOfTxs>", "<CtrlSum>266.16</CtrlSum>")
                .contains("GB82WEST12345698765432", "FR1420041010050500013M02606");
        assertThat(books.payouts()).containsExactly("5  Byte Trade  251.16  ordered", "6  Quick Mart  15.00  ordered");
        for (JsonNode payout : RetailScene.all(scene.provider(), "/api/v1/payouts")) {
            String paid = "/api/v1/payouts/" + payout.required("id").asText() + "/paid";
            String told =
                    "{'reference': 'Bank %s', 'paid_on': '2026-05-08'}"
                            .formatted(payout.required("number"));
            scene.provider().post(paid, told).expect(200);
            scene.provider().post(paid, told).expect(200);
        }
        assertThat(books.payouts()).containsExactly("5  Byte Trade  251.16  paid", "6  Quick Mart  15.00  paid");
        assertThat(new RetailBooks(byteTrade.office(), List.of(byteTrade)).payouts()).containsExactly("5  Byte Trade  251.16  paid");
    }

    @Test
    @Order(12)
    void theAccountsAtTheEnd() throws Exception {
        assertThat(books.balances())
                .containsExactlyElementsOf(
                        rows(
                                """
                                account           Corner Books  Byte Trade  Quick Mart  all
                                # Came in 4000.00, 1255.80; paid out 251.16, 15.00
                                bank              4000.00       1004.64     -15.00      4989.64
                                # 3 × 4.20
                                bounty            0.00          0.00        12.60       12.60
                                # 156 cards stand (108 + 50 − card 99 − card 109) × 6.18; 48 boxes (60 − 11 − 1) × 7.54
                                commission        964.08        361.92      0.00        1326.00
                                # 156 × 49.00 = 7644.00 − 258.06 tax − 146.55 earned; 48 × 25.13 = 1206.24 − 61.50 earned
                                deferred_revenue  -7239.39      -1144.74    0.00        -8384.13
                                # As the statements close, less the payouts: 156 × 41.65 − 4000.00
                                retailer          2497.40       0.00        0.00        2497.40
                                # Cards since 10 March: 21 × (41.18 × 52 days / 365 = 5.87) = 123.27; since 8 April: 2 × (41.18 × 23 / 365 =
                                # 2.59) = 5.18; since 15 April: 10 × (41.18 × 16 / 365 = 1.81) = 18.10; boxes: 10 × (25.13 × 45 / 184 = 6.15)
                                revenue           -146.55       -61.50      0.00        -208.05
                                # 156 × 1.17 − 33 redeemed × 7.82 = 182.52 − 258.06; 48 × (1.43 − 4.77); 3 × 0.80
                                tax               -75.54        -160.32     2.40        -233.46
                                """));
        assertThat(books.stock())
                .containsExactlyElementsOf(
                        rows(
                                """
                                shop          received  activated  redeemed  returned  stolen  lost  all
                                # 180 − 159 sold at least once − 8 stolen; 159 sold − 33 redeemed − cards 39, 99 and 109
                                Corner Books  13        123        33        3         8       0     180
                                # 19 − 10 sent back; the rest of the 60 is with the provider again, or destroyed
                                Byte Trade    9         29         10        0         0       1     49
                                Quick Mart    0         25         5         0         0       0     30
                                """));
        assertThat(books.atTheProvider(cards)).isEqualTo("4 printed, 4 spoiled, 2 missing, 0 voided of 190");
        assertThat(books.atTheProvider(boxes)).isEqualTo("9 printed, 0 spoiled, 0 missing, 2 voided of 60");
        assertThat(books.atTheProvider(cds)).isEqualTo("0 printed, 0 spoiled, 0 missing, 0 voided of 30");
    }

    @Test
    @Order(13)
    void oneCardIsTracedFromThePressToTheLineOfAStatement() throws Exception {
        JsonNode trace =
                scene.provider().get("/api/v1/serials/" + cards.serial(21)).expect(200);
        assertThat(trace.required("state").asText()).isEqualTo("redeemed");
        assertThat(trace.at("/product/sku").asText()).isEqualTo("CARD-1Y");
        assertThat(trace.required("print_run").asText()).isEqualTo(cards.id());
        assertThat(trace.required("retailer").asText()).isEqualTo(corner.retailer());
        assertThat(trace.required("outlet").asText()).isEqualTo(corner.outlet());
        assertThat(trace.required("hold").isNull()).isTrue();
        assertThat(trace.required("node").asText()).isEqualTo("one");
        JsonNode account =
                scene.provider()
                        .get("/api/v1/accounts/" + trace.required("account").asText())
                        .expect(200);
        assertThat(account.required("username").asText()).isEqualTo("customer-" + cards.serial(21));
        assertThat(RetailBooks.stations(trace))
                .containsExactlyElementsOf(
                        rows(
                                """
                                day         what        of        then
                                2026-03-02  minted      run       minted
                                2026-03-02  counted_in  run       printed
                                2026-03-02  shipped     shipment  shipped
                                2026-03-03  received    shipment  received
                                2026-03-06  activated   item      activated
                                2026-04-15  redeemed    item      redeemed
                                """));
        assertThat(trace.required("events").get(4).at("/facts/request").asText())
                .isEqualTo(cards.serial(21));
        assertThat(trace.required("money")).hasSize(1);
        JsonNode sale = trace.required("money").get(0);
        assertThat(sale.required("kind").asText()).isEqualTo("sale");
        assertThat(sale.at("/price/amount").asText()).isEqualTo("49.00");
        assertThat(sale.at("/commission/amount").asText()).isEqualTo("7.35");
        assertThat(sale.at("/amount/amount").asText()).isEqualTo("41.65");
        assertThat(sale.required("undone_at").isNull()).isTrue();
        // The first statement has the cards as they were sold.
        assertThat(sale.required("statement").asInt()).isEqualTo(1);
        assertThat(sale.required("line").asInt()).isEqualTo(21);
    }

    private void sell(Shop shop, Run run, int from, int to) throws Exception {
        activations += scene.sell(shop, run, from, to);
    }

    private void agree(Shop shop, String terms) throws Exception {
        scene.provider()
                .post(
                        "/api/v1/retailers/" + shop.retailer() + "/agreements",
                        "{" + terms + "}")
                .expect(201);
    }

    private void countIn(Run run, String count) throws Exception {
        scene.provider()
                .post("/api/v1/print-runs/" + run.id() + "/count-in", "{" + count + "}")
                .expect(200);
    }

    private String dispute(Shop shop, String serial, String reason) throws Exception {
        String disputes = "/api/v1/statements/" + books.statementOf(shop) + "/disputes";
        String wanted = "{'serial': '%s', 'reason': '%s'}".formatted(serial, reason);
        // Who agrees to it can't ask for it.
        scene.provider().post(disputes, wanted).expect(403);
        return RetailScene.id(shop.office().post(disputes, wanted));
    }

    private static void report(Api reporter, String kind, String ends, String reason, int items)
            throws Exception {
        JsonNode report =
                reporter.post(
                                "/api/v1/serials/" + kind,
                                "{%s, 'reason': '%s'}".formatted(ends, reason))
                        .expect(200);
        assertThat(report.required("items").asInt()).isEqualTo(items);
    }

    private void paid(Shop shop, String amount, String day) throws Exception {
        Api.Answer told =
                scene.provider()
                        .post(
                                "/api/v1/payments",
                                "{'retailer': '%s', 'amount': {'amount': '%s', 'currency': 'EUR'}, 'reference': '%s %s', 'received_on': '%s'}"
                                        .formatted(
                                                shop.retailer(), amount, day, shop.name(), day));
        assertThat(told.status()).isIn(200, 201);
    }

    private void bankDetails(String path, String holder, String iban) throws Exception {
        scene.provider()
                .put(path, "{'account_holder': '%s', 'iban': '%s'}".formatted(holder, iban))
                .expect(200);
    }

    private static String bankDetailsOf(Shop shop) {
        return "/api/v1/retailers/" + shop.retailer() + "/bank-details";
    }

    private static String only(String serials) {
        return "{'serials': ['%s']}".formatted(serials);
    }

    private String account(String trial) {
        return Objects.requireNonNull(trials.get(trial));
    }
}
