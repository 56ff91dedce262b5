package io.counterfoil.settlement.ledger;

import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Product;
import io.counterfoil.catalog.TaxRate;
import io.counterfoil.catalog.TaxRates;
import io.counterfoil.catalog.VoucherKind;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Agreement;
import io.counterfoil.retailers.Agreements;
import io.counterfoil.retailers.Retailers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What an item comes to, by the price, the agreement and the tax that count at a moment. */
public final class Deals {
    private final Catalog catalog;
    private final TaxRates taxes;
    private final Agreements agreements;
    private final Retailers retailers;

    /**
     * Deals about the products of {@code catalog}, as {@code agreements} with {@code retailers} have
     * them.
     */
    public Deals(
            Catalog catalog, TaxRates taxes, Agreements agreements, Retailers retailers) {
        this.catalog = catalog;
        this.taxes = taxes;
        this.agreements = agreements;
        this.retailers = retailers;
    }

    /** What counts now in the country where the retailer is. */
    Deal of(Tx tx, UUID product, UUID retailer) {
        return of(tx, product, retailer, retailers.country(tx, retailer), tx.now());
    }

    /** What counted at a moment, if the retailer was in a country by then. */
    Deal of(Tx tx, UUID id, UUID retailer, Optional<String> country, Instant at) {
        Product product = catalog.product(tx, id).orElseThrow();
        Agreement agreement = agreements.inForce(tx, retailer, product, at);
        return new Deal(
                agreement.salesModel(),
                product.salesModel(),
                product.price(),
                product.term(),
                agreement.commission().of(product.price()).minor(),
                agreement.bounty().minor(),
                agreement.residualBasisPoints(),
                agreement.holdDays(),
                tax(tx, id, country, at));
    }

    /** The moments at which something else may begin to count, in no order. */
    List<Instant> changes(Tx tx, UUID product, UUID retailer, Optional<String> country) {
        List<Instant> changes = new ArrayList<>(agreements.changes(tx, retailer, product));
        country.ifPresent(known -> changes.addAll(taxes.changes(tx, product, known)));
        return changes;
    }

    /** The tax that counted at a moment on a product that was sold in a country. */
    Deal.Tax tax(Tx tx, UUID product, Optional<String> country, Instant at) {
        Optional<TaxRate> rate =
                country.flatMap(known -> taxes.at(tx, product, known, at));
        return new Deal.Tax(
                country,
                rate.map(TaxRate::basisPoints).orElse(0),
                rate.filter(found -> found.voucher() == VoucherKind.SINGLE_PURPOSE).isPresent());
    }
}
