package io.counterfoil.node;

import io.counterfoil.node.store.Deleted;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deleted objects of a bucket. */
class BucketDeletedIT extends DeletedContract {
    @RegisterExtension private static final S3Place PLACE = new S3Place("deleted");

    private final S3Place.Part place = PLACE.part();

    @Override
    TestNode start(Path data) throws Exception {
        return TestNode.start(data, place.store());
    }
}
