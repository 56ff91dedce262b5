package io.counterfoil.inventory;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialSet;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a hold does to items: they are held with an event that names exactly them. A hold goes on: it
 * takes hold of what it is about and comes into stock later, or is let go by another hold.
 */
public final class StandingHolds {
    private final EventLog events;

    /** Holds whose work is written to {@code events}. */
    public StandingHolds(EventLog events) {
        this.events = events;
    }

    /**
     * Holds by a hold, which the caller has locked, what it is about of a range.
     *
     * @return how many items
     */
    @CanIgnoreReturnValue
    int hold(Tx tx, UUID id, SerialRange range) {
        List<Long> held = new HeldItemRepository(tx).hold(id, range);
        if (!held.isEmpty()) {
            tell(tx, id, set(held));
        }
        return held.size();
    }

    /** Writes down that a hold holds these items, at least one, from now on. */
    void tell(Tx tx, UUID id, SerialSet serials) {
        String reason = new HoldRepository(tx).find(id).orElseThrow().reason();
        events.appendRange(
                tx,
                Subject.hold(id),
                ItemEvents.HELD,
                Scanned.span(serials).first().value(),
                Scanned.span(serials).last().value(),
                Map.of(
                        ItemEvents.REASON,
                        reason,
                        ItemEvents.SERIALS,
                        ItemEvents.facts(serials)));
    }

    /**
     * Lets no hold come in between before an item comes back into the stock of its outlet.
     *
     * @param places its outlet, and that to which its carton was sent, in order
     * @return whether any hold may be about it
     */
    boolean lockOf(Tx tx, List<UUID> places, SerialNumber serial) {
        HoldRepository holds = new HoldRepository(tx);
        places.forEach(holds::lockOutletShared);
        return !holds.lock(
                        new HeldItemRepository(tx)
                                .around(SerialRange.between(serial, serial)))
                .isEmpty();
    }

    /**
     * The same for an item that comes to another outlet: with the holds of that one, so that all are
     * locked in one order.
     *
     * @param places its outlets as above, and that one, in order
     */
    void lockFor(Tx tx, List<UUID> places, SerialNumber serial, UUID comingTo) {
        HoldRepository holds = new HoldRepository(tx);
        places.forEach(holds::lockOutletShared);
        holds.lock(
                new HeldItemRepository(tx)
                        .around(SerialRange.between(serial, serial), Set.of(comingTo)));
    }

    /** The same for the outlets that have something of a range, before its run is locked. */
    static void lockOutlets(Tx tx, SerialRange range) {
        new HeldItemRepository(tx)
                .outlets(range)
                .forEach(new HoldRepository(tx)::lockOutletShared);
    }

    /** Holds what came into stock of a range, if a hold is about it. */
    void catchUp(Tx tx, SerialRange range) {
        new HoldRepository(tx)
                .lock(new HeldItemRepository(tx).around(range))
                .forEach(id -> hold(tx, id, range));
    }

    /**
     * Lets no hold of an outlet come in between, and refuses to send something to one that is held.
     *
     * @throws Refused saying why it is held
     */
    static void requireFree(Tx tx, UUID outlet) {
        HoldRepository holds = new HoldRepository(tx);
        holds.lockOutletShared(outlet);
        holds.reasonOf(outlet)
                .ifPresent(
                        reason -> {
                            throw Refused.field(
                                    "outlet",
                                    Text.of(
                                            "This outlet is on hold: {reason}. Release it first,"
                                                    + " or choose another one.",
                                            "reason",
                                            reason));
                        });
    }

    /**
     * Refuses to send or open cartons of which one is on hold, whether all in it is or not.
     *
     * @throws Refused naming the first of them
     */
    static void requireFree(Tx tx, List<String> ssccs) {
        List<String> held = new HoldRepository(tx).heldOf(ssccs);
        if (!held.isEmpty()) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "The carton {carton} is on hold. Release it first, or leave it out.",
                            "carton",
                            held.getFirst()));
        }
    }

    static SerialSet set(List<Long> serials) {
        return SerialSet.of(
                serials.stream()
                        .map(SerialNumber::ofValue)
                        .map(serial -> SerialRange.between(serial, serial))
                        .toList());
    }
}
