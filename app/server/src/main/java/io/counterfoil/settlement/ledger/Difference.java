package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Text;

/**
 * A place in which the books are not what they were made of.
 *
 * @param code of which kind it is, for programs: {@code item_balance}
 * @param text the same as a sentence
 */
public record Difference(String code, Text text) {}
