package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Nobody stores a byte more than the contract allows, whatever runs in parallel and whatever the
 * node keeps its objects in.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class QuotaContract {
    static final int MIB = 1 << 20;

    TestNode node;

    /** A node with the store that is tested. */
    abstract TestNode start() throws IOException;

    /** The bytes of all that lies in the store for an account. */
    abstract long bytes(UUID account) throws IOException;

    @BeforeAll
    void startNode() throws IOException {
        node = start();
    }

    @AfterAll
    void stopNode() {
        node.close();
    }

    @AfterEach
    void nothingIsLeftHalfWay() {
        await("uploads that failed are swept away")
                .untilAsserted(() -> assertThat(node.incoming()).isEmpty());
    }

    TestNode.Client client(String user) throws Exception {
        return node.client(user).withRepository();
    }

    static String data(byte[] body) {
        return "/data/" + Blobs.name(body);
    }

    @Test
    void sixteenClientsFillAQuotaToTheLastByte() throws Exception {
        long quota = 3_000_017;
        UUID id = node.open(anAccount().hardQuota(quota).user("crowd"));
        TestNode.Client crowd = client("crowd");
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(16)) {
            Random sizes = new Random(7);
            for (int i = 0; i < 200; i++) {
                byte[] body = Blobs.bytes(1 + sizes.nextInt(60_000), i);
                boolean chunked = i % 3 == 0;
                answers.add(
                        clients.submit(
                                () ->
                                        chunked
                                                ? crowd.postChunked(data(body), body)
                                                : crowd.post(data(body), body)));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        assertThat(statuses).contains(507).containsOnly(200, 507);

        long stored = node.status(id).usage().bytes();
        assertThat(stored).isEqualTo(bytes(id)).isBetween(quota - 60_000, quota);
        if (stored < quota) {
            byte[] rest = Blobs.bytes((int) (quota - stored), 1000);
            assertThat(crowd.post(data(rest), rest)).isEqualTo(200);
        }
        byte[] drop = {42};
        assertThat(crowd.post(data(drop), drop)).isEqualTo(507);
        assertThat(crowd.postChunked(data(drop), drop)).isEqualTo(507);
        assertThat(bytes(id)).isEqualTo(quota);
    }

    @Test
    void thirtyTwoPacksAtOnceStopAtTheLastByteAndNoneThatWasTakenIsLost() throws Exception {
        int size = MIB + 1;
        int before = 5;
        long quota = 20L * size + before;
        UUID id = node.open(anAccount().hardQuota(quota).user("packs"));
        TestNode.Client packs = client("packs");
        assertThat(packs.post("/config", Blobs.bytes(before, 1))).isEqualTo(200);
        List<byte[]> bodies = new ArrayList<>();
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(32)) {
            for (int i = 0; i < 32; i++) {
                byte[] body = Blobs.bytes(size, 100 + i);
                bodies.add(body);
                answers.add(clients.submit(() -> packs.post(data(body), body)));
            }
        }
        int stored = 0;
        for (int i = 0; i < bodies.size(); i++) {
            int status = answers.get(i).get();
            HttpResponse<byte[]> read = packs.get(data(bodies.get(i)));
            if (status == 200) {
                stored++;
                assertThat(read.body()).isEqualTo(bodies.get(i));
            } else {
                assertThat(status).isEqualTo(507);
                assertThat(read.statusCode()).isEqualTo(404);
            }
        }
        assertThat(stored).isEqualTo(20);
        assertThat(node.status(id).usage().bytes())
                .isEqualTo(quota)
                .isEqualTo(bytes(id));
    }
}
