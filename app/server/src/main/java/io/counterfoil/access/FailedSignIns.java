package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Transactions;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes failed sign-ins into the audit log: the first of somebody within the hour and each that
 * brings a pause, so that a flood of them doesn't fill it. What was typed is never in it, not even
 * a name that nobody has: people type passwords there.
 */
public final class FailedSignIns {
    private final Transactions transactions;
    private final Audit audit;

    /** Written into {@code audit}. */
    public FailedSignIns(Transactions transactions, Audit audit) {
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * Notes one that failed. The work is the same whether it is written or not, and whether
     * somebody is known by that name or not, so that the time tells nothing.
     *
     * @param kind {@code staff} or {@code account}
     * @param known whose name was typed; null if nobody has it
     */
    public void note(
            Caller visitor, SignInLimits.Attempt attempt, String kind, @Nullable UUID known) {
        transactions.write(
                visitor,
                tx -> {
                    audit.recordIf(
                            tx,
                            attempt.notable(known != null),
                            kind + ".sign_in_failed",
                            kind + ":" + (known == null ? "unknown" : known),
                            Map.of(
                                    "from",
                                    attempt.network(),
                                    "failures",
                                    known == null ? attempt.ofNetwork() : attempt.ofName()));
                    return tx.now();
                });
    }
}
