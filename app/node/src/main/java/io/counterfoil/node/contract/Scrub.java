package io.counterfoil.node.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the node is with reading all its objects again, to see whether their bytes are still what
 * their names say.
 *
 * @param startedAt when this round began
 * @param finishedAt when it ended; null while it runs. The next one begins a week after this one
 *     did
 * @param checkedObjects objects that it read so far
 * @param checkedBytes their bytes
 * @param damagedObjects those whose bytes were wrong; they are out of their clients' sight
 * @param unreadableObjects those that the disk could not read; they stay, and a person has to look
 *     at the disk
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
public record Scrub(
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant startedAt,
        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant finishedAt,
        long checkedObjects,
        long checkedBytes,
        long damagedObjects,
        long unreadableObjects) {}
