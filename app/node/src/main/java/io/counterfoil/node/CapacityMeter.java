package io.counterfoil.node;

import io.counterfoil.node.contract.Capacity;

/** How much room there is. */
final class CapacityMeter {
    private final Accounts accounts;
    private final Volume volume;

    CapacityMeter(Accounts accounts, Volume volume) {
        this.accounts = accounts;
        this.volume = volume;
    }

    Capacity read() {
        Accounts.Totals totals = accounts.totals();
        return new Capacity(
                volume.totalBytes(),
                volume.usableBytes(totals.usedBytes()),
                totals.usedBytes(),
                totals.promisedBytes(),
                totals.accounts());
    }
}
