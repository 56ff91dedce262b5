package io.counterfoil.inventory;

import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Every move that items made by their events, for features that prove what they made of them. */
public final class ItemMoves {

    /** Where an item is a shop's that can still be sold, or was brought back to it. */
    static final Set<ItemState> UNSOLD =
            Set.of(ItemState.SHIPPED, ItemState.RECEIVED, ItemState.RETURNED);

    /**
     * A step that an item made.
     *
     * @param retailer in whose custody it was sold, sent or lost; null: the provider's
     * @param outlet in which shop; null: the provider's stock
     * @param at when
     * @param event the position of its event
     * @param unsold whether a shop had it then that had not sold it, or not any more
     */
    public record Made(
            ItemStep step,
            @Nullable UUID retailer,
            @Nullable UUID outlet,
            Instant at,
            long event,
            boolean unsold) {}

    /**
     * What was noted of an item.
     *
     * @param type what
     * @param about the position of the event that it is about
     * @param at when
     * @param event the position of its own event
     */
    public record Noted(String type, long about, Instant at, long event) {}

    /**
     * An item, and the steps that it made and what was noted of it, both in order.
     *
     * @param product what it sells
     */
    public record History(long serial, UUID product, List<Made> steps, List<Noted> notes) {
        public History {
            steps = List.copyOf(steps);
            notes = List.copyOf(notes);
        }
    }

    /**
     * Those of these items that were sent to where they are by then.
     *
     * @param position of the last event that counts
     */
    public Set<Long> sentUntil(Tx tx, List<Long> serials, long position) {
        return new ItemMoveRepository(tx).sentUntil(serials, position);
    }

    /** Hands over every item that the transaction may see, in the order of the serials. */
    public void forEach(Tx tx, Consumer<History> consumer) {
        HistorySweep.forEach(
                new HistoryRepository(tx),
                swept ->
                        consumer.accept(
                                new History(
                                        swept.item().serial(),
                                        swept.item().product(),
                                        steps(swept),
                                        notes(swept))));
    }

    private static List<Noted> notes(HistorySweep.Swept swept) {
        List<Noted> notes = new ArrayList<>();
        swept.events()
                .forEach(
                        (position, timed) -> {
                            ItemEvent event = timed.event();
                            if (event.about() > 0) {
                                notes.add(
                                        new Noted(
                                                event.type(), event.about(), timed.at(), position));
                            }
                        });
        return notes;
    }

    /**
     * What comes back is destroyed when it is counted; it is voided only by an event that says so.
     * What needs no till is found and sold at once.
     */
    private static ItemStep step(ItemEvent event, ItemState from, ItemState to) {
        if (event.type().equals(ItemEvents.VOIDED)) {
            return ItemStep.VOID;
        }
        return event.type().equals(ItemEvents.FOUND) && to == ItemState.ACTIVATED
                ? ItemStep.ACTIVATE
                : ItemStep.between(from, to);
    }

    private static List<Made> steps(HistorySweep.Swept swept) {
        List<Made> steps = new ArrayList<>();
        ItemFold.Standing before = ItemFold.MINTED;
        for (Map.Entry<Long, HistoryRepository.Timed> each : swept.events().entrySet()) {
            ItemFold.Standing after =
                    ItemFold.after(before, swept.item().serial(), each.getValue().event());
            if (after.state() != before.state()) {
                ItemStep step =
                        step(each.getValue().event(), before.state(), after.state());
                // What goes to a shop is in its custody afterwards, and is in the one that sells it; all
                // else was before.
                ItemFold.Standing custody =
                        step == ItemStep.SHIP || step == ItemStep.ACTIVATE ? after : before;
                steps.add(
                        new Made(
                                step,
                                custody.retailer(),
                                custody.outlet(),
                                each.getValue().at(),
                                each.getKey(),
                                UNSOLD.contains(before.state())));
            }
            before = after;
        }
        return steps;
    }
}
