package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Retailer;
import io.counterfoil.retailers.Retailers;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Does what a settlement run asked for. Each retailer is settled in two transactions of its own: a
 * short one, for which tills wait, fixes what its statements have, and the other one makes them. A
 * run that was killed goes on where it stood, and a second one up to the same moment finds nothing
 * left to do.
 */
public final class SettlementJob {
    private static final String NAME = "settlement";
    private static final String OF = ":";
    private static final Actor ACTOR = Actor.job(NAME);

    private final Transactions transactions;
    private final Retailers retailers;
    private final Statements statements;
    private final Jobs jobs;

    /** Defines the job; made before {@code jobs} start. */
    public SettlementJob(
            Transactions transactions, Retailers retailers, Statements statements, Jobs jobs) {
        this.transactions = transactions;
        this.retailers = retailers;
        this.statements = statements;
        this.jobs = jobs;
        jobs.defineLong(NAME, instance -> provider(instance).toString(), this::work);
    }

    /** How many retailers a run would look at. */
    int retailers(Tx tx) {
        return retailers.count(tx);
    }

    /** Has a run done once {@code tx} is committed. */
    void schedule(Tx tx, UUID run) {
        jobs.schedule(tx, NAME, tx.provider() + OF + run);
    }

    /** Does the run that an instance of the job names. */
    void work(String instance) {
        Caller caller = new Caller(new Scope.Provider(provider(instance)), ACTOR);
        UUID id = UUID.fromString(instance.split(OF, 2)[1]);
        Instant until =
                transactions.read(
                        caller, tx -> new SettlementRunRepository(tx).find(id).orElseThrow().until());
        @Nullable UUID last = null;
        do {
            Slice<Retailer> some = retailers.retailers(caller, new Listing(Listing.MOST, last));
            some.items().forEach(retailer -> settle(caller, id, retailer.id(), until));
            last = some.next();
        } while (last != null);
        transactions.write(
                caller,
                tx -> {
                    new SettlementRunRepository(tx).done(id);
                    return id;
                });
    }

    private void settle(Caller caller, UUID run, UUID retailer, Instant until) {
        transactions.write(
                caller,
                tx -> {
                    statements.fix(tx, retailer, until);
                    return retailer;
                });
        transactions.write(
                caller,
                tx -> {
                    Optional<Integer> made = statements.close(tx, run, retailer);
                    made.ifPresent(
                            count -> new SettlementRunRepository(tx).settled(run, count));
                    return retailer;
                });
    }

    private static UUID provider(String instance) {
        return UUID.fromString(instance.split(OF, 2)[0]);
    }
}
