package io.counterfoil.accounts;

import org.jspecify.annotations.Nullable;

/**
 * Time to be taken back, not yet checked.
 *
 * @param grant the id of the grant whose time it is
 * @param period how much, as an ISO-8601 period counted back from the grant's end; null or empty:
 *     all that is left of it
 * @param reason why, for whoever asks later; not asked for by a preview
 * @param oldEnd the end that was shown; null: whatever it is
 */
public record RefundRequest(
        @Nullable String grant,
        @Nullable String period,
        @Nullable String reason,
        @Nullable String oldEnd) {}
