package io.counterfoil.platform.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The server process of a cluster. It leaves this process's group, so that Ctrl-C is not for it.
 */
final class Postmaster {
    // Recovery after a crash reads up to max_wal_size of log.
    private static final int START_SECONDS = 600;
    // A service has five seconds to stop; what a fast stop can't write in four, recovery can.
    private static final int FAST_STOP_SECONDS = 4;
    private static final int ORPHAN_STOP_SECONDS = 60;
    private static final int LEAVE_SECONDS = 10;
    private static final int PORTS_TO_TRY = 5;
    private static final long LOG_LIMIT_BYTES = 10_000_000;
    private static final int LOG_TAIL_LINES = 20;

    private final Cluster cluster;
    private final Programs programs;
    private final RunAs runAs;
    private final Path log;

    Postmaster(Cluster cluster, Programs programs, RunAs runAs, Path log) {
        this.cluster = cluster;
        this.programs = programs;
        this.runAs = runAs;
        this.log = log;
    }

    /** Starts it and returns its port once it answers. */
    int start(boolean durable) throws IOException {
        Files.writeString(
                cluster.folder().resolve("postgresql.conf"), ServerSettings.file(durable));
        runAs.own(cluster.folder());
        openLog();
        long logged = Files.size(log);
        // Between choosing a free port and listening on it somebody else may take it.
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            Command.Outcome outcome =
                    control(
                            "start",
                            List.of(
                                    "--log=" + log,
                                    "--wait",
                                    "--timeout=" + START_SECONDS,
                                    "--options=-p " + port));
            if (outcome.succeeded()) {
                return port;
            }
            String said = logSince(logged);
            if (attempt == PORTS_TO_TRY || !said.contains("Address already in use")) {
                throw new PostgresException(
                        "PostgreSQL did not start. The end of its log, %s:%n%s%n%s"
                                .formatted(log, tail(said), outcome.output()));
            }
        }
    }

    /**
     * Ends every session and stops the server; after four seconds without writing out its memory.
     */
    void stop() throws IOException {
        if (!stop("fast", FAST_STOP_SECONDS) && !stop("immediate", LEAVE_SECONDS)) {
            throw new PostgresException("PostgreSQL does not stop; see " + log);
        }
    }

    /** Lets sessions end by themselves for a while, then stops. */
    void stopAfterSessions(int seconds) throws IOException {
        if (!stop("smart", seconds)) {
            stop();
        }
    }

    /**
     * Stops the server that a killed service left behind, and forgets a process that has gone,
     * whose number may be another program's by now.
     */
    void clearRemains() throws IOException {
        Optional<ProcessHandle> orphan = running();
        if (orphan.isPresent()) {
            if (!stop("fast", ORPHAN_STOP_SECONDS) && !stop("immediate", LEAVE_SECONDS)) {
                throw new PostgresException(
                        "The PostgreSQL of an earlier run (process %d) does not stop. End it, then start again."
                                .formatted(orphan.get().pid()));
            }
            return;
        }
        Optional<PidFile> remains = PidFile.read(cluster.folder());
        if (remains.isPresent()) {
            // Not deleted: PostgreSQL still sees in it whether anybody has the files in use.
            remains.get().disown(cluster.folder());
        } else {
            // A power failure may leave an empty one.
            Files.deleteIfExists(PidFile.in(cluster.folder()));
        }
    }

    private Optional<ProcessHandle> running() throws IOException {
        return PidFile.read(cluster.folder())
                .flatMap(file -> ProcessHandle.of(file.pid()))
                .filter(this::isOurs);
    }

    private boolean stop(String mode, int seconds) throws IOException {
        Command.Outcome outcome =
                control("stop", List.of("--mode=" + mode, "--wait", "--timeout=" + seconds));
        return outcome.succeeded() || running().isEmpty();
    }

    private Command.Outcome control(String action, List<String> arguments) throws IOException {
        var all = new ArrayList<String>();
        all.add(action);
        all.add("--pgdata=" + cluster.folder());
        all.addAll(arguments);
        return Command.run(runAs.command(programs.control(), all), "");
    }

    private boolean isOurs(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        boolean postgres =
                info.command().filter(path -> Path.of(path).endsWith("postgres")).isPresent();
        return postgres
                && info.arguments()
                        .filter(
                                arguments ->
                                        Arrays.asList(arguments)
                                                .contains(cluster.folder().toString()))
                        .isPresent();
    }

    private void openLog() throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
            Files.move(
                    log,
                    log.resolveSibling(log.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(log)) {
            Files.createFile(log, Folders.OWNER_ONLY);
        }
        runAs.own(log);
    }

    private String logSince(long start) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            channel.position(start);
            return new String(
                    Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String tail(String text) {
        List<String> lines = text.lines().toList();
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
