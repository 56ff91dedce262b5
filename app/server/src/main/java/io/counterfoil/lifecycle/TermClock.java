package io.counterfoil.lifecycle;

import io.counterfoil.accounts.Terms;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.terms.TermState;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the terms that are due, and only at those.
 *
 * <p>Each account is a transaction of its own, in which its row is locked. Looking twice moves
 * nothing twice, so two servers may look, and one that is killed has lost nothing.
 */
public final class TermClock {
    private static final Logger LOG = LoggerFactory.getLogger(TermClock.class);
    private static final String JOB = "terms";
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Actor ACTOR = Actor.job(JOB);
    private static final Caller CALLER = new Caller(Scope.system(), ACTOR);
    private static final int AT_ONCE = 500;

    private final Transactions transactions;
    private final Terms terms;
    private final Deletions deletions;

    /** A clock of {@code terms} that hands what is to be deleted to {@code deletions}. */
    public TermClock(Transactions transactions, Terms terms, Deletions deletions) {
        this.transactions = transactions;
        this.terms = terms;
        this.deletions = deletions;
    }

    /** Has {@code jobs} look again and again. */
    public void lookEvery(Jobs jobs) {
        jobs.every(JOB, PAUSE, this::look);
    }

    /** Moves every term that is due, and those that a clock has moved too early. */
    public void look() {
        lookAtAll(terms::due);
        lookAtAll(terms::early);
        sweep();
    }

    /** A part of the terms to look at, after one that was looked at before. */
    private interface Part {
        List<Terms.Due> of(Tx tx, Terms.Due after, int limit);
    }

    private void lookAtAll(Part part) {
        Terms.Due last = Terms.Due.FIRST;
        List<Terms.Due> due;
        do {
            Terms.Due after = last;
            due = transactions.read(CALLER, tx -> part.of(tx, after, AT_ONCE));
            for (Terms.Due each : due) {
                lookAt(each);
                last = each;
            }
        } while (due.size() == AT_ONCE);
    }

    // What can't be moved now stays due; the others must not wait for it.
    private void lookAt(Terms.Due due) {
        Caller caller = new Caller(new Scope.Provider(due.provider()), ACTOR);
        try {
            transactions.write(
                    caller,
                    tx -> {
                        terms.look(tx, due.account())
                                .flatMap(TermState::deletion)
                                .filter(date -> !tx.now().isBefore(date))
                                .ifPresent(date -> deletions.schedule(tx, due));
                        return due;
                    });
        } catch (RuntimeException failure) {
            LOG.error("the term of account {} was not moved", due.account(), failure);
        }
    }

    /** A purge that lost its job gets another. */
    private void sweep() {
        UUID last = Terms.Due.FIRST.account();
        List<Terms.Due> purging;
        do {
            UUID after = last;
            purging =
                    transactions.write(
                            CALLER,
                            tx -> {
                                List<Terms.Due> found = terms.purging(tx, after, AT_ONCE);
                                found.forEach(each -> deletions.schedule(tx, each));
                                return found;
                            });
            last = purging.isEmpty() ? last : purging.getLast().account();
        } while (purging.size() == AT_ONCE);
    }
}
