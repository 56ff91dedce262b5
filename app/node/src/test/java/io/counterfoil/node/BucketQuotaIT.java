package io.counterfoil.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Quotas over a bucket. */
class BucketQuotaIT extends QuotaContract {
    @RegisterExtension private static final S3Place PLACE = new S3Place("quota");

    @TempDir static Path folder;
    private final S3Place.Part place = PLACE.part();

    @Override
    TestNode start() throws IOException {
        return TestNode.start(folder, place.store());
    }

    @Override
    long bytes(UUID account) throws IOException {
        return place.bytes(account);
    }
}
