package io.counterfoil.provisioning;

import java.time.Instant;

/**
 * A node's word that nothing is left of an account.
 *
 * @param objects how many objects it removed
 * @param bytes their bytes
 * @param at when the last one was gone, by the node's clock
 */
public record Receipt(long objects, long bytes, Instant at) {}
