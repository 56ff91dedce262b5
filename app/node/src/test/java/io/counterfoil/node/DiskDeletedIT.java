package io.counterfoil.node;

import io.counterfoil.node.store.Deleted;
import java.nio.file.Path;

/** Deleted files. */
class DiskDeletedIT extends DeletedContract {
    @Override
    TestNode start(Path data) throws Exception {
        return TestNode.start(data);
    }
}
