package io.counterfoil.inventory;

import io.counterfoil.codes.SerialNumber;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What its events make of an item. Each event moves it under the very condition that the update had
 * which came with the event, so that events on ranges fall into place for every item of them.
 */
final class ItemFold {
    /** An item as it is minted. */
    static final Standing MINTED =
            new Standing(ItemState.MINTED, null, null, null, null, null, null, false, false);

    private ItemFold() {}

    /**
     * Where an item stands.
     *
     * @param retailer in whose custody, or null: the provider's
     * @param outlet in which shop, or null
     * @param shipment with which it came to the retailer, or null
     * @param returning with which return it is on its way back, or null
     * @param hold why it may be neither sold nor redeemed, or null
     * @param heldBy by which hold of the provider's, or null: by none, or until it is found
     * @param takenBack whether a customer had it in hand and brought it back
     * @param astray whether it was lost on its way back and not counted into stock since
     */
    record Standing(
            ItemState state,
            @Nullable UUID retailer,
            @Nullable UUID outlet,
            @Nullable UUID shipment,
            @Nullable UUID returning,
            @Nullable String hold,
            @Nullable UUID heldBy,
            boolean takenBack,
            boolean astray) {

        Standing after(ItemStep step) {
            return step.isPossibleIn(state)
                    ? new Standing(
                            step.to(),
                            retailer,
                            outlet,
                            shipment,
                            returning,
                            hold,
                            heldBy,
                            takenBack || step == ItemStep.TAKE_BACK,
                            astray || step == ItemStep.GO_ASTRAY)
                    : this;
        }

        /** Whether somebody still has to count it, in a run or in what comes back. */
        boolean isUncounted() {
            return state == ItemState.MINTED || returning != null;
        }

        /** Held until it is found, or free. */
        Standing heldFor(@Nullable String reason) {
            return heldBy(null, reason);
        }

        Standing heldBy(@Nullable UUID holder, @Nullable String reason) {
            return new Standing(
                    state, retailer, outlet, shipment, returning, reason, holder, takenBack, astray);
        }

        /** Whether its hold ends when it is there again: it did not arrive, was lost or stolen. */
        boolean isHeldUntilFound() {
            return switch (state) {
                case SHIPPED -> ItemEvents.HELD_AS_MISSING.equals(hold);
                case LOST, STOLEN ->
                        hold != null && ItemEvents.HELD_UNTIL_FOUND.contains(hold);
                case MINTED,
                                PRINTED,
                                SPOILED,
                                MISSING,
                                RECEIVED,
                                ACTIVATED,
                                RETURNED,
                                REDEEMED,
                                VOIDED,
                                EXPIRED ->
                        false;
            };
        }

        Standing backWith(@Nullable UUID otherReturn) {
            return new Standing(
                    state, retailer, outlet, shipment, otherReturn, hold, heldBy, takenBack, astray);
        }

        /** In another shop of its retailer's. */
        Standing in(UUID otherOutlet) {
            return new Standing(
                    state, retailer, otherOutlet, shipment, returning, hold, heldBy, takenBack, astray);
        }

        /** In the provider's hands, wherever it was before. */
        Standing atProvider() {
            return new Standing(state, null, null, null, null, hold, heldBy, takenBack, false);
        }

        boolean isReturningWith(String otherReturn) {
            return state == ItemState.RETURNED
                    && returning != null
                    && returning.toString().equals(otherReturn);
        }

        boolean isIn(String otherShipment) {
            return shipment != null && shipment.toString().equals(otherShipment);
        }
    }

    /** Where the item stands after all these events, which are those that cover it, in order. */
    static Standing of(long serial, List<ItemEvent> events) {
        Standing standing = MINTED;
        for (ItemEvent event : events) {
            standing = after(standing, serial, event);
        }
        return standing;
    }

    static Standing after(Standing before, long serial, ItemEvent event) {
        return switch (event.type()) {
            case ItemEvents.COUNTED_IN -> before.after(bucket(serial, event));
            case ItemEvents.CANCELLED ->
                    before.state() == ItemState.MINTED ? before.after(ItemStep.VOID) : before;
            case ItemEvents.SHIPPED ->
                    event.means(serial) ? shipped(before, event) : before;
            case ItemEvents.RECEIVED ->
                    before.state() == ItemState.SHIPPED
                                    && before.isIn(event.subject())
                                    && event.means(serial)
                            ? found(before.after(ItemStep.RECEIVE))
                            : before;
            case ItemEvents.SHORT ->
                    before.state() == ItemState.SHIPPED
                                    && before.isIn(event.subject())
                                    && before.hold() == null
                            ? before.heldFor(ItemEvents.HELD_AS_MISSING)
                            : before;
            case ItemEvents.ACTIVATED ->
                    before.hold() == null
                                    && (event.onItem()
                                            || event.names(serial)
                                            || (before.isIn(event.subject())
                                                    && event.means(serial)))
                            ? sold(before, event)
                            : before;
            case ItemEvents.REVERSED -> before.after(ItemStep.REVERSE);
            case ItemEvents.TAKEN_BACK -> broughtTo(before.after(ItemStep.TAKE_BACK), event);
            case ItemEvents.REDEEMED ->
                    before.hold() == null ? before.after(ItemStep.REDEEM) : before;
            case ItemEvents.VOIDED ->
                    before.isUncounted() ? before : before.after(ItemStep.VOID);
            case ItemEvents.SPOILED ->
                    before.state() == ItemState.PRINTED ? before.after(ItemStep.SPOIL) : before;
            case ItemEvents.LOST -> event.means(serial) ? lost(before, event) : before;
            case ItemEvents.STOLEN ->
                    event.means(serial) ? gone(before, ItemStep.STEAL, event) : before;
            case ItemEvents.FOUND -> recovered(before, event);
            case ItemEvents.SENT_BACK ->
                    event.means(serial)
                                    && before.returning() == null
                                    && before.outlet() != null
                                    && before.outlet().equals(event.outlet().orElse(null))
                            ? sentBack(before, event)
                            : before;
            case ItemEvents.RESTOCKED ->
                    before.isReturningWith(event.subject()) && event.means(serial)
                            ? before.after(ItemStep.RESTOCK).atProvider()
                            : before;
            case ItemEvents.DESTROYED ->
                    before.isReturningWith(event.subject()) && event.means(serial)
                            ? before.after(ItemStep.DESTROY).atProvider()
                            : before;
            case ItemEvents.EXPIRED ->
                    before.isUncounted() ? before : before.after(ItemStep.EXPIRE);
            case ItemEvents.HELD ->
                    before.hold() == null
                                    && before.state().isHoldable()
                                    && event.means(serial)
                                    && !(event.onlyUnsold()
                                            && before.state() == ItemState.ACTIVATED)
                            ? before.heldBy(
                                    UUID.fromString(event.subject()),
                                    event.reason().orElseThrow())
                            : before;
            case ItemEvents.RELEASED ->
                    event.means(serial) ? released(before, event) : before;
            default -> before;
        };
    }

    private static ItemStep bucket(long value, ItemEvent event) {
        SerialNumber serial = SerialNumber.ofValue(value);
        if (event.spoiled().contains(serial)) {
            return ItemStep.SPOIL;
        }
        return event.missing().contains(serial) ? ItemStep.MISS : ItemStep.PRINT;
    }

    private static Standing shipped(Standing before, ItemEvent event) {
        Optional<UUID> retailer = event.retailer();
        Optional<UUID> outlet = event.outlet();
        if (before.hold() != null || !ItemStep.SHIP.isPossibleIn(before.state())) {
            return before;
        }
        return new Standing(
                ItemStep.SHIP.to(),
                retailer.orElseThrow(),
                outlet.orElseThrow(),
                UUID.fromString(event.subject()),
                null,
                null,
                null,
                before.takenBack(),
                before.astray());
    }

    private static Standing gone(Standing before, ItemStep step, ItemEvent event) {
        if (!step.isPossibleIn(before.state()) || !isOf(before, event)) {
            return before;
        }
        return before.hold() == null
                ? before.heldFor(
                                before.state() == ItemState.SHIPPED
                                        ? ItemEvents.HELD_AS_MISSING
                                        : event.type())
                        .after(step)
                : before.after(step);
    }

    private static Standing lost(Standing before, ItemEvent event) {
        return before.isReturningWith(event.subject())
                ? gone(before, ItemStep.GO_ASTRAY, event).backWith(null)
                : gone(before, ItemStep.LOSE, event);
    }

    private static Standing recovered(Standing before, ItemEvent event) {
        if (before.state() == ItemState.MISSING) {
            return event.retailer().isEmpty() ? before.after(ItemStep.FIND) : before;
        }
        if (!ItemStep.RECOVER.isPossibleIn(before.state()) || !isOf(before, event)) {
            return before;
        }
        Standing found =
                before.isHeldUntilFound()
                        ? before.heldFor(null).after(ItemStep.RECOVER)
                        : before.after(ItemStep.RECOVER);
        return event.soldWithoutTill() && found.hold() == null
                ? sold(found, event)
                : found;
    }

    /** A shop's event covers what others have too, and doesn't touch it. */
    private static boolean isOf(Standing before, ItemEvent event) {
        return event.retailer().isEmpty()
                || event.retailer().get().equals(before.retailer());
    }

    private static Standing sentBack(Standing before, ItemEvent event) {
        UUID with = UUID.fromString(event.subject());
        if (before.state() == ItemState.RETURNED) {
            return before.backWith(with);
        }
        return ItemStep.SEND_BACK.isPossibleIn(before.state())
                ? found(before.after(ItemStep.SEND_BACK)).backWith(with)
                : before;
    }

    private static Standing released(Standing before, ItemEvent event) {
        if (before.hold() == null || before.isHeldUntilFound()) {
            return before;
        }
        if (event.untilFound()) {
            return before.heldFor(
                    before.state() == ItemState.SHIPPED
                            ? ItemEvents.HELD_AS_MISSING
                            : before.state().label());
        }
        Standing free = before.heldFor(null);
        return event.soldWithoutTill() ? sold(free, event) : free;
    }

    /**
     * A range passes by what a customer brought back and what was lost on its way back. The event of
     * a single item is there only because it was sold, as some were before anybody remembered who had
     * it in hand.
     */
    private static Standing sold(Standing before, ItemEvent event) {
        if ((before.takenBack() || before.astray()) && !event.onItem()) {
            return before;
        }
        return broughtTo(before.after(ItemStep.ACTIVATE), event);
    }

    /** In the shop that sold it, or to which its customer brought it, where that is another one. */
    private static Standing broughtTo(Standing moved, ItemEvent event) {
        return event.takenAlong() ? moved.in(event.outlet().orElseThrow()) : moved;
    }

    private static Standing found(Standing received) {
        return ItemEvents.HELD_AS_MISSING.equals(received.hold())
                ? received.heldFor(null)
                : received;
    }
}
