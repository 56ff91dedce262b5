package io.counterfoil.access;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a key, besides the key itself, which nobody knows.
 *
 * @param id its id
 * @param label what its maker called it
 * @param retailer whose it is; null: the provider's own
 * @param terminal of which till; null: of none
 * @param scopes what it may do, such as {@code catalog:read}; null: everything that keys of its kind
 *     may
 * @param createdBy who made it and answers for it; null if nobody does
 * @param creator that person's name
 * @param createdAt when
 * @param usedAt when it was used last, to the minute; null: not that anybody knows
 * @param revokedAt since when it is no good; null while it is
 */
public record ApiKey(
        UUID id,
        String label,
        @Nullable UUID retailer,
        @Nullable UUID terminal,
        @Nullable Set<String> scopes,
        @Nullable UUID createdBy,
        @Nullable String creator,
        Instant createdAt,
        @Nullable Instant usedAt,
        @Nullable Instant revokedAt) {}
