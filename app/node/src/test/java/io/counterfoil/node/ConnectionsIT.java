package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.data.LimitSettings;
import io.counterfoil.node.store.DataFolder;
import io.dropwizard.util.Duration;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How many may be connected, and what becomes of them when the node stops. */
@Timeout(120)
class ConnectionsIT {
    private static final byte[] LOCK = {7};
    private static final String LOCK_PATH = "/locks/" + Blobs.name(LOCK);
    private static final byte[] PACK = Blobs.bytes(1_000, 1);
    private static final Pattern METRIC = Pattern.compile("(?m)^\\S*QueuedThreadPool_dw_jobs (\\S+)$");

    /** Shorter than the 30 seconds that a node gives what runs when it is told to stop. */
    private static final java.time.Duration SOON = java.time.Duration.ofSeconds(20);

    private static final Duration MOMENT = Duration.milliseconds(50);

    @TempDir Path folder;
    private final List<RawConnection> connections = new ArrayList<>();

    @AfterEach
    void hangUp() throws Exception {
        for (RawConnection connection : connections) {
            connection.close();
        }
    }

    private TestNode start(LimitSettings limits) throws Exception {
        NodeConfiguration configuration = NodeConfiguration.of(NodeSettings.in(folder));
        configuration.setLimits(limits);
        TestNode node = TestNode.start(configuration);
        node.open(anAccount().user("anna"));
        node.open(anAccount().user("bert"));
        return node;
    }

    private RawConnection connect(TestNode node) throws Exception {
        RawConnection connection = new RawConnection(node.node().dataUrl());
        connections.add(connection);
        return connection;
    }

    /** One that did something and is kept alive, where nothing else goes on. */
    private RawConnection idle(TestNode node, String user) throws Exception {
        RawConnection connection = connect(node);
        assertThat(lock(connection, node, user)).isEqualTo("HTTP/1.1 200 OK");
        awaitQuiet(node);
        return connection;
    }

    /** A request is over a moment after its answer, and until then its connection is not idle. */
    private static void awaitQuiet(TestNode node) {
        await("no request runs").until(() -> node.metric("node_running_requests") == 0);
    }

    /**
     * The one of two that stays when the other is hung up. An answer arrives before the node counts
     * its request as over, so which of them was idle longer only the node knows.
     */
    private static RawConnection leftOf(RawConnection first, RawConnection second) {
        AtomicReference<@Nullable RawConnection> left = new AtomicReference<>();
        await("one of the two is hung up")
                .until(
                        () -> {
                            if (first.endsWithin(MOMENT.toJavaDuration())) {
                                left.set(second);
                            } else if (second.endsWithin(MOMENT.toJavaDuration())) {
                                left.set(first);
                            }
                            return left.get() != null;
                        });
        return Objects.requireNonNull(left.get());
    }

    private static String lock(RawConnection connection, TestNode node, String user)
            throws Exception {
        connection.head(LOCK_PATH, node.client(user), "Content-Length: 1");
        connection.send(LOCK);
        return connection.answer();
    }

    /** One that sends an object and isn't done. */
    private RawConnection busy(TestNode node, String user) throws Exception {
        int before = node.incoming().size();
        RawConnection connection = connect(node);
        connection.head(
                "/data/" + Blobs.name(PACK), node.client(user), "Content-Length: " + PACK.length);
        connection.send(PACK, 0, 500);
        await("it runs").untilAsserted(() -> assertThat(node.incoming()).hasSize(before + 1));
        return connection;
    }

    private static void repositories(TestNode node) throws Exception {
        try (RawConnection connection = new RawConnection(node.node().dataUrl())) {
            for (String user : List.of("anna", "bert")) {
                connection.head("/?create=true", node.client(user), "Content-Length: 0");
                assertThat(connection.answer()).isEqualTo("HTTP/1.1 200 OK");
            }
        }
        awaitQuiet(node);
    }

    @Test
    void theLongestIdleMakesRoomAndWithoutOneTheNextIsAskedToComeAgain() throws Exception {
        try (TestNode node = start(LimitSettings.of(2, 10, 10))) {
            repositories(node);
            RawConnection first = idle(node, "anna");
            RawConnection second = idle(node, "anna");
            RawConnection third = idle(node, "bert");
            RawConnection left = leftOf(first, second);
            assertThat(lock(left, node, "bert")).isEqualTo("HTTP/1.1 200 OK");
            left.close();
            third.close();
            await("the node has seen both end")
                    .until(() -> node.metric("node_connections") == 0);

            RawConnection upload = busy(node, "anna");
            busy(node, "bert");
            RawConnection refused = connect(node);
            assertThat(lock(refused, node, "anna")).startsWith("HTTP/1.1 503");
            assertThat(refused.isAtEnd()).isTrue();
            upload.send(PACK, 500, PACK.length);
            assertThat(upload.answer()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void anAccountHasItsShareOfConnectionsAndRequestsAndNoMore() throws Exception {
        try (TestNode node = start(LimitSettings.of(100, 3, 2))) {
            repositories(node);
            RawConnection other = idle(node, "bert");
            RawConnection upload = busy(node, "anna");
            busy(node, "anna");
            RawConnection third = connect(node);
            assertThat(lock(third, node, "anna")).startsWith("HTTP/1.1 503");
            assertThat(lock(other, node, "bert")).isEqualTo("HTTP/1.1 200 OK");
            upload.send(PACK, 500, PACK.length);
            assertThat(upload.answer()).isEqualTo("HTTP/1.1 200 OK");
            await("the request is counted as over")
                    .untilAsserted(
                            () ->
                                    assertThat(lock(connect(node), node, "anna"))
                                            .isEqualTo("HTTP/1.1 200 OK"));
        }
    }

    @Test
    void anAccountThatOpensMoreAndMoreClosesItsOwn() throws Exception {
        try (TestNode node = start(LimitSettings.of(100, 2, 2))) {
            repositories(node);
            RawConnection other = idle(node, "bert");
            RawConnection first = idle(node, "anna");
            RawConnection second = idle(node, "anna");
            idle(node, "anna");
            assertThat(lock(leftOf(first, second), node, "anna")).isEqualTo("HTTP/1.1 200 OK");
            assertThat(lock(other, node, "bert")).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void whatDoesNotEndInTimeIsCutOffWithoutATrace() throws Exception {
        NodeConfiguration configuration = NodeConfiguration.of(NodeSettings.in(folder));
        configuration.server().setShutdownGracePeriod(Duration.milliseconds(700));
        try (TestNode node = TestNode.start(configuration)) {
            node.open(anAccount().user("anna"));
            node.client("anna").withRepository();
            RawConnection upload = busy(node, "anna");
            node.node().close();
            assertThat(upload.isAtEnd()).isTrue();
        }
        assertThat(TestNode.incoming(folder)).isEmpty();
    }

    @Test
    void anUploadEndsWhenTheNodeIsToldToStop() throws Exception {
        UUID id = UUID.randomUUID();
        try (ChildNode node = ChildNode.start(folder)) {
            node.put(id);
            String anna = AccountSpecs.authorization("anna");
            Path data = folder.resolve("node");
            try (RawConnection idle = new RawConnection(node.url("application"));
                    RawConnection upload = new RawConnection(node.url("application"))) {
                idle.head("/?create=true", anna, "Content-Length: 0");
                assertThat(idle.answer()).isEqualTo("HTTP/1.1 200 OK");
                upload.head("/data/" + Blobs.name(PACK), anna, "Content-Length: " + PACK.length);
                upload.send(PACK, 0, 500);
                await("it runs")
                        .untilAsserted(() -> assertThat(TestNode.incoming(data)).hasSize(1));
                node.terminate();
                assertThat(idle.isAtEnd()).isTrue();
                await("nobody else gets in")
                        .atMost(SOON)
                        .until(
                                () -> {
                                    try (var late = new RawConnection(node.url("application"))) {
                                        return late.isAtEnd();
                                    } catch (IOException e) {
                                        return true;
                                    }
                                });
                upload.send(PACK, 500, PACK.length);
                assertThat(upload.answer()).isEqualTo("HTTP/1.1 200 OK");
                assertThat(node.exit().get(5, TimeUnit.SECONDS).exitValue())
                        .isEqualTo(143);
            }
            assertThat(TestNode.bytesOnDisk(data, id)).isEqualTo(PACK.length);
            assertThat(TestNode.incoming(data)).isEmpty();
        }
    }

    /** Each connection is looked at every few seconds, and the second one is in use all the time. */
    @Test
    void whatRunsWhenItsAccountIsClosedIsCutAndWhoAsksLaterIsTurnedAwayInPeace() throws Exception {
        try (TestNode node = start(new LimitSettings())) {
            UUID id = node.open(anAccount().user("carl"));
            node.client("carl").withRepository();
            RawConnection runs = busy(node, "carl");
            node.put(id, anAccount().version(2).user("carl").state(AccountState.CLOSED));
            RawConnection late = connect(node);
            late.head(
                    "/data/" + Blobs.name(PACK),
                    node.client("carl"),
                    "Content-Length: " + PACK.length);
            late.send(PACK, 0, 500);
            assertThat(late.answer()).isEqualTo("HTTP/1.1 403 Forbidden");
            assertThat(runs.isAtEnd()).isTrue();
            late.send(PACK, 500, PACK.length);
            assertThat(lock(late, node, "carl")).isEqualTo("HTTP/1.1 403 Forbidden");
        }
    }

    /** A HEAD takes no thread but the one that read it, and the administration has its own. */
    @Test
    void whileEveryThreadWaitsForTheDiskAHeadAndTheAdministrationAreAnswered() throws Exception {
        NodeConfiguration configuration = NodeConfiguration.of(NodeSettings.in(folder));
        configuration.server().setMinThreads(8);
        configuration.server().setMaxThreads(8);
        PowerCutDisk disk = new PowerCutDisk();
        CountDownLatch goesOn = new CountDownLatch(1);
        StorageNode started = StorageNode.start(configuration, InstantSource.system(), disk);
        try (TestNode node = TestNode.of(folder, started)) {
            node.open(anAccount().user("anna"));
            TestNode.Client anna = node.client("anna").withRepository();
            RawConnection asks = idle(node, "anna");
            disk.beforeSync(
                    path -> {
                        if (DataFolder.parent(path).endsWith("incoming")) {
                            hold(goesOn);
                        }
                    });
            List<RawConnection> uploads = new ArrayList<>();
            for (byte i = 0; i < 16; i++) {
                byte[] key = {i};
                RawConnection upload = connect(node);
                upload.head("/keys/" + Blobs.name(key), anna, "Content-Length: 1");
                upload.send(key);
                uploads.add(upload);
            }
            await("no thread is left").until(() -> waitingForAThread(node) > 0);
            String head =
                    "HEAD %s HTTP/1.1\r\nHost: node\r\nAuthorization: %s\r\n\r\n"
                            .formatted(LOCK_PATH, anna.authorization());
            assertThat(asks.exchange("HEAD", head.getBytes(UTF_8), true)).isEqualTo(200);
            assertThat(node.admin("GET", "admin/capacity", null).statusCode()).isEqualTo(200);
            assertThat(waitingForAThread(node)).isPositive();
            goesOn.countDown();
            for (RawConnection upload : uploads) {
                assertThat(upload.answer()).isEqualTo("HTTP/1.1 200 OK");
            }
        } finally {
            goesOn.countDown();
        }
    }

    private static void hold(CountDownLatch goesOn) throws IOException {
        try {
            goesOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** What the threads of the data port have still to begin. */
    private static double waitingForAThread(TestNode node) throws Exception {
        String metrics = node.admin("GET", "metrics", null).body();
        return METRIC.matcher(metrics)
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(metrics));
    }
}
