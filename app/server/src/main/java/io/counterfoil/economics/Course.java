package io.counterfoil.economics;

import io.counterfoil.terms.TermState;
import java.util.Locale;

/** How far a trial had come that was not paid for, when it was last looked at. */
enum Course {
    /** It can be used. */
    RUNNING,
    /** Its time is over or its customer is leaving; its bytes are still there. */
    LAPSED,
    /** Nothing is stored any more. */
    GONE;

    static Course of(TermState term) {
        return switch (term) {
            case TermState.Trial trial -> RUNNING;
            case TermState.Active active -> RUNNING;
            case TermState.Grace grace -> RUNNING;
            case TermState.Frozen frozen -> LAPSED;
            case TermState.DeletionScheduled scheduled -> LAPSED;
            case TermState.Purging purging -> LAPSED;
            case TermState.Deleted deleted -> GONE;
        };
    }

    /** What stored rows call it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
