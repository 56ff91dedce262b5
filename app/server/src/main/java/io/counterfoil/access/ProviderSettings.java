package io.counterfoil.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a provider decides for itself. */
public final class ProviderSettings {
    /** What approvals call a raise of the void limit. */
    private static final String RAISE = "provider.raise_void_limit";

    private static final int HIGHEST_VOID_LIMIT = 10_000_000;
    private static final int HIGHEST_ACTIVATION_LIMIT = 10_000;

    private final Transactions transactions;
    private final Providers providers;
    private final Approvals approvals;
    private final Audit audit;

    /**
     * Settings of {@code providers}; who changes one is named in {@code audit}, and what would get
     * round a second person needs one in {@code approvals}.
     */
    public ProviderSettings(
            Transactions transactions, Providers providers, Approvals approvals, Audit audit) {
        this.transactions = transactions;
        this.providers = providers;
        this.approvals = approvals;
        this.audit = audit;
        approvals.define(RAISE, this::raise);
    }

    /**
     * What to change, not yet checked.
     *
     * @param voidLimit from how many items on a second person must agree to void them; null: as it
     *     is
     * @param activationLimit the most sales of one till in ten minutes, 0 for no limit; null: as it
     *     is
     */
    public record Change(@Nullable Integer voidLimit, @Nullable Integer activationLimit) {}

    /**
     * What became of a change.
     *
     * @param provider the settings as they are now
     * @param approval what a second person has to agree to before the rest of the change happens;
     *     null if all of it is done
     */
    public record Outcome(Provider provider, @Nullable UUID approval) {}

    /** A void limit as an approval keeps it. */
    private record Raise(int voidLimit) {}

    /** The caller's provider. */
    public Provider read(Caller caller) {
        return transactions.read(caller, providers::of);
    }

    /**
     * Changes settings, from the next request on. A higher void limit would let one person void
     * alone what two must agree on now, so that a second person has to agree to it.
     *
     * @throws Refused if a number is out of its range
     */
    public Outcome change(Caller caller, Change wanted) {
        Fields fields = new Fields();
        if (wanted.voidLimit() != null) {
            fields.number("void_limit", wanted.voidLimit(), 0, HIGHEST_VOID_LIMIT);
        }
        if (wanted.activationLimit() != null) {
            fields.number(
                    "activation_limit", wanted.activationLimit(), 0, HIGHEST_ACTIVATION_LIMIT);
        }
        fields.done();
        return transactions.once(caller, Outcome.class, tx -> change(tx, wanted));
    }

    private Outcome change(Tx tx, Change wanted) {
        Optional<UUID> approval = approval(tx, wanted.voidLimit());
        Integer voidLimit = approval.isPresent() ? null : wanted.voidLimit();
        if (voidLimit != null || wanted.activationLimit() != null) {
            set(tx, voidLimit, wanted.activationLimit());
        }
        return new Outcome(providers.of(tx), approval.orElse(null));
    }

    private Optional<UUID> approval(Tx tx, @Nullable Integer voidLimit) {
        int before = providers.of(tx).voidLimit();
        if (voidLimit == null || voidLimit <= before) {
            return Optional.empty();
        }
        String summary =
                "Let one person alone void up to %d items at once, instead of %d"
                        .formatted(Math.max(0, voidLimit - 1), Math.max(0, before - 1));
        return approvals.request(tx, RAISE, summary, new Raise(voidLimit));
    }

    private void raise(Tx tx, JsonNode request) {
        set(tx, request.required("void_limit").asInt(), null);
    }

    private void set(Tx tx, @Nullable Integer voidLimit, @Nullable Integer activationLimit) {
        new ProviderRepository(tx).setLimits(voidLimit, activationLimit);
        Provider changed = providers.of(tx);
        audit.record(
                tx,
                "provider.changed",
                "provider:" + changed.id(),
                Map.of(
                        "void_limit",
                        changed.voidLimit(),
                        "activation_limit",
                        changed.activationLimit()));
    }
}
