package io.counterfoil.economics;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.counterfoil.platform.Amount;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Trials that have something in common, and what became of them.
 *
 * @param group the channel, or the id of the product, retailer or outlet; null: those without one,
 *     or all
 * @param name what people call it
 * @param begun how many began
 * @param inTrial how many of them can still be used without having been paid for
 * @param converted how many became paid time
 * @param lapsed how many ended without
 * @param conversionPercent converted ones in a hundred begun
 * @param gbDays what they stored before they were paid for, in gigabytes of 10^9 bytes times days
 * @param storageCost what that cost; null = nobody said what storage costs
 * @param medianDays after how many days half of the converted were paid for; null = none was
 */
public record TrialCohort(
        @Nullable String group,
        String name,
        long begun,
        long inTrial,
        long converted,
        long lapsed,
        BigDecimal conversionPercent,
        BigDecimal gbDays,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Amount storageCost,
        @Nullable BigDecimal medianDays) {}
