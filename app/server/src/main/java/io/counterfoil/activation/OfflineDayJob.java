package io.counterfoil.activation;

import io.counterfoil.access.Providers;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enters long offline days. After a restart it goes on where it stood; a line that fails again and
 * again is left out, so that it never holds up those behind it.
 */
final class OfflineDayJob {
    private static final Logger LOG = LoggerFactory.getLogger(OfflineDayJob.class);
    private static final String NAME = "offline-day";
    private static final String OF = ":";

    /** So often a day is tried in a row, in two minutes: longer than a restart takes. */
    private static final int TRIES = 8;

    /** How many lines are noted together. */
    private static final int CHUNK = 200;

    private final Transactions transactions;
    private final OfflineEntering entering;
    private final Providers providers;
    private final Jobs jobs;

    OfflineDayJob(
            Transactions transactions, OfflineEntering entering, Providers providers, Jobs jobs) {
        this.transactions = transactions;
        this.entering = entering;
        this.providers = providers;
        this.jobs = jobs;
        jobs.defineLong(
                NAME,
                instance -> provider(instance).toString(),
                this::work,
                TRIES,
                this::leaveOut);
    }

    /** Has a day entered soon after {@code tx}. */
    void schedule(Tx tx, UUID id) {
        jobs.schedule(tx, NAME, instance(tx, id));
    }

    /** Enters the day that an instance of the job names, from where it stands. */
    void work(String instance) {
        open(instance).ifPresent(day -> work(id(instance), day));
    }

    private void work(UUID id, OfflineDayRepository.Open day) {
        try (OfflineTable table = rest(day)) {
            List<OfflineLine> chunk = new ArrayList<>();
            List<OfflineTable.Entry> next = table.next(CHUNK);
            while (!next.isEmpty()) {
                attempt(id, day, table.rows(), next, chunk);
                next = table.next(CHUNK);
                note(day.by(), id, chunk, next.isEmpty());
                chunk.clear();
            }
        }
    }

    /** If one of them fails, the lines before it are noted: it is the next one to be tried. */
    private void attempt(
            UUID id,
            OfflineDayRepository.Open day,
            OfflineRows rows,
            List<OfflineTable.Entry> entries,
            List<OfflineLine> told) {
        try {
            entering.enter(day.by(), day.till(), rows, entries, told::add);
        } catch (RuntimeException e) {
            note(day.by(), id, told, false);
            throw e;
        }
    }

    /**
     * Leaves out the line at which a day failed again and again, and says so in its place; the day
     * goes on behind it.
     */
    void leaveOut(String instance, Optional<Throwable> cause) {
        LOG.error("a line of the offline day {} is left out", instance, cause.orElse(null));
        open(instance).ifPresent(day -> leaveOut(id(instance), day));
    }

    private void leaveOut(UUID id, OfflineDayRepository.Open day) {
        try (OfflineTable table = rest(day)) {
            List<OfflineLine> failed =
                    table.next().stream()
                            .map(entry -> OfflineEntering.leftOut(table.rows(), entry))
                            .toList();
            boolean last = table.next().isEmpty();
            transactions.write(
                    day.by(),
                    tx -> {
                        note(tx, id, failed, last);
                        if (!last) {
                            // Under another name: this job is over only after it has said so.
                            int next = day.entered() + failed.size();
                            jobs.schedule(tx, NAME, instance(tx, id) + OF + next);
                        }
                        return id;
                    });
        }
    }

    /** The day that an instance of the job names, if it isn't done. */
    private Optional<OfflineDayRepository.Open> open(String instance) {
        Caller job = new Caller(new Scope.Provider(provider(instance)), Actor.job(NAME));
        return transactions.read(job, tx -> new OfflineDayRepository(tx).open(id(instance)));
    }

    /** The table of a day from its next line on. */
    private OfflineTable rest(OfflineDayRepository.Open day) {
        OfflineTable table =
                new OfflineTable(day.content(), transactions.read(day.by(), providers::of));
        for (int line = 0; line < day.entered(); line++) {
            table.next();
        }
        return table;
    }

    private void note(Caller caller, UUID id, List<OfflineLine> lines, boolean last) {
        transactions.write(
                caller,
                tx -> {
                    note(tx, id, lines, last);
                    return id;
                });
    }

    /** Notes what became of the next lines, and whether they were the last ones. */
    private static void note(Tx tx, UUID id, List<OfflineLine> lines, boolean last) {
        OfflineDayRepository days = new OfflineDayRepository(tx);
        days.add(id, lines);
        if (last) {
            days.done(id);
        }
    }

    private static String instance(Tx tx, UUID id) {
        return tx.provider() + OF + id;
    }

    private static UUID provider(String instance) {
        return UUID.fromString(instance.split(OF, -1)[0]);
    }

    private static UUID id(String instance) {
        return UUID.fromString(instance.split(OF, -1)[1]);
    }
}
