package io.counterfoil.node.store;

import com.codahale.metrics.health.HealthCheck;
import io.counterfoil.node.bucket.Bucket;
import io.counterfoil.node.bucket.Lease;
import io.dropwizard.core.setup.Environment;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ArrayByteBufferPool;

/**
 * The parts of a node that differ by where its objects lie, wired: everybody else sees the
 * interfaces.
 */
public record NodeStore(
        ObjectStore objects,
        SmallFiles accounts,
        Volume volume,
        HealthCheck check,
        Runnable closing)
        implements AutoCloseable {

    /**
     * Files in the data folder.
     *
     * @param minimumFree bytes of the volume that uploads leave alone
     */
    public static NodeStore local(DataFolder folder, long minimumFree) {
        Volume volume =
                new Volume() {
                    @Override
                    public long totalBytes() {
                        return folder.totalBytes();
                    }

                    @Override
                    public long usableBytes(long usedBytes) {
                        return Math.max(0, folder.usableBytes() - minimumFree);
                    }
                };
        return new NodeStore(
                new DiskStore(
                        folder,
                        new Room(folder::usableBytes, minimumFree),
                        new ArrayByteBufferPool()),
                new FolderFiles(folder),
                volume,
                new StorageCheck(folder, minimumFree),
                () -> {});
    }

    /**
     * A bucket; the data folder has the node's identity and bodies of unknown length.
     *
     * @param minimumFree bytes of the folder's volume that those leave alone
     */
    public static NodeStore s3(
            StoreSettings.S3 settings,
            DataFolder folder,
            long minimumFree,
            LocationLocks locks,
            Environment environment)
            throws IOException {
        Bucket bucket = Bucket.open(settings.bucket());
        Lease lease;
        try {
            lease = Lease.take(bucket, folder.identity(), System::nanoTime);
        } catch (IOException | RuntimeException e) {
            bucket.close();
            throw e;
        }
        Doubts doubts = new Doubts(locks, lease::isHeld);
        ScheduledExecutorService upkeep =
                environment.lifecycle().scheduledExecutorService("bucket").threads(2).build();
        lease.keep(upkeep);
        var unused = upkeep.scheduleWithFixedDelay(doubts::settleAll, 1, 1, TimeUnit.MINUTES);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Spool spool = new Spool(folder, new Room(folder::usableBytes, minimumFree));
        long capacity = settings.capacity().toBytes();
        Volume volume =
                new Volume() {
                    @Override
                    public long totalBytes() {
                        return capacity;
                    }

                    @Override
                    public long usableBytes(long usedBytes) {
                        return Math.max(0, capacity - usedBytes);
                    }
                };
        return new NodeStore(
                new BucketStore(bucket, lease, doubts, spool, threads),
                new BucketFiles(bucket, lease),
                volume,
                new BucketCheck(bucket, lease),
                () -> {
                    threads.shutdownNow();
                    lease.close();
                    bucket.close();
                });
    }

    @Override
    public void close() {
        closing.run();
    }
}
