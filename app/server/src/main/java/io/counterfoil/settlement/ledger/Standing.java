package io.counterfoil.settlement.ledger;

import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.LedgerAccount;
import io.counterfoil.settlement.rules.Line;
import java.time.Instant;

/**
 * An accrual that nobody has taken back.
 *
 * @param id its id
 * @param cost where what the shop gets of it is booked
 * @param reason what it was accrued for
 * @param payable from when on it may be on a statement
 */
record Standing(
        long id,
        long serial,
        AccrualKind kind,
        LedgerAccount cost,
        Reason reason,
        Line line,
        Instant payable) {

    /** Whether it is for an item that was sold or sent, whose price is deferred since. */
    boolean isOfItem() {
        return kind == AccrualKind.SALE || kind == AccrualKind.SHIPMENT;
    }
}
