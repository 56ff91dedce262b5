package io.counterfoil.activation.sheets;

import io.counterfoil.platform.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A line of a sheet as somebody enters it, not yet checked.
 *
 * @param line its number
 * @param serial as written there
 * @param soldAt when, with an offset, or by the provider's clocks without one
 * @param price what the customer paid, or null
 */
public record NewSheetLine(
        @Nullable Integer line,
        @Nullable String serial,
        @Nullable String soldAt,
        @Nullable Amount price) {}
