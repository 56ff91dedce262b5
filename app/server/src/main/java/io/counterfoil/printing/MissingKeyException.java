package io.counterfoil.printing;

import java.io.Serial;
import java.util.UUID;

/**
 * The key of a run or reprint is not where it should be. That is no reason to give anything up: a
 * folder on another machine may be away for a while, or come back later than the database.
 */
final class MissingKeyException extends IllegalStateException {
    @Serial private static final long serialVersionUID = 1L;

    /** What to do, for the people who wait. */
    static final String WORDS =
            "The key of its codes is not on this server: perhaps the keys folder is away, or not"
                    + " restored yet. Nothing is lost: bring the folder back, then let the run go"
                    + " on. If the key is gone for good, cancel the run and order it again.";

    /**
     * What is missing.
     *
     * @param key the id of the run or reprint
     */
    MissingKeyException(UUID key) {
        super("the key file of " + key + " is not in the keys folder");
    }
}
