package io.counterfoil.provisioning;

import static java.util.Objects.requireNonNull;

import io.counterfoil.node.contract.NodeKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

class FakeNodeIT extends NodeContract {
    private @Nullable FakeNode fake;

    @Override
    URI start(Path folder) throws IOException {
        fake = new FakeNode(folder);
        return fake.url();
    }

    @Override
    NodeKey key() {
        return requireNonNull(fake).key();
    }

    @Override
    void stop() {
        requireNonNull(fake).close();
    }
}
