package io.counterfoil.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The protocol over a bucket. */
class BucketProtocolIT extends ProtocolContract {
    @RegisterExtension private static final S3Place PLACE = new S3Place("protocol");

    @TempDir static Path folder;
    private final S3Place.Part place = PLACE.part();

    @Override
    TestNode start() throws IOException {
        return TestNode.start(folder, place.store());
    }

    @Override
    Stream<String> stored(UUID account) throws IOException {
        return place.keys(account).stream();
    }
}
