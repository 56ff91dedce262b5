package io.counterfoil.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Folders full of files to back up, and their comparison. */
final class Trees {
    private Trees() {}

    /** Some large files and many small ones, the same for the same seed. */
    static Path grow(Path root, int largeFiles, int smallFiles, long seed) throws IOException {
        Files.createDirectories(root.resolve("small"));
        for (int i = 0; i < largeFiles; i++) {
            Files.write(root.resolve("large-" + i), Blobs.bytes(9_000_001, seed + i));
        }
        for (int i = 0; i < smallFiles; i++) {
            Files.write(
                    root.resolve("small").resolve("s" + i), Blobs.bytes(i * 7, seed + 1000 + i));
        }
        return root;
    }

    /** The restored tree has the same files with the same bytes. */
    static void assertSame(Path original, Path restored) throws IOException {
        assertThat(names(restored).keySet()).isEqualTo(names(original).keySet());
        for (Map.Entry<String, Path> file : names(original).entrySet()) {
            Path other = restored.resolve(file.getKey());
            assertThat(Files.mismatch(file.getValue(), other)).as(file.getKey()).isEqualTo(-1);
        }
    }

    private static Map<String, Path> names(Path root) throws IOException {
        Map<String, Path> names = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(Files::isRegularFile)
                    .forEach(f -> names.put(root.relativize(f).toString(), f));
        }
        return names;
    }
}
