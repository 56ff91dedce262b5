package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a provider decides for itself. */
public final class ProviderSettings {
    private static final int HIGHEST_VOID_LIMIT = 10_000_000;
    private static final int HIGHEST_ACTIVATION_LIMIT = 10_000;

    private final Transactions transactions;
    private final Providers providers;
    private final Audit audit;

    /** Settings of {@code providers}; who changes one is named in {@code audit}. */
    public ProviderSettings(Transactions transactions, Providers providers, Audit audit) {
        this.transactions = transactions;
        this.providers = providers;
        this.audit = audit;
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

    /** The caller's provider. */
    public Provider read(Caller caller) {
        return transactions.read(caller, providers::of);
    }

    /**
     * Changes settings, from the next request on.
     *
     * @throws Refused if a number is out of its range
     */
    public Provider change(Caller caller, Change wanted) {
        Fields fields = new Fields();
        if (wanted.voidLimit() != null) {
            fields.number("void_limit", wanted.voidLimit(), 0, HIGHEST_VOID_LIMIT);
        }
        if (wanted.activationLimit() != null) {
            fields.number(
                    "activation_limit", wanted.activationLimit(), 0, HIGHEST_ACTIVATION_LIMIT);
        }
        fields.done();
        return transactions.write(
                caller,
                tx -> {
                    new ProviderRepository(tx)
                            .setLimits(wanted.voidLimit(), wanted.activationLimit());
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
                    return changed;
                });
    }
}
