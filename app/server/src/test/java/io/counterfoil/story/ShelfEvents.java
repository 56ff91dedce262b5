package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.story.RetailScene.Run;
import io.counterfoil.story.RetailScene.Shop;
import io.counterfoil.story.StockEvents.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Shops count what is on their shelves, bit by bit while they go on selling. What a count lists in
 * the end, the model has said before; and it moves nothing.
 */
final class ShelfEvents {
    private final RetailScene scene;
    private final StockModel stock;
    private final Dice dice;
    private final Set<String> happened;
    private final Map<Shop, Count> open = new HashMap<>();

    /** @param happened takes down how counts differed */
    ShelfEvents(RetailScene scene, StockModel stock, Dice dice, Set<String> happened) {
        this.scene = scene;
        this.stock = stock;
        this.dice = dice;
        this.happened = happened;
    }

    /** A count that goes on: what was known of each item when it was scanned first. */
    private record Count(String id, Instant since, Map<ItemModel, String> scanned) {}

    /** A shop counts something, for a count that it begins or goes on with; or it is done with that. */
    void count(Shop shop, Span span) throws Exception {
        Count going = open.get(shop);
        if (going == null) {
            going = begin(shop);
        } else if (dice.onceIn(2)) {
            close(shop, going);
            return;
        }
        scan(shop, going, span);
    }

    /** A shop counts only what it doesn't have, and is done with that. */
    void countWrongly(Shop shop, Span anothers) throws Exception {
        Count going = open.get(shop);
        if (going != null) {
            close(shop, going);
        }
        Count wrong = begin(shop);
        scan(shop, wrong, anothers);
        close(shop, wrong);
    }

    private Count begin(Shop shop) throws Exception {
        String id =
                RetailScene.id(
                        shop.office()
                                .post(
                                        "/api/v1/stock-takes",
                                        "{'outlet': '%s'}".formatted(shop.outlet())));
        Count begun = new Count(id, scene.now(), new LinkedHashMap<>());
        open.put(shop, begun);
        return begun;
    }

    private void scan(Shop shop, Count going, Span span) throws Exception {
        span.in(stock).forEach(item -> going.scanned().putIfAbsent(item, item.onShelfOf(shop)));
        JsonNode counted =
                shop.office()
                        .post(
                                path(going) + "/counts",
                                "{'serials': ['%s']}".formatted(span.words()))
                        .expect(200);
        assertThat(counted.required("counted").asInt()).isEqualTo(going.scanned().size());
    }

    private void close(Shop shop, Count going) throws Exception {
        JsonNode closed = shop.office().post(path(going) + "/closing", "{}").expect(200);
        List<String> expected = new ArrayList<>();
        stock.of(item -> item.isOnShelf(shop, going.since()) && !going.scanned().containsKey(item))
                .forEach(item -> expected.add(differs(item.run(), item.place(), "missing")));
        assertThat(closed.required("missing").asInt()).isEqualTo(expected.size());
        going.scanned()
                .forEach(
                        (item, was) -> {
                            if (!was.equals("received")) {
                                expected.add(differs(item.run(), item.place(), was));
                            }
                        });
        List<String> told = new ArrayList<>();
        for (JsonNode difference : closed.required("differences")) {
            told.addAll(each(difference));
        }
        assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(closed.required("missing").asInt() + closed.required("unexpected").asInt())
                .isEqualTo(expected.size());
        open.remove(shop);
        Set<String> kinds = new TreeSet<>();
        closed.required("differences")
                .forEach(difference -> kinds.add(difference.required("kind").asText()));
        kinds.forEach(kind -> happened.add("counted " + kind));
    }

    private static List<String> each(JsonNode difference) {
        SerialNumber from = SerialNumber.of(difference.required("from").asText());
        SerialNumber to = SerialNumber.of(difference.required("to").asText());
        return IntStream.rangeClosed(from.sequence(), to.sequence())
                .mapToObj(
                        place ->
                                SerialNumber.of(from.run(), place)
                                        + " "
                                        + difference.required("kind").asText())
                .toList();
    }

    private static String differs(Run run, int place, String how) {
        return run.serial(place) + " " + how;
    }

    private static String path(Count going) {
        return "/api/v1/stock-takes/" + going.id();
    }
}
