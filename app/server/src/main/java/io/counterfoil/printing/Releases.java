package io.counterfoil.printing;

import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job between minting and printing: every file of the run is drawn and a sample of it read
 * back. Only then is the run ready.
 */
public final class Releases {
    static final String JOB = "release-print-run";

    /** A minute; what is not over by then is seldom over by itself. */
    private static final int TRIES = 6;

    private static final String STALLED =
            "The files could not be checked, again and again. Perhaps a disk is full. The server's"
                    + " log has more under the id of this run. Nothing is lost: check the files"
                    + " again once that is mended.";
    private static final String KEPT =
            "{reason} Nothing is lost: put back what the run was ordered with and have its files checked"
                    + " again, or cancel the run.";
    private static final String LATER =
            "{reason} Nothing is lost: have the files checked again when the server has less to do.";
    private static final String SWEEP = "release-waiting-runs";
    private static final Logger LOG = LoggerFactory.getLogger(Releases.class);
    private static final Actor ACTOR = Actor.job(JOB);
    private static final Caller EVERYWHERE = new Caller(Scope.system(), ACTOR);

    private final Transactions transactions;
    private final RunItems items;
    private final Press press;
    private final RevisionCheck check;

    /** Releases runs whose files {@code press} draws and {@code check} approves of. */
    public Releases(
            Transactions transactions, RunItems items, Press press, RevisionCheck check) {
        this.transactions = transactions;
        this.items = items;
        this.press = press;
        this.check = check;
    }

    /**
     * Lets minting ask for the release. At its start the service also looks for runs that an
     * earlier version made ready without a check.
     */
    public void defineJobs(Jobs jobs) {
        jobs.defineLong(
                JOB,
                run -> find(UUID.fromString(run)).provider().toString(),
                run -> release(UUID.fromString(run)),
                TRIES,
                (run, cause) -> stall(UUID.fromString(run), cause.orElse(null)));
        jobs.every(
                SWEEP,
                Duration.ofHours(1),
                () ->
                        transactions.write(
                                EVERYWHERE,
                                tx -> {
                                    List<UUID> runs = new PrintRunRepository(tx).unreleased();
                                    runs.forEach(run -> jobs.schedule(tx, JOB, run.toString()));
                                    return runs;
                                }));
    }

    /** Checks what is not checked yet of a run's files; does nothing if the run does not wait. */
    public void release(UUID id) {
        PrintRun run = find(id);
        if (!run.isUnreleased()) {
            return;
        }
        Caller caller = new Caller(new Scope.Provider(run.provider()), ACTOR);
        List<Revision> revisions =
                transactions.read(caller, tx -> RunFacts.of(tx, run).printable());
        switch (check(caller, run, revisions)) {
            case RevisionCheck.Outcome.Changed(String reason) ->
                    putOff(caller, run, reason, KEPT);
            case RevisionCheck.Outcome.Late(String reason) -> putOff(caller, run, reason, LATER);
            case RevisionCheck.Outcome.Passed passed ->
                    transactions.write(
                            caller,
                            tx ->
                                    items.release(
                                            tx,
                                            revisions,
                                            press.imprint(tx, run).provider().proofApproval()));
            case RevisionCheck.Outcome.Failed(String reason) -> giveUp(caller, run, reason);
            case RevisionCheck.Outcome.Stopped stopped ->
                    LOG.info("print run {} does not wait for its release any more", id);
        }
    }

    /** What was ordered and, of a run that is checked again, what was printed again since. */
    private RevisionCheck.Outcome check(Caller caller, PrintRun run, List<Revision> revisions) {
        Notes notes = new Notes(run);
        RevisionCheck.Outcome outcome = new RevisionCheck.Outcome.Passed();
        for (Revision revision : revisions) {
            if (outcome instanceof RevisionCheck.Outcome.Passed) {
                outcome = check.check(caller, revision, notes);
            }
        }
        return outcome;
    }

    /** Keeps what is known of the files of a run that waits for its release. */
    private final class Notes implements RevisionCheck.Notes {
        private final PrintRun run;

        Notes(PrintRun run) {
            this.run = run;
        }

        @Override
        public boolean areAwaited(Tx tx) {
            return new PrintRunRepository(tx)
                    .find(run.id())
                    .filter(PrintRun::isUnreleased)
                    .isPresent();
        }

        @Override
        public boolean keep(Tx tx, PrintFile file) {
            return items.keepFacts(tx, run.id(), file);
        }

        @Override
        public boolean keep(Tx tx, DataFacts file) {
            return items.keepFacts(tx, run.id(), file);
        }
    }

    private PrintRun find(UUID id) {
        return transactions
                .read(EVERYWHERE, tx -> new PrintRunRepository(tx).find(id))
                .orElseThrow(() -> new IllegalStateException("there is no print run " + id));
    }

    /**
     * Stops the check of a run that fails again and again for a reason that nobody foresaw, and says
     * so; its codes stay, so that somebody can have it tried again.
     */
    void stall(UUID id, @Nullable Throwable cause) {
        LOG.error("the files of print run {} could not be checked", id, cause);
        PrintRun run = find(id);
        Caller caller = new Caller(new Scope.Provider(run.provider()), ACTOR);
        String reason = cause instanceof MissingKeyException ? MissingKeyException.WORDS : STALLED;
        transactions.write(caller, tx -> items.stall(tx, id, reason));
    }

    /** Codes are given up by people only: what was changed can be put back. */
    private void putOff(Caller caller, PrintRun run, String reason, String remedy) {
        LOG.error("print run {} is not released now: {}", run.id(), reason);
        transactions.write(
                caller,
                tx ->
                        run.isNew()
                                ? items.stall(
                                        tx,
                                        run.id(),
                                        Text.of(remedy, "reason", reason).toString())
                                : items.refuseRelease(tx, run, reason));
    }

    private void giveUp(Caller caller, PrintRun run, String reason) {
        LOG.error("print run {} is not released: {}", run.id(), reason);
        transactions.write(caller, tx -> items.refuseRelease(tx, run, reason));
    }
}
