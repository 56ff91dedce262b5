package io.counterfoil.retailers;

import io.counterfoil.access.Providers;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Product;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What counts between the provider and its retailers at a moment: what a shop keeps of a price, when
 * the rest is due, and how much it may owe.
 */
public final class Agreements {
    /** Where nothing is agreed on there is no credit limit either, in whichever currency. */
    private static final Currency NONE = Currency.getInstance("XXX");

    private final Catalog catalog;
    private final Providers providers;

    /** Agreements on the products of {@code catalog}, in the currency of {@code providers}. */
    public Agreements(Catalog catalog, Providers providers) {
        this.catalog = catalog;
        this.providers = providers;
    }

    /**
     * What counts for a retailer and a product now. Works in the retailer's scope too.
     *
     * @param product one of the provider's
     */
    public Agreement inForce(Tx tx, UUID retailer, UUID product) {
        return inForce(tx, retailer, product, tx.now());
    }

    /** What counted at a moment. */
    public Agreement inForce(Tx tx, UUID retailer, UUID product, Instant at) {
        return inForce(tx, retailer, catalog.product(tx, product).orElseThrow(), at);
    }

    /** The same for who has the product at hand. */
    public Agreement inForce(Tx tx, UUID retailer, Product product, Instant at) {
        List<AgreementVersion> latest =
                at.equals(tx.now())
                        ? latest(tx, retailer, product.id())
                        : new AgreementRepository(tx).inForce(retailer, product.id(), at);
        return InForce.of(latest, product.price().currency()).on(product);
    }

    /**
     * What counts now, and until the transaction ends; of several that ask in one transaction only
     * the first has it looked up.
     */
    private static List<AgreementVersion> latest(Tx tx, UUID retailer, UUID product) {
        return tx.known(
                        Latest.class,
                        List.of(retailer, product),
                        () -> {
                            AgreementRepository agreements = new AgreementRepository(tx);
                            agreements.holdShared(retailer);
                            return Optional.of(
                                    new Latest(agreements.inForce(retailer, product, tx.now())));
                        })
                .orElseThrow()
                .versions();
    }

    private record Latest(List<AgreementVersion> versions) {}

    /**
     * The most that a retailer may owe now; empty: any amount. Works in the retailer's scope too.
     */
    public Optional<Money> creditLimit(Tx tx, UUID retailer) {
        return InForce.of(
                        new AgreementRepository(tx).inForce(retailer, null, tx.now()), NONE)
                .limits()
                .creditLimit();
    }

    /** The same, and until the transaction ends: nothing is agreed on meanwhile. */
    public Optional<Money> holdCreditLimit(Tx tx, UUID retailer) {
        new AgreementRepository(tx).holdShared(retailer);
        return creditLimit(tx, retailer);
    }

    /** The same for who is also going to ask what counts for a product. */
    public Optional<Money> creditLimit(Tx tx, UUID retailer, UUID product) {
        return InForce.of(latest(tx, retailer, product), NONE).limits().creditLimit();
    }

    /** The moments at which something else begins to count for a retailer and a product, in order. */
    public List<Instant> changes(Tx tx, UUID retailer, UUID product) {
        return new AgreementRepository(tx).changes(retailer, product);
    }

    /** What counts now for a retailer as a whole. Works in the retailer's scope too. */
    public RetailerLimits limits(Tx tx, UUID retailer) {
        return InForce.of(
                        new AgreementRepository(tx).inForce(retailer, null, tx.now()),
                        providers.of(tx).currency())
                .limits();
    }
}
