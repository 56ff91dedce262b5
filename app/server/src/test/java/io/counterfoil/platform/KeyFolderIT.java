package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderIT {
    private static final UUID RUN = new UUID(1, 2);

    @TempDir private Path folder;
    private KeyFolder keys;

    @BeforeEach
    void open() {
        keys = new KeyFolder(folder, new SecureRandom());
    }

    @Test
    void aKeyIsMadeOnceAndReadByItsOwnerAlone() throws Exception {
        byte[] first = keys.serverKey().reveal();
        assertThat(new KeyFolder(folder, new SecureRandom()).serverKey().reveal()).isEqualTo(first);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("server.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void severalMintersOfOneRunGetTheSameKey() throws Exception {
        Callable<String> minter = () -> HexFormat.of().formatHex(keys.runKeyOrNew(RUN).reveal());
        Set<String> seen = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (var key :
                    threads.invokeAll(IntStream.range(0, 64).mapToObj(i -> minter).toList())) {
                seen.add(key.get());
            }
        }
        assertThat(seen).hasSize(1);
        assertThat(folder.resolve("runs"))
                .isDirectoryContaining("glob:**.key")
                .isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void aDestroyedRunKeyIsGoneAndDestroyingItAgainIsFine() {
        keys.runKeyOrNew(RUN);
        keys.destroyRunKey(RUN);
        keys.destroyRunKey(RUN);
        assertThat(keys.runKey(RUN)).isEmpty();
    }

    @Test
    void aKeyThatIsAwayWithItsFolderDoesNotCountAsDestroyed() throws IOException {
        keys.runKeyOrNew(RUN);
        Path runs = folder.resolve("runs");
        Path away = folder.resolve("away");
        Files.move(runs, away);
        Files.createDirectory(runs);

        for (KeyFolder each : List.of(keys, new KeyFolder(folder, new SecureRandom()))) {
            assertThat(each.isHere()).isFalse();
            assertThatThrownBy(() -> each.destroyRunKey(RUN)).hasMessageContaining("Bring it back");
            assertThatThrownBy(() -> each.runKeyOrNew(new UUID(3, 4)))
                    .hasMessageContaining("Bring it back");
        }

        Files.delete(runs);
        Files.move(away, runs);
        assertThat(keys.runs()).containsExactly(RUN);
        keys.destroyRunKey(RUN);
        assertThat(keys.runs()).isEmpty();
    }

    @Test
    void theWholeFolderMayBeAwayToo(@TempDir Path place) {
        KeyFolder there = new KeyFolder(place.resolve("keys"), new SecureRandom());
        there.runKeyOrNew(RUN);
        assertThat(place.resolve("keys").toFile().renameTo(place.resolve("away").toFile())).isTrue();
        // What a start in the empty place leaves behind, before it is refused for its other key.
        new KeyFolder(place.resolve("keys"), new SecureRandom()).serverKey();

        assertThatThrownBy(() -> there.destroyRunKey(RUN)).hasMessageContaining("Bring it back");
    }
}
