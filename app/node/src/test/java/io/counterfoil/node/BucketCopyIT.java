package io.counterfoil.node;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Into a bucket. */
class BucketCopyIT extends CopyContract {
    @RegisterExtension private static final S3Place PLACE = new S3Place("copy");

    @TempDir Path folder;
    private final S3Place.Part place = PLACE.part();

    @Override
    TestNode startTarget() throws IOException {
        return TestNode.start(folder, place.store());
    }
}
