package io.counterfoil.node.store;

import com.codahale.metrics.health.HealthCheck;
import java.io.IOException;
import java.nio.file.Path;

/** Healthy while the data folder takes and keeps a byte and has more room than the minimum. */
final class StorageCheck extends HealthCheck {
    private final DataFolder folder;
    private final long minimumFreeBytes;

    StorageCheck(DataFolder folder, long minimumFreeBytes) {
        this.folder = folder;
        this.minimumFreeBytes = minimumFreeBytes;
    }

    @Override
    protected Result check() throws IOException {
        Path probe = folder.root().resolve(".probe");
        folder.replace(probe, new byte[] {1});
        return folder.usableBytes() > minimumFreeBytes
                ? Result.healthy()
                : Result.unhealthy(
                        "less than %d bytes are free: add space or lower minimumFreeSpace",
                        minimumFreeBytes);
    }
}
