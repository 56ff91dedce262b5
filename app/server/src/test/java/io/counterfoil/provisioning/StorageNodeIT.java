package io.counterfoil.provisioning;

import static java.util.Objects.requireNonNull;

import io.counterfoil.node.NodeSettings;
import io.counterfoil.node.StorageNode;
import io.counterfoil.node.contract.NodeKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

class StorageNodeIT extends NodeContract {
    private @Nullable StorageNode node;

    @Override
    URI start(Path folder) throws IOException {
        node = StorageNode.start(NodeSettings.in(folder));
        return node.adminUrl();
    }

    @Override
    NodeKey key() {
        return requireNonNull(node).key();
    }

    @Override
    void stop() {
        requireNonNull(node).close();
    }
}
