package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.story.RetailScene.Goods;
import io.counterfoil.story.RetailScene.Run;
import io.counterfoil.story.RetailScene.Shop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Whatever may happen to a provider and three shops with three agreements, in any order: about half
 * of it is refused, and must leave nothing behind then.
 */
final class RetailHistory {
    private static final int ITEMS = 20;

    private final RetailScene scene;
    private final Random random;
    private final List<Shop> shops;
    private final List<Run> runs;
    private final List<Sale> sales = new ArrayList<>();
    private final List<Account> accounts = new ArrayList<>();
    private int names;

    /** What a till asked for, whatever it was told. */
    private record Sale(Shop shop, Run run, int place, String request) {}

    private record Account(String name, String id) {}

    /** A history in {@code scene}, the same for the same seed. */
    RetailHistory(RetailScene scene, long seed) throws Exception {
        this.scene = scene;
        this.random = new Random(seed);
        scene.at("2026-03-02T10:00");
        String plan = scene.plan("Basic", "basic", "null");
        this.runs =
                List.of(
                        run(plan, "gift_card", "consignment", "4006381333931", "49.00"),
                        run(plan, "retail_cd", "wholesale", "4006381333948", "29.90"),
                        run(plan, "free_cd", "giveaway", "4006381333955", "4.90"));
        this.shops =
                List.of(
                        shop("Corner Books", "'hold_days': 3"),
                        shop("Byte Trade", "'hold_days': 0"),
                        shop(
                                "Quick Mart",
                                "'hold_days': 14, 'bounty': {'amount': '5.00', 'currency': 'EUR'}, 'residual_percent': '2.5', 'minimum_payout': {'amount': '4.00', 'currency': 'EUR'}"));
        scene.provider()
                .put(
                        "/api/v1/payouts/account",
                        "{'account_holder': 'Harbour Backup GmbH', 'iban': 'DE89370400440532013000'}")
                .expect(200);
        for (int at = 0; at < runs.size(); at++) {
            String shipment = scene.ship(shops.get(at), runs.get(at), 1, ITEMS - 2);
            scene.receive(shops.get(at), shipment, "{'all': true}");
        }
    }

    private Run run(String plan, String medium, String model, String gtin, String price)
            throws Exception {
        Goods goods =
                scene.goods(
                        "'sku': '%1$s', 'name': '%1$s', 'plan': '%2$s', 'term': 'P6M', 'medium': '%1$s', 'sales_model': '%3$s', 'activation_required': true"
                                .formatted(medium, plan, model),
                        gtin,
                        price,
                        random.nextBoolean() ? "single_purpose" : "multi_purpose");
        Run run = scene.printed(goods, ITEMS, "gift-card");
        scene.provider().post("/api/v1/print-runs/" + run.id() + "/count-in", "{}").expect(200);
        return run;
    }

    private Shop shop(String name, String terms) throws Exception {
        scene.pass(Duration.ofMinutes(1));
        Shop shop = scene.shop(name);
        agree(shop, terms);
        scene.provider()
                .put(
                        "/api/v1/retailers/" + shop.retailer() + "/bank-details",
                        "{'account_holder': '%s', 'iban': 'GB82WEST12345698765432'}"
                                .formatted(name))
                .expect(200);
        return shop;
    }

    /** All runs. */
    List<Run> runs() {
        return runs;
    }

    /** Lets something happen, after some hours. */
    void step() throws Exception {
        scene.pass(Duration.ofMinutes(random.nextInt(random.nextInt(3) == 0 ? 60 * 60 : 8 * 60)));
        // Most of it happens to cards, and where they are.
        Run run = random.nextBoolean() ? runs.getFirst() : any(runs);
        Shop shop = random.nextInt(4) == 0 ? any(shops) : shops.get(runs.indexOf(run));
        int place = 1 + random.nextInt(ITEMS);
        int last = Math.min(ITEMS, place + random.nextInt(3));
        String range = run.range(place, last);
        switch (random.nextInt(32)) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> sell(shop, run, place);
            case 9, 10 -> reverse(recent(new Sale(shop, run, place, "early")));
            case 11, 12 -> bringBack(recent(new Sale(shop, run, place, "never")));
            case 13, 14 -> redeem(recent(new Sale(shop, run, place, "never")));
            case 15 -> grantOrRefund();
            case 16, 17 -> ship(shop, run, place, last);
            case 18 -> sendBack(shop, range);
            case 19, 20 -> count();
            case 21 -> report(shop, run, place, last);
            case 22, 23, 24 -> scene.settle(scene.today().minusDays(1 + random.nextInt(2)));
            case 25 -> pay(shop);
            case 26 -> told(scene.provider().post("/api/v1/payouts/orders", "{}"));
            case 27 -> bankAnswers();
            case 28 -> agree(shop, "'hold_days': %d".formatted(random.nextInt(5)));
            case 29 -> dispute();
            case 30 -> decide();
            default -> {
                scene.closeTheMonth();
                if (random.nextBoolean()) {
                    endItem(run, place);
                }
            }
        }
    }

    private void sell(Shop shop, Run run, int place) throws Exception {
        // Now and then a till asks for another item under a number that it used.
        String request =
                random.nextInt(10) == 0 && !sales.isEmpty()
                        ? any(sales).request()
                        : run.serial(place) + "-" + sales.size();
        sales.add(new Sale(shop, run, place, request));
        told(scene.sell(shop, run, place, request));
    }

    /** One of the last sales, or now and then something else. */
    private Sale recent(Sale otherwise) {
        return sales.isEmpty() || random.nextInt(5) == 0
                ? otherwise
                : any(sales.subList(Math.max(0, sales.size() - 6), sales.size()));
    }

    private void reverse(Sale sale) throws Exception {
        told(scene.reverse(sale.shop(), sale.place(), sale.request()));
    }

    private void bringBack(Sale sale) throws Exception {
        told(scene.bringBack(sale.shop(), sale.run(), sale.place()));
    }

    private void redeem(Sale sale) throws Exception {
        if (accounts.isEmpty() || random.nextInt(3) == 0) {
            String name = "customer-" + ++names;
            Api.Answer opened = scene.redeem(sale.run(), sale.place(), name);
            told(opened);
            if (opened.status() == 201) {
                accounts.add(new Account(name, opened.body().required("account").asText()));
            }
        } else {
            told(
                    scene.provider()
                            .post(
                                    "/api/v1/redemptions",
                                    "{'code': '%s', 'username': '%s'}"
                                            .formatted(
                                                    sale.run().code(sale.place()),
                                                    any(accounts).name())));
        }
    }

    private void grantOrRefund() throws Exception {
        if (accounts.isEmpty()) {
            return;
        }
        String account = "/api/v1/accounts/" + any(accounts).id();
        if (random.nextBoolean()) {
            told(
                    scene.provider()
                            .post(
                                    account + "/grants",
                                    "{'period': 'P1M', 'paid': %s, 'reason': 'Invoice'}"
                                            .formatted(random.nextBoolean())));
        } else {
            JsonNode grant = any(RetailScene.all(scene.provider(), account + "/grants"));
            told(
                    scene.provider()
                            .post(
                                    account + "/refunds",
                                    "{'grant': %s, 'reason': 'Chargeback'}"
                                            .formatted(grant.required("id"))));
        }
    }

    private void ship(Shop shop, Run run, int from, int to) throws Exception {
        Api.Answer sent =
                scene.provider()
                        .post(
                                "/api/v1/shipments",
                                "{'outlet': '%s', 'serials': {%s}}"
                                        .formatted(shop.outlet(), run.ends(from, to)));
        told(sent);
        if (sent.status() == 201) {
            String receipt =
                    random.nextBoolean()
                            ? "{'all': true}"
                            : "{'serials': ['%s']}".formatted(run.serial(from));
            told(
                    shop.office()
                            .post(
                                    "/api/v1/shipments/"
                                            + sent.body().required("id").asText()
                                            + "/receipt",
                                    receipt));
        }
    }

    private void sendBack(Shop shop, String range) throws Exception {
        told(
                shop.office()
                        .post(
                                "/api/v1/returns",
                                "{'outlet': '%s', 'serials': ['%s'], 'reason': 'Out of season'}"
                                        .formatted(shop.outlet(), range)));
    }

    private void count() throws Exception {
        List<JsonNode> open =
                RetailScene.all(scene.provider(), "/api/v1/returns").stream()
                        .filter(one -> !one.required("open").isEmpty())
                        .toList();
        if (!open.isEmpty()) {
            JsonNode one = any(open);
            told(
                    scene.provider()
                            .post(
                                    "/api/v1/returns/" + one.required("id").asText() + "/count",
                                    "{'%s': [%s]}"
                                            .formatted(
                                                    random.nextBoolean() ? "restocked" : "destroyed",
                                                    one.required("open").get(0))));
        }
    }

    private void report(Shop shop, Run run, int from, int to) throws Exception {
        String kind = any(List.of("lost", "stolen", "found", "found"));
        Api reporter = random.nextBoolean() ? scene.provider() : shop.office();
        told(
                reporter.post(
                        "/api/v1/serials/" + kind,
                        "{%s, 'reason': 'Who knows'}".formatted(run.ends(from, to))));
    }

    private void endItem(Run run, int place) throws Exception {
        told(
                scene.provider()
                        .post(
                                "/api/v1/serials/" + (place % 2 == 0 ? "void" : "spoil"),
                                "{%s, 'reason': 'Recalled'}".formatted(run.ends(place, place))));
    }

    private void pay(Shop shop) throws Exception {
        told(
                scene.provider()
                        .post(
                                "/api/v1/payments",
                                "{'retailer': '%s', 'amount': {'amount': '%d.%02d', 'currency': 'EUR'}, 'reference': 'Bank %d', 'received_on': '%s'}"
                                        .formatted(
                                                shop.retailer(),
                                                random.nextInt(90),
                                                1 + random.nextInt(99),
                                                ++names,
                                                scene.today())));
    }

    private void bankAnswers() throws Exception {
        List<JsonNode> payouts = RetailScene.all(scene.provider(), "/api/v1/payouts");
        if (!payouts.isEmpty()) {
            String payout = "/api/v1/payouts/" + any(payouts).required("id").asText();
            told(
                    random.nextInt(3) == 0
                            ? scene.provider().post(payout + "/failed", "{'reason': 'Closed'}")
                            : scene.provider()
                                    .post(
                                            payout + "/paid",
                                            "{'reference': 'Out %d', 'paid_on': '%s'}"
                                                    .formatted(++names, scene.today())));
        }
    }

    private void dispute() throws Exception {
        List<JsonNode> statements = RetailScene.all(scene.provider(), "/api/v1/statements");
        if (!statements.isEmpty()) {
            JsonNode statement = any(statements);
            String retailer = statement.required("retailer").asText();
            Shop shop =
                    shops.stream()
                            .filter(each -> each.retailer().equals(retailer))
                            .findAny()
                            .orElseThrow();
            told(
                    shop.office()
                            .post(
                                    "/api/v1/statements/"
                                            + statement.required("id").asText()
                                            + "/disputes",
                                    "{'line': %d, 'reason': 'Not sold'}"
                                            .formatted(1 + random.nextInt(3))));
        }
    }

    private void decide() throws Exception {
        List<JsonNode> disputes = RetailScene.all(scene.provider(), "/api/v1/disputes");
        if (!disputes.isEmpty()) {
            String dispute = "/api/v1/disputes/" + any(disputes).required("id").asText();
            told(
                    random.nextInt(4) == 0
                            ? scene.provider().post(dispute + "/refuse", "{'answer': 'It was'}")
                            : scene.provider().post(dispute + "/accept", "{}"));
        }
    }

    private void agree(Shop shop, String terms) throws Exception {
        told(
                scene.provider()
                        .post(
                                "/api/v1/retailers/" + shop.retailer() + "/agreements",
                                "{'commission_percent': '%d', %s}"
                                        .formatted(10 + random.nextInt(30), terms)));
    }

    /** Done, or refused for a reason that the caller can do something about. */
    private static void told(Api.Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isIn(200, 201, 404, 409, 422);
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
