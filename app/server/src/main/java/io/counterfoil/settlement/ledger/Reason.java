package io.counterfoil.settlement.ledger;

import java.util.Currency;
import java.util.UUID;

/**
 * What money is entered for, beside the serial: in whose custody the item was, what it sells, and
 * the event.
 *
 * @param event its position in the log
 */
record Reason(UUID retailer, UUID outlet, UUID product, Currency currency, long event) {

    /** The same with another event. */
    Reason at(long other) {
        return new Reason(retailer, outlet, product, currency, other);
    }
}
