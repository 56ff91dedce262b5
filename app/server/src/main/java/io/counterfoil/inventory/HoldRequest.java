package io.counterfoil.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Which items to hold or to release and why, not yet checked.
 *
 * @param from the first serial number
 * @param to the last one, included
 * @param reason for the item's history
 */
public record HoldRequest(@Nullable String from, @Nullable String to, @Nullable String reason) {}
