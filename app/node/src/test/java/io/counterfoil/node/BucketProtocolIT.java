package io.counterfoil.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** The protocol over a bucket. */
class BucketProtocolIT extends ProtocolContract {
    @TempDir static Path folder;
    private final String prefix = "protocol-" + UUID.randomUUID() + "/";

    @Override
    TestNode start() throws IOException {
        return TestNode.start(folder, S3Engine.shared().store(prefix));
    }

    @Override
    Stream<String> stored(UUID account) throws IOException {
        Path root = Path.of(prefix, "repositories", account.toString());
        return S3Engine.shared().files(root.toString()).stream()
                .map(file -> root.relativize(file).toString());
    }
}
