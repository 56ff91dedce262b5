package io.counterfoil.node;

import static org.awaitility.Awaitility.await;

import io.counterfoil.node.bucket.BucketSettings;
import io.counterfoil.node.store.StoreSettings;
import io.dropwizard.util.DataSize;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real S3 store: s3proxy over a folder, in a process of its own, as it wants another Jetty and
 * Jackson than the node. The build writes down its class path.
 */
final class S3Engine implements S3Store, AutoCloseable {
    private static final String BUCKET = "objects";
    private static final String ACCESS_KEY = "tests";
    private static final String SECRET_KEY = "of the store, and of nothing else";

    private final Path folder;
    private final int port;
    private Process process;

    private S3Engine(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** One for all tests that leave it as it was, even if they stand in its way. */
    static S3Engine shared() {
        return Shared.ENGINE;
    }

    private static final class Shared {
        private static final S3Engine ENGINE = start();

        private static S3Engine start() {
            try {
                Path folder = Files.createTempDirectory(target(), "s3-engine");
                S3Engine engine = S3Engine.start(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(engine::close));
                return engine;
            } catch (IOException e) {
                throw new IllegalStateException("the S3 engine doesn't start", e);
            }
        }
    }

    static S3Engine start(Path folder) throws IOException {
        int port = FreePort.find();
        Files.createDirectories(folder.resolve("buckets").resolve(BUCKET));
        Files.writeString(
                folder.resolve("s3proxy.conf"),
                """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                s3proxy.v4-max-non-chunked-request-size=134217728
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """
                        .formatted(port, ACCESS_KEY, SECRET_KEY, folder.resolve("buckets")));
        Files.writeString(folder.resolve("access.key"), ACCESS_KEY + "\n");
        Files.writeString(folder.resolve("secret.key"), SECRET_KEY + "\n");
        return new S3Engine(folder, port, launch(folder, port));
    }

    private static Path target() {
        return Path.of(System.getProperty("basedir"), "target");
    }

    private static Process launch(Path folder, int port) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-DLOG_LEVEL=warn",
                                "-cp",
                                Files.readString(target().resolve("s3-engine.classpath")).strip(),
                                "org.gaul.s3proxy.Main",
                                "--properties",
                                folder.resolve("s3proxy.conf").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("s3proxy.log").toFile())
                        .start();
        boolean answers = false;
        try {
            await("the S3 engine answers")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> answers(port));
            answers = true;
            return process;
        } finally {
            if (!answers) {
                process.destroyForcibly();
            }
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    Path accessKey() {
        return folder.resolve("access.key");
    }

    Path secretKey() {
        return folder.resolve("secret.key");
    }

    @Override
    public String url() {
        return "s3:" + endpoint() + "/" + BUCKET;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("AWS_ACCESS_KEY_ID", ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", SECRET_KEY);
    }

    @Override
    public StoreSettings.S3 store(String prefix) {
        return store(endpoint(), prefix);
    }

    /** The same behind another address. */
    StoreSettings.S3 store(URI address, String prefix) {
        return new StoreSettings.S3(
                new BucketSettings(
                        address,
                        "us-east-1",
                        BUCKET,
                        prefix,
                        200,
                        BucketSettings.PATIENCE,
                        accessKey(),
                        secretKey()),
                DataSize.gibibytes(10));
    }

    /** What lies in the bucket under a prefix, half-written things too, as the engine's files. */
    private List<Path> files(String prefix) throws IOException {
        Path place = bucket().resolve(prefix);
        if (!Files.exists(place)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(place)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private Path bucket() {
        return folder.resolve("buckets").resolve(BUCKET);
    }

    @Override
    public List<String> keys(String prefix) throws IOException {
        return files(prefix).stream().map(file -> bucket().relativize(file).toString()).toList();
    }

    @Override
    public long bytes(String prefix) throws IOException {
        long sum = 0;
        for (Path file : files(prefix)) {
            sum += Files.size(file);
        }
        return sum;
    }

    @Override
    public void empty(String prefix) throws IOException {
        for (Path file : files(prefix)) {
            Files.delete(file);
        }
    }

    void stop() {
        process.destroyForcibly().onExit().join();
    }

    void startAgain() throws IOException {
        process = launch(folder, port);
    }

    @Override
    public void close() {
        stop();
    }
}
