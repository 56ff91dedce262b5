package io.counterfoil.platform;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose rows a transaction may touch; the row-level-security policies of the database enforce it.
 *
 * <p>Rows of another scope are not forbidden but invisible: a query finds nothing, an update
 * changes no row.
 */
public sealed interface Scope {

    /** Everything of one provider. */
    record Provider(UUID provider) implements Scope {}

    /** What one retailer of a provider may see: its outlets, terminals, items and shipments. */
    record Retailer(UUID provider, UUID retailer) implements Scope {}

    /** What one customer of a provider may see: its own accounts. */
    record Customer(UUID provider, UUID customer) implements Scope {}

    /** Every provider: look-ups by digest, jobs and commands. */
    record Installation() implements Scope {}

    /** The scope for work that belongs to no provider. */
    static Scope system() {
        return new Installation();
    }

    /** The provider whose rows new rows belong to, or null in the system scope. */
    default @Nullable UUID providerOrNull() {
        return switch (this) {
            case Provider scope -> scope.provider();
            case Retailer scope -> scope.provider();
            case Customer scope -> scope.provider();
            case Installation scope -> null;
        };
    }

    /** The retailer that all rows in view belong to, or null in every other scope. */
    default @Nullable UUID retailerOrNull() {
        return this instanceof Retailer scope ? scope.retailer() : null;
    }

    /** The scope's name in the database's settings. */
    default String label() {
        return switch (this) {
            case Provider scope -> "provider";
            case Retailer scope -> "retailer";
            case Customer scope -> "customer";
            case Installation scope -> "system";
        };
    }
}
