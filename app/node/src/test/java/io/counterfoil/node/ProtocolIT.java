package io.counterfoil.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** The protocol over files. */
class ProtocolIT extends ProtocolContract {
    @TempDir static Path folder;

    @Override
    TestNode start() throws IOException {
        return TestNode.start(folder);
    }

    @Override
    Stream<String> stored(UUID account) throws IOException {
        Path root = folder.resolve("repositories").resolve(account.toString());
        if (!Files.exists(root)) {
            return Stream.empty();
        }
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
            return files.stream().map(file -> root.relativize(file).toString());
        }
    }
}
