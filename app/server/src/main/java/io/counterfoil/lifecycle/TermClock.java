package io.counterfoil.lifecycle;

import io.counterfoil.accounts.Terms;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Due;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Sweep;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.terms.TermState;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Looks at the terms that are due, and only at those.
 *
 * <p>Each account is a transaction of its own, in which its row is locked. Looking twice moves
 * nothing twice, so two servers may look, and one that is killed has lost nothing.
 */
public final class TermClock {
    private static final String JOB = "terms";
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Actor ACTOR = Actor.job(JOB);
    private static final Caller CALLER = new Caller(Scope.system(), ACTOR);
    private static final int AT_ONCE = 500;

    private final Transactions transactions;
    private final Sweep sweep;
    private final Terms terms;
    private final Deletions deletions;

    /** A clock of {@code terms} that hands what is to be deleted to {@code deletions}. */
    public TermClock(Transactions transactions, Terms terms, Deletions deletions) {
        this.transactions = transactions;
        this.sweep = new Sweep(transactions, ACTOR);
        this.terms = terms;
        this.deletions = deletions;
    }

    /** Has {@code jobs} look again and again. */
    public void lookEvery(Jobs jobs) {
        jobs.every(JOB, PAUSE, this::look);
    }

    /** Moves every term that is due, and those that a clock has moved too early. */
    public void look() {
        sweep.through(terms::due, this::lookAt);
        sweep.through(terms::early, this::lookAt);
        scheduleLost();
    }

    private void lookAt(Tx tx, Due due) {
        terms.look(tx, due.id())
                .flatMap(TermState::deletion)
                .filter(date -> !tx.now().isBefore(date))
                .ifPresent(date -> deletions.schedule(tx, due));
    }

    /** A purge that lost its job gets another. */
    private void scheduleLost() {
        UUID last = Due.FIRST.id();
        List<Due> purging;
        do {
            UUID after = last;
            purging =
                    transactions.write(
                            CALLER,
                            tx -> {
                                List<Due> found = terms.purging(tx, after, AT_ONCE);
                                found.forEach(each -> deletions.schedule(tx, each));
                                return found;
                            });
            last = purging.isEmpty() ? last : purging.getLast().id();
        } while (purging.size() == AT_ONCE);
    }
}
