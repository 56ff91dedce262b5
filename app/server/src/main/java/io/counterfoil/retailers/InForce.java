package io.counterfoil.retailers;

import io.counterfoil.catalog.Product;
import io.counterfoil.platform.Money;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * Which of several agreements counts: the one on the product before the retailer's, and that before
 * the provider's default. Limits are the retailer's, whatever it sells.
 *
 * @param version which one says so; empty: none, this is what Counterfoil ships with
 * @param terms what it says
 * @param limits what counts for the retailer as a whole
 */
record InForce(Optional<AgreementVersion> version, AgreementVersion.Terms terms, RetailerLimits limits) {
    private static final int SHIPPED_COMMISSION = 1_500;
    private static final int SHIPPED_HOLD_DAYS = 14;

    /**
     * What counts for a retailer and a product.
     *
     * @param latest the latest versions of the retailer's agreement on the product, of its agreement
     *     on all others, and of the default, as far as they are there
     * @param currency the provider's
     */
    static InForce of(List<AgreementVersion> latest, Currency currency) {
        InForce general =
                latest.stream()
                        .filter(version -> version.product().isEmpty())
                        .filter(version -> version.retailer().isPresent())
                        .flatMap(version -> said(version).stream())
                        .findAny()
                        .orElseGet(() -> standard(latest, currency));
        return latest.stream()
                .filter(version -> version.product().isPresent())
                .flatMap(version -> version.terms().stream().map(terms -> general.with(version, terms)))
                .findAny()
                .orElse(general);
    }

    private InForce with(AgreementVersion version, AgreementVersion.Terms onProduct) {
        return new InForce(Optional.of(version), onProduct, limits);
    }

    /** The default, or what Counterfoil ships with if the provider chose none. */
    static InForce standard(List<AgreementVersion> latest, Currency currency) {
        return latest.stream()
                .filter(version -> version.retailer().isEmpty())
                .flatMap(version -> said(version).stream())
                .findAny()
                .orElseGet(() -> shipped(currency));
    }

    private static Optional<InForce> said(AgreementVersion version) {
        return version.terms()
                .map(
                        terms ->
                                new InForce(
                                        Optional.of(version),
                                        terms,
                                        terms.limits().orElseThrow()));
    }

    /** 15 %, two weeks, no limits: domain rules that hold until somebody agrees on others. */
    private static InForce shipped(Currency currency) {
        Money nothing = new Money(0, currency);
        RetailerLimits limits = new RetailerLimits(Optional.empty(), Optional.empty(), nothing);
        return new InForce(
                Optional.empty(),
                new AgreementVersion.Terms(
                        Optional.empty(),
                        new Commission.Percent(SHIPPED_COMMISSION),
                        nothing,
                        0,
                        SHIPPED_HOLD_DAYS,
                        Optional.of(limits)),
                limits);
    }

    /** What counts for a product, which says how it is sold where the agreement doesn't. */
    Agreement on(Product product) {
        return new Agreement(
                version.map(AgreementVersion::id),
                terms.salesModel().orElse(product.salesModel()),
                terms.commission(),
                terms.bounty(),
                terms.residualBasisPoints(),
                terms.holdDays(),
                limits.creditLimit(),
                limits.consignmentLimit(),
                limits.minimumPayout());
    }
}
