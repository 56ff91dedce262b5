package io.counterfoil.node.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account as it stands on the node.
 *
 * @param id the control service's id of it
 * @param spec the specification in force, with its version
 * @param usage what it really stores
 * @param purge the end of it; null unless a purge was asked for
 * @param undelete what was last brought back; null = never anything
 * @param copy what is or was last fetched from another node since this one started; null = nothing
 * @param lastForwardedAt when a request was last handed on to the node of {@link MovedTo}, after a
 *     restart perhaps an hour early; null = none was
 * @param found what was there when the node started; null of nodes that don't say so
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
public record AccountStatus(
        UUID id,
        AccountSpec spec,
        Usage usage,
        @Nullable Purge purge,
        @Nullable Undelete undelete,
        @Nullable Copy copy,
        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Instant lastForwardedAt,
        @Nullable Found found) {

    /** An account that has nothing to do with other nodes. */
    public AccountStatus(
            UUID id,
            AccountSpec spec,
            Usage usage,
            @Nullable Purge purge,
            @Nullable Undelete undelete) {
        this(id, spec, usage, purge, undelete, null, null, null);
    }
}
