package io.counterfoil.platform;

/**
 * What transactions keep to themselves until they end, see {@link Tx#lock(LockKind, java.util.UUID)}.
 * PostgreSQL knows these locks by two numbers, the first of which is that of the kind.
 */
public enum LockKind {
    /** Operations on ranges of a print run. */
    RUN(1),
    /** What accrues for a retailer, against its being settled. */
    ACCRUALS(2),
    /** Shipments to a retailer, each of which counts what it has. */
    STOCK(3),
    /** What comes into the stock of an outlet, against holds of it. */
    OUTLET(4),
    /** What is paid to and by a retailer, against its being settled. */
    CASH(5),
    /** What a retailer owes, against what is lent to it. */
    CREDIT(6),
    /** What is transferred for a retailer, against its being counted. */
    TRANSFERS(7),
    /** What counts between a provider and a retailer, against its being agreed on. */
    AGREEMENTS(8),
    /** The tax inside the price of a product, against its being set. */
    TAXES(9);

    private final int number;

    LockKind(int number) {
        this.number = number;
    }

    /** The first of the two numbers; the second one says of what. */
    public int number() {
        return number;
    }
}
