package io.counterfoil.provisioning.drift;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Remembers where storage nodes differed from what is desired, and shows it. */
public final class Drifts {
    private static final Duration KEPT = Duration.ofDays(365);

    private final Transactions transactions;
    private final Providers providers;
    private final Ids ids;

    /** Drifts kept through {@code transactions}; what nobody has is shown to an only provider. */
    public Drifts(Transactions transactions, Providers providers, Ids ids) {
        this.transactions = transactions;
        this.providers = providers;
        this.ids = ids;
    }

    /**
     * In the system scope, all that differs on a node of the accounts after {@code from} and up to
     * {@code to}: it is new or lasts, and what else was noted of them is healed once what was sent
     * has arrived.
     *
     * @param from null = from the first one
     * @param to null = to the last one
     */
    public void compared(
            Tx tx,
            UUID node,
            @Nullable UUID from,
            @Nullable UUID to,
            Map<UUID, DriftKind> found,
            Map<UUID, Lost> lost) {
        DriftRepository repository = new DriftRepository(tx);
        UUID stranger = providers.only(tx).map(Provider::id).orElse(null);
        repository.seen(node, found, stranger, ids);
        repository.lost(node, lost, ids);
        repository.heal(node, from, to);
    }

    /** In the system scope: a node lost more of accounts of which it had lost something before. */
    public void lostAgain(Tx tx, UUID node, Collection<UUID> accounts) {
        if (!accounts.isEmpty()) {
            new DriftRepository(tx).lostAgain(node, accounts);
        }
    }

    /**
     * The caller's, from new to old; in the system scope everybody's and nobody's.
     *
     * @param state {@code open} for what lasts, {@code healed} for what is over, null for both
     * @throws io.counterfoil.platform.Refused if a parameter is wrong
     */
    public Slice<DriftRow> list(Caller caller, @Nullable String state, Listing listing) {
        Fields fields = new Fields();
        Boolean healed =
                switch (state == null ? "" : state) {
                    case "" -> null;
                    case "open" -> Boolean.FALSE;
                    case "healed" -> Boolean.TRUE;
                    default -> {
                        fields.problem("state", "open or healed; left out, both.");
                        yield null;
                    }
                };
        fields.done();
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new DriftRepository(tx).list(listing, healed),
                                DriftRow::id));
    }

    /** In the system scope: the accounts of which a difference of a kind lasts, by their ids. */
    public List<UUID> lasting(Tx tx, DriftKind kind) {
        return new DriftRepository(tx).lasting(kind);
    }

    /** How many differences last, by kind; none of a kind is not in it. */
    public Map<DriftKind, Integer> open(Tx tx) {
        return new DriftRepository(tx).open();
    }

    /** Forgets what was healed a year ago. */
    public void forgetOld(Tx tx) {
        new DriftRepository(tx).forget(KEPT);
    }
}
