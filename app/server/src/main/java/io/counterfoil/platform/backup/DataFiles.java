package io.counterfoil.platform.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a data folder that a backup takes along: the server's key and what the storage node
 * knows about its accounts. The keys of print runs stay out, for a copy of them would outlive the
 * count-in that has to destroy them.
 */
final class DataFiles {
    private static final List<PathMatcher> TAKEN =
            Stream.of("keys/server.key", "node/accounts/*.json", "node/*.key")
                    .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                    .toList();
    private static final int DEPTH = 3;

    private final Path folder;

    DataFiles(Path folder) {
        this.folder = folder;
    }

    /** Their paths inside the folder. */
    List<Path> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            return files.map(folder::relativize).filter(DataFiles::isTaken).sorted().toList();
        }
    }

    /** Whether a path that an archive names is one of them, and not one outside. */
    static boolean isTaken(Path path) {
        return path.normalize().equals(path)
                && TAKEN.stream().anyMatch(pattern -> pattern.matches(path));
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
        Path unfinished = parent.resolve(file.getFileName() + ".restoring");
        var options =
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        try (FileChannel channel =
                FileChannel.open(
                        unfinished,
                        options,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
