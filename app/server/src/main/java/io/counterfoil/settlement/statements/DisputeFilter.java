package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Fields;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which disputes a list is asked for; what is empty doesn't matter.
 *
 * @param statement only of lines of this one
 * @param retailer only of this one
 * @param state only in this state
 */
public record DisputeFilter(
        Optional<UUID> statement, Optional<UUID> retailer, Optional<DisputeState> state) {

    /**
     * What was written in a query.
     *
     * @throws io.counterfoil.platform.Refused if it names no ids or no state
     */
    static DisputeFilter read(
            @Nullable String statement, @Nullable String retailer, @Nullable String state) {
        return new DisputeFilter(
                Fields.idIfGiven("statement", statement),
                Fields.idIfGiven("retailer", retailer),
                Fields.oneIfGiven("state", state, DisputeState.class));
    }

    /** Those of lines of one statement. */
    static DisputeFilter of(UUID statement) {
        return new DisputeFilter(Optional.of(statement), Optional.empty(), Optional.empty());
    }

    /** The same of this retailer, if there is one. */
    DisputeFilter of(Optional<UUID> other) {
        return new DisputeFilter(statement, other, state);
    }

    /** The same in one state. */
    DisputeFilter in(DisputeState only) {
        return new DisputeFilter(statement, retailer, Optional.of(only));
    }
}
