package io.counterfoil.node.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What there was of an account before anybody could change it in this run of the node. Something
 * newer that the node said in an earlier run was lost in between, as after a restored backup of it,
 * whatever clients have done since.
 *
 * @param at when the node looked, as it started, or when the account was made on it since
 * @param lastWriteAt when the newest object was stored, locks aside; null = none was there
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
public record Found(
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant lastWriteAt) {}
