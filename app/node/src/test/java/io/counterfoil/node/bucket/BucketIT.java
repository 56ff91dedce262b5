package io.counterfoil.node.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.bucket.FakeStore.Mood;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BucketIT {
    /** More than is on its way between two programs of one machine. */
    private static final int LARGE = 64 << 20;

    @TempDir Path folder;

    @Test
    void whoWantsTheBeginningHangsUpOnAStoreThatSendsAll() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "key");
        try (FakeStore store = FakeStore.start();
                Bucket bucket =
                        Bucket.open(
                                new BucketSettings(
                                        store.endpoint(),
                                        "here",
                                        "bucket",
                                        "one/",
                                        10,
                                        BucketSettings.PATIENCE,
                                        key,
                                        key))) {
            store.put("one/large", new byte[LARGE], Duration.ZERO);
            store.becomes(Mood.PASSES_OVER_RANGES);
            try (InputStream beginning = Objects.requireNonNull(bucket.read("large", 0, 10))) {
                assertThat(beginning.readNBytes(10)).hasSize(10);
            }
            await("that the store sees it").until(() -> store.hungUp() == 1);
        }
    }
}
