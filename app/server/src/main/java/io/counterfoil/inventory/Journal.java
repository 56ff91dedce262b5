package io.counterfoil.inventory;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Map;

/**
 * Where moves of ranges of items are written down: one event for the range, then in the books
 * exactly those items that made the move.
 */
public final class Journal {
    private final EventLog events;
    private final Books books;

    /** A journal of {@code events} and of the money that follows them in {@code books}. */
    public Journal(EventLog events, Books books) {
        this.events = events;
        this.books = books;
    }

    /**
     * Appends an event on a range.
     *
     * @return its position, for {@link #enter}
     */
    @CanIgnoreReturnValue
    long append(Tx tx, Subject subject, String event, SerialRange range, Map<String, ?> facts) {
        return events.appendRange(
                tx, subject, event, range.first().value(), range.last().value(), facts);
    }

    /**
     * Tells the books of those items of a range that a step was made with.
     *
     * @param event the position of its event
     */
    void enter(Tx tx, ItemStep step, List<Moved> moved, long event) {
        moved.forEach(some -> books.enter(tx, some.by(step, event, false)));
    }

    /** The same for what was made worthless while shops had it and had not sold it. */
    void enterUnsold(Tx tx, ItemStep step, List<Moved> moved, long event) {
        moved.forEach(some -> books.enter(tx, some.by(step, event, true)));
    }
}
