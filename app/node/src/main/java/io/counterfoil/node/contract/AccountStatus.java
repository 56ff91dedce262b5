package io.counterfoil.node.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
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
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
public record AccountStatus(
        UUID id,
        AccountSpec spec,
        Usage usage,
        @Nullable Purge purge,
        @Nullable Undelete undelete) {}
