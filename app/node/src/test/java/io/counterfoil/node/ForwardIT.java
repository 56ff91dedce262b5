package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.contract.MovedTo;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account that moved, used by its old address. */
class ForwardIT {
    private static final byte[] PACK = Blobs.bytes(17 << 20, 1);
    private static final String DATA = "/data/" + Blobs.name(PACK);
    private static final byte[] SMALL = Blobs.bytes(500, 2);
    private static final String INDEX = "/index/" + Blobs.name(SMALL);

    @TempDir Path folder;
    private final UUID id = UUID.randomUUID();
    private TestNode old;
    private TestNode now;

    @BeforeEach
    void start() throws Exception {
        old = TestNode.start(folder.resolve("old"));
        now = TestNode.start(settings(FreePort.find()));
        now.put(id, account(1));
        old.put(id, account(1).moved(now.node().dataUrl(), MovedTo.Kept.DROPPED));
    }

    /** The node where the account is now, at a port at which it can be started again. */
    private NodeSettings settings(int port) {
        return NodeSettings.in(folder.resolve("now")).data("127.0.0.1", port);
    }

    @AfterEach
    void stop() {
        old.close();
        now.close();
    }

    private static AccountSpecs account(long version) {
        return anAccount().version(version).hardQuota(64 << 20).user("anna");
    }

    @Test
    void theOldAddressAnswersAsTheNewOneDoes() throws Exception {
        TestNode.Client through = old.client("anna");
        TestNode.Client direct = now.client("anna");
        assertThat(through.post("/?create=true", new byte[0])).isEqualTo(200);
        assertThat(through.post(DATA, PACK)).isEqualTo(200);
        assertThat(through.postChunked(INDEX, SMALL)).isEqualTo(200);
        assertThat(now.status(id).usage().bytes()).isEqualTo(PACK.length + SMALL.length);

        same(through.get(DATA), direct.get(DATA), 200);
        same(
                through.get(DATA, "Range", "bytes=1000-70999"),
                direct.get(DATA, "Range", "bytes=1000-70999"),
                206);
        same(
                through.get(DATA, "Range", "bytes=99999999-"),
                direct.get(DATA, "Range", "bytes=99999999-"),
                416);
        same(
                through.call("HEAD", DATA, new byte[0]),
                direct.call("HEAD", DATA, new byte[0]),
                200);
        same(
                through.get("/data/", "Accept", "application/vnd.x.restic.rest.v2"),
                direct.get("/data/", "Accept", "application/vnd.x.restic.rest.v2"),
                200);
        same(through.get("/config"), direct.get("/config"), 404);
        same(
                through.call("PUT", "/config", SMALL),
                direct.call("PUT", "/config", SMALL),
                405);
        assertThat(through.post("/data/" + Blobs.name(SMALL), PACK)).isEqualTo(400);
        assertThat(through.delete(DATA)).isEqualTo(200);
        assertThat(direct.get(DATA).statusCode()).isEqualTo(404);
        assertThat(old.bytesOnDisk(id)).isZero();
        assertThat(old.status(id).lastForwardedAt()).isNotNull();
        assertThat(now.status(id).lastForwardedAt()).isNull();
        HttpResponse<String> metrics = old.admin("GET", "metrics", null);
        assertThat(metrics.body()).contains("node_forwarded_requests_total 1");
    }

    private static void same(
            HttpResponse<byte[]> through, HttpResponse<byte[]> direct, int status) {
        assertThat(through.statusCode()).isEqualTo(direct.statusCode()).isEqualTo(status);
        assertThat(through.body()).isEqualTo(direct.body());
        for (String header :
                List.of("content-length", "content-type", "content-range", "allow")) {
            assertThat(through.headers().allValues(header))
                    .as("%s %s", direct.request().method(), header)
                    .isEqualTo(direct.headers().allValues(header));
        }
        assertThat(through.headers().firstValue("content-encoding")).isEmpty();
    }

    @Test
    void thatClientsStillComeByTheOldAddressIsKeptOnceAnHour() throws Exception {
        Path entry = folder.resolve("old/accounts/" + id + ".json");
        old.client("anna").get("/keys/");
        await("it is written down beside the answer, not before it")
                .until(() -> Files.readString(entry).contains("lastForwardedAt"));
        Instant at = old.status(id).lastForwardedAt();
        byte[] written = Files.readAllBytes(entry);
        old.client("anna").get("/keys/");
        await("it is noted anew")
                .untilAsserted(
                        () -> assertThat(old.status(id).lastForwardedAt()).isAfter(at));
        assertThat(entry).as("nothing is written again so soon").hasBinaryContent(written);
        old.close();
        old = TestNode.start(folder.resolve("old"));
        assertThat(old.status(id).lastForwardedAt()).isEqualTo(at);
    }

    @Test
    void whoDoesNotKnowThePasswordComesNoFurther() throws Exception {
        String wrong = AccountSpecs.authorization("anna", "wrong");
        assertThat(old.send("GET", old.node().dataUrl().resolve("keys/"), null, wrong).statusCode())
                .isEqualTo(401);
        assertThat(old.status(id).lastForwardedAt()).isNull();
    }

    @Test
    void whatTheOtherNodeRefusesIsRefusedInItsWords() throws Exception {
        now.put(id, account(2).hardQuota(1 << 20));
        old.client("anna").post("/?create=true", new byte[0]);
        HttpResponse<byte[]> refused = old.client("anna").call("POST", DATA, PACK);
        assertThat(refused.statusCode()).isEqualTo(507);
        assertThat(new String(refused.body(), UTF_8))
                .contains("quota");
    }

    @Test
    void whileTheOtherNodeIsAwayClientsAreAskedToComeAgain() throws Exception {
        now.client("anna").withRepository();
        int port = now.node().dataUrl().getPort();
        now.close();
        for (HttpResponse<byte[]> answer :
                List.of(old.client("anna").get("/keys/"), old.client("anna").call("POST", DATA, PACK))) {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("retry-after")).isPresent();
        }
        now = TestNode.start(settings(port));
        assertThat(old.client("anna").post(DATA, PACK)).isEqualTo(200);
    }

    @Test
    void whatNoCorrectRequestHasIsRefusedHere() throws Exception {
        try (RawConnection raw = new RawConnection(old.node().dataUrl())) {
            raw.head("/?create=true|", old.client("anna"), "Content-Length: 0");
            assertThat(raw.answer()).contains("400");
        }
    }

    @Test
    void nodesThatTakeEachOtherForTheOneSayThatNobodyAnswers() throws Exception {
        now.put(id, account(2).moved(old.node().dataUrl(), MovedTo.Kept.DROPPED));
        assertThat(old.client("anna").get("/keys/").statusCode()).isEqualTo(503);
    }

    /** A proxy between nodes may put all that came before it into one line. */
    @Test
    void aRequestThatWentRoundBehindAProxyGoesNoFurther() throws Exception {
        now.client("anna").withRepository();
        String round = String.join(", 1.1 proxy, ", Collections.nCopies(5, "1.1 counterfoil-node"));
        assertThat(old.client("anna").get("/keys/", "Via", round).statusCode()).isEqualTo(503);
        assertThat(old.status(id).lastForwardedAt()).isNull();
        String once = "1.1 counterfoil-node, 1.1 proxy";
        assertThat(old.client("anna").get("/keys/", "Via", once).statusCode()).isEqualTo(200);
    }

    @Test
    void aClientThatGoesAwayLeavesNothingBehind() throws Exception {
        now.client("anna").withRepository();
        try (RawConnection upload = new RawConnection(old.node().dataUrl())) {
            upload.head(DATA, old.client("anna"), "Content-Length: " + PACK.length);
            upload.send(PACK, 0, 1 << 20);
            await("it goes on to the other node")
                    .untilAsserted(() -> assertThat(now.incoming()).hasSize(1));
        }
        await("the other node notices")
                .untilAsserted(() -> assertThat(now.incoming()).isEmpty());
        assertThat(old.client("anna").post(DATA, PACK)).isEqualTo(200);
    }
}
