package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * Money that moved between the bank accounts of a retailer and its provider.
 *
 * @param amount above zero: received from the retailer; below: paid out to it
 * @param reference by which the same payment is told from another one
 * @param movedOn on which day it moved
 * @param enteredAt when it was told to us
 * @param statement which statement counts it; empty: the next one
 */
public record Payment(
        UUID id,
        UUID retailer,
        Money amount,
        String reference,
        LocalDate movedOn,
        Instant enteredAt,
        Optional<UUID> statement) {

    /** Whether it is the same one, told once more. */
    boolean isAgain(Payment other) {
        return retailer.equals(other.retailer)
                && amount.equals(other.amount)
                && movedOn.equals(other.movedOn);
    }
}
