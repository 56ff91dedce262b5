package io.counterfoil.printing;

import io.counterfoil.access.Approvals;
import io.counterfoil.access.Audit;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.bureau.Bureaus;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Has the files of a ready run drawn and checked again, when its layout, its sheet or what stands
 * on its items was changed, or those of a run whose check does not go on by itself. Once somebody fetched one of its files, or any of its package for a
 * bureau, a second person must agree, for then there are two versions of the same items.
 */
public final class ReleaseRequests {
    static final String ACTION = "print-run.release-again";

    private final Transactions transactions;
    private final Bureaus bureaus;
    private final Approvals approvals;
    private final Audit audit;
    private final Jobs jobs;

    /**
     * Requests that a job among {@code jobs} carries out; {@code bureaus} know what was sent to one.
     */
    public ReleaseRequests(
            Transactions transactions,
            Bureaus bureaus,
            Approvals approvals,
            Audit audit,
            Jobs jobs) {
        this.transactions = transactions;
        this.bureaus = bureaus;
        this.approvals = approvals;
        this.audit = audit;
        this.jobs = jobs;
        approvals.define(
                ACTION,
                (tx, request) -> again(tx, UUID.fromString(request.required("run").asText())));
    }

    /**
     * What became of a request.
     *
     * @param run the run as it is now
     * @param approval what a second person has to agree to first; null if the check has begun
     */
    public record Outcome(PrintRun run, @Nullable UUID approval) {}

    /** What an approval keeps. */
    private record Request(UUID run) {}

    /**
     * Checks the files of a run again.
     *
     * @throws Refused if there is no such run, it is neither ready nor stopped in its check, or items of it were printed again
     */
    public Outcome request(Caller caller, UUID id) {
        return transactions.once(caller, Outcome.class, tx -> request(tx, id));
    }

    private Outcome request(Tx tx, UUID id) {
        PrintRun run = PrintRuns.require(tx, id);
        if (new PrintRunRepository(tx).tryAgain(id)) {
            audit.record(tx, "print_run.check_tried_again", "run:" + id, Map.of());
            jobs.schedule(tx, Releases.JOB, id.toString());
            return new Outcome(PrintRuns.require(tx, id), null);
        }
        requireFirstRevision(tx, id);
        if (new DownloadRepository(tx).count(id) > 0 || bureaus.anySent(tx, id)) {
            Optional<UUID> approval =
                    approvals.request(
                            tx,
                            ACTION,
                            "Check and print the files of print run %d again after a change"
                                    .formatted(run.number()),
                            new Request(id));
            if (approval.isPresent()) {
                return new Outcome(run, approval.get());
            }
        }
        again(tx, id);
        return new Outcome(PrintRuns.require(tx, id), null);
    }

    private void again(Tx tx, UUID id) {
        requireFirstRevision(tx, id);
        new PrintRunRepository(tx).checkAgain(id);
        new PrintFileRepository(tx).forget(id);
        audit.record(tx, "print_run.released_again", "run:" + id, Map.of());
        jobs.schedule(tx, Releases.JOB, id.toString());
    }

    /** After a reprint the first files have dead codes, which could only fail the check. */
    private static void requireFirstRevision(Tx tx, UUID id) {
        if (new PrintRunRepository(tx).lock(id) != RunState.READY) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "Only the files of a run that is ready, or whose check has stopped, can be"
                            + " checked again.");
        }
        if (new ReprintRepository(tx).of(id).stream().anyMatch(Reprint::kills)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "Items of this run were printed again with new codes, so its first files stay as"
                            + " they are. Have the items that you need printed again instead.");
        }
    }
}
