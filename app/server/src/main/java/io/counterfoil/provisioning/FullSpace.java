package io.counterfoil.provisioning;

/**
 * An account that has reached another level of its space.
 *
 * @param level the level: 80, 90 or 95 percent
 * @param usedBytes what is stored
 * @param boundBytes what may be
 * @param shared whether both are those of a parent account and its sub-accounts together
 */
public record FullSpace(int level, long usedBytes, long boundBytes, boolean shared) {}
