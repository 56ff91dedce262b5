package io.counterfoil.retailers;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which terminals are asked for.
 *
 * @param retailer those of this retailer only, or null
 * @param outlet those of this outlet only, or null
 */
record TerminalFilter(@Nullable UUID retailer, @Nullable UUID outlet) {
    /** All that the caller may see. */
    static final TerminalFilter NONE = new TerminalFilter(null, null);

    static TerminalFilter ofRetailer(UUID retailer) {
        return new TerminalFilter(retailer, null);
    }

    static TerminalFilter ofOutlet(UUID outlet) {
        return new TerminalFilter(null, outlet);
    }
}
