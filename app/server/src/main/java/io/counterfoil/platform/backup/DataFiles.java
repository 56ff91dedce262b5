package io.counterfoil.platform.backup;

import io.counterfoil.platform.PrivateFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a data folder that a backup takes along: the server's key and what the storage node
 * knows about its accounts. The keys of print runs stay out, for a copy of them would outlive the
 * count-in that has to destroy them.
 */
final class DataFiles {
    /** Without it no code in the database can be found again. */
    static final Path SERVER_KEY = Path.of("keys", "server.key");

    private static final List<PathMatcher> TAKEN =
            Stream.of("keys/server.key", "node/accounts/*.json", "node/*.key")
                    .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                    .toList();

    private final Path folder;

    DataFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Their paths inside the folder, in order. Only the places where they are is looked into, by
     * name, so that links are followed and files that come and go elsewhere don't matter.
     */
    List<Path> list() throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.exists(folder.resolve(SERVER_KEY))) {
            found.add(SERVER_KEY);
        }
        addAll(found, Path.of("node", "accounts"), "*.json");
        addAll(found, Path.of("node"), "*.key");
        Collections.sort(found);
        return found;
    }

    private void addAll(List<Path> found, Path place, String pattern) throws IOException {
        if (!Files.isDirectory(folder.resolve(place))) {
            return;
        }
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder.resolve(place), pattern)) {
            files.forEach(file -> found.add(place.resolve(file.getFileName())));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Whether a path that an archive names is one of them, and not one outside. */
    static boolean isTaken(Path path) {
        return path.normalize().equals(path)
                && TAKEN.stream().anyMatch(pattern -> pattern.matches(path));
    }

    Path folder() {
        return folder;
    }

    Optional<byte[]> read(Path path) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Puts a file in place, whole and durable, that only its owner may read. */
    void write(Path path, byte[] content) throws IOException {
        Path file = folder.resolve(path);
        Path parent = file.resolveSibling("");
        Files.createDirectories(
                parent,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        PrivateFiles.write(file, content);
    }
}
