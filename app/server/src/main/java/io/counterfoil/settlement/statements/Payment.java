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
 * @param undoneAt when it was taken back, since it was entered by mistake; empty: it stands
 * @param undoes which payment it takes back, whose opposite it is; empty: none
 */
public record Payment(
        UUID id,
        UUID retailer,
        Money amount,
        String reference,
        LocalDate movedOn,
        Instant enteredAt,
        Optional<UUID> statement,
        Optional<Instant> undoneAt,
        Optional<UUID> undoes) {

    /** A payment that stands, and no statement has yet. */
    Payment(
            UUID id,
            UUID retailer,
            Money amount,
            String reference,
            LocalDate movedOn,
            Instant enteredAt) {
        this(
                id,
                retailer,
                amount,
                reference,
                movedOn,
                enteredAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether it came in, and nobody has taken that back. */
    boolean canBeTakenBack() {
        return amount.minor() > 0 && undoneAt.isEmpty() && undoes.isEmpty();
    }

    /** What takes it back. */
    Payment opposite(UUID by, LocalDate day, Instant now) {
        return new Payment(
                by,
                retailer,
                new Money(-amount.minor(), amount.currency()),
                reference,
                day,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.of(id));
    }

    /** Whether it is the same one, told once more. */
    boolean isAgain(Payment other) {
        return retailer.equals(other.retailer)
                && amount.equals(other.amount)
                && movedOn.equals(other.movedOn);
    }
}
