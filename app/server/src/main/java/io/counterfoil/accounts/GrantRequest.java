package io.counterfoil.accounts;

import org.jspecify.annotations.Nullable;

/**
 * Time to be given by hand, not yet checked.
 *
 * @param period how much, as an ISO-8601 period
 * @param paid whether the customer paid for it; null: no
 * @param reason why, for whoever asks later
 */
public record GrantRequest(
        @Nullable String period, @Nullable Boolean paid, @Nullable String reason) {}
