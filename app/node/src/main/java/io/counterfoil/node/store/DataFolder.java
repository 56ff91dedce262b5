package io.counterfoil.node.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything a node knows, and the only one who writes into it: {@code
 * accounts/} with a small file for each account, {@code repositories/} with their objects, {@code
 * deleted/} with those that clients deleted and that are kept, {@code damaged/}
 * with those whose bytes were found to be wrong, {@code incoming/} with what isn't whole yet.
 *
 * <p>Incoming files share the volume with the others, so that a rename puts a finished one in place
 * at once or not at all.
 */
public final class DataFolder implements AutoCloseable {
    private final Path root;
    private final FileChannel lockFile;
    private final DurableFiles files;

    private DataFolder(Path root, FileChannel lockFile, DurableFiles files) {
        this.root = root;
        this.lockFile = lockFile;
        this.files = files;
    }

    /**
     * Takes the folder, made with mode 0700 when it is missing, and sweeps what a killed run left
     * half-written.
     *
     * @throws IOException when it can't be used, or another node uses it
     */
    public static DataFolder open(Path root, DurableFiles files) throws IOException {
        Path lock = root.resolve(".lock");
        boolean made = !Files.isDirectory(root);
        if (made) {
            Files.createDirectories(
                    root,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        // Before there was a lock, a run that failed or was killed may have made the folder; below a
        // parent that can't be written, somebody else has.
        if (made || (Files.notExists(lock) && Files.isWritable(parent(root)))) {
            files.syncAnew(parent(root));
        }
        files.trust(root);
        FileChannel lockFile =
                FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (tryLock(lockFile) == null) {
                throw new IOException(
                        "another node uses the data folder " + root + "; stop that one first");
            }
            DataFolder folder = new DataFolder(root, lockFile, files);
            files.createFolder(folder.accounts());
            files.createFolder(folder.repositories());
            files.createFolder(folder.incoming());
            folder.sweep();
            // What an earlier run put there counts from now on.
            files.syncAnew(folder.accounts());
            return folder;
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void sweep() throws IOException {
        remove(incoming(), file -> true);
        // Below these it is done when an account is loaded.
        for (Path each : List.of(root, accounts(), repositories(), deleted(), damaged())) {
            if (Files.isDirectory(each)) {
                remove(each, DurableFiles::isScratch);
            }
        }
    }

    private static void remove(Path folder, DirectoryStream.Filter<Path> what) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, what)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }

    /** One word for this folder that no other has: what a node leaves its mark with elsewhere. */
    String identity() throws IOException {
        Path file = root.resolve("node.id");
        if (!Files.exists(file)) {
            replace(file, UUID.randomUUID().toString().getBytes(US_ASCII));
        }
        return Files.readString(file, US_ASCII);
    }

    /** How to change what is in it. */
    DurableFiles files() {
        return files;
    }

    public Path root() {
        return root;
    }

    Path accounts() {
        return root.resolve("accounts");
    }

    Path repositories() {
        return root.resolve("repositories");
    }

    Path deleted() {
        return root.resolve("deleted");
    }

    Path damaged() {
        return root.resolve("damaged");
    }

    /** A name for a new file that nobody else has and no listing shows. */
    Path newIncoming() {
        return incoming().resolve(UUID.randomUUID().toString());
    }

    private Path incoming() {
        return root.resolve("incoming");
    }

    /**
     * Puts a whole small file in place of an old one or none: after a crash there is the old or the
     * new one.
     */
    public void replace(Path file, byte[] content) throws IOException {
        Path temp = newIncoming();
        try {
            try (FileChannel channel = files.create(temp)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                files.put(temp, channel, file);
            }
        } finally {
            Files.deleteIfExists(temp);
        }
    }

    public static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(path + " has no folder");
        }
        return parent;
    }

    /** Bytes of the volume. */
    long totalBytes() {
        return root.toFile().getTotalSpace();
    }

    /** Bytes of the volume that are free; asked before each upload, so by the quick way. */
    public long usableBytes() {
        return root.toFile().getUsableSpace();
    }

    /** Lets another node take the folder. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the lock of " + root + " doesn't close", e);
        }
    }
}
