package io.counterfoil.node;

import io.counterfoil.node.store.Deleted;
import java.nio.file.Path;
import java.util.UUID;

/** Deleted objects of a bucket. */
class BucketDeletedIT extends DeletedContract {
    private final String prefix = "deleted-" + UUID.randomUUID() + "/";

    @Override
    TestNode start(Path data) throws Exception {
        return TestNode.start(data, S3Engine.shared().store(prefix));
    }
}
