package io.counterfoil.platform;

import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through all that is due, of all providers, each in a transaction of its own. What can't be
 * done now stays due; the others don't wait for it.
 */
public final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private static final int AT_ONCE = 500;

    private final Transactions transactions;
    private final Actor actor;

    /** Sweeps in the name of {@code actor}. */
    public Sweep(Transactions transactions, Actor actor) {
        this.transactions = transactions;
        this.actor = actor;
    }

    /** In the system scope: what is due first, after one that was looked at before. */
    public interface Part {
        /** No more than {@code limit} of them, in the order of their times and ids. */
        List<Due> of(Tx tx, Due after, int limit);
    }

    /** Does {@code work} for everything that is due, in the scope of its provider. */
    public void through(Part part, BiConsumer<Tx, Due> work) {
        Caller all = new Caller(Scope.system(), actor);
        Due last = Due.FIRST;
        List<Due> due;
        do {
            Due after = last;
            due = transactions.read(all, tx -> part.of(tx, after, AT_ONCE));
            for (Due each : due) {
                doOne(each, work);
                last = each;
            }
        } while (due.size() == AT_ONCE);
    }

    private void doOne(Due due, BiConsumer<Tx, Due> work) {
        try {
            transactions.write(
                    new Caller(new Scope.Provider(due.provider()), actor),
                    tx -> {
                        work.accept(tx, due);
                        return due;
                    });
        } catch (RuntimeException failure) {
            LOG.error("{}: {} could not be done and stays due", actor.name(), due.id(), failure);
        }
    }
}
