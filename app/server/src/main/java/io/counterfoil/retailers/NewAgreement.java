package io.counterfoil.retailers;

import io.counterfoil.catalog.SalesModel;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Text;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to agree on with a retailer, or as the default. What is left out is not
 * limited, not paid or as usual.
 *
 * @param product the id of the only product that it is for; null: all that have none of their own
 * @param validFrom the day from which on it counts, such as 2027-01-01; null: at once
 * @param salesModel {@code consignment}, {@code wholesale} or {@code giveaway}; null: as each product
 *     says
 * @param commissionPercent what the shop keeps of each price, such as 15 or 12.5; or else
 * @param commissionAmount what it keeps of each item
 * @param bounty what it gets when somebody pays whose account began with a free item of this shop
 * @param residualPercent what it gets of later payments of its customers
 * @param holdDays how many days at least nobody is asked for the money yet; null: 14
 * @param creditLimit the most it may owe
 * @param consignmentLimit the most items it may have unsold
 * @param minimumPayout what is paid out at least
 */
public record NewAgreement(
        @Nullable String product,
        @Nullable String validFrom,
        @Nullable String salesModel,
        @Nullable String commissionPercent,
        @Nullable Amount commissionAmount,
        @Nullable Amount bounty,
        @Nullable String residualPercent,
        @Nullable Integer holdDays,
        @Nullable Amount creditLimit,
        @Nullable Integer consignmentLimit,
        @Nullable Amount minimumPayout) {
    private static final int USUAL_HOLD_DAYS = 14;
    private static final int MOST_HOLD_DAYS = 365;
    private static final int MOST_ITEMS = 10_000_000;

    /**
     * What it says, checked; what is wrong is noted in {@code fields}.
     *
     * @param onProduct whether it is for one product only
     * @param currency the provider's
     */
    AgreementVersion.Terms terms(Fields fields, boolean onProduct, Currency currency) {
        Optional<SalesModel> model =
                Optional.ofNullable(salesModel)
                        .map(name -> fields.oneOf("sales_model", name, SalesModel.class));
        Commission commission = commission(fields, currency);
        Money bountyMoney =
                money(fields, "bounty", bounty, currency).orElseGet(() -> new Money(0, currency));
        int residual =
                residualPercent == null
                        ? 0
                        : basisPoints(fields, "residual_percent", residualPercent);
        int days =
                holdDays == null
                        ? USUAL_HOLD_DAYS
                        : fields.number("hold_days", holdDays, 0, MOST_HOLD_DAYS);
        return new AgreementVersion.Terms(
                model,
                commission,
                bountyMoney,
                residual,
                days,
                onProduct ? noLimits(fields) : Optional.of(limits(fields, currency)));
    }

    private Commission commission(Fields fields, Currency currency) {
        if ((commissionPercent == null) == (commissionAmount == null)) {
            fields.problem(
                    "commission_percent",
                    "Either a percentage of the price, or an amount for each item.");
            return new Commission.Percent(0);
        }
        return commissionPercent == null
                ? money(fields, "commission_amount", commissionAmount, currency)
                        .<Commission>map(Commission.Fixed::new)
                        .orElseGet(() -> new Commission.Percent(0))
                : new Commission.Percent(
                        basisPoints(fields, "commission_percent", commissionPercent));
    }

    private RetailerLimits limits(Fields fields, Currency currency) {
        return new RetailerLimits(
                money(fields, "credit_limit", creditLimit, currency),
                Optional.ofNullable(consignmentLimit)
                        .map(most -> fields.number("consignment_limit", most, 0, MOST_ITEMS)),
                money(fields, "minimum_payout", minimumPayout, currency)
                        .orElseGet(() -> new Money(0, currency)));
    }

    private Optional<RetailerLimits> noLimits(Fields fields) {
        refuse(fields, "credit_limit", creditLimit);
        refuse(fields, "consignment_limit", consignmentLimit);
        refuse(fields, "minimum_payout", minimumPayout);
        return Optional.empty();
    }

    private static void refuse(Fields fields, String field, @Nullable Object value) {
        if (value != null) {
            fields.problem(
                    field,
                    "This counts for the retailer as a whole. Agree on it without a product.");
        }
    }

    static Optional<Money> money(
            Fields fields, String field, @Nullable Amount typed, Currency currency) {
        if (typed == null) {
            return Optional.empty();
        }
        Optional<Money> money = fields.money(field, typed);
        if (money.isPresent() && !money.get().currency().equals(currency)) {
            fields.problem(field, Text.of(
                    "Amounts are in {currency} here.",
                    "currency",
                    currency.getCurrencyCode()));
            return Optional.empty();
        }
        return money;
    }

    private static int basisPoints(Fields fields, String field, String typed) {
        return fields.parsed(
                        field,
                        typed.strip(),
                        NewAgreement::basisPoints,
                        "A percentage from 0 to 100 with at most two decimals, such as 12.5.")
                .orElse(0);
    }

    private static int basisPoints(String percent) {
        if (!percent.matches("[0-9]{1,3}(\\.[0-9]{1,2})?")) {
            throw new IllegalArgumentException("not a percentage");
        }
        int points = new BigDecimal(percent).movePointRight(2).intValueExact();
        if (points > Commission.WHOLE) {
            throw new IllegalArgumentException("more than all");
        }
        return points;
    }

    /** The id of the product, if there is one. */
    Optional<UUID> product(Fields fields) {
        return Optional.ofNullable(product).map(id -> fields.id("product", id));
    }
}
