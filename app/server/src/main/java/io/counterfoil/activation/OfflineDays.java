package io.counterfoil.activation;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.access.Zones;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Places;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Spool;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sales that a shop made while its tills could not ask, in a table. Each line is a sale of its own,
 * by its request id, and none keeps another from being sold: the table can be sent again, and what
 * came through online meanwhile is the same sale. What was paid and can't be sold becomes a case.
 *
 * <p>A short table is entered while its sender waits. A long one is entered by a job, which goes on
 * where it stood after a restart, while tills go on selling.
 */
public final class OfflineDays {
    /** The most bytes of a table. */
    public static final long LONGEST = 16L << 20;

    /** More lines than this take longer than somebody waits for. */
    static final int AT_ONCE = Listing.MOST;

    /** So many tables are held in memory here while they are read and entered. */
    private static final int HELD = 4;

    private static final int HELD_OF_ONE = 2;

    /** So many of a shop's arrive at the same time, on disk. */
    private static final int ARRIVING_OF_ONE = 16;

    /** Five hundred lines take about that long. */
    private static final Duration BUSY = Duration.ofSeconds(5);

    /** Answers are kept so long. */
    private static final Duration KEPT = Duration.ofDays(90);

    private final Transactions transactions;
    private final OfflineEntering entering;
    private final Providers providers;
    private final OfflineDayJob job;
    private final Ids ids;
    private final Places<Scope> arriving = new Places<>(Integer.MAX_VALUE, ARRIVING_OF_ONE);
    private final Places<Scope> held = new Places<>(HELD, HELD_OF_ONE);

    /**
     * Sales by {@code activations}, of long days by one of {@code jobs}, made before they start;
     * times without an offset are those of {@code providers}.
     */
    public OfflineDays(
            Transactions transactions,
            Activations activations,
            Providers providers,
            Jobs jobs,
            InstantSource clock,
            Ids ids) {
        this.transactions = transactions;
        this.entering = new OfflineEntering(activations, clock);
        this.providers = providers;
        this.job = new OfflineDayJob(transactions, entering, providers, jobs);
        this.ids = ids;
    }

    /**
     * Sells what a table says, line by line: at once if it is short, else soon.
     *
     * @param content CSV in UTF-8
     * @param ownTerminal the terminal that the caller's key is bound to, or null
     * @throws Refused if the first line does not name the columns, or nothing can be read after it;
     *     or if too many tables are entered just then, of the caller or of others
     */
    public OfflineDay enter(Caller caller, byte[] content, @Nullable UUID ownTerminal) {
        return enter(caller, content, till(ownTerminal));
    }

    /**
     * The same for a table that is still arriving: only once all of it is there does it take a
     * place, so that nobody waits for a slow line of others.
     *
     * @throws IOException if it can't be read
     */
    public OfflineDay enter(Caller caller, InputStream content, @Nullable UUID ownTerminal)
            throws IOException {
        takePlace(arriving, caller);
        try (Spool table = Spool.of(content)) {
            takePlace(held, caller);
            try {
                return entered(caller, table.content(), till(ownTerminal));
            } finally {
                held.giveBack(caller.scope());
            }
        } finally {
            arriving.giveBack(caller.scope());
        }
    }

    OfflineDay enter(Caller caller, byte[] content, OfflineDay.Till till) {
        takePlace(held, caller);
        try {
            return entered(caller, content, till);
        } finally {
            held.giveBack(caller.scope());
        }
    }

    private static void takePlace(Places<Scope> places, Caller caller) {
        switch (places.take(caller.scope())) {
            case GRANTED -> {
                // It is given back when all is entered.
            }
            case TOO_MANY ->
                    throw Refused.tooMany(
                            BUSY,
                            "Other tables of yours are being entered just now. Send this one again in"
                                    + " a few seconds.");
            case NONE_FREE ->
                    throw Refused.busy(
                            BUSY,
                            "Tables of other shops are being entered just now. Send this one again in"
                                    + " a few seconds.");
        }
    }

    private static OfflineDay.Till till(@Nullable UUID own) {
        return new OfflineDay.Till(own, own != null);
    }

    private OfflineDay entered(Caller caller, byte[] content, OfflineDay.Till till) {
        Provider provider = transactions.read(caller, providers::of);
        try (OfflineTable table = new OfflineTable(content, provider)) {
            List<OfflineTable.Entry> first = table.next(AT_ONCE + 1);
            requireReadable(first);
            entering.require(caller, till);
            UUID id =
                    first.size() <= AT_ONCE
                            ? atOnce(caller, content, till, table.rows(), first)
                            : soon(caller, content, till, first.size() + table.skipRest());
            return find(caller, id);
        }
    }

    /** Noted once all is entered: who got no answer sends it again. */
    private UUID atOnce(
            Caller caller,
            byte[] content,
            OfflineDay.Till till,
            OfflineRows rows,
            List<OfflineTable.Entry> entries) {
        List<OfflineLine> told = new ArrayList<>();
        entering.enter(caller, till, rows, entries, told::add);
        return transactions.write(
                caller,
                tx -> {
                    UUID id = ids.next();
                    OfflineDayRepository days = new OfflineDayRepository(tx);
                    days.insert(id, till, content, told.size());
                    days.add(id, told);
                    days.done(id);
                    return id;
                });
    }

    private UUID soon(Caller caller, byte[] content, OfflineDay.Till till, int lines) {
        return transactions.write(
                caller,
                tx -> {
                    UUID id = ids.next();
                    new OfflineDayRepository(tx).insert(id, till, content, lines);
                    job.schedule(tx, id);
                    return id;
                });
    }

    /**
     * A day that the caller, a person or a key for all tills, may see.
     *
     * @throws Refused if there is none
     */
    public OfflineDay find(Caller caller, UUID id) {
        return find(caller, id, null);
    }

    /**
     * A day that the caller may see; a till's own key only what it entered.
     *
     * @param ownTerminal the terminal that the caller's key is bound to, or null
     * @throws Refused if there is none
     */
    public OfflineDay find(Caller caller, UUID id, @Nullable UUID ownTerminal) {
        return transactions.read(caller, tx -> find(tx, id, ownTerminal));
    }

    /**
     * The days that the caller may see, newest first; a till's own key only what it entered.
     *
     * @param ownTerminal the terminal that the caller's key is bound to, or null
     * @param filter which of them
     */
    Slice<OfflineDay> list(
            Caller caller, @Nullable UUID ownTerminal, OfflineDayFilter filter, Listing listing) {
        return transactions.read(
                caller,
                tx -> {
                    Zones zones = providers.zones(tx);
                    return Slice.of(
                            listing,
                            new OfflineDayRepository(tx).list(ownTerminal, filter, zones, listing),
                            OfflineDay::id);
                });
    }

    /** The days that the caller, a person or a key for all tills, may see, newest first. */
    Slice<OfflineDay> list(Caller caller, OfflineDayFilter filter, Listing listing) {
        return list(caller, null, filter, listing);
    }

    /** The lines of a day for a person or a key for all tills, as below. */
    public Slice<OfflineLine> lines(
            Caller caller, UUID id, boolean unsold, Listing listing) {
        return lines(caller, id, null, unsold, listing);
    }

    /**
     * What became of the lines of a day so far, in their order.
     *
     * @param ownTerminal the terminal that the caller's key is bound to, or null
     * @param unsold only those that were not sold
     * @throws Refused if the caller may see no such day
     */
    public Slice<OfflineLine> lines(
            Caller caller,
            UUID id,
            @Nullable UUID ownTerminal,
            boolean unsold,
            Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new OfflineDayRepository(tx)
                                        .lines(find(tx, id, ownTerminal).id(), unsold, listing),
                                OfflineLine::place));
    }

    /** Forgets the answers to days that were done long ago; the sales stay. */
    public void forgetOld(Tx tx) {
        new OfflineDayRepository(tx).forget(tx.now().minus(KEPT));
    }

    /** What enters long days. */
    OfflineDayJob job() {
        return job;
    }

    private static void requireReadable(List<OfflineTable.Entry> entries) {
        entries.stream()
                .findFirst()
                .flatMap(OfflineTable.Entry::broken)
                .ifPresent(
                        broken -> {
                            throw Refused.field("table", broken);
                        });
    }

    private static OfflineDay find(Tx tx, UUID id, @Nullable UUID ownTerminal) {
        return new OfflineDayRepository(tx)
                .find(id, ownTerminal)
                .orElseThrow(() -> Refused.notFound("offline day"));
    }
}
