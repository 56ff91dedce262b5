package io.counterfoil.activation;

import io.counterfoil.platform.Fields;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which cases a list is asked for.
 *
 * @param state only those that wait for somebody, or that are done
 * @param kind only of this one
 * @param retailer only in shops of this one
 */
public record CaseFilter(
        Optional<State> state, Optional<CaseKind> kind, Optional<UUID> retailer) {

    /** Whether somebody still has to look at it. */
    public enum State {
        /** Somebody has. */
        OPEN,
        /** Somebody did. */
        RESOLVED;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** Its name in the API. */
        public String label() {
            return label;
        }
    }

    /**
     * What was written in a query; what is empty doesn't matter.
     *
     * @throws io.counterfoil.platform.Refused if there is no such state or kind, or no such id
     */
    public static CaseFilter read(
            @Nullable String state, @Nullable String kind, @Nullable String retailer) {
        return new CaseFilter(
                Fields.oneIfGiven("state", state, State.class),
                Fields.oneIfGiven("kind", kind, CaseKind.class),
                Fields.idIfGiven("retailer", retailer));
    }

    /** The same in shops of this retailer, if there is one. */
    CaseFilter of(Optional<UUID> other) {
        return new CaseFilter(state, kind, other);
    }

    /** The same in one state. */
    CaseFilter in(State only) {
        return new CaseFilter(Optional.of(only), kind, retailer);
    }
}
