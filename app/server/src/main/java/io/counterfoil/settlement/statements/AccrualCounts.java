package io.counterfoil.settlement.statements;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Retailer;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.settlement.ledger.CompleteRows;
import io.counterfoil.settlement.ledger.Settled;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Counts what accrued, so that a balance is known without reading all of it. A job does it: nobody
 * who sells writes to the counts, or waits for one; see {@link CompleteRows}.
 */
public final class AccrualCounts {

    /** More accruals than this aren't read again and again with each sale of a retailer. */
    static final int READ = 1_000;

    /**
     * More than this aren't by who looks at the balances of all retailers, if they are payable in few
     * hours: counts have a row for each hour.
     */
    static final int READ_OF_EACH = 100;

    /** The job that counts those of a retailer, of a provider and it. */
    static final String JOB = "count-owed";

    private static final String LOOK = "count-accruals";
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** So many take a tenth of a second, in which another server's count of them waits. */
    private static final int AT_ONCE = 10_000;

    private static final String OF = ":";

    private final Transactions transactions;
    private final Providers providers;
    private final Retailers retailers;
    private final CompleteRows complete;
    private final Jobs jobs;

    /** Counts of {@code retailers} of {@code providers}; made before {@code jobs} start. */
    public AccrualCounts(
            Transactions transactions,
            Providers providers,
            Retailers retailers,
            Settled settled,
            Jobs jobs) {
        this.transactions = transactions;
        this.providers = providers;
        this.retailers = retailers;
        this.complete = settled.accruals(transactions);
        this.jobs = jobs;
        jobs.define(JOB, this::count);
        jobs.every(LOOK, PAUSE, this::look);
    }

    /** Has the accruals of a retailer counted soon. */
    void ask(Tx tx, UUID retailer) {
        jobs.schedule(tx, JOB, tx.provider() + OF + retailer);
    }

    /** Counts wherever many aren't counted. */
    public void look() {
        providers.each(JOB, (provider, caller) -> look(caller));
    }

    private void look(Caller caller) {
        List<UUID> all =
                Slice.all(part -> retailers.retailers(caller, part)).stream()
                        .map(Retailer::id)
                        .toList();
        List<UUID> behind =
                transactions.read(caller, tx -> new CountedRepository(tx).behind(all, READ_OF_EACH));
        complete.upTo(caller, behind)
                .forEach((retailer, last) -> count(caller, retailer, last));
    }

    /**
     * Counts what accrued for the retailer that an instance of the job names. If something accrues
     * just then, the next look does.
     */
    public void count(String instance) {
        String[] ids = instance.split(OF, 2);
        Caller caller = caller(UUID.fromString(ids[0]));
        complete.upTo(caller, List.of(UUID.fromString(ids[1])))
                .forEach((retailer, last) -> count(caller, retailer, last));
    }

    private void count(Caller caller, UUID retailer, long last) {
        int counted;
        do {
            counted =
                    transactions.write(
                            caller,
                            tx -> new CountedRepository(tx).count(retailer, last, AT_ONCE));
        } while (counted == AT_ONCE);
        do {
            // What is withdrawn meanwhile is subtracted the next time.
            counted =
                    transactions.write(
                            caller,
                            tx -> new CountedRepository(tx).countWithdrawn(retailer, AT_ONCE));
        } while (counted == AT_ONCE);
    }

    private static Caller caller(UUID provider) {
        return new Caller(new Scope.Provider(provider), Actor.job(JOB));
    }
}
