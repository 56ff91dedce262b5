package io.counterfoil.inventory;

import io.counterfoil.codes.SerialRange;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A hold: until it is released, nobody sends, sells or redeems what it holds.
 *
 * @param range of serials: which
 * @param sscc of a carton: the digits on it
 * @param outlet of an outlet: its id; of a carton: to which it was sent, or null
 * @param outletName what people call that outlet, after the name of its retailer
 * @param soldToo whether it holds what customers have bought, too
 * @param by who holds, as events name it
 * @param items how many items it holds now
 * @param releasedAt null: it stands
 */
public record Hold(
        UUID id,
        HoldKind kind,
        @Nullable SerialRange range,
        @Nullable String sscc,
        @Nullable UUID outlet,
        @Nullable String outletName,
        boolean soldToo,
        String reason,
        String by,
        Instant heldAt,
        int items,
        @Nullable Instant releasedAt) {

    /** The same with what its outlet is called. */
    Hold named(String outletName) {
        return new Hold(
                id,
                kind,
                range,
                sscc,
                outlet,
                outletName,
                soldToo,
                reason,
                by,
                heldAt,
                items,
                releasedAt);
    }

    /** Whether it holds something, or what comes. */
    public boolean open() {
        return releasedAt == null;
    }
}
