package io.counterfoil.settlement.ledger;

import java.util.Locale;

/** What transfers are for, beside those that go with an accrual and have its name. */
enum TransferKind {
    /** An accrual is taken back, withdrawn or not. */
    UNDO,
    /** A code was redeemed: the tax inside a multi-purpose voucher is due. */
    REDEMPTION,
    /** Days of a term have passed; or what they earned is taken back, the other way. */
    EARNING,
    /** What was sold expired, or was made worthless, and will never be redeemed. */
    BREAKAGE,
    /** Time was taken back that somebody had paid for. */
    REFUND,
    /** A retailer paid what it owes. */
    PAYMENT,
    /** A retailer was paid what it is owed. */
    PAYOUT;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
