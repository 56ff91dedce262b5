package io.counterfoil.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

/** Into a bucket. */
class BucketCopyIT extends CopyContract {
    @TempDir Path folder;
    private final String prefix = "copy-" + UUID.randomUUID() + "/";

    @Override
    TestNode startTarget() throws IOException {
        return TestNode.start(folder, S3Engine.shared().store(prefix));
    }
}
