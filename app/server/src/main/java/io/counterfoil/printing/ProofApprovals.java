package io.counterfoil.printing;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.access.Approvals;
import io.counterfoil.access.Audit;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Counted;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's word that the proof of a run is as it should be, where the provider wants one before
 * anything is printed. Where two people may decide, one asks for it and the other one gives it.
 */
public final class ProofApprovals {
    static final String ACTION = "print-run.proof";

    private final Transactions transactions;
    private final RunItems items;
    private final Approvals approvals;
    private final Audit audit;

    /** Lets runs of {@code items} go on that {@code approvals} lets through. */
    public ProofApprovals(
            Transactions transactions, RunItems items, Approvals approvals, Audit audit) {
        this.transactions = transactions;
        this.items = items;
        this.approvals = approvals;
        this.audit = audit;
        approvals.define(ACTION, (tx, request) -> approve(tx, run(request)));
        approvals.defineRejection(ACTION, (tx, request) -> reject(tx, run(request)));
    }

    /**
     * What became of a decision.
     *
     * @param run the run as it is now
     * @param approval what a second person has to agree to; null if the decision is carried out
     */
    public record Outcome(PrintRun run, @Nullable UUID approval) {}

    /** What an approval keeps. */
    private record Request(UUID run) {}

    /**
     * Approves of a run's proof, or gives the run up because of it.
     *
     * @throws Refused if there is no such run, or it does not wait for that
     */
    public Outcome decide(Caller caller, UUID id, boolean approved) {
        return transactions.once(caller, Outcome.class, tx -> decide(tx, id, approved));
    }

    private Outcome decide(Tx tx, UUID id, boolean approved) {
        PrintRun run = PrintRuns.require(tx, id);
        PrintRunRepository runs = new PrintRunRepository(tx);
        if (runs.lock(id) != RunState.PROOF) {
            throw notWaiting();
        }
        if (!approved) {
            reject(tx, id);
            return new Outcome(PrintRuns.require(tx, id), null);
        }
        Optional<UUID> approval =
                runs.proofApproval(id)
                        .filter(waiting -> approvals.isWaiting(tx, waiting))
                        .or(() -> ask(tx, run));
        if (approval.isEmpty()) {
            approve(tx, id);
        }
        return new Outcome(PrintRuns.require(tx, id), approval.orElse(null));
    }

    private Optional<UUID> ask(Tx tx, PrintRun run) {
        Text summary =
                Text.of(
                        "Print {items} of print run {run} as the proof shows",
                        "items",
                        Text.counted(run.quantity(), "item"),
                        "run",
                        String.valueOf(run.number()));
        Optional<UUID> approval =
                approvals.request(tx, ACTION, summary, new Request(run.id()));
        approval.ifPresent(id -> new PrintRunRepository(tx).setProofApproval(run.id(), id));
        return approval;
    }

    private void approve(Tx tx, UUID id) {
        if (!new PrintRunRepository(tx).move(id, RunState.PROOF, RunState.READY)) {
            throw notWaiting();
        }
        audit.record(tx, "print_run.proof_approved", "run:" + id, Map.of());
    }

    private void reject(Tx tx, UUID id) {
        if (items.abandon(tx, id, RunState.PROOF, RunState.CANCELLED)) {
            audit.record(tx, "print_run.proof_rejected", "run:" + id, Map.of());
        }
    }

    private static Refused notWaiting() {
        return new Refused(
                ProblemType.CONFLICT, "This run does not wait for anybody's word on its proof.");
    }

    private static UUID run(JsonNode request) {
        return UUID.fromString(request.required("run").asText());
    }
}
