package io.counterfoil.node;

import io.counterfoil.node.contract.Capacity;
import io.counterfoil.node.contract.Scrub;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How much room there is. */
final class CapacityMeter {
    private final Accounts accounts;
    private final Volume volume;
    private final Supplier<@Nullable Scrub> scrub;

    /**
     * @param scrub how far scrubbing is; gives null where that is off
     */
    CapacityMeter(Accounts accounts, Volume volume, Supplier<@Nullable Scrub> scrub) {
        this.accounts = accounts;
        this.volume = volume;
        this.scrub = scrub;
    }

    Capacity read() {
        Accounts.Totals totals = accounts.totals();
        return new Capacity(
                volume.totalBytes(),
                volume.usableBytes(totals.usedBytes()),
                totals.usedBytes(),
                totals.promisedBytes(),
                totals.accounts(),
                scrub.get());
    }
}
