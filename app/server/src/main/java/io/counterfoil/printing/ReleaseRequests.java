package io.counterfoil.printing;

import io.counterfoil.access.Approvals;
import io.counterfoil.access.Audit;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.bureau.BureauLinks;
import io.counterfoil.printing.bureau.Bureaus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Has the files of a ready run drawn and checked again, also those of its reprints, when a layout,
 * a sheet or what stands on its items was changed since, be it by a newer version of this program;
 * and lets a run, or a reprint, go on whose minting or check does not go on by itself. Once somebody
 * fetched one of its files, or any of its package for a bureau, a second person must agree, for then
 * there are two versions of the same items.
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
     * @param approval what a second person has to agree to first; null if the run goes on
     */
    public record Outcome(PrintRun run, @Nullable UUID approval) {}

    /** What an approval keeps. */
    private record Request(UUID run) {}

    /**
     * Checks the files of a run again, or lets it, or reprints of it that wait, go on with what they
     * have stopped in.
     *
     * @throws Refused if there is no such run, it is neither ready nor stopped, or items of it are
     *     being printed again just now
     */
    public Outcome request(Caller caller, UUID id) {
        return transactions.once(caller, Outcome.class, tx -> request(tx, id));
    }

    private Outcome request(Tx tx, UUID id) {
        PrintRun run = PrintRuns.require(tx, id);
        Optional<RunState> stopped = new PrintRunRepository(tx).tryAgain(id);
        if (stopped.isPresent()) {
            boolean mints = stopped.get() == RunState.MINTING;
            audit.record(
                    tx,
                    mints ? "print_run.minting_tried_again" : "print_run.check_tried_again",
                    "run:" + id,
                    Map.of());
            jobs.schedule(tx, mints ? Minting.JOB : Releases.JOB, id.toString());
            return new Outcome(PrintRuns.require(tx, id), null);
        }
        if (goesOnWithReprints(tx, id)) {
            return new Outcome(run, null);
        }
        requireIdle(tx, id);
        if (new DownloadRepository(tx).count(id) > 0 || bureaus.anySent(tx, id)) {
            Optional<UUID> approval =
                    approvals.request(
                            tx,
                            ACTION,
                            Text.of(
                                    "Check and print the files of print run {run} again after a"
                                            + " change",
                                    "run",
                                    String.valueOf(run.number())),
                            new Request(id));
            if (approval.isPresent()) {
                return new Outcome(run, approval.get());
            }
        }
        again(tx, id);
        return new Outcome(PrintRuns.require(tx, id), null);
    }

    /** Nobody was handed anything of a reprint that waits. */
    private boolean goesOnWithReprints(Tx tx, UUID id) {
        if (new PrintRunRepository(tx).lock(id) != RunState.READY) {
            return false;
        }
        List<UUID> waiting = new ReprintRepository(tx).tryAgain(id);
        for (UUID reprint : waiting) {
            audit.record(
                    tx,
                    "print_run.reprint_tried_again",
                    "run:" + id,
                    Map.of("reprint", reprint.toString()));
            jobs.schedule(tx, Reprinting.JOB, reprint.toString());
        }
        return !waiting.isEmpty();
    }

    private void again(Tx tx, UUID id) {
        requireIdle(tx, id);
        // Those with dead codes can't be checked any more, and are not handed out.
        Set<String> handedOut =
                RunFacts.of(tx, PrintRuns.require(tx, id)).list().stream()
                        .filter(file -> file.refused() == null)
                        .map(RunFiles.FileFacts::name)
                        .collect(Collectors.toSet());
        new PrintRunRepository(tx).checkAgain(id);
        new PrintFileRepository(tx).forget(id, handedOut);
        // Nobody agrees to other files than those that somebody asked for.
        for (String asked : List.of(Downloads.ACTION, BureauLinks.ACTION)) {
            approvals.overtake(tx, asked, Map.of("run", id.toString()));
        }
        bureaus.endGrants(tx, id);
        audit.record(tx, "print_run.released_again", "run:" + id, Map.of());
        jobs.schedule(tx, Releases.JOB, id.toString());
    }

    /** The check of a reprint's files waits for no other one. */
    private static void requireIdle(Tx tx, UUID id) {
        if (new PrintRunRepository(tx).lock(id) != RunState.READY) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "Only a run that is ready can be checked again, and only one that has stopped,"
                            + " with a reason, can go on.");
        }
        if (new ReprintRepository(tx).of(id).stream().anyMatch(Reprint::isUnderWay)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "Items of this run are being printed again just now. Have its files checked"
                            + " again once that reprint is ready, or has failed.");
        }
    }
}
