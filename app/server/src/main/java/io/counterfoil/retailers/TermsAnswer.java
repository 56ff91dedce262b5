package io.counterfoil.retailers;

import io.counterfoil.platform.Amount;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an agreement says, as the API spells it; one of the two commissions is null.
 *
 * @param salesModel null: as each product says
 * @param commissionPercent of the price, such as 15
 * @param commissionAmount of each item
 * @param creditLimit null: none
 * @param consignmentLimit null: none
 * @param minimumPayout null in an agreement on one product
 */
record TermsAnswer(
        @Nullable String salesModel,
        @Nullable String commissionPercent,
        @Nullable Amount commissionAmount,
        Amount bounty,
        String residualPercent,
        int holdDays,
        @Nullable Amount creditLimit,
        @Nullable Integer consignmentLimit,
        @Nullable Amount minimumPayout) {

    static TermsAnswer of(AgreementVersion.Terms terms) {
        return new TermsAnswer(
                terms.salesModel().map(model -> model.name().toLowerCase(Locale.ROOT)).orElse(null),
                terms.commission() instanceof Commission.Percent share
                        ? percent(share.basisPoints())
                        : null,
                terms.commission() instanceof Commission.Fixed fixed
                        ? Amount.of(fixed.amount())
                        : null,
                Amount.of(terms.bounty()),
                percent(terms.residualBasisPoints()),
                terms.holdDays(),
                terms.limits()
                        .flatMap(RetailerLimits::creditLimit)
                        .map(Amount::of)
                        .orElse(null),
                terms.limits().flatMap(RetailerLimits::consignmentLimit).orElse(null),
                terms.limits().map(RetailerLimits::minimumPayout).map(Amount::of).orElse(null));
    }

    /** Hundredths of a percent as people write a percentage, such as 12.5. */
    static String percent(int basisPoints) {
        return BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros().toPlainString();
    }
}
