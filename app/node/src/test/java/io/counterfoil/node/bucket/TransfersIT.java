package io.counterfoil.node.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Slow clients, each of which holds a connection to the store. */
@Timeout(60)
class TransfersIT {
    /** More than what the system takes from a store for a client that reads nothing. */
    private static final byte[] LARGE = new byte[24 << 20];

    @TempDir Path folder;
    private FakeStore store;
    private Bucket bucket;

    @BeforeEach
    void start() throws Exception {
        store = FakeStore.start();
        Path key = Files.writeString(folder.resolve("key"), "any");
        bucket =
                Bucket.open(
                        new BucketSettings(
                                store.endpoint(),
                                "eu",
                                "bucket",
                                "",
                                3,
                                Duration.ofSeconds(20),
                                key,
                                key));
        bucket.replace("large", LARGE);
        bucket.replace("small", new byte[9]);
    }

    @AfterEach
    void stop() throws Exception {
        bucket.close();
        store.close();
    }

    @Test
    void leaveAConnectionToWhatTakesMoments() throws Exception {
        List<InputStream> slow = new ArrayList<>();
        for (int one = 0; one < 3; one++) {
            slow.add(Objects.requireNonNull(bucket.read("large", 0, LARGE.length)));
        }
        assertThatThrownBy(() -> bucket.read("large", 0, LARGE.length))
                .isInstanceOfSatisfying(
                        BucketException.class,
                        crowded -> {
                            assertThat(crowded.reason()).isEqualTo(BucketException.Reason.AWAY);
                            assertThat(crowded.isCertain()).isTrue();
                        });
        assertThat(bucket.size("small")).hasValue(9);
        bucket.replace("account", new byte[3]);
        assertThat(bucket.read("account")).hasSize(3);

        slow.removeFirst().close();
        assertThat(bucket.read("none", 0, LARGE.length)).as("there is none").isNull();
        slow.add(Objects.requireNonNull(bucket.read("large", 0, LARGE.length)));
        for (InputStream one : slow) {
            one.close();
        }
    }
}
