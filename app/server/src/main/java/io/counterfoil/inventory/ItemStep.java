package io.counterfoil.inventory;

import static io.counterfoil.inventory.ItemState.ACTIVATED;
import static io.counterfoil.inventory.ItemState.EXPIRED;
import static io.counterfoil.inventory.ItemState.LOST;
import static io.counterfoil.inventory.ItemState.MINTED;
import static io.counterfoil.inventory.ItemState.MISSING;
import static io.counterfoil.inventory.ItemState.PRINTED;
import static io.counterfoil.inventory.ItemState.RECEIVED;
import static io.counterfoil.inventory.ItemState.REDEEMED;
import static io.counterfoil.inventory.ItemState.RETURNED;
import static io.counterfoil.inventory.ItemState.SHIPPED;
import static io.counterfoil.inventory.ItemState.SPOILED;
import static io.counterfoil.inventory.ItemState.STOLEN;
import static io.counterfoil.inventory.ItemState.VOIDED;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything that can happen to a serial item: from which states, to which one. The conditional
 * updates and the fold of the events both go by this table.
 */
public enum ItemStep {
    /** Counted in as good. */
    PRINT(PRINTED, MINTED),
    /** Counted in as spoiled, or spoiled later in the provider's hands. */
    SPOIL(SPOILED, MINTED, PRINTED),
    /** Not there at the count-in. */
    MISS(MISSING, MINTED),
    /** Missing at the count-in, then found. */
    FIND(PRINTED, MISSING),
    /** Sent to an outlet. */
    SHIP(SHIPPED, PRINTED),
    /** Taken into an outlet's stock. */
    RECEIVE(RECEIVED, SHIPPED),
    /** Sold. */
    ACTIVATE(ACTIVATED, RECEIVED),
    /** The sale undone by the till. */
    REVERSE(RECEIVED, ACTIVATED),
    /** Brought back by the customer. */
    TAKE_BACK(RETURNED, ACTIVATED),
    /** Sent back by the outlet. */
    SEND_BACK(RETURNED, SHIPPED, RECEIVED, PRINTED),
    /** Counted back into the provider's stock; never what a customer had, who may know its code. */
    RESTOCK(PRINTED, RETURNED),
    /** Counted back and destroyed. */
    DESTROY(VOIDED, RETURNED),
    /** Found to be lost. */
    LOSE(LOST, SHIPPED, RECEIVED),
    /** Found to be stolen. */
    STEAL(STOLEN, SHIPPED, RECEIVED),
    /** Sent back by the outlet, and lost before anybody counted it. */
    GO_ASTRAY(LOST, RETURNED),
    /** Lost or stolen, then found. */
    RECOVER(RECEIVED, LOST, STOLEN),
    /** The code spent. */
    REDEEM(REDEEMED, ACTIVATED),
    /** Made worthless by the provider. */
    VOID(VOIDED, MINTED, PRINTED, MISSING, SHIPPED, RECEIVED, ACTIVATED, RETURNED, LOST, STOLEN),
    /** The redeem-by date passed. */
    EXPIRE(EXPIRED, MINTED, PRINTED, MISSING, SHIPPED, RECEIVED, ACTIVATED, RETURNED, LOST, STOLEN);

    private final ItemState to;

    @SuppressWarnings("ImmutableEnumChecker") // Set.copyOf can't be changed.
    private final Set<ItemState> from;

    ItemStep(ItemState to, ItemState first, ItemState... more) {
        this.to = to;
        this.from = Set.copyOf(EnumSet.of(first, more));
    }

    /** The state after it. */
    public ItemState to() {
        return to;
    }

    /** The states in which it can happen. */
    public Set<ItemState> from() {
        return from;
    }

    /** Whether it can happen to an item in this state. */
    public boolean isPossibleIn(ItemState state) {
        return from.contains(state);
    }

    /**
     * The step between two states, if nothing else is known: what came back and is void now was
     * destroyed.
     *
     * @throws IllegalArgumentException if no item goes from the one to the other
     */
    static ItemStep between(ItemState from, ItemState to) {
        return all().filter(step -> step.to == to && step.isPossibleIn(from))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no step from %s to %s"
                                                .formatted(from.label(), to.label())));
    }

    static Stream<ItemStep> all() {
        return Arrays.stream(values());
    }

    String[] fromLabels() {
        return from.stream().map(ItemState::label).toArray(String[]::new);
    }
}
