package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.story.ItemModel.State;
import io.counterfoil.story.RetailScene.Shop;
import io.counterfoil.story.StockEvents.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happens to closed cartons: they are packed, sent, received, sent back and counted as a whole,
 * held and opened. Whether it is done or refused, the models have said before.
 */
final class CartonEvents {
    private final RetailScene scene;
    private final StockModel stock;
    private final Dice dice;
    private final Set<String> happened;
    private final List<Sent> shipments = new ArrayList<>();
    private int reasons;

    /** @param happened takes down what was done to cartons */
    CartonEvents(RetailScene scene, StockModel stock, Dice dice, Set<String> happened) {
        this.scene = scene;
        this.stock = stock;
        this.dice = dice;
        this.happened = happened;
    }

    private record Sent(Shop shop, String id, List<CartonModel> cartons) {}

    /** Packs a span, so many into each. */
    void pack(Span span, int each) throws Exception {
        List<ItemModel> packable = stock.packable(span.in(stock));
        Api.Answer answer =
                scene.provider()
                        .post(
                                "/api/v1/cartons",
                                "{'serials': {%s}, 'per_carton': %d}".formatted(span.ends(), each));
        if (expect("packed", answer, !packable.isEmpty())) {
            List<ItemModel> packed = new ArrayList<>();
            for (JsonNode carton : answer.body().required("cartons")) {
                int from = place(carton, "from");
                int to = place(carton, "to");
                List<ItemModel> in =
                        packable.stream()
                                .filter(item -> item.isBetween(span.run(), from, to))
                                .toList();
                assertThat(in).hasSizeBetween(1, each);
                assertThat(carton.required("items").asInt()).isEqualTo(in.size());
                packed.addAll(in);
                stock.cartons()
                        .add(
                                new CartonModel(
                                        carton.required("id").asText(),
                                        carton.required("sscc").asText(),
                                        in));
            }
            assertThat(packed).isEqualTo(packable);
        }
    }

    private static int place(JsonNode carton, String end) {
        return SerialNumber.of(carton.required(end).asText()).sequence();
    }

    /** Sends one carton or two; some may not be there any more. */
    void ship(Shop shop) throws Exception {
        List<CartonModel> cartons = some(CartonModel::isInStock);
        if (!cartons.isEmpty()) {
            ship(shop, cartons);
        }
    }

    private void ship(Shop shop, List<CartonModel> cartons) throws Exception {
        boolean sendable =
                !stock.isHeld(shop)
                        && cartons.stream()
                                .allMatch(
                                        carton ->
                                                carton.isInStock()
                                                        && !carton.isHeld()
                                                        && carton.items().stream()
                                                                .allMatch(ItemModel::canBeSent));
        Api.Answer answer =
                scene.provider()
                        .post(
                                "/api/v1/shipments",
                                "{'outlet': '%s', 'cartons': [%s]}"
                                        .formatted(shop.outlet(), named(cartons)));
        if (expect("carton sent", answer, sendable)) {
            String id = answer.body().required("id").asText();
            for (CartonModel carton : cartons) {
                carton.items().forEach(item -> item.send(shop, id, scene.now()));
                carton.send(id);
            }
            shipments.add(new Sent(shop, id, cartons));
        }
    }

    /** Of the last shipment, or any, arrives everything or one carton. */
    void receive() throws Exception {
        if (shipments.isEmpty()) {
            return;
        }
        Sent sent = dice.onceIn(2) ? shipments.getLast() : dice.any(shipments);
        receive(sent, dice.onceIn(2) ? dice.any(sent.cartons()) : null);
    }

    private void receive(Sent sent, @Nullable CartonModel only) throws Exception {
        Api.Answer answer =
                sent.shop()
                        .office()
                        .post(
                                "/api/v1/shipments/" + sent.id() + "/receipt",
                                only == null
                                        ? "{'all': true}"
                                        : "{'cartons': [%s]}".formatted(named(List.of(only))));
        assertThat(answer.isDone()).as("%s", answer.body()).isTrue();
        // What came back since, or never was in it, is not received by that.
        Predicate<ItemModel> these = item -> only == null || only.items().contains(item);
        if (stock.of(item -> item.isIn(sent.id()) && item.is(State.SHIPPED)).stream()
                .anyMatch(these)) {
            happened.add("carton received");
        }
        stock.receive(sent.id(), these, scene.now());
    }

    /** The shop that has it sends something back, or now and then this one. */
    void sendBack(Shop of) throws Exception {
        List<CartonModel> cartons =
                some(carton -> carton.items().stream().allMatch(ItemModel::canBeSentBack));
        if (cartons.isEmpty()) {
            return;
        }
        Shop has = cartons.getFirst().items().getFirst().shop();
        sendBack(has == null || dice.onceIn(8) ? of : has, cartons);
    }

    private void sendBack(Shop shop, List<CartonModel> cartons) throws Exception {
        List<ItemModel> items =
                cartons.stream().flatMap(carton -> carton.items().stream()).distinct().toList();
        Api.Answer answer =
                shop.office()
                        .post(
                                "/api/v1/returns",
                                "{'outlet': '%s', 'cartons': [%s], 'reason': 'Out of season'}"
                                        .formatted(shop.outlet(), named(cartons)));
        boolean possible =
                items.stream()
                        .allMatch(
                                item ->
                                        item.isOf(shop)
                                                && !item.isComingBack()
                                                && item.canBeSentBack());
        if (expect("carton sent back", answer, possible)) {
            String id = answer.body().required("id").asText();
            items.forEach(item -> item.sendBack(id));
        }
    }

    /** Cartons that came back unopened are in stock again, as they were. */
    void count() throws Exception {
        List<JsonNode> returns = RetailScene.all(scene.provider(), "/api/v1/returns");
        // Ids of returns have another order each time; cartons have that in which they were packed.
        for (CartonModel carton : stock.cartons()) {
            for (JsonNode one : returns) {
                String id = one.required("id").asText();
                if (carton.isComingBackWith(id)) {
                    count(id, carton, !dice.onceIn(4));
                }
            }
        }
    }

    private void count(String id, CartonModel carton, boolean good) throws Exception {
        Api.Answer answer =
                scene.provider()
                        .post(
                                "/api/v1/returns/" + id + "/count",
                                "{'%s': [%s]}"
                                        .formatted(
                                                good ? "restocked" : "destroyed",
                                                named(List.of(carton))));
        boolean unseen = carton.items().stream().noneMatch(ItemModel::isBroughtBack);
        if (expect(good ? "carton restocked" : "carton destroyed", answer, !good || unseen)) {
            carton.items().forEach(item -> item.takeOver(good));
            if (good) {
                carton.takeBack();
            }
        }
    }

    void hold() throws Exception {
        if (!stock.cartons().isEmpty()) {
            hold(dice.any(stock.cartons()), dice.onceIn(2));
        }
    }

    private void hold(CartonModel carton, boolean soldToo) throws Exception {
        Api.Answer answer =
                scene.provider()
                        .post(
                                "/api/v1/holds",
                                "{'carton': '%s', 'reason': 'Wet %d', 'sold_too': %s}"
                                        .formatted(carton.sscc(), ++reasons, soldToo));
        if (expect("carton held", answer, !carton.isOpened())) {
            stock.hold(answer.body().required("id").asText(), carton, soldToo);
        }
    }

    void open() throws Exception {
        for (CartonModel carton : some(each -> !each.isOpened())) {
            open(carton);
        }
    }

    private void open(CartonModel carton) throws Exception {
        Api.Answer answer =
                scene.provider().post("/api/v1/cartons/" + carton.id() + "/unpacking", "{}");
        if (expect("carton opened", answer, carton.isInStock() && !carton.isHeld())) {
            carton.open();
        }
    }

    /** One is in a shop, comes back unopened and is opened; what is left in stock is held. */
    void sendOneThereAndBack(Shop shop) throws Exception {
        Optional<CartonModel> good =
                stock.cartons().stream()
                        .filter(carton -> carton.isInStock() && !carton.isHeld())
                        .filter(carton -> carton.items().stream().allMatch(ItemModel::canBeSent))
                        .findFirst();
        if (good.isEmpty()) {
            return;
        }
        CartonModel carton = good.get();
        ship(shop, List.of(carton));
        receive(shipments.getLast(), null);
        sendBack(shop, List.of(carton));
        for (JsonNode one : RetailScene.all(scene.provider(), "/api/v1/returns")) {
            String id = one.required("id").asText();
            if (carton.isComingBackWith(id)) {
                count(id, carton, true);
            }
        }
        open(carton);
        for (CartonModel other : stock.cartons()) {
            if (other.isInStock()) {
                hold(other, false);
            }
        }
    }

    /** Up to two of these, or now and then of all. */
    private List<CartonModel> some(Predicate<CartonModel> which) {
        List<CartonModel> these =
                stock.cartons().stream().filter(which).toList();
        List<CartonModel> any = dice.onceIn(6) ? stock.cartons() : these;
        return any.isEmpty()
                ? List.of()
                : Stream.of(dice.any(any), dice.any(any))
                        .limit(dice.onceIn(3) ? 2 : 1)
                        .distinct()
                        .toList();
    }

    private static String named(List<CartonModel> cartons) {
        return cartons.stream()
                .map(carton -> "'" + carton.sscc() + "'")
                .collect(Collectors.joining(", "));
    }

    private boolean expect(String what, Api.Answer answer, boolean done) {
        assertThat(answer.isDone()).as("%s: %s", what, answer.body()).isEqualTo(done);
        happened.add(done ? what : what + " refused");
        return done;
    }
}
