package io.counterfoil.provisioning.moves;

import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Empties the nodes that are to become empty: asks for the moves of their accounts, few at a time.
 * One that does not get on is not waited for, and why none gets on is shown with the node.
 */
public final class Drains {
    private static final String JOB = "drain";
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int AT_ONCE = 2;
    private static final int LOOKED_AT = 20;
    private static final Caller LOOK_UP = new Caller(Scope.system(), Actor.job(JOB));

    private final Transactions transactions;
    private final AccountMoves moves;

    /** Asks {@code moves}. */
    public Drains(Transactions transactions, AccountMoves moves) {
        this.transactions = transactions;
        this.moves = moves;
    }

    /** Looks again and again; said before the jobs start. */
    public void lookEvery(Jobs jobs) {
        jobs.every(JOB, PAUSE, this::look);
    }

    /** Asks for the next moves of each node that is to become empty. */
    public void look() {
        List<UUID> nodes =
                transactions.read(LOOK_UP, tx -> new DrainRepository(tx).draining());
        nodes.forEach(this::look);
    }

    private void look(UUID node) {
        int under = transactions.read(LOOK_UP, tx -> new DrainRepository(tx).gettingOn(node));
        if (under >= AT_ONCE) {
            return;
        }
        List<DrainRepository.Left> left =
                transactions.read(LOOK_UP, tx -> new DrainRepository(tx).left(node, LOOKED_AT));
        Refused refusal = null;
        for (DrainRepository.Left next : left) {
            try {
                moves.drain(
                        new Caller(new Scope.Provider(next.provider()), Actor.job(JOB)),
                        next.account());
                under++;
            } catch (Refused e) {
                // Such as one for which no other node has room: others may be smaller.
                refusal = e;
            }
            if (under >= AT_ONCE) {
                break;
            }
        }
        String problem = under == 0 && refusal != null ? refusal.detail() : null;
        transactions.write(LOOK_UP, tx -> new DrainRepository(tx).note(node, problem));
    }
}
