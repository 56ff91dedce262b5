package io.counterfoil.story;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.story.ItemModel.State;
import io.counterfoil.story.RetailScene.Run;
import io.counterfoil.story.RetailScene.Shop;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where all items are by the rules of the field, after what was asked and how the rules would have
 * it answered; it never looks at what the service made of it.
 */
final class StockModel {
    /** What the service says of the same, in the form of {@link ItemModel#standing}. */
    static final String STANDING =
            """
            SELECT serial || ' ' || state || ' ' || coalesce(outlet_id::text, 'provider')
                || CASE WHEN hold IS NULL OR state IN ('spoiled', 'redeemed', 'voided', 'expired') THEN '' ELSE ' held' END
            FROM serial_item
            """;

    private static final int DIGITS = 14;

    private final List<ItemModel> items = new ArrayList<>();
    private final List<HoldModel> holds = new ArrayList<>();
    private final Map<Shop, HoldModel> heldShops = new LinkedHashMap<>();
    private final List<CartonModel> cartons = new ArrayList<>();

    /**
     * A run is printed and counted in.
     *
     * @param soldByArriving whether no till sells what is in it
     * @param lastDay to redeem it, or null
     */
    void print(Run run, int quantity, boolean soldByArriving, @Nullable LocalDate lastDay) {
        IntStream.rangeClosed(1, quantity)
                .mapToObj(place -> new ItemModel(run, place, soldByArriving, lastDay))
                .forEach(items::add);
    }

    /** Where each item stands. */
    List<String> standings() {
        return items.stream().map(ItemModel::standing).toList();
    }

    List<ItemModel> range(Run run, int from, int to) {
        return of(item -> item.isBetween(run, from, to));
    }

    ItemModel item(Run run, int place) {
        return range(run, place, place).getFirst();
    }

    /** An item of these; empty if there is none. */
    Optional<ItemModel> any(Dice dice, Predicate<ItemModel> which) {
        List<ItemModel> these = of(which);
        return these.isEmpty() ? Optional.empty() : Optional.of(dice.any(these));
    }

    /** All of these. */
    List<ItemModel> of(Predicate<ItemModel> which) {
        return items.stream().filter(which).toList();
    }

    /** What of a range is sent to a shop; nothing, if anything speaks against it. */
    List<ItemModel> sendable(Shop to, List<ItemModel> range) {
        return isHeld(to) ? List.of() : packable(range);
    }

    boolean isHeld(Shop shop) {
        return heldShops.containsKey(shop);
    }

    /** What of a range is packed; nothing, if anything speaks against it. */
    List<ItemModel> packable(List<ItemModel> range) {
        boolean all = range.stream().allMatch(item -> item.canBeSent() || item.is(State.SPOILED));
        return all && isLoose(range)
                ? range.stream().filter(ItemModel::canBeSent).toList()
                : List.of();
    }

    /** Whether nothing of it is in a closed carton of the provider's. */
    boolean isLoose(List<ItemModel> range) {
        return cartons.stream().noneMatch(carton -> carton.hasClosed(range));
    }

    /** All cartons that were ever packed. */
    List<CartonModel> cartons() {
        return cartons;
    }

    /** Of a shipment these arrived. */
    void receive(String shipment, Predicate<ItemModel> these, Instant now) {
        List<ItemModel> sent = of(item -> item.isIn(shipment));
        sent.forEach(item -> item.receive(these.test(item), now));
        arrive(sent);
    }

    /** What comes into stock is held, if a hold is about it, or sold if it needs no till for that. */
    private void arrive(List<ItemModel> come) {
        holdOn(come);
        come.forEach(ItemModel::arrive);
    }

    /** What a shop sends back of a range; nothing, if it may not. */
    List<ItemModel> returnable(Shop shop, List<ItemModel> range) {
        List<ItemModel> there =
                range.stream().filter(item -> item.isOf(shop) && !item.isComingBack()).toList();
        return there.contains(range.getFirst())
                        && there.contains(range.getLast())
                        && there.stream().allMatch(ItemModel::canBeSentBack)
                ? there
                : List.of();
    }

    /** What is on its way back with a return. */
    List<ItemModel> comingBack(String with) {
        return of(item -> item.isComingBackWith(with));
    }

    /** What is meant by a range that a return has open. */
    List<ItemModel> comingBack(String with, List<Run> runs, String words) {
        SerialNumber first = SerialNumber.of(words.substring(0, DIGITS));
        SerialNumber last = SerialNumber.of(words.substring(words.length() - DIGITS));
        Run run =
                runs.stream()
                        .filter(one -> one.number() == first.run())
                        .findAny()
                        .orElseThrow();
        return range(run, first.sequence(), last.sequence()).stream()
                .filter(item -> item.isComingBackWith(with))
                .toList();
    }

    /** What of a range somebody can report; nothing, if a shop names what it doesn't have. */
    List<ItemModel> reportable(
            @Nullable Shop by, List<ItemModel> range, Predicate<ItemModel> which) {
        boolean own =
                by == null || (range.getFirst().isOf(by) && range.getLast().isOf(by));
        return own
                ? range.stream()
                        .filter(which)
                        .filter(item -> by == null || item.isOf(by))
                        .toList()
                : List.of();
    }

    void find(List<ItemModel> lost, Instant now) {
        lost.forEach(item -> item.find(now));
        arrive(lost);
    }

    /** Whatever is past its last day is worthless, unless it has to be counted first. */
    void expire(LocalDate today) {
        of(item -> item.isOver(today) && item.canEnd()).forEach(item -> item.end(State.EXPIRED));
    }

    void undoSale(ItemModel item, Instant now) {
        item.undoSale(now);
        holdOn(List.of(item));
    }

    /** Holds a range, of which something can be held; how many items are held by that. */
    int hold(String id, List<ItemModel> range) {
        HoldModel hold = new HoldModel(id, range::contains, true);
        holds.add(hold);
        return hold(hold, range);
    }

    /** Holds a shop and what it has; asked again, it is the same hold. */
    void hold(String id, Shop shop) {
        HoldModel hold =
                heldShops.computeIfAbsent(
                        shop,
                        each -> {
                            HoldModel made = new HoldModel(id, item -> item.isOf(each), false);
                            holds.add(made);
                            return made;
                        });
        if (!hold.id().equals(id)) {
            throw new AssertionError("%s is held already, by %s".formatted(shop.name(), hold.id()));
        }
        hold.again(false);
        hold(hold, items);
    }

    private static int hold(HoldModel hold, List<ItemModel> range) {
        List<ItemModel> held =
                range.stream().filter(item -> !item.isHeld() && hold.isAbout(item)).toList();
        held.forEach(item -> item.heldBy(hold));
        return held.size();
    }

    /**
     * Holds what is in a carton; asked again, it is the same hold.
     *
     * @param soldToo also what customers bought of it, from now on
     */
    void hold(String id, CartonModel carton, boolean soldToo) {
        HoldModel hold =
                carton.heldBy(
                        () -> {
                            HoldModel made = new HoldModel(id, carton::has, soldToo);
                            holds.add(made);
                            return made;
                        });
        if (!hold.id().equals(id)) {
            throw new AssertionError("%s is held already, by %s".formatted(carton.sscc(), hold.id()));
        }
        hold.again(soldToo);
        hold(hold, items);
    }

    private void holdOn(List<ItemModel> come) {
        holds.forEach(hold -> hold(hold, come));
    }

    /** The holds that were made, whether they stand or not. */
    List<String> holds() {
        return holds.stream().map(HoldModel::id).toList();
    }

    /** The holds on which shops are. */
    List<String> heldShops() {
        return heldShops.values().stream().map(HoldModel::id).toList();
    }

    /** What of a range is held by a hold of the provider's. */
    static List<ItemModel> held(List<ItemModel> range) {
        return range.stream()
                .filter(item -> item.hold() != null && !item.isAtItsEnd())
                .toList();
    }

    /** What is held by this one. */
    List<ItemModel> heldBy(String id) {
        return held(items).stream()
                .filter(item -> Objects.requireNonNull(item.hold()).id().equals(id))
                .toList();
    }

    /** Releases a range; how many items are free by that. */
    int release(List<ItemModel> range) {
        List<ItemModel> held = held(range);
        Set<HoldModel> holders = new HashSet<>();
        for (ItemModel item : held) {
            HoldModel holder = Objects.requireNonNull(item.hold());
            holder.release(item);
            holders.add(holder);
        }
        int free = letGo(held);
        // A carton goes on its way once nothing in it is held by what held it.
        holders.stream()
                .filter(hold -> !heldShops.containsValue(hold))
                .filter(hold -> items.stream().noneMatch(hold::isAbout))
                .forEach(HoldModel::end);
        return free;
    }

    /** Ends a hold; how many items are free by that. */
    int release(String id) {
        HoldModel hold =
                holds.stream().filter(one -> one.id().equals(id)).findAny().orElseThrow();
        hold.end();
        heldShops.values().remove(hold);
        return letGo(heldBy(id));
    }

    /** What one hold lets go, the next one holds that is about it. */
    private int letGo(List<ItemModel> held) {
        held.forEach(item -> item.heldBy(null));
        holds.forEach(hold -> held.stream()
                .filter(item -> item.hold() == null && hold.isAbout(item))
                .forEach(item -> item.heldBy(hold)));
        held.forEach(ItemModel::arrive);
        return (int) held.stream().filter(item -> !item.isHeld()).count();
    }
}
