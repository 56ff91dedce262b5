package io.counterfoil.settlement.rules;

/**
 * A transfer for one item: its amount leaves {@code credit} and comes to {@code debit}, so that
 * whatever is posted, all accounts together stay zero.
 *
 * @param minor how much, in minor units, above zero
 */
public record Posting(LedgerAccount debit, LedgerAccount credit, long minor) {

    public Posting {
        if (debit == credit || minor <= 0) {
            throw new IllegalArgumentException("a transfer moves something somewhere else");
        }
    }

    /** The transfer that takes it back. */
    public Posting reversed() {
        return new Posting(credit, debit, minor);
    }
}
