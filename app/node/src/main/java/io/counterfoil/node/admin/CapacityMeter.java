package io.counterfoil.node.admin;

import io.counterfoil.node.accounts.Accounts;
import io.counterfoil.node.accounts.Totals;
import io.counterfoil.node.contract.Capacity;
import io.counterfoil.node.contract.Scrub;
import io.counterfoil.node.store.Volume;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How much room there is. */
public final class CapacityMeter {
    private final Accounts accounts;
    private final Volume volume;
    private final Supplier<@Nullable Scrub> scrub;

    /**
     * @param scrub how far scrubbing is; gives null where that is off
     */
    public CapacityMeter(Accounts accounts, Volume volume, Supplier<@Nullable Scrub> scrub) {
        this.accounts = accounts;
        this.volume = volume;
        this.scrub = scrub;
    }

    public Capacity read() {
        Totals totals = accounts.totals();
        return new Capacity(
                volume.totalBytes(),
                volume.usableBytes(totals.usedBytes()),
                totals.usedBytes(),
                totals.promisedBytes(),
                totals.accounts(),
                scrub.get());
    }
}
