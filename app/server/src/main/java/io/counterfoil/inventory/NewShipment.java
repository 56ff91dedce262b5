package io.counterfoil.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to send where, not yet checked: either cartons or a range of serials, of which a new carton
 * is made.
 *
 * @param outlet the id of an outlet
 * @param cartons the numbers of cartons that are in the provider's stock
 * @param serials what to pack
 */
public record NewShipment(
        @Nullable String outlet,
        @Nullable List<@Nullable String> cartons,
        @Nullable Range serials) {

    /** Serials from one to another, both included. */
    public record Range(@Nullable String from, @Nullable String to) {}
}
