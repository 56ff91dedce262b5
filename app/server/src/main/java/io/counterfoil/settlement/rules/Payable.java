package io.counterfoil.settlement.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * From when on a line may be on a statement. A statement has what is payable after the one before,
 * up to its own end: so whatever accrues is payable later than the last statement's end, or it
 * would be on none.
 */
public final class Payable {
    // As fine as the database keeps time.
    private static final Duration NEXT = Duration.of(1, ChronoUnit.MICROS);

    private Payable() {}

    /** Until when something is held that accrues now, for some days of the calendar in {@code zone}. */
    public static Instant held(Instant now, int days, ZoneId zone) {
        return now.atZone(zone).plusDays(days).toInstant();
    }

    /**
     * When something is payable.
     *
     * @param free until when it is held; now, if it isn't
     * @param settledUntil the end of the retailer's last statement, if it had one
     */
    public static Instant from(Instant free, Optional<Instant> settledUntil) {
        return settledUntil
                .map(end -> end.plus(NEXT))
                .filter(free::isBefore)
                .orElse(free);
    }

    /**
     * Whether something can still be withdrawn: no statement has it. Else a line of the opposite
     * amount goes onto the next one.
     */
    public static boolean isOpen(Instant payable, Optional<Instant> settledUntil) {
        return settledUntil.isEmpty() || payable.isAfter(settledUntil.get());
    }
}
