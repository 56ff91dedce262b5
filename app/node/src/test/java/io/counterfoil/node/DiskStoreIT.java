package io.counterfoil.node;

import io.counterfoil.node.store.DataFolder;
import io.counterfoil.node.store.DiskStore;
import io.counterfoil.node.store.DurableFiles;
import io.counterfoil.node.store.ObjectStore;
import io.counterfoil.node.store.Room;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Objects as files. */
class DiskStoreIT extends ObjectStoreContract {
    @TempDir Path folder;
    private @Nullable DataFolder data;

    @Override
    ObjectStore store() throws IOException {
        DataFolder open = data;
        if (open == null) {
            open = DataFolder.open(folder, new DurableFiles(FileChannel::open));
            data = open;
        }
        return new DiskStore(open, new Room(open::usableBytes, 0), new ArrayByteBufferPool());
    }

    @Override
    void restart() {
        close();
    }

    @AfterEach
    void close() {
        if (data != null) {
            data.close();
            data = null;
        }
    }

    @Override
    void plant(UUID owner, String path, byte[] content) throws IOException {
        Path file = folder.resolve("repositories").resolve(owner.toString()).resolve(path);
        Files.createDirectories(DataFolder.parent(file));
        Files.write(file, content);
    }

    @Override
    List<String> traces() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
