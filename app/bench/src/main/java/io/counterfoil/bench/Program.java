package io.counterfoil.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another program, from its start to its end. */
final class Program {
    private static final double NANOS = 1e9;
    private static final double KIB_PER_MIB = 1024;
    private static final long LOOK_EVERY_MILLIS = 20;
    private static final int STOP_SECONDS = 10;
    private static final String PEAK = "VmHWM:";

    private Program() {}

    /**
     * What it took.
     *
     * @param peakMib the most memory it held at once, in MiB; 0 where the system doesn't tell
     */
    record Taken(double seconds, double peakMib) {}

    /** A command of ours in a Java of its own, as the shipped jar runs it. */
    static List<String> counterfoil(String heap, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heap);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("io.counterfoil.CounterfoilApplication");
        command.addAll(arguments);
        return command;
    }

    /**
     * Runs a program in a folder; what it says goes to the standard error.
     *
     * @param needs the Debian packages that bring it
     * @throws IOException if it can't be started or fails, with what to install
     */
    static Taken run(Path folder, List<String> command, String needs)
            throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        long start = System.nanoTime();
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IOException(
                    command.getFirst() + " can't be started; it is in Debian's " + needs + ".", e);
        }
        double peak = 0;
        while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peakMib(process.pid()));
        }
        double seconds = (System.nanoTime() - start) / NANOS;
        if (process.exitValue() != 0) {
            throw new IOException(
                    "%s failed with status %d; it needs Debian's %s. It said:%n%s"
                            .formatted(
                                    command.getFirst(),
                                    process.exitValue(),
                                    needs,
                                    Files.readString(log)));
        }
        return new Taken(seconds, peak);
    }

    /** Ends one that runs until it is told to. */
    static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static double peakMib(long pid) throws IOException {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith(PEAK))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                    .findAny()
                    .orElse(0)
                    / KIB_PER_MIB;
        } catch (NoSuchFileException e) {
            // It has just ended, or this is no Linux.
            return 0;
        } catch (IOException e) {
            if ("No such process".equals(e.getMessage())) {
                return 0;
            }
            throw e;
        }
    }
}
