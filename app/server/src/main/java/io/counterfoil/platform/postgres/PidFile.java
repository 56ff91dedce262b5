package io.counterfoil.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a running server, or one that was killed, says about itself in its folder. */
record PidFile(long pid, int port) {
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;
    // Beyond the numbers that systems give to processes (2^22 at most).
    private static final long NOBODYS_PID = 1 << 30;

    static Path in(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    /** Empty if there is none, or none that is complete. */
    static Optional<PidFile> read(Path cluster) throws IOException {
        try {
            return parse(Files.readAllLines(in(cluster)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static Optional<PidFile> parse(List<String> lines) {
        try {
            return lines.size() <= PORT_LINE
                    ? Optional.empty()
                    : Optional.of(
                            new PidFile(
                                    Long.parseLong(lines.get(PID_LINE).strip()),
                                    Integer.parseInt(lines.get(PORT_LINE).strip())));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Puts a number there that no process has. */
    void disown(Path cluster) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(in(cluster)));
        lines.set(PID_LINE, String.valueOf(NOBODYS_PID));
        Files.write(in(cluster), lines);
    }
}
