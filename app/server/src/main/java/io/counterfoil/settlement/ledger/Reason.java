package io.counterfoil.settlement.ledger;

import java.util.Currency;
import java.util.Optional;
import java.util.UUID;

/**
 * What money is entered for, beside the serial: in whose custody the item was, what it sells, and
 * the event.
 *
 * @param country where the shop was, whose taxes count; empty: nobody said
 * @param event its position in the log
 */
record Reason(
        UUID retailer,
        UUID outlet,
        UUID product,
        Currency currency,
        Optional<String> country,
        long event) {

    /** The same with another event. */
    Reason at(long other) {
        return new Reason(retailer, outlet, product, currency, country, other);
    }
}
