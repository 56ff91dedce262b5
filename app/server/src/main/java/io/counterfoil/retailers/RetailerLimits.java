package io.counterfoil.retailers;

import io.counterfoil.platform.Money;
import java.util.Optional;

/**
 * What is agreed on for a retailer as a whole, whatever it sells.
 *
 * @param creditLimit the most that it may owe; empty: no limit
 * @param consignmentLimit the most items that it may have which aren't sold; empty: no limit
 * @param minimumPayout below it nothing is paid out, but carried over
 */
public record RetailerLimits(
        Optional<Money> creditLimit, Optional<Integer> consignmentLimit, Money minimumPayout) {}
