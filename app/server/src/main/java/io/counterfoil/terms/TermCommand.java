package io.counterfoil.terms;

import java.time.Instant;

/** What moves a term. */
public sealed interface TermCommand {

    /** Time has passed. */
    record Look() implements TermCommand {}

    /**
     * A grant has moved the end.
     *
     * @param end the new one, as {@link Term#extend} found it
     * @param paid whether somebody paid for the time, at a counter or otherwise
     */
    record Extend(Instant end, boolean paid) implements TermCommand {}
}
