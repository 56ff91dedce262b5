package io.counterfoil.node;

import io.counterfoil.node.bucket.Bucket;
import io.counterfoil.node.bucket.Lease;
import io.counterfoil.node.store.BucketStore;
import io.counterfoil.node.store.DataFolder;
import io.counterfoil.node.store.Doubts;
import io.counterfoil.node.store.DurableFiles;
import io.counterfoil.node.store.LocationLocks;
import io.counterfoil.node.store.ObjectStore;
import io.counterfoil.node.store.Room;
import io.counterfoil.node.store.Spool;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Objects in a bucket. */
class BucketStoreIT extends ObjectStoreContract {
    @RegisterExtension private static final S3Place PLACE = new S3Place("store");

    private static final S3Place.Part PART = PLACE.part();

    private static Bucket bucket;
    private static Lease lease;

    @TempDir Path folder;
    private @Nullable Open open;

    @BeforeAll
    static void takeBucket() throws IOException {
        bucket = Bucket.open(PART.store().bucket());
        lease = Lease.take(bucket, "the test", System::nanoTime);
    }

    @AfterAll
    static void leaveBucket() {
        lease.close();
        bucket.close();
    }

    /** What a store ends with. */
    private record Open(DataFolder data, ExecutorService threads, ObjectStore store) {}

    private Open open() throws IOException {
        Open now = open;
        if (now == null) {
            DataFolder data = DataFolder.open(folder, new DurableFiles(FileChannel::open));
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            Doubts doubts = new Doubts(new LocationLocks(), lease::isHeld);
            Spool spool = new Spool(data, new Room(data::usableBytes, 0));
            now = new Open(data, threads, new BucketStore(bucket, lease, doubts, spool, threads));
            open = now;
        }
        return now;
    }

    @Override
    ObjectStore store() throws IOException {
        return open().store();
    }

    @Override
    void restart() {
        close();
    }

    @AfterEach
    void close() {
        if (open != null) {
            open.threads().shutdownNow();
            open.data().close();
            open = null;
        }
    }

    @Override
    void plant(UUID owner, String path, byte[] content) throws IOException {
        bucket.replace("repositories/" + owner + "/" + path, content);
    }

    @Override
    List<String> traces() throws IOException {
        List<String> traces = new ArrayList<>(PART.in().keys(PART.prefix()));
        traces.addAll(TestNode.incoming(folder).stream().map(f -> "incoming/" + f).toList());
        return traces;
    }
}
