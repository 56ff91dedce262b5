package io.counterfoil.inventory;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Tx;
import java.util.Arrays;
import java.util.List;

/** Puts ranges of items on hold and takes them off again. */
final class HoldRepository {
    private static final List<String> HOLDABLE =
            Arrays.stream(ItemState.values())
                    .filter(ItemState::isHoldable)
                    .map(ItemState::label)
                    .toList();

    private final Tx tx;

    HoldRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * Holds what isn't held yet; the reason of an earlier hold stays.
     *
     * @param onlyUnsold leaves out what customers have bought
     */
    int hold(SerialRange range, String reason, boolean onlyUnsold) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE serial_item SET hold = :reason
                        WHERE serial BETWEEN :first AND :last AND state = ANY(:holdable) AND hold IS NULL
                          AND NOT (:onlyUnsold AND state = 'activated')
                        """)
                .bind("onlyUnsold", onlyUnsold)
                .bind("reason", reason)
                .bindArray("holdable", String.class, HOLDABLE)
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .execute();
    }

    /**
     * Releases what is held, except for what did not arrive, was lost or stolen: that is released
     * when it is there again.
     */
    int release(SerialRange range) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE serial_item SET hold = NULL
                        WHERE serial BETWEEN :first AND :last AND hold IS NOT NULL
                          AND NOT (state = 'shipped' AND hold = :missing)
                          AND NOT (state IN ('lost', 'stolen') AND hold = ANY(:untilFound))
                        """)
                .bind("missing", ItemEvents.HELD_AS_MISSING)
                .bindArray("untilFound", String.class, ItemEvents.HELD_UNTIL_FOUND)
                .bind("first", range.first().value())
                .bind("last", range.last().value())
                .execute();
    }
}
