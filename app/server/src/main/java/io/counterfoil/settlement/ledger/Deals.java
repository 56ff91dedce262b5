package io.counterfoil.settlement.ledger;

import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Product;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Agreement;
import io.counterfoil.retailers.Agreements;
import java.time.Instant;
import java.util.UUID;

/** What an item comes to, by the price, the agreement and the tax that count at a moment. */
public final class Deals {
    private final Catalog catalog;
    private final Agreements agreements;

    /** Deals about the products of {@code catalog}, as {@code agreements} have them. */
    public Deals(Catalog catalog, Agreements agreements) {
        this.catalog = catalog;
        this.agreements = agreements;
    }

    /** What counts now. */
    Deal of(Tx tx, UUID product, UUID retailer) {
        return of(tx, product, retailer, tx.now());
    }

    /** What counted at a moment. */
    Deal of(Tx tx, UUID id, UUID retailer, Instant at) {
        Product product = catalog.product(tx, id).orElseThrow();
        Agreement agreement = agreements.inForce(tx, retailer, product, at);
        return new Deal(
                agreement.salesModel(),
                product.price(),
                product.term(),
                agreement.commission().of(product.price()).minor(),
                agreement.bounty().minor(),
                agreement.residualBasisPoints(),
                agreement.holdDays(),
                new Deal.Tax(0, false));
    }
}
