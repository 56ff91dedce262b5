package io.counterfoil.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of its own that a test can fill; mounting it takes root. */
final class SmallVolume implements AutoCloseable {
    private static final long MIB = 1 << 20;

    private final Path mount;

    private SmallVolume(Path mount) {
        this.mount = mount;
    }

    /**
     * Makes one, or skips the test where this user or this system can't; with {@code CI=true} the
     * test fails then, so that nobody takes a build for tested that was not.
     *
     * @param type {@code tmpfs}, {@code ext4} or {@code xfs}
     * @param mib an xfs needs 300
     */
    static SmallVolume mount(Path folder, String type, int mib) throws IOException {
        require(
                "root".equals(System.getProperty("user.name")),
                "mounting a small " + type + " to fill takes root");
        Path mount = Files.createDirectories(folder.resolve("volume"));
        List<String> command;
        if (type.equals("tmpfs")) {
            command = List.of("mount", "-t", type, "-o", "size=" + mib + "m", type, mount + "");
        } else {
            Path image = folder.resolve("image");
            try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
                file.setLength(mib * MIB);
            }
            String make = type.equals("xfs") ? "mkfs.xfs" : "mkfs.ext4";
            assertThat(run(make, "-q", image.toString())).isEmpty();
            command = List.of("mount", "-o", "loop", image.toString(), mount.toString());
        }
        String refused = run(command.toArray(String[]::new));
        require(refused.isEmpty(), "this system mounts no small " + type + ": " + refused);
        return new SmallVolume(mount);
    }

    private static void require(boolean possible, String why) {
        if ("true".equals(System.getenv("CI"))) {
            assertThat(possible).as(why).isTrue();
        }
        assumeTrue(possible, why);
    }

    Path path() {
        return mount;
    }

    /**
     * Waits until so much is free. A process that is being started, by any test, has this one's
     * files open for a moment, and until it closes them a removed one takes its room.
     */
    void awaitFree(long mib) {
        await("removed files are gone")
                .until(() -> mount.toFile().getUsableSpace() >= mib * MIB);
    }

    /** Leaves so much room and no more. */
    void fillUpTo(long mib) throws IOException {
        long filler = mount.toFile().getUsableSpace() - mib * MIB;
        Path file = Files.createTempFile(mount, "filler", "");
        assertThat(run("fallocate", "-l", Long.toString(filler), file.toString())).isEmpty();
    }

    /** What the command says when it fails, or nothing. */
    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean well = process.onExit().join().exitValue() == 0;
        return well ? "" : command[0] + ": " + said;
    }

    /** Waits, too, until no process that is being started has a file of it open. */
    @Override
    public void close() {
        await("nobody uses it")
                .untilAsserted(() -> assertThat(run("umount", mount.toString())).isEmpty());
    }
}
