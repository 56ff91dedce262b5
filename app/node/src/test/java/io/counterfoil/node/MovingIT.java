package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Capacity;
import io.counterfoil.node.contract.MovedTo;
import io.counterfoil.node.contract.NodeProblem;
import io.counterfoil.node.contract.Repositories;
import io.counterfoil.node.contract.Scope;
import io.counterfoil.node.data.LimitSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an account's clients and its copier get while it moves, and what is left afterwards. */
class MovingIT {
    private static final byte[] PACK = Blobs.bytes(5000, 1);
    private static final String DATA = "/data/" + Blobs.name(PACK);
    private static final URI ELSEWHERE = URI.create("http://127.0.0.1:9/");

    @TempDir Path folder;
    @TempDir Path otherFolder;
    private TestNode node;

    @BeforeEach
    void start() throws Exception {
        node = TestNode.start(folder);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static AccountSpecs account(int version) {
        return anAccount().version(version).user("anna").user("copier", Scope.COPY);
    }

    /** The same node again, where requests to an account that moves wait for so long. */
    private void restart(Duration patience) throws Exception {
        node.close();
        NodeConfiguration configuration = NodeConfiguration.of(NodeSettings.in(folder));
        configuration.setLimits(new LimitSettings().waitingWhileMoving(patience));
        node = TestNode.start(configuration);
    }

    @Test
    void whileAnAccountMovesItsClientsAreAskedToComeAgain() throws Exception {
        restart(Duration.ofMillis(100));
        UUID id = node.open(account(1));
        node.client("anna").withRepository().post(DATA, PACK);
        node.put(id, account(2).state(AccountState.MOVING));
        for (HttpResponse<byte[]> answer :
                List.of(
                        node.client("anna").get(DATA),
                        node.client("anna").call("DELETE", DATA, new byte[0]),
                        node.client("anna").call("POST", "/locks/" + Blobs.name(PACK), PACK))) {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("retry-after")).isPresent();
        }
        node.put(id, account(3));
        assertThat(node.client("anna").get(DATA).body()).isEqualTo(PACK);
    }

    @Test
    void whoComesInTheMomentsOfTheMoveWaitsAndIsServedWhereTheAccountIsThen() throws Exception {
        UUID id = node.open(account(1));
        node.client("anna").withRepository().post(DATA, PACK);
        try (TestNode other = TestNode.start(otherFolder);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            other.put(id, account(1));
            other.client("anna").withRepository();
            node.put(id, account(2).state(AccountState.MOVING));
            String late = "/keys/" + Blobs.name(PACK);
            Future<HttpResponse<byte[]>> read =
                    clients.submit(() -> node.client("anna").get(DATA));
            Future<Integer> written =
                    clients.submit(() -> node.client("anna").post(late, PACK));
            await("both wait").until(() -> waiting() == 2);
            node.put(id, account(3).moved(other.node().dataUrl(), MovedTo.Kept.KEPT));
            assertThat(written.get()).isEqualTo(200);
            assertThat(read.get().statusCode()).as("it is not on the other node").isEqualTo(404);
            assertThat(other.client("anna").get(late).body()).isEqualTo(PACK);

            node.put(id, account(4).state(AccountState.MOVING));
            Future<HttpResponse<byte[]>> again =
                    clients.submit(() -> node.client("anna").get(DATA));
            await("it waits").until(() -> waiting() == 1);
            node.put(id, account(5));
            assertThat(again.get().body()).as("it stays after all").isEqualTo(PACK);
        }
    }

    @Test
    void whoWaitedIsServedWhileTheDiskKeepsAnotherOneThatWaited() throws Exception {
        node.close();
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger opened = new AtomicInteger(2);
        Path incoming = folder.resolve("incoming");
        node =
                TestNode.start(
                        NodeSettings.in(folder),
                        (file, options) -> {
                            if (file.startsWith(incoming) && opened.incrementAndGet() == 2) {
                                blocked.countDown();
                                hold(released);
                            }
                            return FileChannel.open(file, options);
                        });
        UUID anna = node.open(anAccount().user("anna"));
        UUID bert = node.open(anAccount().user("bert"));
        node.client("anna").withRepository();
        node.put(anna, anAccount().version(2).state(AccountState.MOVING).user("anna"));
        node.put(bert, anAccount().version(2).state(AccountState.MOVING).user("bert"));
        // The account's own file comes first, and then what is sent to it.
        opened.set(0);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> kept = clients.submit(() -> node.client("anna").post(DATA, PACK));
            Future<Integer> other =
                    clients.submit(() -> node.client("bert").get("/config").statusCode());
            await("both wait").until(() -> waiting() == 2);
            node.put(anna, anAccount().version(3).user("anna"));
            assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();
            node.put(bert, anAccount().version(3).user("bert"));
            try {
                assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo(404);
            } finally {
                released.countDown();
            }
            assertThat(kept.get()).isEqualTo(200);
        }
    }

    private static void hold(CountDownLatch released) throws IOException {
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void onlySomeOfAnAccountWaitAndNoneKeepsTheNodeFromStopping() throws Exception {
        restart(Duration.ofMinutes(2));
        UUID id = node.open(account(1));
        node.put(id, account(2).state(AccountState.MOVING));
        List<Future<Integer>> all = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int one = 0; one < 42; one++) {
                all.add(clients.submit(() -> node.client("anna").get(DATA).statusCode()));
            }
            await("two are too many")
                    .until(() -> all.stream().filter(Future::isDone).count() == 2);
            await("the others wait, and the two are counted as over")
                    .untilAsserted(() -> assertThat(waiting()).isEqualTo(40));
            assertThat(node.status(id).spec().version()).isEqualTo(2);
            node.node().close();
            for (Future<Integer> one : all) {
                assertThat(one.get()).isEqualTo(503);
            }
        }
    }

    /** How many requests of clients are not answered. */
    private double waiting() throws Exception {
        return node.metric("node_running_requests");
    }

    @Test
    void anUploadThatRunsWhenTheMoveBeginsChangesNothing() throws Exception {
        UUID id = node.open(account(1));
        node.client("anna").withRepository();
        try (RawConnection upload = new RawConnection(node.node().dataUrl())) {
            upload.head(DATA, node.client("anna"), "Content-Length: " + PACK.length);
            upload.send(PACK, 0, 2000);
            await("the upload has begun")
                    .untilAsserted(() -> assertThat(node.incoming()).hasSize(1));
            node.put(id, account(2).state(AccountState.MOVING));
            upload.send(PACK, 2000, PACK.length);
            assertThat(upload.answer()).contains("503");
        }
        assertThat(node.status(id).usage().objects().total()).isZero();
    }

    @Test
    void theCopierReadsInEveryStateAndWritesInNone() throws Exception {
        UUID id = node.open(account(1));
        node.client("anna").withRepository().post(DATA, PACK);
        int version = 2;
        for (AccountState state :
                List.of(
                        AccountState.OPEN,
                        AccountState.FROZEN,
                        AccountState.MOVING,
                        AccountState.CLOSED)) {
            node.put(id, account(version++).state(state));
            TestNode.Client copier = node.client("copier");
            assertThat(copier.get(DATA).body()).as("%s", state).isEqualTo(PACK);
            assertThat(copier.get("/data/").statusCode()).isEqualTo(200);
            assertThat(copier.post("/locks/" + Blobs.name(PACK), PACK)).isEqualTo(403);
            assertThat(copier.delete(DATA)).isEqualTo(403);
        }
    }

    @Test
    void anAccountsRepositoriesAreListed() throws Exception {
        UUID id = node.open(account(1));
        assertThat(repositories(id)).isEmpty();
        node.client("anna").withRepository().post("/laptop/?create=true", new byte[0]);
        assertThat(repositories(id)).containsExactly("", "laptop/");
        HttpResponse<String> unknown =
                node.admin("GET", "admin/accounts/" + UUID.randomUUID() + "/repositories", null);
        assertThat(AdminIT.problem(unknown).type()).isEqualTo(NodeProblem.UNKNOWN_ACCOUNT);
    }

    private List<String> repositories(UUID id) throws Exception {
        HttpResponse<String> answer =
                node.admin("GET", "admin/accounts/" + id + "/repositories", null);
        return TestNode.JSON.readValue(answer.body(), Repositories.class).repositories();
    }

    @Test
    void whatAnAccountLeftBehindIsRemovedAndItMayComeBack() throws Exception {
        UUID id = node.open(account(1).hardQuota(1L << 30));
        node.client("anna").withRepository().post(DATA, PACK);
        node.put(id, account(2).hardQuota(1L << 30).moved(ELSEWHERE, MovedTo.Kept.KEPT));
        assertThat(node.status(id).usage().bytes()).isEqualTo(PACK.length);
        assertThat(capacity().promisedBytes()).isZero();
        node.put(id, account(3).hardQuota(1L << 30).moved(ELSEWHERE, MovedTo.Kept.DROPPED));
        await().untilAsserted(
                        () -> assertThat(node.status(id).usage().repositories()).isZero());
        AccountStatus empty = node.status(id);
        assertThat(empty.usage().bytes()).isZero();
        assertThat(node.bytesOnDisk(id)).isZero();
        node.put(id, account(4));
        assertThat(node.client("anna").withRepository().post(DATA, PACK)).isEqualTo(200);
    }

    @Test
    void whatAStoppedNodeHadStillToRemoveIsRemovedAtItsNextStart() throws Exception {
        UUID id = node.open(account(1));
        node.client("anna").withRepository().post(DATA, PACK);
        node.put(id, account(2).moved(ELSEWHERE, MovedTo.Kept.KEPT));
        node.close();
        Path entry = folder.resolve("accounts").resolve(id + ".json");
        String kept = Files.readString(entry);
        Files.writeString(entry, kept.replace("\"copy\":\"kept\"", "\"copy\":\"dropped\""));
        assertThat(Files.readString(entry)).isNotEqualTo(kept);
        node = TestNode.start(folder);
        await().untilAsserted(
                        () -> assertThat(node.status(id).usage().repositories()).isZero());
        assertThat(node.bytesOnDisk(id)).isZero();
    }

    @Test
    void anEntryFromBeforeTheAccountCameBackCostsItNothing() throws Exception {
        UUID id = node.open(account(1));
        node.client("anna").withRepository().post(DATA, PACK);
        node.put(id, account(2).moved(ELSEWHERE, MovedTo.Kept.DROPPED));
        Path entry = folder.resolve("accounts").resolve(id + ".json");
        await("all is removed, and that is noted")
                .until(
                        () ->
                                node.status(id).usage().repositories() == 0
                                        && Files.readString(entry).contains("emptied"));
        byte[] old = Files.readAllBytes(entry);
        node.put(id, account(3));
        node.client("anna").withRepository().post(DATA, PACK);
        node.close();
        Files.write(entry, old);
        node = TestNode.start(folder);
        node.put(id, account(4).moved(ELSEWHERE, MovedTo.Kept.DROPPED));
        node.put(id, account(5));
        assertThat(node.client("anna").get(DATA).body()).isEqualTo(PACK);
    }

    private Capacity capacity() throws Exception {
        return TestNode.JSON.readValue(
                node.admin("GET", "admin/capacity", null).body(), Capacity.class);
    }
}
