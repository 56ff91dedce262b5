package io.counterfoil.activation;

import org.jspecify.annotations.Nullable;

/**
 * What a shop tells of an item that was paid but is not active, not yet checked.
 *
 * @param terminal the id of the till; a till's own key may leave it out
 * @param requestId the till's number of the sale, if it knows one
 * @param serial the item
 * @param note what else the shop wants to say
 */
public record NewCase(
        @Nullable String terminal,
        @Nullable String requestId,
        @Nullable String serial,
        @Nullable String note) {}
