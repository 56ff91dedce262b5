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
 * @param grant the time that somebody paid for; empty: it is for a move of the item
 */
record Reason(
        UUID retailer,
        UUID outlet,
        UUID product,
        Currency currency,
        Optional<String> country,
        long event,
        Optional<UUID> grant) {

    /** What a move of an item is entered for. */
    Reason(
            UUID retailer,
            UUID outlet,
            UUID product,
            Currency currency,
            Optional<String> country,
            long event) {
        this(retailer, outlet, product, currency, country, event, Optional.empty());
    }

    /** The same with another event. */
    Reason at(long other) {
        return new Reason(retailer, outlet, product, currency, country, other, grant);
    }
}
