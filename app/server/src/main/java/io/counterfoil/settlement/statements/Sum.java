package io.counterfoil.settlement.statements;

/**
 * What lines come to, in minor units.
 *
 * @param lines how many they are
 */
record Sum(int lines, long price, long commission, long tax, long commissionTax) {}
