package io.counterfoil.node.content;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What another node saw of an account's clients before its objects were fetched from there: being
 * fetched is no write of theirs.
 *
 * @param lastWriteAt when they last wrote; null = never
 * @param lastSnapshotAt when they last stored a snapshot; null = never
 * @param asOf objects that were stored here until then don't count
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
public record Seen(
        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant lastWriteAt,
        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant lastSnapshotAt,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant asOf) {}
