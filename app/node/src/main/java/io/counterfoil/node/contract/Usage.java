package io.counterfoil.node.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an account really stores, over all its repositories. Times are by the node's clock.
 *
 * @param bytes sum of the sizes of all stored objects, {@code config} included; uploads that still
 *     run and deleted objects are not
 * @param repositories number of repositories
 * @param objects stored objects by kind
 * @param lastWriteAt when the newest object that is still there was stored, locks aside, or,
 *     after an exact {@link Copy}, when a client last wrote; null = none
 * @param lastSnapshotAt the same of the newest snapshot; null = none
 * @param deleted what clients deleted and is kept for a while; null = nothing
 * @param damaged objects whose bytes were not what they had been, out of clients' sight, so that
 *     {@code restic repair index} and a backup store again what was in them. They count against
 *     nothing and are left for a person, until they are stored again, by a client or a {@link Copy};
 *     null = none
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
public record Usage(
        long bytes,
        long repositories,
        ObjectCounts objects,
        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant lastWriteAt,
        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant lastSnapshotAt,
        @Nullable Aside deleted,
        @Nullable Aside damaged) {}
