package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.content.Quotas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quotas over files, and however uploads are sent. */
class QuotaIT extends QuotaContract {
    @TempDir static Path folder;

    @Override
    TestNode start() throws IOException {
        return TestNode.start(folder);
    }

    @Override
    long bytes(UUID account) throws IOException {
        return node.bytesOnDisk(account);
    }

    @Test
    void theSmallerOfBothQuotasCounts() throws Exception {
        node.open(anAccount().hardQuota(1000).userQuota(100).user("careful"));
        TestNode.Client careful = client("careful");
        byte[] small = Blobs.bytes(100, 1);
        byte[] more = Blobs.bytes(1, 2);
        assertThat(careful.post("/config", small)).isEqualTo(200);
        assertThat(careful.post(data(more), more)).isEqualTo(507);
    }

    @Test
    void aPoolHoldsParentAndSubAccountsTogether() throws Exception {
        UUID pool = UUID.randomUUID();
        UUID parent = node.open(anAccount().pool(pool, 1000).user("parent"));
        UUID sub = node.open(anAccount().pool(pool, 1000).hardQuota(700).user("sub"));
        byte[] sevenHundred = Blobs.bytes(700, 1);
        byte[] threeHundred = Blobs.bytes(300, 2);
        byte[] one = Blobs.bytes(1, 3);
        assertThat(client("sub").post(data(sevenHundred), sevenHundred)).isEqualTo(200);
        TestNode.Client atParent = client("parent");
        assertThat(atParent.post(data(sevenHundred), sevenHundred)).isEqualTo(507);
        assertThat(atParent.post(data(threeHundred), threeHundred)).isEqualTo(200);
        assertThat(atParent.post(data(one), one)).isEqualTo(507);
        assertThat(node.client("sub").delete(data(sevenHundred))).isEqualTo(200);
        assertThat(atParent.post(data(one), one)).isEqualTo(200);
        assertThat(node.bytesOnDisk(parent) + node.bytesOnDisk(sub)).isEqualTo(301);
    }

    @Test
    void theReserveIsForLocksIndexAndSnapshotsAndIsExact() throws Exception {
        UUID id = node.open(anAccount().hardQuota(10).user("full"));
        TestNode.Client full = client("full");
        byte[] ten = Blobs.bytes(10, 1);
        byte[] one = Blobs.bytes(1, 2);
        assertThat(full.post(data(ten), ten)).isEqualTo(200);
        for (String type : new String[] {"data", "keys"}) {
            assertThat(full.post("/" + type + "/" + Blobs.name(one), one)).isEqualTo(507);
        }
        assertThat(full.post("/config", one)).isEqualTo(507);
        byte[] almost = Blobs.bytes((int) Quotas.SMALLEST_RESERVE - 1, 3);
        assertThat(full.post("/index/" + Blobs.name(almost), almost)).isEqualTo(200);
        assertThat(full.post("/snapshots/" + Blobs.name(one), one)).isEqualTo(200);
        byte[] other = {99};
        assertThat(full.post("/locks/" + Blobs.name(other), other)).isEqualTo(507);
        assertThat(node.bytesOnDisk(id)).isEqualTo(10 + Quotas.SMALLEST_RESERVE);
        assertThat(full.delete(data(ten))).isEqualTo(200);
        assertThat(full.post("/locks/" + Blobs.name(other), other)).isEqualTo(200);
    }

    @Test
    void aSmallerQuotaKeepsWhatIsThereAndLetsItShrink() throws Exception {
        UUID id = node.open(anAccount().hardQuota(1000).user("shrunk"));
        TestNode.Client shrunk = client("shrunk");
        byte[] big = Blobs.bytes(900, 1);
        byte[] small = Blobs.bytes(10, 2);
        assertThat(shrunk.post(data(big), big)).isEqualTo(200);
        node.put(id, anAccount().version(2).hardQuota(100).user("shrunk"));
        assertThat(shrunk.post(data(small), small)).isEqualTo(507);
        assertThat(shrunk.post(data(big), big)).as("it is there already").isEqualTo(200);
        assertThat(shrunk.get(data(big)).body()).isEqualTo(big);
        assertThat(shrunk.delete(data(big))).isEqualTo(200);
        assertThat(shrunk.post(data(small), small)).isEqualTo(200);
    }

    @Test
    void aRefusalArrivesThoughTheClientSendsItsWholeBodyFirst() throws Exception {
        node.open(anAccount().hardQuota(1000).user("raw"));
        TestNode.Client raw = client("raw");
        byte[] body = Blobs.bytes(16 * MIB, 1);
        try (RawConnection connection = new RawConnection(node.node().dataUrl())) {
            for (int round = 0; round < 3; round++) {
                connection.head(data(body), raw, "Content-Length: " + body.length);
                connection.send(body);
                assertThat(connection.answer()).isEqualTo("HTTP/1.1 507 Insufficient Storage");
            }
        }
    }

    @Test
    void aChunkedBodyIsRefusedWhereItCrossesTheQuota() throws Exception {
        UUID id = node.open(anAccount().hardQuota(MIB).user("chunked"));
        TestNode.Client chunked = client("chunked");
        byte[] body = Blobs.bytes(16 * MIB, 1);
        try (RawConnection connection = new RawConnection(node.node().dataUrl())) {
            connection.head(data(body), chunked, "Transfer-Encoding: chunked");
            connection.send(inChunks(body));
            assertThat(connection.answer()).isEqualTo("HTTP/1.1 507 Insufficient Storage");
        }
        assertThat(node.status(id).usage().bytes()).isZero();
        byte[] exact = Blobs.bytes(MIB, 2);
        assertThat(chunked.postChunked(data(exact), exact)).isEqualTo(200);
    }

    private static byte[] inChunks(byte[] body) throws IOException {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        int size = 100_000;
        for (int from = 0; from < body.length; from += size) {
            int length = Math.min(size, body.length - from);
            chunks.write((Integer.toHexString(length) + "\r\n").getBytes(US_ASCII));
            chunks.write(body, from, length);
            chunks.write("\r\n".getBytes(US_ASCII));
        }
        chunks.write("0\r\n\r\n".getBytes(US_ASCII));
        return chunks.toByteArray();
    }

    @Test
    void aStalledUploadLosesAgainstTheSecondTryAndTakesNoRoomFromIt() throws Exception {
        byte[] body = Blobs.bytes(MIB, 1);
        UUID id = node.open(anAccount().hardQuota(MIB + 100).user("stalled"));
        TestNode.Client stalled = client("stalled");
        try (RawConnection first = new RawConnection(node.node().dataUrl())) {
            first.head(data(body), stalled, "Content-Length: " + body.length);
            first.send(body, 0, MIB / 2);
            await("the first upload has begun")
                    .untilAsserted(() -> assertThat(node.incoming()).hasSize(1));
            assertThat(stalled.delete(data(body))).isEqualTo(200);
            assertThat(stalled.post(data(body), body)).isEqualTo(200);
        }
        await("the first upload has ended")
                .untilAsserted(() -> assertThat(node.incoming()).isEmpty());
        assertThat(stalled.get(data(body)).body()).isEqualTo(body);
        assertThat(node.status(id).usage().bytes()).isEqualTo(MIB);
        byte[] hundred = Blobs.bytes(100, 2);
        assertThat(stalled.post(data(hundred), hundred)).isEqualTo(200);
        assertThat(node.bytesOnDisk(id)).isEqualTo(MIB + 100);
    }

    @Test
    void aStalledUploadThatEndsAfterTheSecondTryChangesNothing() throws Exception {
        byte[] body = Blobs.bytes(MIB, 1);
        UUID id = node.open(anAccount().hardQuota(MIB + 100).user("late"));
        TestNode.Client late = client("late");
        try (RawConnection first = new RawConnection(node.node().dataUrl())) {
            first.head(data(body), late, "Content-Length: " + body.length);
            first.send(body, 0, MIB / 2);
            await("the first upload has begun")
                    .untilAsserted(() -> assertThat(node.incoming()).hasSize(1));
            assertThat(late.post(data(body), body)).isEqualTo(200);
            first.send(body, MIB / 2, MIB);
            assertThat(first.answer()).isEqualTo("HTTP/1.1 200 OK");
        }
        assertThat(node.status(id).usage().bytes()).isEqualTo(MIB);
        assertThat(node.bytesOnDisk(id)).isEqualTo(MIB);
    }

    @Test
    void aStalledUploadIsNotStoredWithoutRoomAfterTheObjectWasDeleted() throws Exception {
        byte[] body = Blobs.bytes(MIB, 1);
        byte[] other = Blobs.bytes(MIB, 2);
        UUID id = node.open(anAccount().hardQuota(MIB).user("ghost"));
        TestNode.Client ghost = client("ghost");
        try (RawConnection first = new RawConnection(node.node().dataUrl())) {
            first.head(data(body), ghost, "Content-Length: " + body.length);
            first.send(body, 0, MIB / 2);
            await("the first upload has begun")
                    .untilAsserted(() -> assertThat(node.incoming()).hasSize(1));
            assertThat(ghost.post(data(body), body)).isEqualTo(200);
            assertThat(ghost.delete(data(body))).isEqualTo(200);
            assertThat(ghost.post(data(other), other)).isEqualTo(200);
            first.send(body, MIB / 2, MIB);
            assertThat(first.answer()).isEqualTo("HTTP/1.1 503 Service Unavailable");
        }
        assertThat(node.bytesOnDisk(id)).isEqualTo(MIB);
    }
}
