package io.counterfoil.settlement.statements;

import io.counterfoil.access.Providers;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Retailer;
import io.counterfoil.retailers.Retailers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the statements of all retailers of a provider, as a job.
 *
 * <p>Each retailer is settled in a transaction of its own, which moves the end of what is settled
 * on: a run that was killed goes on where it stood, and a second one up to the same moment finds
 * nothing left to do.
 */
public final class SettlementRuns {
    private static final String JOB = "settlement";
    private static final String OF = ":";
    private static final Actor ACTOR = Actor.job(JOB);

    private final Transactions transactions;
    private final Providers providers;
    private final Retailers retailers;
    private final Statements statements;
    private final Jobs jobs;
    private final Ids ids;

    /** Defines the job; made before {@code jobs} start. */
    public SettlementRuns(
            Transactions transactions,
            Providers providers,
            Retailers retailers,
            Statements statements,
            Jobs jobs,
            Ids ids) {
        this.transactions = transactions;
        this.providers = providers;
        this.retailers = retailers;
        this.statements = statements;
        this.jobs = jobs;
        this.ids = ids;
        jobs.defineLong(
                JOB,
                instance -> provider(instance).toString(),
                instance -> run(provider(instance), UUID.fromString(instance.split(OF, 2)[1])));
    }

    /**
     * Begins a run over all retailers.
     *
     * @param until the last day that it settles, in the provider's calendar; null: yesterday
     * @throws Refused if that day isn't over yet, or is no date
     */
    public SettlementRun begin(Caller caller, @Nullable String until) {
        return transactions.once(
                caller,
                SettlementRun.class,
                tx -> {
                    Instant end = end(tx, until);
                    UUID id = ids.next();
                    new SettlementRunRepository(tx).insert(id, end, retailers.count(tx));
                    jobs.schedule(tx, JOB, tx.provider() + OF + id);
                    return find(tx, id);
                });
    }

    /**
     * A run and how far it has come.
     *
     * @throws Refused if there is none
     */
    public SettlementRun find(Caller caller, UUID id) {
        return transactions.read(caller, tx -> find(tx, id));
    }

    /** All runs, newest first. */
    public Slice<SettlementRun> list(Caller caller, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new SettlementRunRepository(tx).list(listing),
                                SettlementRun::id));
    }

    private Instant end(Tx tx, @Nullable String until) {
        ZoneId zone = providers.of(tx).zone();
        LocalDate today = LocalDate.ofInstant(tx.now(), zone);
        Fields fields = new Fields();
        Optional<LocalDate> day =
                until == null
                        ? Optional.of(today.minusDays(1))
                        : fields.parsed(
                                "until", until, LocalDate::parse, "A date such as 2026-10-31.");
        if (day.filter(last -> !last.isBefore(today)).isPresent()) {
            fields.problem(
                    "until",
                    "A statement has whole days: choose yesterday or an earlier day, so that"
                            + " nothing is sold on it any more.");
        }
        fields.done();
        return day.orElseThrow().plusDays(1).atStartOfDay(zone).toInstant();
    }

    private static SettlementRun find(Tx tx, UUID id) {
        return new SettlementRunRepository(tx)
                .find(id)
                .orElseThrow(() -> Refused.notFound("settlement run"));
    }

    private void run(UUID provider, UUID id) {
        Caller caller = new Caller(new Scope.Provider(provider), ACTOR);
        Instant until = find(caller, id).until();
        @Nullable UUID last = null;
        do {
            Slice<Retailer> some =
                    retailers.retailers(caller, new Listing(Listing.MOST, last));
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
                    Optional<Integer> made = statements.close(tx, run, retailer, until);
                    made.ifPresent(
                            count -> new SettlementRunRepository(tx).settled(run, count));
                    return retailer;
                });
    }

    private static UUID provider(String instance) {
        return UUID.fromString(instance.split(OF, 2)[0]);
    }
}
