package io.counterfoil.inventory;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Tx;
import java.util.Map;
import java.util.TreeMap;

/** Writes what moves an item nowhere, but belongs to what happened to it, into its own chain. */
public final class ItemNotes {
    /** The name of an event by which a retailer need not pay for an item that it was charged for. */
    public static final String DISPUTE_ACCEPTED = "dispute_accepted";

    private final EventLog events;

    /** Notes in {@code events}. */
    public ItemNotes(EventLog events) {
        this.events = events;
    }

    /**
     * Appends a note to an item. Nothing else happens to the item until the transaction ends, so
     * that the note is right when it commits.
     *
     * @param about the position of the event that it is about
     * @param facts more of them, without anything personal
     * @return its position among all events
     * @throws IllegalStateException if the transaction sees no such item
     */
    public long append(
            Tx tx, SerialNumber serial, String type, long about, Map<String, ?> facts) {
        if (!new ItemRepository(tx).lock(serial)) {
            throw new IllegalStateException("there is no item " + serial);
        }
        Map<String, Object> all = new TreeMap<>(facts);
        all.put(ItemEvents.ABOUT, about);
        return events.append(tx, Subject.item(serial.value()), type, all);
    }
}
