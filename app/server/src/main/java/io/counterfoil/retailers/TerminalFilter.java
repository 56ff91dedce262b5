package io.counterfoil.retailers;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which terminals are asked for.
 *
 * @param retailer those of this retailer only, or null
 * @param outlets those of these outlets only, or null
 * @param ids these only, or null
 */
record TerminalFilter(
        @Nullable UUID retailer,
        @Nullable Collection<UUID> outlets,
        @Nullable Collection<UUID> ids) {
    /** All that the caller may see. */
    static final TerminalFilter NONE = new TerminalFilter(null, null, null);

    static TerminalFilter ofRetailer(UUID retailer) {
        return new TerminalFilter(retailer, null, null);
    }

    static TerminalFilter ofOutlet(UUID outlet) {
        return ofOutlets(List.of(outlet));
    }

    static TerminalFilter ofOutlets(Collection<UUID> outlets) {
        return new TerminalFilter(null, outlets, null);
    }

    static TerminalFilter of(Collection<UUID> ids) {
        return new TerminalFilter(null, null, ids);
    }
}
