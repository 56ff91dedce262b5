package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.story.ItemModel.State;
import io.counterfoil.story.RetailScene.Run;
import io.counterfoil.story.RetailScene.Shop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What happens to items that nobody buys: they are sent, received, sent back, lost, found, held and
 * made worthless. Whether it is done or refused, the model has said before.
 */
final class StockEvents {
    private final RetailScene scene;
    private final StockModel stock;
    private final Dice dice;
    private final List<Run> runs;
    private final Set<String> happened;
    private final List<Sent> shipments = new ArrayList<>();
    private int reasons;

    /** @param happened takes down what was done to items on hold, and what was not */
    StockEvents(
            RetailScene scene,
            StockModel stock,
            Dice dice,
            List<Run> runs,
            Set<String> happened) {
        this.scene = scene;
        this.stock = stock;
        this.dice = dice;
        this.runs = List.copyOf(runs);
        this.happened = happened;
    }

    private record Sent(Shop shop, String id) {}

    /** Items of a run, from one to another. */
    record Span(Run run, int from, int to) {
        List<ItemModel> in(StockModel stock) {
            return stock.range(run, from, to);
        }

        String ends() {
            return run.ends(from, to);
        }

        String words() {
            return run.range(from, to);
        }
    }

    void ship(Shop shop, Span span) throws Exception {
        List<ItemModel> sendable = stock.sendable(shop, span.in(stock));
        Api.Answer answer =
                scene.provider()
                        .post(
                                "/api/v1/shipments",
                                "{'outlet': '%s', 'serials': {%s}}"
                                        .formatted(shop.outlet(), span.ends()));
        expect(answer, !sendable.isEmpty());
        if (answer.isDone()) {
            String id = answer.body().required("id").asText();
            sendable.forEach(item -> item.send(shop, id, scene.now()));
            shipments.add(new Sent(shop, id));
        }
    }

    /** All of the last shipment arrives, or only what was to be its first item. */
    void receive(Span span) throws Exception {
        Sent sent = shipments.getLast();
        ItemModel first = span.in(stock).getFirst();
        if (dice.onceIn(2)) {
            receiveAll(sent);
        } else if (first.isIn(sent.id())) {
            expect(
                    receive(sent, "{'serials': ['%s']}".formatted(span.run().serial(span.from()))),
                    true);
            stock.receive(sent.id(), first::equals, scene.now());
        }
    }

    /** Whatever is still on its way with some shipment arrives. */
    void receiveLate() throws Exception {
        receiveAll(dice.any(shipments));
    }

    private void receiveAll(Sent sent) throws Exception {
        expect(receive(sent, "{'all': true}"), true);
        stock.receive(sent.id(), item -> true, scene.now());
    }

    private static Api.Answer receive(Sent sent, String what) throws Exception {
        return sent.shop().office().post("/api/v1/shipments/" + sent.id() + "/receipt", what);
    }

    void sendBack(Shop shop, Span span) throws Exception {
        List<ItemModel> returnable = stock.returnable(shop, span.in(stock));
        Api.Answer answer =
                shop.office()
                        .post(
                                "/api/v1/returns",
                                "{'outlet': '%s', 'serials': ['%s'], 'reason': 'Out of season'}"
                                        .formatted(shop.outlet(), span.words()));
        expect(answer, !returnable.isEmpty());
        if (answer.isDone()) {
            String id = answer.body().required("id").asText();
            note("sent back", returnable);
            returnable.forEach(item -> item.sendBack(id));
        }
    }

    void count() throws Exception {
        List<JsonNode> open =
                RetailScene.all(scene.provider(), "/api/v1/returns").stream()
                        .filter(one -> !one.required("open").isEmpty())
                        // An item comes back with one return only; ids have another order each time.
                        .sorted(Comparator.comparing(StockEvents::firstOpen))
                        .toList();
        JsonNode one = dice.anyOrNull(open);
        boolean good = dice.onceIn(2);
        if (one != null) {
            String id = one.required("id").asText();
            JsonNode range = one.required("open").get(0);
            List<ItemModel> counted = stock.comingBack(id, runs, range.asText());
            Api.Answer answer =
                    scene.provider()
                            .post(
                                    "/api/v1/returns/" + id + "/count",
                                    "{'%s': [%s]}"
                                            .formatted(good ? "restocked" : "destroyed", range));
            expect(answer, !good || counted.stream().noneMatch(ItemModel::isBroughtBack));
            if (answer.isDone()) {
                counted.forEach(item -> item.takeOver(good));
            }
        }
    }

    private static String firstOpen(JsonNode one) {
        return one.required("open").get(0).asText();
    }

    /** What nobody counted of all returns is lost on its way. */
    void neverArrive() throws Exception {
        for (JsonNode one : RetailScene.all(scene.provider(), "/api/v1/returns")) {
            if (!one.required("open").isEmpty()) {
                String id = one.required("id").asText();
                List<ItemModel> open = stock.comingBack(id);
                JsonNode lost =
                        scene.provider()
                                .post(
                                        "/api/v1/returns/" + id + "/loss",
                                        "{'reason': 'Never arrived'}")
                                .expect(200);
                assertThat(lost.required("state").asText()).isEqualTo("lost");
                assertThat(lost.required("counts").required("lost").asInt())
                        .isEqualTo(open.size());
                happened.add("lost on the way back");
                open.forEach(ItemModel::goAstray);
            }
        }
    }

    void lose(Shop shop, Span span) throws Exception {
        boolean byProvider = dice.onceIn(2);
        State how = dice.onceIn(2) ? State.LOST : State.STOLEN;
        List<ItemModel> lost =
                stock.reportable(
                        byProvider ? null : shop, span.in(stock), ItemModel::canGetLost);
        expect(
                report(byProvider ? scene.provider() : shop.office(), how.name(), span),
                !lost.isEmpty());
        lost.forEach(item -> item.lose(how));
    }

    void find(Shop shop, Span span) throws Exception {
        boolean byProvider = dice.onceIn(2);
        List<ItemModel> found =
                stock.reportable(
                        byProvider ? null : shop, span.in(stock), ItemModel::canBeFound);
        expect(
                report(byProvider ? scene.provider() : shop.office(), "found", span),
                !found.isEmpty());
        stock.find(found, scene.now());
        note("found", found);
    }

    private static Api.Answer report(Api reporter, String what, Span span) throws Exception {
        return reporter.post(
                "/api/v1/serials/" + what.toLowerCase(Locale.ROOT),
                "{%s, 'reason': 'Who knows'}".formatted(span.ends()));
    }

    void makeWorthless(Span span) throws Exception {
        end("void", span, State.VOIDED, span.in(stock).stream().filter(ItemModel::canEnd));
    }

    void spoil(Span span) throws Exception {
        List<ItemModel> range = span.in(stock);
        end(
                "spoil",
                span,
                State.SPOILED,
                range.stream().filter(item -> item.is(State.PRINTED) && stock.isLoose(range)));
    }

    private void end(
            String how, Span span, State state, Stream<ItemModel> which)
            throws Exception {
        List<ItemModel> ended = which.toList();
        Api.Answer answer =
                scene.provider()
                        .post(
                                "/api/v1/serials/" + how,
                                "{%s, 'reason': 'Recalled'}".formatted(span.ends()));
        expect(answer, !ended.isEmpty());
        if (ended.isEmpty()) {
            happened.add(how + " refused");
        }
        note(how, ended);
        ended.forEach(item -> item.end(state));
    }

    void hold(Span span) throws Exception {
        JsonNode held =
                scene.provider()
                        .post(
                                "/api/v1/serials/hold",
                                "{%s, 'reason': 'Recall %d'}".formatted(span.ends(), ++reasons))
                        .expect(200);
        List<ItemModel> range = span.in(stock);
        // What can't be held any more makes no hold.
        assertThat(held.required("id").isNull())
                .isEqualTo(range.stream().allMatch(ItemModel::isAtItsEnd));
        if (!held.required("id").isNull()) {
            assertThat(held.required("held").asInt())
                    .isEqualTo(stock.hold(held.required("id").asText(), range));
        }
    }

    void holdShop(Shop shop) throws Exception {
        JsonNode hold =
                scene.provider()
                        .post(
                                "/api/v1/holds",
                                "{'outlet': '%s', 'reason': 'Theft'}".formatted(shop.outlet()))
                        .expect(201);
        stock.hold(hold.required("id").asText(), shop);
    }

    void releaseShops() throws Exception {
        for (String id : stock.heldShops()) {
            release(id);
        }
    }

    void release(Span span) throws Exception {
        JsonNode released =
                scene.provider()
                        .post(
                                "/api/v1/serials/release",
                                "{%s, 'reason': 'All clear'}".formatted(span.ends()))
                        .expect(200);
        noteRelease(StockModel.held(span.in(stock)));
        assertThat(released.required("released").asInt()).isEqualTo(stock.release(span.in(stock)));
    }

    void releaseHold() throws Exception {
        if (!stock.holds().isEmpty()) {
            release(dice.any(stock.holds()));
        }
    }

    private void release(String id) throws Exception {
        JsonNode ended =
                scene.provider()
                        .post("/api/v1/holds/" + id + "/release", "{'reason': 'All clear'}")
                        .expect(200);
        noteRelease(stock.heldBy(id));
        assertThat(ended.required("released").asInt()).isEqualTo(stock.release(id));
    }

    private void noteRelease(List<ItemModel> held) {
        note("released", held);
        if (held.stream().anyMatch(ItemModel::isAstray)) {
            happened.add("released while astray");
        }
    }

    private void note(String what, List<ItemModel> items) {
        if (items.stream().anyMatch(ItemModel::isHeld)) {
            happened.add(what + " on hold");
        }
    }

    private static void expect(Api.Answer answer, boolean done) {
        assertThat(answer.isDone()).as("%s", answer.body()).isEqualTo(done);
    }
}
