package io.counterfoil.accounts;

import java.util.Locale;

/** Why there is an entry in the list of an account's grants. */
enum GrantSource {
    /** A code was spent. */
    REDEMPTION,
    /** Staff gave it. */
    BY_HAND,
    /** The free time of a trial. */
    TRIAL,
    /** What remained on another plan. */
    CONVERSION,
    /** Time was taken back. */
    REFUND;

    /** What stored rows and the API call it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
