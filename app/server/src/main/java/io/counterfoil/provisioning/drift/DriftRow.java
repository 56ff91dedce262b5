package io.counterfoil.provisioning.drift;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One difference between what is desired of an account and what its node had.
 *
 * @param id its id
 * @param account the account's id
 * @param node the node's name
 * @param kind the label of a {@link DriftKind}
 * @param firstSeenAt when it was seen first
 * @param lastSeenAt when it was seen last
 * @param healedAt since when the node has what is desired; null = not yet
 * @param lost what was lost; null unless something was
 */
public record DriftRow(
        UUID id,
        UUID account,
        String node,
        String kind,
        Instant firstSeenAt,
        Instant lastSeenAt,
        @Nullable Instant healedAt,
        @Nullable Lost lost) {
    /** When the newest object that was there was stored; null unless it was lost. */
    public @Nullable Instant hadWriteAt() {
        return lost == null ? null : lost.had();
    }

    /** When the newest that is there was stored; null unless some are lost and others left. */
    public @Nullable Instant hasWriteAt() {
        return lost == null ? null : lost.has();
    }
}
