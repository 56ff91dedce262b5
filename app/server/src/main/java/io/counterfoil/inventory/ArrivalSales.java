package io.counterfoil.inventory;

import io.counterfoil.catalog.Catalog;
import io.counterfoil.platform.Tx;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * Goods that need no till: arriving in a shop sells them, so the shop's credit is asked first, as it
 * is at a till.
 */
public final class ArrivalSales {
    private static final String TOO_MUCH =
            "The shop may owe {limit}, of which {left} are left. What arrives here needs no till, so it is sold"
                    + " at once, and comes to {more}: take in less of it for now, and the rest once a"
                    + " payment has come or a higher limit is agreed on.";

    private final Catalog catalog;
    private final Credit credit;

    /** Sales of what {@code catalog} says needs no till, on {@code credit}. */
    public ArrivalSales(Catalog catalog, Credit credit) {
        this.catalog = catalog;
        this.credit = credit;
    }

    /** Whether a product is sold by arriving. */
    boolean sells(Tx tx, UUID product) {
        return catalog.soldWithoutTill(tx, product);
    }

    /**
     * How the retailer stands before something of these products arrives: after runs are locked and
     * before any item is moved. Empty: nothing is sold by that, or there is no limit.
     */
    Optional<Credit.State> hold(Tx tx, UUID retailer, Collection<UUID> products) {
        return products.stream().anyMatch(product -> sells(tx, product))
                ? credit.hold(tx, retailer)
                : Optional.empty();
    }

    /**
     * Refuses what has just arrived if the retailer owes too much by it.
     *
     * @throws io.counterfoil.platform.Refused if it does
     */
    void require(Tx tx, UUID retailer, Credit.State before) {
        credit.require(tx, retailer, before, TOO_MUCH);
    }
}
