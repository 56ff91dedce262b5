package io.counterfoil.retailers;

import io.counterfoil.platform.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What a shop keeps of the price of an item. */
public sealed interface Commission {
    /** All of the price, in hundredths of a percent. */
    int WHOLE = 10_000;

    /**
     * A share of the price, rounded half-even to the minor unit.
     *
     * @param basisPoints hundredths of a percent, 0 to {@value #WHOLE}
     */
    record Percent(int basisPoints) implements Commission {
        public Percent {
            if (basisPoints < 0 || basisPoints > WHOLE) {
                throw new IllegalArgumentException("a commission is from nothing to all of the price");
            }
        }

        @Override
        public Money of(Money price) {
            BigDecimal kept =
                    BigDecimal.valueOf(price.minor())
                            .multiply(BigDecimal.valueOf(basisPoints))
                            .divide(BigDecimal.valueOf(WHOLE), 0, RoundingMode.HALF_EVEN);
            return new Money(kept.longValueExact(), price.currency());
        }
    }

    /**
     * The same amount for each item, whatever it costs; but never more than its price.
     *
     * @param amount not below zero, in the currency of the prices
     */
    record Fixed(Money amount) implements Commission {
        public Fixed {
            if (amount.minor() < 0) {
                throw new IllegalArgumentException("a commission is not below zero");
            }
        }

        @Override
        public Money of(Money price) {
            if (!price.currency().equals(amount.currency())) {
                throw new IllegalArgumentException(
                        "a commission in %s of a price in %s"
                                .formatted(amount.currency(), price.currency()));
            }
            return amount.minor() < price.minor() ? amount : price;
        }
    }

    /**
     * What the shop keeps of this price.
     *
     * @param price of one item, not below zero
     */
    Money of(Money price);
}
