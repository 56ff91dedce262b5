package io.counterfoil.redemption;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of codes that were tried while their items were not active. It does so a while after the
 * visitor got the answer that everybody gets, so that neither its text nor its time says anything.
 */
public final class InactiveAttempts {
    private static final Logger LOG = LoggerFactory.getLogger(InactiveAttempts.class);
    private static final String JOB = "inactive-attempts";
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Transactions transactions;
    private final Alarm alarm;

    /** Tells {@code alarm}, by a job of {@code jobs}. */
    public InactiveAttempts(Transactions transactions, Jobs jobs, Alarm alarm) {
        this.transactions = transactions;
        this.alarm = alarm;
        jobs.every(JOB, PAUSE, this::tell);
    }

    /** Whoever has to know. */
    public interface Alarm {
        /**
         * These items in parts. Each is told of in a transaction of its own, so that nobody waits for
         * more than what belongs together, and what can't be told holds up nothing else.
         */
        Collection<List<SerialNumber>> together(Tx tx, List<SerialNumber> serials);

        /** Somebody had the right codes of items that were not sold yet, or taken back already. */
        void triedInactive(Tx tx, List<SerialNumber> unsold, List<SerialNumber> takenBack);
    }

    /** Tells of everything of which nobody was told. */
    public void tell() {
        transactions
                .read(
                        new Caller(Scope.system(), Actor.job(JOB)),
                        tx -> new RefusalRepository(tx).providersWithNews())
                .forEach(
                        provider ->
                                tell(new Caller(new Scope.Provider(provider), Actor.job(JOB))));
    }

    private void tell(Caller caller) {
        transactions
                .read(caller, tx -> alarm.together(tx, new RefusalRepository(tx).news()))
                .forEach(part -> tell(caller, part));
    }

    private void tell(Caller caller, List<SerialNumber> part) {
        // What can't be told now stays news; others must not wait for it.
        try {
            transactions.write(
                    caller,
                    tx -> {
                        RefusalRepository refusals = new RefusalRepository(tx);
                        alarm.triedInactive(
                                tx,
                                refusals.takeNews(part, RefusalRepository.UNSOLD),
                                refusals.takeNews(part, RefusalRepository.TAKEN_BACK));
                        return part;
                    });
        } catch (RuntimeException failure) {
            LOG.error(
                    "attempts at inactive items of provider {} were not told", caller.provider(), failure);
        }
    }
}
