package io.counterfoil.settlement.statements;

import io.counterfoil.settlement.ledger.Window;
import java.util.Currency;
import java.util.UUID;

/**
 * A statement that is being made.
 *
 * @param opening what the one before closed with, in minor units
 * @param payments what was paid since
 */
record Closing(
        UUID retailer, Currency currency, Window window, Sum sum, long opening, long payments) {

    /** Whether there is anything to tell: a line, a payment, or something still owed. */
    boolean saysSomething() {
        return sum.lines() > 0 || opening != 0 || payments != 0;
    }
}
