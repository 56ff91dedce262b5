package io.counterfoil.redemption;

import io.counterfoil.codes.SerialNumber;
import org.jspecify.annotations.Nullable;

/** Whether a code can be spent now. */
sealed interface CodeCheck {

    /** It can. */
    record Good(Voucher voucher) implements CodeCheck {}

    /**
     * It can't. Customers never learn which of the reasons it was.
     *
     * @param reason for the provider's log
     * @param serial the item, or null if there is none
     */
    record Bad(Reason reason, @Nullable SerialNumber serial) implements CodeCheck {}

    /** Why a code is refused. */
    enum Reason {
        /** Its symbols don't fit together. */
        MISTYPED,
        /** Nothing has this code: the one reason that counts as a guess. */
        UNKNOWN,
        /** It is still in stock, or its activation was reversed. */
        NOT_ACTIVATED,
        /** A customer brought it back, and its shop has it, sends it to the provider or lost it. */
        TAKEN_BACK,
        /** Somebody spent it, perhaps a moment ago. */
        REDEEMED,
        /** It is voided, spoiled, missing, sent back unsold, lost, stolen or expired. */
        WORTHLESS,
        /** The item is on hold. */
        HELD,
        /** Its print run is blocked. */
        BLOCKED
    }
}
