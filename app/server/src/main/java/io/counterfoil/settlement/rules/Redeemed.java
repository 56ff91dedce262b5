package io.counterfoil.settlement.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * What the price of a redeemed item has come to, in minor units.
 *
 * @param deferred what days of its term bring, those to come too, without what was given back
 * @param tax what went to the tax of it, without what was given back
 * @param earned what is moved to revenue of that
 */
public record Redeemed(long deferred, long tax, long earned) {

    public Redeemed {
        if (earned < 0 || earned > deferred || tax < 0) {
            throw new IllegalArgumentException("what is earned is part of what is deferred");
        }
    }

    /** The transfers that bring back what is moved to revenue. */
    public List<Posting> unearned() {
        List<Posting> postings = new ArrayList<>();
        add(postings, LedgerAccount.DEFERRED_REVENUE, earned);
        return postings;
    }

    /**
     * The transfers that bring back the rest, so that all is where it was after the sale, because
     * nobody pays for the item after all. What the customer got back is lost: it comes out of
     * revenue.
     *
     * @param sale the line of the item
     */
    public List<Posting> unspent(Line sale) {
        List<Posting> postings = new ArrayList<>();
        long missing = sale.deferred() - deferred;
        if (sale.taxAtIssue()) {
            add(postings, LedgerAccount.TAX, sale.tax() - tax);
            add(postings, LedgerAccount.DEFERRED_REVENUE, missing);
        } else {
            if (tax > 0) {
                postings.add(
                        new Posting(LedgerAccount.TAX, LedgerAccount.DEFERRED_REVENUE, tax));
            }
            add(postings, LedgerAccount.DEFERRED_REVENUE, missing - tax);
        }
        return postings;
    }

    private static void add(List<Posting> postings, LedgerAccount credit, long minor) {
        if (minor > 0) {
            postings.add(new Posting(LedgerAccount.REVENUE, credit, minor));
        }
    }
}
