package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A payment that came in, not yet checked.
 *
 * @param retailer whose it is
 * @param amount above zero
 * @param reference the bank's
 * @param receivedOn the day on which it came
 */
public record NewPayment(
        @Nullable String retailer,
        @Nullable Amount amount,
        @Nullable String reference,
        @Nullable String receivedOn) {}
