package io.counterfoil.settlement.statements;

import io.counterfoil.access.Audit;
import io.counterfoil.access.Providers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks for the statements of all retailers of a provider; {@link SettlementJob} makes them. */
public final class SettlementRuns {
    private final Transactions transactions;
    private final Providers providers;
    private final SettlementJob job;
    private final Audit audit;
    private final Ids ids;

    /** Runs that {@code job} does. */
    public SettlementRuns(
            Transactions transactions,
            Providers providers,
            SettlementJob job,
            Audit audit,
            Ids ids) {
        this.transactions = transactions;
        this.providers = providers;
        this.job = job;
        this.audit = audit;
        this.ids = ids;
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
                    new SettlementRunRepository(tx).insert(id, end, job.retailers(tx));
                    audit.record(
                            tx,
                            "settlement.begun",
                            "settlement_run:" + id,
                            Map.of("until", end.toString()));
                    job.schedule(tx, id);
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
                        : fields.day("until", until);
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
}
