package io.counterfoil.inventory;

import io.counterfoil.catalog.Catalog;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Retailers;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Goods that need no till: getting into the stock of a shop sells them, by their receipt, find or
 * release; so the shop's credit is asked first, as it is at a till.
 */
public final class ArrivalSales {
    private static final Text TOO_MUCH =
            Text.of(
                    "The shop may owe {limit}, of which {left} are left. What arrives here needs no till, so it is sold"
                            + " at once, and comes to {more}: take in less of it for now, and the rest once a"
                            + " payment has come or a higher limit is agreed on.");

    private static final String TOO_MUCH_BACK =
            "{shop} may owe {limit}, of which {left} are left. What is back in its stock by this needs no till, so"
                    + " it is sold at once, and comes to {more}: take back fewer serial numbers for now, and the"
                    + " rest once a payment has come or a higher limit is agreed on.";

    private final Catalog catalog;
    private final Credit credit;
    private final Retailers retailers;

    /** Sales to {@code retailers} of what {@code catalog} says needs no till, on {@code credit}. */
    public ArrivalSales(Catalog catalog, Credit credit, Retailers retailers) {
        this.catalog = catalog;
        this.credit = credit;
        this.retailers = retailers;
    }

    /** Whether a product is sold by arriving. */
    boolean sells(Tx tx, UUID product) {
        return catalog.soldWithoutTill(tx, product);
    }

    /** Whether what is in a range is. */
    boolean sells(Tx tx, SerialRange range) {
        return new ItemRepository(tx)
                .find(range.first())
                .filter(item -> sells(tx, item.product()))
                .isPresent();
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

    /** How those of these retailers stand that have a limit, before something of theirs is sold. */
    Map<UUID, Credit.State> hold(Tx tx, Collection<UUID> of) {
        Map<UUID, Credit.State> before = new TreeMap<>();
        for (UUID retailer : new TreeSet<>(of)) {
            credit.hold(tx, retailer).ifPresent(state -> before.put(retailer, state));
        }
        return before;
    }

    /**
     * Refuses what has just arrived if the retailer owes too much by it.
     *
     * @throws io.counterfoil.platform.Refused if it does
     */
    void require(Tx tx, UUID retailer, Credit.State before) {
        credit.require(tx, retailer, before, TOO_MUCH);
    }

    /**
     * Refuses what has just been found or released if one of the retailers owes too much by it.
     *
     * @throws io.counterfoil.platform.Refused naming the first of them
     */
    void require(Tx tx, Map<UUID, Credit.State> before) {
        if (before.isEmpty()) {
            return;
        }
        Map<UUID, String> names = retailers.retailerNames(tx, before.keySet());
        before.forEach(
                (retailer, state) ->
                        credit.require(
                                tx,
                                retailer,
                                state,
                                Text.of(
                                        TOO_MUCH_BACK,
                                        "shop",
                                        Objects.requireNonNull(names.get(retailer)))));
    }
}
