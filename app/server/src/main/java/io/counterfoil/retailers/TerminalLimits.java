package io.counterfoil.retailers;

import io.counterfoil.platform.Money;
import java.util.Optional;

/**
 * What one till may sell without its manager's release.
 *
 * @param activations the most sales in ten minutes, 0 for no limit; empty: as the provider says for
 *     all tills
 * @param dayValue the most that its sales of one day may come to, in prices; empty: no limit
 * @param hours when its outlet is open; empty: always
 */
public record TerminalLimits(
        Optional<Integer> activations, Optional<Money> dayValue, Optional<OpeningHours> hours) {
    /** No limits but the provider's. */
    public static final TerminalLimits NONE =
            new TerminalLimits(Optional.empty(), Optional.empty(), Optional.empty());
}
