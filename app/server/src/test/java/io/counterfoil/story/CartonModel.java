package io.counterfoil.story;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A carton by the rules of the field: what was packed into it, and where it is. */
final class CartonModel {
    private final String id;
    private final String sscc;
    private final List<ItemModel> items;
    private @Nullable HoldModel hold;
    private @Nullable String shipment;
    private boolean opened;

    /** A closed carton at the provider's. */
    CartonModel(String id, String sscc, List<ItemModel> items) {
        this.id = id;
        this.sscc = sscc;
        this.items = List.copyOf(items);
    }

    String id() {
        return id;
    }

    /** Its number. */
    String sscc() {
        return sscc;
    }

    /** What was packed into it. */
    List<ItemModel> items() {
        return items;
    }

    /** Whether it is closed, and the provider has it. */
    boolean isInStock() {
        return shipment == null && !opened;
    }

    boolean isOpened() {
        return opened;
    }

    /** Whether any of these are in it, and it is closed at the provider's. */
    boolean hasClosed(List<ItemModel> any) {
        return isInStock() && items.stream().anyMatch(any::contains);
    }

    /** Whether an item is in it now: it was packed into it, and is where it is. */
    boolean has(ItemModel item) {
        return items.contains(item) && item.isIn(shipment);
    }

    /** Whether all that was packed into it is in it, on its way back with this return. */
    boolean isComingBackWith(String other) {
        return shipment != null
                && items.stream().allMatch(item -> has(item) && item.isComingBackWith(other));
    }

    boolean isHeld() {
        return hold != null && hold.isOpen();
    }

    /** The hold on it; made if none stands. */
    HoldModel heldBy(Supplier<HoldModel> made) {
        if (hold == null || !hold.isOpen()) {
            hold = made.get();
        }
        return hold;
    }

    void send(String with) {
        shipment = with;
    }

    void open() {
        opened = true;
    }

    /** It came back unopened. */
    void takeBack() {
        shipment = null;
    }
}
