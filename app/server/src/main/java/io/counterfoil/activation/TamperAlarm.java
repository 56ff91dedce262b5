package io.counterfoil.activation;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.Cartons;
import io.counterfoil.inventory.Holds;
import io.counterfoil.inventory.Item;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * Raised when somebody has the code of an item that no till has sold: its carton may have been
 * opened. The shop is told, and the second item of the same carton holds what of it is not sold
 * until the provider has looked; what customers have bought stays theirs.
 */
public final class TamperAlarm {
    /** How many items of a carton hold it. */
    private static final int ITEMS = 2;

    /** Within this time. */
    private static final Duration WINDOW = Duration.ofDays(30);

    private static final String REASON = "codes of this carton were tried before they were sold";
    private static final Set<ItemState> OUTSIDE = Set.of(ItemState.SHIPPED, ItemState.RECEIVED);

    private final Items items;
    private final Cartons cartons;
    private final Holds holds;
    private final Cases cases;

    /** Raised about {@code items}, whose {@code cartons} are held; shops see it as {@code cases}. */
    public TamperAlarm(Items items, Cartons cartons, Holds holds, Cases cases) {
        this.items = items;
        this.cartons = cartons;
        this.holds = holds;
        this.cases = cases;
    }

    /** Raises it about an item, once until somebody has looked at it. */
    public void raise(Tx tx, SerialNumber serial) {
        items.find(tx, serial)
                .filter(item -> OUTSIDE.contains(item.state()) && item.outlet() != null)
                .ifPresent(item -> raise(tx, item));
    }

    private void raise(Tx tx, Item item) {
        boolean opened =
                cases.open(
                        tx,
                        new Cases.Finding(
                                CaseKind.INACTIVE_ATTEMPT,
                                item.serial().toString(),
                                Objects.requireNonNull(item.retailer()),
                                Objects.requireNonNull(item.outlet()),
                                null,
                                null,
                                item.serial(),
                                null));
        if (opened) {
            cartons.around(tx, item.serial())
                    .filter(carton -> attempts(tx, carton.range()) >= ITEMS)
                    .ifPresent(carton -> holds.holdUnsold(tx, carton.sscc(), REASON));
        }
    }

    private int attempts(Tx tx, SerialRange carton) {
        return new CaseRepository(tx).attempts(carton, tx.now().minus(WINDOW));
    }
}
