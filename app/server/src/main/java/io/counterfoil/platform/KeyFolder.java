package io.counterfoil.platform;

import io.counterfoil.codes.RunKey;
import io.counterfoil.codes.ServerKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that never enter the database: the server's, and one per open print run. Files of mode
 * 0600 in a folder of mode 0700.
 *
 * <p>The folder, or the one of the runs within it, may be on a disk of its own. While that is away
 * its place is empty, and an empty place says nothing of keys: so both are marked when they are
 * made, and only where the marks are is a key that is not there one that does not exist.
 *
 * <p>Whoever loses the server's key loses every unredeemed code: their digests can't be computed
 * any more.
 */
public final class KeyFolder {
    private static final int MARK_BYTES = 16;
    private static final Pattern RUN_KEY = Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4,12}){4})\\.key");

    private final Path serverKey;
    private final Path runs;
    private final Path ownMark;
    private final Path markOfRuns;
    private final byte[] mark;
    private final SecureRandom random;

    /** The keys under {@code folder}, which is made if it does not exist. */
    public KeyFolder(Path folder, SecureRandom random) {
        this.serverKey = folder.resolve("server.key");
        this.runs = folder.resolve("runs");
        this.ownMark = folder.resolve("runs.mark");
        this.markOfRuns = runs.resolve("mark");
        this.random = random;
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            Files.createDirectories(runs, ownerOnly);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.mark = markOrNew();
    }

    /** The first start ever makes the marks; later ones never mark the place of what is away. */
    private byte[] markOrNew() {
        return read(ownMark)
                .orElseGet(
                        () -> {
                            byte[] made =
                                    readOrNew(
                                            markOfRuns,
                                            () -> {
                                                byte[] fresh = new byte[MARK_BYTES];
                                                random.nextBytes(fresh);
                                                return fresh;
                                            });
                            return readOrNew(ownMark, () -> made);
                        });
    }

    /**
     * Whether the keys of runs are here, rather than the empty place of a disk that is away. If not,
     * no key may be made, and none counts as destroyed.
     */
    public boolean isHere() {
        return isMark(ownMark) && isMark(markOfRuns);
    }

    private boolean isMark(Path file) {
        return read(file).filter(found -> Arrays.equals(found, mark)).isPresent();
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

    /**
     * The key of a run that is being minted; the first call makes it durable before it is used.
     *
     * @throws IllegalStateException if the keys of runs are away
     */
    public RunKey runKeyOrNew(UUID run) {
        requireHere();
        return new RunKey(readOrNew(runFile(run), () -> RunKey.generate(random).reveal()));
    }

    /**
     * Overwrites and deletes the key of a run: nobody can open its sealed codes again. Doing it
     * again changes nothing.
     *
     * @throws IllegalStateException if the keys of runs are away, and maybe that one with them; try
     *     again later
     */
    public void destroyRunKey(UUID run) {
        Path file = runFile(run);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(RunKey.BYTES));
            channel.force(true);
            Files.delete(file);
            PrivateFiles.syncFolder(file);
        } catch (NoSuchFileException e) {
            requireHere();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The runs and reprints whose keys are here. */
    public List<UUID> runs() {
        List<UUID> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(runs)) {
            for (Path file : files) {
                Matcher key = RUN_KEY.matcher(file.getFileName().toString());
                if (key.matches()) {
                    found.add(UUID.fromString(key.group(1)));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException(e.getCause());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private void requireHere() {
        if (!isHere()) {
            throw new IllegalStateException(
                    "The keys of print runs are not in "
                            + runs
                            + " now: perhaps their disk is away. Bring it back. Only if they are"
                            + " lost for good, delete "
                            + ownMark
                            + " and start the service again.");
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
