package io.counterfoil.retailers;

import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.TypedNumbers;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An agreement as a page's form has it: all texts, empty ones for what is not agreed on. */
record AgreementForm(
        @Nullable String product,
        @Nullable String validFrom,
        @Nullable String salesModel,
        @Nullable String commissionPercent,
        @Nullable String commissionAmount,
        @Nullable String bounty,
        @Nullable String residualPercent,
        @Nullable String holdDays,
        @Nullable String creditLimit,
        @Nullable String consignmentLimit,
        @Nullable String minimumPayout) {

    /** What was typed. */
    static AgreementForm of(Map<String, List<String>> typed) {
        return new AgreementForm(
                given(typed, "product"),
                given(typed, "valid_from"),
                given(typed, "sales_model"),
                given(typed, "commission_percent"),
                given(typed, "commission_amount"),
                given(typed, "bounty"),
                given(typed, "residual_percent"),
                given(typed, "hold_days"),
                given(typed, "credit_limit"),
                given(typed, "consignment_limit"),
                given(typed, "minimum_payout"));
    }

    /** What counts, to begin with. */
    static AgreementForm of(AgreementVersion.Terms terms) {
        Optional<RetailerLimits> limits = terms.limits();
        return new AgreementForm(
                null,
                null,
                terms.salesModel().map(model -> model.name().toLowerCase(Locale.ROOT)).orElse(null),
                terms.commission() instanceof Commission.Percent share
                        ? TermsAnswer.percent(share.basisPoints())
                        : null,
                terms.commission() instanceof Commission.Fixed fixed
                        ? fixed.amount().amount()
                        : null,
                positive(terms.bounty()),
                terms.residualBasisPoints() == 0
                        ? null
                        : TermsAnswer.percent(terms.residualBasisPoints()),
                Integer.toString(terms.holdDays()),
                limits.flatMap(RetailerLimits::creditLimit).map(Money::amount).orElse(null),
                limits.flatMap(RetailerLimits::consignmentLimit).map(String::valueOf).orElse(null),
                limits.map(RetailerLimits::minimumPayout)
                        .map(AgreementForm::positive)
                        .orElse(null));
    }

    /**
     * What the form asks for. It comes with the limits of the retailer as a whole filled in, which an
     * agreement on one product leaves as they are.
     *
     * @param currency of all amounts in it
     * @throws Refused if something that is a number isn't one
     */
    NewAgreement wanted(Currency currency) {
        Fields fields = new Fields();
        Integer days = whole(fields, "hold_days", holdDays);
        Integer items = whole(fields, "consignment_limit", consignmentLimit);
        fields.done();
        return new NewAgreement(
                product,
                validFrom,
                salesModel,
                TypedNumbers.withPoint(commissionPercent),
                amount(commissionAmount, currency),
                amount(bounty, currency),
                TypedNumbers.withPoint(residualPercent),
                days,
                product == null ? amount(creditLimit, currency) : null,
                product == null ? items : null,
                product == null ? amount(minimumPayout, currency) : null);
    }

    private static @Nullable Integer whole(Fields fields, String field, @Nullable String typed) {
        if (typed == null) {
            return null;
        }
        Integer number = TypedNumbers.whole(typed);
        if (number == null) {
            fields.problem(field, TypedNumbers.problem(typed, "A whole number."));
        }
        return number;
    }

    private static @Nullable Amount amount(@Nullable String typed, Currency currency) {
        return typed == null
                ? null
                : new Amount(TypedNumbers.withPoint(typed), currency.getCurrencyCode());
    }

    private static @Nullable String positive(Money money) {
        return money.minor() == 0 ? null : money.amount();
    }

    private static @Nullable String given(Map<String, List<String>> typed, String field) {
        return typed.getOrDefault(field, List.of()).stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(null);
    }
}
