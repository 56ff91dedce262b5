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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the nodes that are to become empty: asks for the moves of their accounts, few at a time.
 * One that does not get on is not waited for.
 */
public final class Drains {
    private static final Logger LOG = LoggerFactory.getLogger(Drains.class);
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
        for (DrainRepository.Left next : left) {
            if (under >= AT_ONCE) {
                return;
            }
            under += begin(next) ? 1 : 0;
        }
    }

    private boolean begin(DrainRepository.Left next) {
        try {
            moves.drain(
                    new Caller(new Scope.Provider(next.provider()), Actor.job(JOB)),
                    next.account());
            return true;
        } catch (Refused e) {
            // Such as one whose deleted data is kept: it goes when its days are over.
            LOG.info("account {} does not leave its node yet: {}", next.account(), e.detail());
            return false;
        }
    }
}
