package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.story.RetailScene.Run;
import io.counterfoil.story.RetailScene.Shop;
import io.counterfoil.story.TillModel.Outcome;
import io.counterfoil.story.TillModel.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What happens at tills and to what they sold: one by one, in baskets and when they could not ask,
 * undone, brought back. How each is answered, the model has said before.
 */
final class TillEvents {
    private static final int RECENT = 6;

    private final RetailScene scene;
    private final TillModel model;
    private final Dice dice;
    private final Supplier<Sale> anything;
    private final Set<String> happened;
    private final List<Sale> sales = new ArrayList<>();
    private final List<OfflineDay> days = new ArrayList<>();
    private int numbers;

    /**
     * @param anything an item that a shop may have, and a till of it
     * @param happened takes down what became of what
     */
    TillEvents(
            RetailScene scene,
            TillModel model,
            Dice dice,
            Supplier<Sale> anything,
            Set<String> happened) {
        this.scene = scene;
        this.model = model;
        this.dice = dice;
        this.anything = anything;
        this.happened = happened;
    }

    /** What a till asked for, whatever it was told. */
    record Sale(Request request, Run run, int place) {}

    /** A line of a table; what isn't a serial number of an item is refused. */
    private record Line(Sale sale, String serial, Instant soldAt) {
        String csv() {
            return "%s;%s;%s;%s;%s"
                    .formatted(
                            sale.request().number(),
                            serial,
                            soldAt,
                            sale.run().goods().gtin(),
                            sale.run().goods().price());
        }
    }

    private record OfflineDay(Shop shop, int till, List<Line> lines) {}

    /** One of the last sales, or now and then one that no till has asked for yet. */
    Sale recent() {
        return sales.isEmpty() || dice.onceIn(5)
                ? sale(anything.get())
                : dice.any(sales.subList(Math.max(0, sales.size() - RECENT), sales.size()));
    }

    void sell() throws Exception {
        Sale sale = dice.onceIn(8) ? recent() : sale(anything.get());
        Api.Answer answer =
                till(sale)
                        .post(
                                "/api/v1/activations",
                                scene.sale(sale.run(), sale.place(), sale.request().number()));
        assertThat(answer.isDone())
                .as("%s", answer.body())
                .isEqualTo(sell(sale) == Outcome.ACTIVATED);
    }

    /** A receipt with several items, some of which may be the same. */
    void sellBasket() throws Exception {
        List<Sale> basket = basket();
        String lines =
                basket.stream()
                        .map(
                                sale ->
                                        scene.sale(
                                                sale.run(),
                                                sale.place(),
                                                sale.request().number()))
                        .collect(Collectors.joining(", "));
        JsonNode answer =
                till(basket.getFirst())
                        .post(
                                "/api/v1/baskets",
                                "{'basket_id': 'B-%d', 'lines': [%s]}".formatted(++numbers, lines))
                        .expect(200);
        told(
                "basket",
                answer,
                basket.stream().map(this::sell).map(TillEvents::word).toList());
    }

    /** A till enters what it sold while it could not ask; now and then the same table again. */
    void enterDay() throws Exception {
        if (days.isEmpty() || !dice.onceIn(4)) {
            List<Sale> sold = basket();
            Request any = sold.getFirst().request();
            days.add(new OfflineDay(any.shop(), any.till(), sold.stream().map(this::line).toList()));
            enter(days.getLast());
        } else {
            enter(dice.any(days));
        }
    }

    private void enter(OfflineDay day) throws Exception {
        String table =
                Stream.concat(
                                Stream.of("request_id;serial;sold_at;gtin;price"),
                                day.lines().stream().map(Line::csv))
                        .collect(Collectors.joining("\n"));
        JsonNode answer =
                day.shop()
                        .tills()
                        .get(day.till())
                        .postTable("/api/v1/offline-days", table)
                        .expect(200);
        told(
                "offline day",
                answer,
                day.lines().stream().map(this::enter).map(TillEvents::word).toList());
    }

    /** Some are sold too long ago, in the future, before they were sent or by a torn label. */
    private Line line(Sale sale) {
        Duration ago =
                switch (dice.below(8)) {
                    case 0 -> Duration.ofDays(8);
                    case 1 -> Duration.ofDays(-1);
                    default -> Duration.ofMinutes(dice.below(36 * 60));
                };
        String serial = sale.run().serial(sale.place());
        return new Line(
                sale,
                dice.onceIn(8) ? serial.substring(2) : serial,
                scene.now().minus(ago));
    }

    private Outcome enter(Line line) {
        Sale sale = line.sale();
        return line.serial().equals(sale.run().serial(sale.place()))
                ? model.enter(
                        sale.request(), sale.run(), sale.place(), line.soldAt(), scene.now())
                : Outcome.REFUSED;
    }

    void undo() throws Exception {
        Sale sale = recent();
        Api.Answer answer =
                till(sale)
                        .post(
                                "/api/v1/activations/" + sale.request().number() + "/reversal",
                                "{}");
        assertThat(answer.isDone())
                .as("%s", answer.body())
                .isEqualTo(model.undo(sale.request(), scene.now()));
    }

    void bringBack() throws Exception {
        Sale sale = recent();
        Shop shop = sale.request().shop();
        Api.Answer answer = scene.bringBack(shop, sale.run(), sale.place());
        assertThat(answer.isDone())
                .as("%s", answer.body())
                .isEqualTo(model.bringBack(shop, sale.run(), sale.place(), scene.now()));
    }

    /** Up to four sales at one till. */
    private List<Sale> basket() {
        Sale first = anything.get();
        List<Sale> basket = new ArrayList<>(List.of(sale(first)));
        for (int more = dice.below(4); more > 0; more--) {
            Sale other = dice.onceIn(3) ? first : anything.get();
            basket.add(
                    sale(
                            new Sale(first.request(), other.run(), other.place())));
        }
        return basket;
    }

    /** The same with a number of its own; now and then a till uses one again. */
    private Sale sale(Sale of) {
        Request request = of.request();
        String number =
                dice.onceIn(10) && !sales.isEmpty()
                        ? dice.any(sales).request().number()
                        : "R-" + ++numbers;
        Sale sale =
                new Sale(
                        new Request(request.shop(), request.till(), number), of.run(), of.place());
        sales.add(sale);
        return sale;
    }

    private Outcome sell(Sale sale) {
        return model.sell(sale.request(), sale.run(), sale.place(), scene.now());
    }

    private static Api till(Sale sale) {
        return sale.request().shop().tills().get(sale.request().till());
    }

    private void told(String what, JsonNode answer, List<String> expected) {
        List<String> states = states(answer);
        assertThat(states).as("%s: %s", what, answer).isEqualTo(expected);
        happened.add(what + " " + String.join(" and ", new TreeSet<>(states)));
    }

    private static List<String> states(JsonNode answer) {
        List<String> states = new ArrayList<>();
        answer.required("lines").forEach(line -> states.add(line.required("state").asText()));
        return states;
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
