package io.counterfoil.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Which items are lost, stolen or found, not yet checked.
 *
 * @param from the first serial number
 * @param to the last one, included
 * @param reason what is known about it, for the items' history
 */
public record LossReport(@Nullable String from, @Nullable String to, @Nullable String reason) {}
