package io.counterfoil.inventory;

import org.jspecify.annotations.Nullable;

/**
 * What to pack into cartons, not yet checked: a whole print run or a range of serials.
 *
 * @param run the id of a print run that is counted in
 * @param serials what to pack of it
 * @param perCarton how many items go into each carton; the last one has what is left
 */
public record NewCartons(
        @Nullable String run,
        NewShipment.@Nullable Range serials,
        @Nullable Integer perCarton) {}
