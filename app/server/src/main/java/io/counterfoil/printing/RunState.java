package io.counterfoil.printing;

import io.counterfoil.platform.Fields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far a print run has come. */
public enum RunState {
    /** Its items are being made. */
    MINTING,
    /** All items exist; every file is drawn once, and a sample of it read back. */
    CHECKING,
    /** The files are checked; somebody has to look at the proof. */
    PROOF,
    /** The files are checked and can be printed. */
    READY,
    /** It is counted in; nobody can read its codes any more. */
    CLOSED,
    /** It could not be minted or did not pass the check; its items are void. */
    FAILED,
    /** It was given up; its items are void. */
    CANCELLED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The state's name in the database and in the API. */
    public String label() {
        return label;
    }

    /** Whether its items may still be printed: it is neither counted in nor given up. */
    boolean isOpen() {
        return switch (this) {
            case MINTING, CHECKING, PROOF, READY -> true;
            case CLOSED, FAILED, CANCELLED -> false;
        };
    }

    /**
     * The state that a list is asked for.
     *
     * @param typed nothing for any
     * @throws io.counterfoil.platform.Refused if it is none
     */
    static @Nullable RunState asked(@Nullable String typed) {
        return Fields.oneIfGiven("state", typed, RunState.class).orElse(null);
    }

    static RunState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
