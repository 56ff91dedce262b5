package io.counterfoil.settlement.ledger;

import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Product;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.Line;
import io.counterfoil.settlement.rules.Share;
import java.util.UUID;

/** What an item comes to by the agreement, the price and the tax that count at the moment. */
public final class Deals {
    private static final int COMMISSION = 1_500;
    private static final int HOLD_DAYS = 14;

    private final Catalog catalog;

    /** Deals about the products of {@code catalog}. */
    public Deals(Catalog catalog) {
        this.catalog = catalog;
    }

    Deal of(Tx tx, UUID id, UUID retailer) {
        Product product = catalog.product(tx, id).orElseThrow();
        long price = product.price().minor();
        return new Deal(
                product.salesModel(),
                product.price().currency(),
                Line.sale(price, Share.of(price, COMMISSION), 0, false),
                HOLD_DAYS);
    }
}
