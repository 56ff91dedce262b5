package io.counterfoil.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
    @TempDir private Path folder;

    @Test
    void aSyncBesideOneThatFailsIsDoneOnceMore() throws Exception {
        List<Path> opened = new ArrayList<>();
        AtomicReference<DurableFiles> files = new AtomicReference<>();
        files.set(
                new DurableFiles(
                        (file, options) -> {
                            opened.add(file);
                            if (opened.size() == 1) {
                                assertThatThrownBy(() -> files.get().sync(folder))
                                        .hasMessage("a fault of the disk");
                            } else if (opened.size() == 2) {
                                throw new IOException("a fault of the disk");
                            }
                            return FileChannel.open(file, options);
                        }));
        files.get().sync(folder);
        assertThat(opened).hasSize(4).last().isEqualTo(folder);
        assertThat(opened.get(2).getParent())
                .as("where something is to be written")
                .isEqualTo(folder);
    }
}
