package io.counterfoil.story;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.story.CustomerEvents.Card;
import io.counterfoil.story.ItemModel.State;
import io.counterfoil.story.RetailScene.Goods;
import io.counterfoil.story.RetailScene.Run;
import io.counterfoil.story.RetailScene.Shop;
import io.counterfoil.story.StockEvents.Span;
import io.counterfoil.story.TillEvents.Sale;
import io.counterfoil.story.TillModel.Request;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whatever may happen to a provider and three shops with three agreements, in any order: about half
 * of it is refused, and must leave nothing behind then.
 */
final class RetailHistory {
    private static final int ITEMS = 20;
    private static final int LOOSE = 14;
    private static final String NO_TILL = "handed_out";

    /** In how many days customers may bring things back, phase by phase: fewer and more than hold days. */
    private static final List<Integer> DAYS = List.of(0, 20, 6);

    private static final int STEPS_OF_A_PHASE = 15;

    /** How long it takes at most until what was sold is payable, by all agreements and in all phases. */
    private static final Duration LONGEST_HOLD = Duration.ofDays(20);

    private final RetailScene scene;
    private final Dice dice;
    private final String plan;
    private final String other;
    private final String handedOut;
    private final List<Shop> shops;
    private final List<Run> runs;
    private final StockModel stock = new StockModel();
    private final Set<String> happened = new TreeSet<>();
    private final StockEvents items;
    private final TillEvents tills;
    private final CustomerEvents customers;
    private final CartonEvents cartons;
    private final ShelfEvents shelves;
    private final MoneyEvents money;
    private final TillModel model;
    private final HeldSales held;
    private int steps;

    /** A history in {@code scene}, the same for the same seed. */
    RetailHistory(RetailScene scene, long seed) throws Exception {
        this.scene = scene;
        this.dice = new Dice(seed);
        this.plan = scene.plan("Basic", "basic", "null");
        this.other = scene.plan("Select", "select", "null");
        this.handedOut = dice.onceIn(2) ? "giveaway" : "consignment";
        this.runs =
                List.of(
                        run(plan, "gift_card", "consignment", "4006381333931", "49.00", null),
                        run(plan, "retail_cd", "wholesale", "4006381333948", "29.90", day(35)),
                        run(plan, "free_cd", "giveaway", "4006381333955", "4.90", null),
                        // What no till sells is sold by its receipt.
                        run(other, NO_TILL, handedOut, "4006381333962", "9.90", day(25)));
        this.shops = List.of(shop("Corner Books"), shop("Byte Trade"), shop("Quick Mart"));
        this.items = new StockEvents(scene, stock, dice, runs, happened);
        this.model = new TillModel(stock, RetailScene.ZONE);
        this.tills = new TillEvents(scene, model, dice, this::anySale, happened);
        this.customers =
                new CustomerEvents(
                        scene,
                        dice,
                        this::card,
                        happened);
        this.cartons = new CartonEvents(scene, stock, dice, happened);
        this.shelves = new ShelfEvents(scene, stock, dice, happened);
        this.money = new MoneyEvents(scene, dice, shops, happened);
        this.held = new HeldSales(scene, model, money, happened);
        agree();
        scene.provider()
                .put(
                        "/api/v1/payouts/account",
                        "{'account_holder': 'Harbour Backup GmbH', 'iban': 'DE89370400440532013000'}")
                .expect(200);
        for (int at = 0; at < shops.size(); at++) {
            Span delivery = new Span(runs.get(at), 1, LOOSE);
            items.ship(shops.get(at), delivery);
            items.receiveLate();
        }
        for (Run run : runs) {
            cartons.pack(new Span(run, LOOSE + 1, ITEMS - 2), 2);
        }
    }

    private LocalDate day(int after) {
        return scene.today().plusDays(after + dice.below(20));
    }

    private Run run(
            String forPlan,
            String sku,
            String model,
            String gtin,
            String price,
            @Nullable LocalDate lastDay)
            throws Exception {
        boolean noTill = sku.equals(NO_TILL);
        Goods goods =
                scene.goods(
                        "'sku': '%1$s', 'name': '%1$s', 'plan': '%2$s', 'term': 'P6M', 'medium': '%3$s', 'sales_model': '%4$s', 'activation_required': %5$s, 'redeem_by': %6$s"
                                .formatted(
                                        sku,
                                        forPlan,
                                        noTill ? "free_cd" : sku,
                                        model,
                                        !noTill,
                                        lastDay == null ? "null" : "'" + lastDay + "'"),
                        gtin,
                        price,
                        dice.onceIn(2) ? "single_purpose" : "multi_purpose");
        // What is small is read back soonest; nobody looks at the picture here.
        Run run = scene.printed(goods, ITEMS, "cd-sticker");
        scene.provider().post("/api/v1/print-runs/" + run.id() + "/count-in", "{}").expect(200);
        stock.print(run, ITEMS, noTill, lastDay);
        return run;
    }

    private Card card(Run run) {
        return run.equals(runs.getLast())
                ? new Card(other, "Select", handedOut.equals("giveaway"))
                : new Card(plan, "Basic", run.equals(runs.get(2)));
    }

    private Shop shop(String name) throws Exception {
        Shop shop = scene.shop(name);
        scene.provider()
                .put(
                        "/api/v1/retailers/" + shop.retailer() + "/bank-details",
                        "{'account_holder': '%s', 'iban': 'GB82WEST12345698765432'}"
                                .formatted(name))
                .expect(200);
        return shop;
    }

    private void agree() throws Exception {
        scene.pass(Duration.ofMinutes(1));
        money.agree(shops.get(0), 3, "");
        money.agree(shops.get(1), 0, "");
        money.agree(
                shops.get(2),
                14,
                ", 'bounty': %s, 'residual_percent': '2.5', 'minimum_payout': %s"
                        .formatted(scene.money("5.00"), scene.money("4.00")));
        customersHave(daysOfPhase());
    }

    /**
     * In phases of few days the provider gives customers more than when they bought it, so that settled
     * sales come back.
     */
    private void bringBack() throws Exception {
        customersHave(Math.max(daysOfPhase(), 14));
        tills.bringBack();
        customersHave(daysOfPhase());
    }

    private int daysOfPhase() {
        return DAYS.get(steps / STEPS_OF_A_PHASE % DAYS.size());
    }

    private void customersHave(int days) throws Exception {
        model.customersHave(days);
        scene.provider()
                .patch("/api/v1/till-settings", "{'return_days': %d}".formatted(days))
                .expect(200);
    }

    /** Where whom it happens to has what. */
    RetailScene scene() {
        return scene;
    }

    /** All runs. */
    List<Run> runs() {
        return runs;
    }

    /** Where all items should be. */
    StockModel stock() {
        return stock;
    }

    /** What was sold since the last look is held as it should be, by what counts now. */
    void salesAreHeld(String when) {
        held.check(when);
    }

    /** What of all that may happen did, as far as it is worth telling. */
    Set<String> happened() {
        return happened;
    }

    /** Nothing arrives of what is on its way back. */
    void loseWhatComesBack() throws Exception {
        items.neverArrive();
    }

    /** Some of what is lost or stolen is found. */
    void find() throws Exception {
        items.find(anyShop(anySpan().run()), spanOf(ItemModel::canBeFound));
    }

    /** What seldom comes by chance: what is on hold is spoiled, or lost, found and released, or sent back. */
    void spoilAndReleaseWhatIsHeld() throws Exception {
        Optional<ItemModel> loose =
                stock.any(
                        dice,
                        item -> item.is(State.PRINTED) && stock.isLoose(List.of(item)));
        if (loose.isPresent()) {
            items.hold(only(loose.get()));
            items.spoil(only(loose.get()));
        }
        Optional<ItemModel> there = stock.any(dice, item -> item.is(State.RECEIVED));
        if (there.isPresent()) {
            items.hold(only(there.get()));
            items.spoil(only(there.get()));
            Shop shop = requireNonNull(there.get().shop());
            items.lose(shop, only(there.get()));
            items.find(shop, only(there.get()));
            items.lose(shop, only(there.get()));
            items.release(only(there.get()));
        }
        Optional<ItemModel> unsold = stock.any(dice, ItemModel::canBeSentBack);
        if (unsold.isPresent() && unsold.get().shop() != null && !unsold.get().isComingBack()) {
            items.hold(only(unsold.get()));
            items.sendBack(requireNonNull(unsold.get().shop()), only(unsold.get()));
        }
    }

    /** The same of cartons, counts and customers. */
    void doWhatIsSeldomDone() throws Exception {
        for (Shop shop : shops) {
            Optional<ItemModel> anothers =
                    stock.any(dice, item -> !item.is(State.PRINTED) && !item.isOf(shop));
            if (anothers.isPresent()) {
                shelves.countWrongly(shop, only(anothers.get()));
            }
        }
        items.releaseShops();
        cartons.sendOneThereAndBack(shops.getFirst());
        customers.grantAndRefund();
        Optional<ItemModel> spent = stock.any(dice, item -> item.is(State.REDEEMED));
        if (spent.isPresent()) {
            customers.convertWith(spent.get());
        }
        Optional<ItemModel> good =
                stock.any(dice, item -> item.canBeRedeemed(scene.today()));
        if (good.isPresent()) {
            customers.extendWithOtherPlan(good.get());
        }
    }

    /** What seldom comes by chance: what shops owe is disputed, and some of it is made worthless. */
    void disputeWhatIsOwed() throws Exception {
        scene.pass(LONGEST_HOLD.plusDays(1));
        scene.settle(scene.today().minusDays(1));
        for (ItemModel sold : stock.of(item -> item.is(State.ACTIVATED))) {
            items.makeWorthless(only(sold));
        }
        money.disputeAllSales();
    }

    private static Span only(ItemModel item) {
        return new Span(item.run(), item.place(), item.place());
    }

    /** Whatever is past its last day is worthless from now on. */
    void expire() {
        stock.expire(scene.today());
        if (stock.any(dice, item -> item.is(State.EXPIRED)).isPresent()) {
            happened.add("expired");
        }
    }

    /** Lets something happen, after some hours. */
    void step() throws Exception {
        if (steps % STEPS_OF_A_PHASE == 0) {
            customersHave(daysOfPhase());
        }
        scene.pass(Duration.ofMinutes(dice.below(dice.onceIn(3) ? 60 * 60 : 8 * 60)));
        Span span = anySpan();
        Shop shop = anyShop(span.run());
        switch (dice.below(62)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> tills.sell();
            case 8, 9, 10 -> tills.sellBasket();
            case 11, 12 -> tills.enterDay();
            case 13, 14 -> tills.undo();
            case 15, 16 -> bringBack();
            case 17, 18, 19 -> customers.redeem(redeemable());
            case 20 -> customers.grantOrRefund();
            case 21, 22 -> {
                items.ship(shop, span);
                items.receive(span);
            }
            case 23 -> items.receiveLate();
            case 24 -> items.sendBack(shop, span);
            case 25, 26 -> items.count();
            case 27, 28 -> items.lose(shop, spanOf(ItemModel::canGetLost));
            case 29, 30 -> items.find(shop, spanOf(ItemModel::canBeFound));
            case 31, 32 -> items.hold(dice.onceIn(2) ? span : spanOf(ItemModel::canBeSent));
            case 33 -> holdOrRelease(shop);
            case 34 -> items.release(spanOf(ItemModel::isHeld));
            case 35, 36 -> items.releaseHold();
            case 37 -> items.spoil(span);
            case 38 -> items.spoil(spanOf(item -> item.is(State.PRINTED)));
            case 39 -> items.makeWorthless(new Span(span.run(), span.from(), span.from()));
            case 40, 41, 42, 43 -> money.settle();
            case 44 -> money.pay(shop);
            case 45, 46 -> {
                money.orderPayouts();
                money.bankAnswers();
            }
            case 47 -> money.agree(shop, dice.below(5), "");
            case 48, 49 -> disputes();
            case 50, 51 -> cartons.pack(wide(span), 1 + dice.below(3));
            case 52, 53 -> {
                cartons.ship(shop);
                cartons.receive();
            }
            case 54 -> {
                cartons.receive();
                cartons.count();
            }
            case 55 -> cartons.sendBack(shop);
            case 56 -> holdOrOpenCarton();
            case 57 -> items.lose(shop, cartonOr(span));
            case 58, 59 -> shelves.count(shop, wide(span));
            case 60 -> promiseLonger();
            default -> scene.closeTheMonth();
        }
        steps++;
    }

    /** No shop is on hold for long, or nothing would be sold. */
    private void holdOrRelease(Shop shop) throws Exception {
        if (dice.onceIn(2)) {
            items.holdShop(shop);
        } else {
            items.releaseShops();
        }
    }

    /** A carton is held, or some are opened. */
    private void holdOrOpenCarton() throws Exception {
        if (dice.onceIn(2)) {
            cartons.hold();
        } else {
            cartons.open();
        }
    }

    /** The last day of what is not over yet becomes a later one. */
    private void promiseLonger() throws Exception {
        Run run = runs.get(dice.onceIn(2) ? 1 : 3);
        LocalDate longer = day(20);
        boolean done = stock.item(run, 1).canLast(longer, scene.today());
        Api.Answer answer =
                scene.provider()
                        .put(
                                "/api/v1/products/" + run.goods().product() + "/redeem-by",
                                "{'redeem_by': '%s'}".formatted(longer));
        assertThat(answer.isDone()).as("%s", answer.body()).isEqualTo(done);
        if (done) {
            stock.range(run, 1, ITEMS).forEach(item -> item.last(longer));
            happened.add("promised longer");
        }
    }

    /** What a customer may have, or what a till was asked for last. */
    private ItemModel redeemable() {
        Sale sale = tills.recent();
        ItemModel asked = stock.item(sale.run(), sale.place());
        return dice.onceIn(2)
                ? stock.any(dice, item -> item.is(State.ACTIVATED)).orElse(asked)
                : asked;
    }

    /** Twice as many as usual. */
    private static Span wide(Span span) {
        return new Span(span.run(), span.from(), Math.min(ITEMS, span.to() + 2));
    }

    /** All between the ends of a carton, or else this. */
    private Span cartonOr(Span span) {
        if (stock.cartons().isEmpty()) {
            return span;
        }
        List<ItemModel> in = dice.any(stock.cartons()).items();
        return new Span(in.getFirst().run(), in.getFirst().place(), in.getLast().place());
    }

    private void disputes() throws Exception {
        money.dispute();
        if (dice.onceIn(2)) {
            money.decide();
        }
    }

    /** Most of it happens to cards, and where they are. */
    private Span anySpan() {
        Run run = dice.onceIn(2) ? runs.getFirst() : dice.any(runs);
        return span(run, 1 + dice.below(ITEMS));
    }

    private Shop anyShop(Run run) {
        return dice.onceIn(4) ? dice.any(shops) : shops.get(runs.indexOf(run) % shops.size());
    }

    /** A span that begins with one of these, or any. */
    private Span spanOf(Predicate<ItemModel> which) {
        return stock.any(dice, which)
                .map(item -> span(item.run(), item.place()))
                .orElseGet(this::anySpan);
    }

    private Span span(Run run, int from) {
        return new Span(run, from, Math.min(ITEMS, from + dice.below(3)));
    }

    /** Most of the time something that is in stock, somewhere. */
    private Sale anySale() {
        Span span = dice.onceIn(3) ? anySpan() : spanOf(item -> item.is(State.RECEIVED));
        Shop has = stock.item(span.run(), span.from()).shop();
        Shop shop = has == null || dice.onceIn(5) ? anyShop(span.run()) : has;
        return new Sale(new Request(shop, dice.below(2), ""), span.run(), span.from());
    }
}
