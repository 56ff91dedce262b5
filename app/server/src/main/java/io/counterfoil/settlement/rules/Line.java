package io.counterfoil.settlement.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * What one item comes to between provider and retailer, in minor units. All amounts have the tax
 * inside. A line that takes another one back has its amounts with the opposite sign.
 *
 * @param price what the retailer took, or takes, for it
 * @param commission what it keeps of that, or gets
 * @param tax the tax inside the price
 * @param commissionTax the tax inside the commission
 * @param taxAtIssue whether the tax is due when the item is sold, as of a single-purpose voucher;
 *     else when it is redeemed
 */
public record Line(
        long price, long commission, long tax, long commissionTax, boolean taxAtIssue) {

    public Line {
        if (!isPart(tax, price) || !isPart(commissionTax, commission)) {
            throw new IllegalArgumentException("the tax inside an amount is part of it");
        }
    }

    /**
     * The line of an item that is sold.
     *
     * @param price what it costs
     * @param commission what the shop keeps of it, at most the price
     * @param rate of the tax, in basis points
     */
    public static Line sale(long price, long commission, int rate, boolean taxAtIssue) {
        if (!isPart(commission, price)) {
            throw new IllegalArgumentException("a shop keeps at most the price");
        }
        return new Line(
                price,
                commission,
                Share.taxInside(price, rate),
                Share.taxInside(commission, rate),
                taxAtIssue);
    }

    /**
     * The line of something that the shop gets without having taken anything.
     *
     * @param commission what it gets
     * @param rate of the tax inside it, in basis points
     */
    public static Line reward(long commission, int rate) {
        return new Line(0, commission, 0, Share.taxInside(commission, rate), false);
    }

    /** What the retailer owes the provider for it; below zero, the provider owes the retailer. */
    public long amount() {
        return price - commission;
    }

    /** What the provider owes the customer for it until it is earned or expires. */
    public long deferred() {
        return taxAtIssue ? price - tax : price;
    }

    /**
     * The tax that is due when the item is redeemed.
     *
     * @param rate of the tax by then, in basis points
     */
    public long taxAtRedemption(int rate) {
        return taxAtIssue ? 0 : Share.taxInside(price, rate);
    }

    /** The line that takes it back. */
    public Line opposite() {
        return new Line(-price, -commission, -tax, -commissionTax, taxAtIssue);
    }

    /**
     * What it moves between the accounts.
     *
     * @param cost where what the shop gets is booked
     */
    public List<Posting> postings(LedgerAccount cost) {
        List<Posting> postings = new ArrayList<>();
        add(postings, LedgerAccount.RETAILER, LedgerAccount.DEFERRED_REVENUE, price);
        add(postings, cost, LedgerAccount.RETAILER, commission - commissionTax);
        add(postings, LedgerAccount.TAX, LedgerAccount.RETAILER, commissionTax);
        if (taxAtIssue) {
            add(postings, LedgerAccount.DEFERRED_REVENUE, LedgerAccount.TAX, tax);
        }
        return postings;
    }

    private static void add(
            List<Posting> postings, LedgerAccount debit, LedgerAccount credit, long minor) {
        if (minor > 0) {
            postings.add(new Posting(debit, credit, minor));
        } else if (minor < 0) {
            postings.add(new Posting(credit, debit, -minor));
        }
    }

    private static boolean isPart(long part, long whole) {
        return whole < 0 ? part <= 0 && part >= whole : part >= 0 && part <= whole;
    }
}
