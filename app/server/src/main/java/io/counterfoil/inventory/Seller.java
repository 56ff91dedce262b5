package io.counterfoil.inventory;

import io.counterfoil.retailers.Terminal;
import java.util.UUID;

/**
 * A till that is about to sell in its outlet. No hold on that begins or ends until the transaction
 * does, since only {@link Items#seller} makes one.
 */
public final class Seller {
    private final Terminal terminal;
    private final HoldRepository holds;

    /** The {@code holds} of its transaction, in which its outlet is locked. */
    Seller(Terminal terminal, HoldRepository holds) {
        this.terminal = terminal;
        this.holds = holds;
    }

    /** The till. */
    public Terminal terminal() {
        return terminal;
    }

    /**
     * Whether an item may be in the till's outlet: it is, or it comes from another one and nothing
     * holds what is here.
     */
    public boolean mayTake(Item item) {
        UUID place = item.outlet();
        return place != null
                && (place.equals(terminal.outlet())
                        || holds.reasonOf(terminal.outlet()).isEmpty());
    }
}
