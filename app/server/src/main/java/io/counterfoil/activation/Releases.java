package io.counterfoil.activation;

import io.counterfoil.access.Audit;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A manager lets a till go on beyond its limits, for some sales or some time, and says why. What can't
 * be sold at all, no release sells.
 */
public final class Releases {
    /** The most of them that a page lists. */
    static final int MOST_SHOWN = 100;

    private static final int MOST_SALES = 200;
    private static final int MOST_MINUTES = 240;
    private static final int LONGEST_REASON = 200;

    private final Transactions transactions;
    private final Retailers retailers;
    private final Audit audit;
    private final Ids ids;

    /** Releases of the tills of {@code retailers}; who gives one is named in {@code audit}. */
    public Releases(Transactions transactions, Retailers retailers, Audit audit, Ids ids) {
        this.transactions = transactions;
        this.retailers = retailers;
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
     * @param sales how many sales are left
     * @param expiresAt until when
     */
    public record TillRelease(
            UUID id, UUID terminal, String reason, int sales, Instant expiresAt) {}

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
                                    reason,
                                    sales,
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

    /**
     * The releases of the caller's tills, or of one of them, newest first, also those that are used up
     * or over.
     */
    public Slice<TillRelease> list(Caller caller, Optional<UUID> terminal, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new ReleaseRepository(tx).list(terminal, listing),
                                TillRelease::id));
    }

    /** What tills of the caller may still do, the first to end first. */
    public List<TillRelease> open(Caller caller) {
        return transactions.read(caller, tx -> new ReleaseRepository(tx).open());
    }
}
