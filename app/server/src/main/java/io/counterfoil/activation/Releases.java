package io.counterfoil.activation;

import io.counterfoil.access.Audit;
import io.counterfoil.access.Providers;
import io.counterfoil.access.Zones;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.retailers.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A manager lets a till go on beyond its limits, for some sales or some time, and says why. What can't
 * be sold at all, no release sells.
 */
public final class Releases {
    private static final int MOST_SALES = 200;
    private static final int MOST_MINUTES = 240;
    private static final int LONGEST_REASON = 200;

    private final Transactions transactions;
    private final Retailers retailers;
    private final Providers providers;
    private final Audit audit;
    private final Ids ids;

    /**
     * Releases of the tills of {@code retailers}; who gives one is named in {@code audit}, and days
     * are those of {@code providers}.
     */
    public Releases(
            Transactions transactions,
            Retailers retailers,
            Providers providers,
            Audit audit,
            Ids ids) {
        this.transactions = transactions;
        this.retailers = retailers;
        this.providers = providers;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * What a manager allows, not yet checked.
     *
     * @param sales so many sales; null: as many as go into the time, up to {@value #MOST_SALES}
     * @param minutes so long; null: {@value #MOST_MINUTES} minutes
     */
    public record NewRelease(
            @Nullable String terminal,
            @Nullable String reason,
            @Nullable Integer sales,
            @Nullable Integer minutes) {}

    /**
     * What a till may do.
     *
     * @param terminalName what the till is called
     * @param outletName what its outlet is called
     * @param state whether it can still use it, as the API spells it
     * @param sales how many sales are left
     * @param releasedAt since when
     * @param expiresAt until when
     */
    public record TillRelease(
            UUID id,
            UUID terminal,
            String terminalName,
            String outletName,
            String state,
            String reason,
            int sales,
            Instant releasedAt,
            Instant expiresAt) {

        /** The same with what its till and the outlet of that are called. */
        TillRelease named(String terminalName, String outletName) {
            return new TillRelease(
                    id,
                    terminal,
                    terminalName,
                    outletName,
                    state,
                    reason,
                    sales,
                    releasedAt,
                    expiresAt);
        }
    }

    /**
     * Lets a till go on.
     *
     * @throws Refused if a field is wrong, or neither sales nor minutes are said
     */
    public TillRelease give(Caller caller, NewRelease wanted) {
        Fields fields = new Fields();
        UUID terminal = fields.id("terminal", wanted.terminal());
        String reason = fields.text("reason", wanted.reason(), LONGEST_REASON);
        if (wanted.sales() == null && wanted.minutes() == null) {
            fields.problem("sales", "Say for how many sales, or for how many minutes.");
        }
        int sales =
                wanted.sales() == null
                        ? MOST_SALES
                        : fields.number("sales", wanted.sales(), 1, MOST_SALES);
        int minutes =
                wanted.minutes() == null
                        ? MOST_MINUTES
                        : fields.number("minutes", wanted.minutes(), 1, MOST_MINUTES);
        fields.done();
        return transactions.once(
                caller,
                TillRelease.class,
                tx -> {
                    Terminal till =
                            retailers
                                    .lockTerminal(tx, terminal)
                                    .orElseThrow(Activations::noSuchTerminal);
                    TillRelease release =
                            new TillRelease(
                                    ids.next(),
                                    till.id(),
                                    till.name(),
                                    till.outletName(),
                                    ReleaseFilter.State.RUNNING.label(),
                                    reason,
                                    sales,
                                    tx.now(),
                                    tx.now().plus(Duration.ofMinutes(minutes)));
                    new ReleaseRepository(tx).insert(till, release);
                    audit.record(
                            tx,
                            "terminal.released",
                            "terminal:" + till.id(),
                            Map.of("reason", reason, "sales", sales, "minutes", minutes));
                    return release;
                });
    }

    /** The releases of the caller's tills that are asked for, newest first. */
    public Slice<TillRelease> list(Caller caller, ReleaseFilter only, Listing listing) {
        return transactions.read(
                caller,
                tx -> {
                    Zones zones = providers.zones(tx);
                    return Slice.of(
                            listing,
                            new ReleaseRepository(tx).list(only, zones, listing),
                            TillRelease::id);
                });
    }
}
