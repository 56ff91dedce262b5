package io.counterfoil.redemption;

/** What becomes of a code for another plan than the account has. */
enum OtherPlan {
    /** The same customer gets a second account. */
    SECOND_ACCOUNT,
    /** The account gets the other plan, and what remains of its time becomes time of that. */
    CONVERT
}
