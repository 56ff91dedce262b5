package io.counterfoil.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The places for jobs that may hold up others: of each kind so many at a time, and not all of these
 * for the same one. Whoever finds none waits for a moment where that is likely to be enough, or is
 * told when to come again.
 */
final class JobPlaces {
    private static final int OF_A_KIND = 3;
    // So that one who doesn't answer, or wants much, keeps no other waiting.
    private static final int OF_ONE = 2;

    // Jobs that take longer than that may be with somebody who doesn't answer at all.
    private static final Duration QUICK = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    // All who wait for a slow one stand in line: thousands look no more often than a few.
    private static final Duration APART = Duration.ofMillis(50);
    // As long as a job at most pauses after failures of its own.
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final String EVERYBODY = "";

    private final InstantSource clock;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final Set<String> kinds = new HashSet<>();
    private final List<Taken> taken = new ArrayList<>();
    private final Map<Party, Instant> lastInLine = new HashMap<>();
    private int waiting;

    /**
     * Places of no kind yet.
     *
     * @param patience how long a thread waits for a place that is free again in moments
     */
    JobPlaces(InstantSource clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /** Somebody on whom jobs of a kind depend. */
    private record Party(String kind, Object id) {}

    /** What came of the wish for a place. */
    sealed interface Wish {}

    /** There is one; it has to be given back. */
    static final class Taken implements Wish {
        private final String kind;
        private final Set<Party> with;
        private final Instant since;

        private Taken(String kind, Set<Party> with, Instant since) {
            this.kind = kind;
            this.with = with;
            this.since = since;
        }
    }

    /**
     * None is free.
     *
     * @param next when to come again
     */
    record Later(Instant next) implements Wish {}

    /** Makes places for one more kind of jobs; before the first of them is taken. */
    void define(String kind) {
        kinds.add(kind);
    }

    /** How many there are of all kinds. */
    int all() {
        return kinds.size() * OF_A_KIND;
    }

    /**
     * Takes a place.
     *
     * @param whom the ids of all on whom the job depends
     */
    Wish take(String kind, Set<?> whom) {
        Set<Party> with = new HashSet<>();
        whom.forEach(id -> with.add(new Party(kind, id)));
        lock.lock();
        try {
            if (!isFree(kind, with) && !isFreeInAMoment(kind, with)) {
                return new Later(next(kind, with));
            }
            Taken place = new Taken(kind, with, clock.instant());
            taken.add(place);
            return place;
        } finally {
            lock.unlock();
        }
    }

    /** Frees a place. */
    void giveBack(Taken place) {
        lock.lock();
        try {
            taken.remove(place);
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFree(String kind, Set<Party> with) {
        return held(kind).size() < OF_A_KIND
                && with.stream().allMatch(party -> heldWith(party).size() < OF_ONE);
    }

    private List<Taken> held(String kind) {
        return taken.stream().filter(place -> place.kind.equals(kind)).toList();
    }

    private List<Taken> heldWith(Party party) {
        return taken.stream().filter(place -> place.with.contains(party)).toList();
    }

    /** Waits, but nowhere for slow ones, and with no thread that is there for other jobs. */
    private boolean isFreeInAMoment(String kind, Set<Party> with) {
        long left = patience.toNanos();
        while (!isFree(kind, with)) {
            if (left <= 0 || !slow(kind, with).isEmpty() || taken.size() + waiting >= all()) {
                return false;
            }
            waiting++;
            try {
                left = freed.awaitNanos(left);
            } catch (InterruptedException e) {
                // The service ends; the job stays for the next start.
                Thread.currentThread().interrupt();
                return false;
            } finally {
                waiting--;
            }
        }
        return true;
    }

    /**
     * Whom one waits for who may not be done in moments; where slow ones hold all places of a kind,
     * that is the kind, whoever they are.
     */
    private List<Party> slow(String kind, Set<Party> with) {
        Instant quick = clock.instant().minus(QUICK);
        List<Party> slow = new ArrayList<>();
        for (Party party : with) {
            if (heldWith(party).stream().anyMatch(place -> place.since.isBefore(quick))) {
                slow.add(party);
            }
        }
        List<Taken> all = held(kind);
        if (all.size() == OF_A_KIND && all.stream().allMatch(place -> place.since.isBefore(quick))) {
            slow.add(new Party(kind, EVERYBODY));
        }
        return slow;
    }

    /** Soon, or the next turn of those who wait for a slow one; after the last comes the first. */
    private Instant next(String kind, Set<Party> with) {
        Instant soon = clock.instant().plus(PAUSE);
        List<Party> slow = slow(kind, with);
        if (slow.isEmpty()) {
            return soon;
        }
        Instant last = clock.instant().plus(LONGEST);
        return lastInLine.compute(
                slow.getFirst(),
                (party, before) -> {
                    Instant next = before == null ? soon : before.plus(APART);
                    return next.isBefore(soon) || next.isAfter(last) ? soon : next;
                });
    }
}
