package io.counterfoil.node.contract;

/**
 * Objects that lie on the node and that the account's clients don't see.
 *
 * @param objects how many
 * @param bytes sum of their sizes
 */
public record Aside(long objects, long bytes) {}
