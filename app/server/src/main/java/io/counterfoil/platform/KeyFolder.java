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
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The keys that never enter the database: the server's, and one per open print run. Files of mode
 * 0600 in a folder of mode 0700.
 *
 * <p>Whoever loses the server's key loses every unredeemed code: their digests can't be computed
 * any more.
 */
public final class KeyFolder {
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
        return new ServerKey(readOrNew(serverKey, () -> ServerKey.generate(random).reveal()));
    }

    /** The key of an open run, or empty if it was destroyed or never made on this machine. */
    public Optional<RunKey> runKey(UUID run) {
        return read(runFile(run)).map(RunKey::new);
    }

    /** The key of a run that is being minted; the first call makes it durable before it is used. */
    public RunKey runKeyOrNew(UUID run) {
        return new RunKey(readOrNew(runFile(run), () -> RunKey.generate(random).reveal()));
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
            PrivateFiles.syncFolder(file);
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

    /** Of several callers at once, one makes the key and all get that one. */
    private static byte[] readOrNew(Path file, Supplier<byte[]> key) {
        Optional<byte[]> present = read(file);
        if (present.isPresent()) {
            return present.get();
        }
        try {
            PrivateFiles.writeNew(file, key.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read(file).orElseThrow();
    }
}
