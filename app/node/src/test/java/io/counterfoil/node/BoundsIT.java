package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.content.AccountContent;
import io.counterfoil.node.content.Claims;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.store.Kind;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody takes more of a node than bytes of quota: threads, open files, folders, room on the disk.
 */
class BoundsIT {
    private static final int MIB = 1 << 20;

    /** More than the pool of a server has threads. */
    private static final int CROWD = 1_300;

    @TempDir Path folder;
    private final List<RawConnection> connections = new ArrayList<>();

    @AfterEach
    void hangUp() throws Exception {
        for (RawConnection connection : connections) {
            connection.close();
        }
    }

    private RawConnection connect(TestNode node) throws Exception {
        RawConnection connection = new RawConnection(node.node().dataUrl());
        connections.add(connection);
        return connection;
    }

    @ParameterizedTest
    @Timeout(30)
    @ValueSource(strings = {"stranger", "anna"})
    void aCrowdThatSendsNoBodyStopsNobodyElse(String user) throws Exception {
        try (TestNode node = TestNode.start(folder)) {
            node.open(anAccount().user("anna"));
            node.open(anAccount().user("bert"));
            node.client("anna").withRepository();
            TestNode.Client bert = node.client("bert").withRepository();
            TestNode.Client crowd = node.client(user);
            for (int i = 0; i < CROWD; i++) {
                byte[] body = {(byte) i, (byte) (i >> 8)};
                connect(node).head("/data/" + Blobs.name(body), crowd, "Content-Length: 2");
            }
            byte[] body = Blobs.bytes(MIB, 1);
            RawConnection upload = connect(node);
            upload.head("/data/" + Blobs.name(body), bert, "Content-Length: " + MIB);
            upload.send(body);
            assertThat(upload.answer()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(bert.get("/data/" + Blobs.name(body)).body()).isEqualTo(body);
        }
    }

    /** All of them are half-way at the same time, and together more than its heap. */
    @Test
    void twoHundredPacksAtOncePassThroughAHeapOf256MiB() throws Exception {
        int users = 4;
        int uploads = 50;
        byte[] start = Blobs.bytes(2 * MIB - 4, 1);
        List<UUID> accounts = new ArrayList<>();
        try (ChildNode node = ChildNode.start(folder, "256m", "");
                HttpClient http = HttpClient.newHttpClient()) {
            for (int user = 0; user < users; user++) {
                UUID id = UUID.randomUUID();
                accounts.add(id);
                node.put(id, "user-" + user);
                HttpRequest create =
                        HttpRequest.newBuilder(node.url("application").resolve("?create=true"))
                                .header("Authorization", AccountSpecs.authorization("user-" + user))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build();
                assertThat(http.send(create, HttpResponse.BodyHandlers.discarding()).statusCode())
                        .isEqualTo(200);
            }
            List<byte[]> packs = new ArrayList<>();
            for (int i = 0; i < users * uploads; i++) {
                byte[] pack = Arrays.copyOf(start, start.length + 4);
                pack[start.length] = (byte) i;
                packs.add(pack);
                RawConnection connection = new RawConnection(node.url("application"));
                connections.add(connection);
                String user = AccountSpecs.authorization("user-" + i % users);
                connection.head(
                        "/data/" + Blobs.name(pack), user, "Content-Length: " + pack.length);
                connection.send(start);
            }
            for (int i = 0; i < packs.size(); i++) {
                connections.get(i).send(packs.get(i), start.length, packs.get(i).length);
            }
            for (RawConnection connection : connections) {
                assertThat(connection.answer()).isEqualTo("HTTP/1.1 200 OK");
            }
            for (UUID id : accounts) {
                assertThat(node.status(id).usage().bytes())
                        .isEqualTo((long) uploads * (start.length + 4));
            }
        }
    }

    @Test
    void aStrangerIsToldAndThenCutOff() throws Exception {
        try (TestNode node = TestNode.start(folder)) {
            RawConnection stranger = connect(node);
            stranger.head("/config", node.client("stranger"), "Content-Length: 9");
            assertThat(stranger.answer()).isEqualTo("HTTP/1.1 401 Unauthorized");
            assertThat(stranger.isAtEnd()).isTrue();
        }
    }

    @Test
    void uploadsBeyondTheBoundAreAskedToComeAgain() throws Exception {
        try (TestNode node = TestNode.start(folder)) {
            node.open(anAccount().user("anna"));
            TestNode.Client anna = node.client("anna").withRepository();
            for (int i = 0; i < Claims.MOST_UPLOADS; i++) {
                byte[] body = {(byte) i, 1};
                connect(node).head("/data/" + Blobs.name(body), anna, "Content-Length: 2");
            }
            await("all of them have begun")
                    .untilAsserted(() -> assertThat(node.incoming()).hasSize(Claims.MOST_UPLOADS));
            byte[] body = {1, 2, 3};
            assertThat(anna.post("/data/" + Blobs.name(body), body)).isEqualTo(503);
            hangUp();
            await("they have gone").untilAsserted(() -> assertThat(node.incoming()).isEmpty());
            assertThat(anna.post("/data/" + Blobs.name(body), body)).isEqualTo(200);
        }
    }

    @Test
    void uploadsThatRunDoNotPromiseTheSameRoomTwice() throws Exception {
        long usable = folder.toFile().getUsableSpace();
        NodeSettings any = NodeSettings.in(folder);
        NodeSettings tight =
                new NodeSettings(folder, any.data(), any.admin(), Duration.ZERO, usable / 2);
        try (TestNode node = TestNode.start(tight)) {
            node.open(anAccount().user("anna"));
            TestNode.Client anna = node.client("anna").withRepository();
            byte[] one = {1};
            byte[] other = {2};
            RawConnection first = connect(node);
            first.head("/data/" + Blobs.name(one), anna, "Content-Length: " + usable / 3);
            await("it has begun").untilAsserted(() -> assertThat(node.incoming()).hasSize(1));
            RawConnection second = connect(node);
            second.head("/data/" + Blobs.name(other), anna, "Content-Length: " + usable / 3);
            assertThat(second.answer()).isEqualTo("HTTP/1.1 507 Insufficient Storage");
            first.close();
            await("it has gone").untilAsserted(() -> assertThat(node.incoming()).isEmpty());
            connect(node).head("/data/" + Blobs.name(other), anna, "Content-Length: " + usable / 3);
            await("there is room again")
                    .untilAsserted(() -> assertThat(node.incoming()).hasSize(1));
        }
    }

    @Test
    void anAccountHasSoManyRepositoriesAndNoMore() throws Exception {
        try (TestNode node = TestNode.start(folder)) {
            node.open(anAccount().user("anna"));
            TestNode.Client anna = node.client("anna");
            for (int i = 0; i < AccountContent.MOST_REPOSITORIES; i++) {
                assertThat(anna.post("/r" + i + "/?create=true", new byte[0])).isEqualTo(200);
            }
            assertThat(anna.post("/more/?create=true", new byte[0])).isEqualTo(507);
            assertThat(anna.post("/r0/?create=true", new byte[0])).isEqualTo(200);
            assertThat(anna.post("/r0/config", new byte[0])).isEqualTo(200);
        }
    }

    @Test
    void nothingIsStoredUnderTheNameOfALock() throws Exception {
        try (TestNode node = TestNode.start(folder)) {
            UUID id = node.open(anAccount().user("anna"));
            TestNode.Client anna = node.client("anna").withRepository();
            node.put(id, anAccount().version(2).state(AccountState.FROZEN).user("anna"));
            byte[] large = Blobs.bytes((int) Kind.LARGEST_LOCK + 1, 1);
            String path = "/locks/" + Blobs.name(large);
            assertThat(anna.post(path, large)).isEqualTo(403);
            assertThat(anna.postChunked(path, large)).isEqualTo(403);
            for (int i = 0; i < Kind.MOST_LOCKS; i++) {
                byte[] lock = ("lock " + i).getBytes(US_ASCII);
                assertThat(anna.post("/locks/" + Blobs.name(lock), lock)).isEqualTo(200);
            }
            byte[] more = {1};
            assertThat(anna.post("/locks/" + Blobs.name(more), more)).isEqualTo(403);
            byte[] first = "lock 0".getBytes(US_ASCII);
            assertThat(anna.delete("/locks/" + Blobs.name(first))).isEqualTo(200);
            assertThat(anna.post("/locks/" + Blobs.name(more), more)).isEqualTo(200);
        }
    }
}
