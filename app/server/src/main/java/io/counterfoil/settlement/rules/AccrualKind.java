package io.counterfoil.settlement.rules;

import java.util.Locale;

/** Why money is owed between provider and retailer. */
public enum AccrualKind {
    /** An item was sold to a customer (consignment). */
    SALE(LedgerAccount.COMMISSION),
    /** An item was sent to a shop that buys what it gets (wholesale). */
    SHIPMENT(LedgerAccount.COMMISSION),
    /** Takes a shipment back that is on a statement: the item came back, or was made worthless unsold. */
    CREDIT(LedgerAccount.COMMISSION),
    /** A customer pays for the first time whose account began with an item that nobody paid for. */
    BOUNTY(LedgerAccount.BOUNTY),
    /** A customer whose first item was this shop's pays without one. */
    RESIDUAL(LedgerAccount.COMMISSION),
    /** Takes anything else back that is on a statement. */
    CLAW_BACK(LedgerAccount.COMMISSION),
    /** Takes back what a retailer was right not to agree with. */
    DISPUTE(LedgerAccount.COMMISSION);

    private final String label = name().toLowerCase(Locale.ROOT);
    private final LedgerAccount cost;

    AccrualKind(LedgerAccount cost) {
        this.cost = cost;
    }

    /** Its name in the database and the API. */
    public String label() {
        return label;
    }

    /** Where what the shop gets is booked. */
    public LedgerAccount cost() {
        return cost;
    }

    /** What one is called that takes this kind back once it is on a statement. */
    public AccrualKind takenBackBy() {
        return this == SHIPMENT ? CREDIT : CLAW_BACK;
    }

    /**
     * The kind of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static AccrualKind of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
