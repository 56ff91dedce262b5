package io.counterfoil.node;

import io.counterfoil.node.contract.Capacity;

/** How much room there is. */
final class CapacityMeter {
    private final Accounts accounts;
    private final DataFolder folder;
    private final long minimumFreeBytes;

    /**
     * @param minimumFreeBytes room on the volume that uploads leave alone
     */
    CapacityMeter(Accounts accounts, DataFolder folder, long minimumFreeBytes) {
        this.accounts = accounts;
        this.folder = folder;
        this.minimumFreeBytes = minimumFreeBytes;
    }

    Capacity read() {
        Accounts.Totals totals = accounts.totals();
        return new Capacity(
                folder.totalBytes(),
                Math.max(0, folder.usableBytes() - minimumFreeBytes),
                totals.usedBytes(),
                totals.promisedBytes(),
                totals.accounts());
    }
}
