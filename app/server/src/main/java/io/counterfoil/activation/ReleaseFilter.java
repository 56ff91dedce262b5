package io.counterfoil.activation;

import io.counterfoil.access.DayRange;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which releases a list shows; what is empty doesn't narrow it.
 *
 * @param terminal only those of this till
 * @param given when they were given
 */
public record ReleaseFilter(
        Optional<UUID> terminal, Optional<State> state, DayRange given) {
    /** All of them. */
    static final ReleaseFilter ALL =
            new ReleaseFilter(Optional.empty(), Optional.empty(), DayRange.ANY);

    /** Whether a till can still use it. */
    public enum State {
        /** It can. */
        RUNNING,
        /** All of its sales are made, or its time is up. */
        OVER;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** Its name in the API. */
        public String label() {
            return label;
        }
    }

    /**
     * Reads query parameters.
     *
     * @throws Refused if one of them is wrong
     */
    static ReleaseFilter of(
            @Nullable String terminal,
            @Nullable String state,
            @Nullable String from,
            @Nullable String to) {
        return new ReleaseFilter(
                Fields.idIfGiven("terminal", terminal),
                Fields.oneIfGiven("state", state, State.class),
                DayRange.of(from, to));
    }
}
