package io.counterfoil.settlement.ledger;

import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.Line;
import java.time.Instant;

/**
 * The accrual of an item's sale or shipment that nobody has taken back.
 *
 * @param id its id
 * @param reason what it was accrued for
 * @param payable from when on it may be on a statement
 */
record Standing(
        long id, long serial, AccrualKind kind, Reason reason, Line line, Instant payable) {}
