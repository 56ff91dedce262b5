package io.counterfoil.settlement.rules;

import java.util.Locale;

/**
 * Where money is, or who owes it. A transfer moves its amount from one of them to another; what an
 * account has gained less what it gave is its balance, and all balances together are zero.
 */
public enum LedgerAccount {
    /** What retailers owe the provider; below zero, what it owes them. */
    RETAILER,
    /** What was sold and neither earned nor lost yet; below zero, since the provider owes it. */
    DEFERRED_REVENUE,
    /** What was earned, by days of terms; below zero. */
    REVENUE,
    /** What was sold and will never be redeemed; below zero. */
    BREAKAGE,
    /** What shops keep of prices, and of later payments, without the tax inside. */
    COMMISSION,
    /** What shops get for customers who pay later, without the tax inside. */
    BOUNTY,
    /** Tax that the provider owes, below zero, less what it may deduct. */
    TAX,
    /** What was given back to customers; below zero. */
    CUSTOMER,
    /** What came in from retailers less what was paid out to them. */
    BANK;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** Its name in the database and the API. */
    public String label() {
        return label;
    }

    /**
     * The account of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static LedgerAccount of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
