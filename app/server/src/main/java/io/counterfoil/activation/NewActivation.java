package io.counterfoil.activation;

import io.counterfoil.platform.Amount;
import org.jspecify.annotations.Nullable;

/**
 * What a till sends with a sale, not yet checked.
 *
 * @param requestId the till's own number for this line, the same when it asks again
 * @param terminal the id of the till; a till's own key may leave it out
 * @param serial as scanned or typed
 * @param gtin the price symbol that was scanned, or null
 * @param price what the till takes for it, or null
 */
public record NewActivation(
        @Nullable String requestId,
        @Nullable String terminal,
        @Nullable String serial,
        @Nullable String gtin,
        @Nullable Amount price) {}
