package io.counterfoil.platform;

import io.counterfoil.codes.RunKey;
import io.counterfoil.codes.ServerKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The keys that never enter the database: the server's, and one per open print run. Files of mode
 * 0600 in a folder of mode 0700.
 *
 * <p>Whoever loses the server's key loses every unredeemed code: their digests can't be computed
 * any more.
 */
public final class KeyFolder {
    private static final String OWNER_ONLY = "rw-------";

    private final Path serverKey;
    private final Path runs;
    private final SecureRandom random;

    /** The keys under {@code folder}, which is made if it does not exist. */
    public KeyFolder(Path folder, SecureRandom random) {
        this.serverKey = folder.resolve("server.key");
        this.runs = folder.resolve("runs");
        this.random = random;
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            Files.createDirectories(runs, ownerOnly);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of the server's key, for the backup. */
    public Path serverKeyFile() {
        return serverKey;
    }

    /** The server's key; the first call ever makes it. */
    public ServerKey serverKey() {
        return new ServerKey(
                read(serverKey)
                        .orElseGet(
                                () -> {
                                    byte[] key = ServerKey.generate(random).reveal();
                                    write(serverKey, key);
                                    return key;
                                }));
    }

    /** The key of an open run, or empty if it was destroyed or never made on this machine. */
    public Optional<RunKey> runKey(UUID run) {
        return read(runFile(run)).map(RunKey::new);
    }

    /** The key of a run that is being minted; the first call makes it durable before it is used. */
    public RunKey runKeyOrNew(UUID run) {
        return runKey(run)
                .orElseGet(
                        () -> {
                            RunKey key = RunKey.generate(random);
                            write(runFile(run), key.reveal());
                            return key;
                        });
    }

    /**
     * Overwrites and deletes the key of a run: nobody can open its sealed codes again. Doing it
     * again changes nothing.
     */
    public void destroyRunKey(UUID run) {
        Path file = runFile(run);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(RunKey.BYTES));
            channel.force(true);
            Files.delete(file);
            syncFolder(file);
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path runFile(UUID run) {
        return runs.resolve(run + ".key");
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] key) {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY));
        var options =
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        try {
            try (FileChannel channel =
                    (FileChannel) Files.newByteChannel(temporary, options, ownerOnly)) {
                channel.write(ByteBuffer.wrap(key));
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void syncFolder(Path file) throws IOException {
        try (FileChannel folder =
                FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
