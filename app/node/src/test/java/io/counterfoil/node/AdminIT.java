package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.contract.AccountPage;
import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Capacity;
import io.counterfoil.node.contract.ContractVersion;
import io.counterfoil.node.contract.Found;
import io.counterfoil.node.contract.NodeProblem;
import io.counterfoil.node.contract.NodeTime;
import io.counterfoil.node.contract.Purge;
import io.counterfoil.node.contract.Scope;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The admin contract over real HTTP: versions, idempotency, purges, restarts. */
class AdminIT {
    private static final byte[] PACK = Blobs.bytes(5000, 1);
    private static final String DATA = "/data/" + Blobs.name(PACK);

    @TempDir Path folder;
    private TestNode node;

    @BeforeEach
    void start() throws IOException {
        node = TestNode.start(folder);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private void restart(Duration purgeGrace) throws IOException {
        node.close();
        NodeSettings settings = NodeSettings.in(folder);
        node =
                TestNode.start(
                        new NodeSettings(
                                folder,
                                settings.data(),
                                settings.admin(),
                                purgeGrace,
                                settings.minimumFreeBytes()));
    }

    static NodeProblem problem(HttpResponse<String> response) throws IOException {
        assertThat(response.headers().firstValue("content-type"))
                .hasValue("application/problem+json");
        NodeProblem problem = TestNode.JSON.readValue(response.body(), NodeProblem.class);
        assertThat(problem.status()).isEqualTo(response.statusCode());
        return problem;
    }

    private AccountSpec spec(UUID id) throws Exception {
        return node.status(id).spec();
    }

    @Test
    void anAccountAndItsUsageOutliveARestart() throws Exception {
        UUID id = node.open(anAccount().hardQuota(1L << 30).user("anna").user("b", Scope.READ));
        AccountSpec spec = spec(id);
        node.client("anna").withRepository().post(DATA, PACK);
        AccountStatus before = node.status(id);
        restart(Duration.ZERO);
        assertThat(node.status(id))
                .usingRecursiveComparison()
                .ignoringFields("found")
                .isEqualTo(before);
        assertThat(spec(id)).isEqualTo(spec);
        assertThat(before.usage().bytes()).isEqualTo(PACK.length);
        assertThat(before.usage().lastWriteAt()).isNotNull();
        assertThat(before.usage().lastSnapshotAt()).isNull();
        assertThat(node.client("anna").get(DATA).body()).isEqualTo(PACK);
    }

    @Test
    void anAccountSaysWhatWasThereWhenTheNodeStartedWhateverClientsDoThen() throws Exception {
        UUID id = node.open(anAccount().user("anna"));
        node.client("anna").withRepository().post(DATA, PACK);
        AccountStatus before = node.status(id);
        assertThat(found(id).lastWriteAt()).as("as it was made").isNull();
        restart(Duration.ZERO);
        Found found = found(id);
        assertThat(found.lastWriteAt()).isNotNull().isEqualTo(before.usage().lastWriteAt());
        assertThat(found.at()).isAfter(found.lastWriteAt());
        node.client("anna").delete(DATA);
        assertThat(node.status(id).usage().lastWriteAt()).isNull();
        assertThat(found(id)).isEqualTo(found);
    }

    private Found found(UUID id) throws Exception {
        return Objects.requireNonNull(node.status(id).found());
    }

    @Test
    void everyAnswerSaysWhatTimeItIsHereAndWhichContract() throws Exception {
        Instant here = Instant.parse("2031-02-03T04:05:06.789Z");
        node.close();
        node = TestNode.start(NodeSettings.in(folder), InstantSource.fixed(here));
        UUID id = node.open(anAccount());
        for (String path : List.of("accounts/" + id, "accounts", "capacity", "nothing")) {
            assertThat(
                            node.admin("GET", "admin/" + path, null)
                                    .headers()
                                    .firstValue(NodeTime.HEADER)
                                    .flatMap(NodeTime::read))
                    .as(path)
                    .hasValue(here);
            assertThat(
                            node.admin("GET", "admin/" + path, null)
                                    .headers()
                                    .firstValue(ContractVersion.HEADER))
                    .as(path)
                    .hasValue("4");
        }
        assertThat(NodeTime.read("yesterday")).isEmpty();
    }

    @Test
    void aNewerVersionWinsAndTheSameAgainIsFine() throws Exception {
        UUID id = node.open(anAccount().version(5).hardQuota(10));
        node.put(id, anAccount().version(5).hardQuota(10));
        node.put(id, anAccount().version(7).hardQuota(20));
        assertThat(spec(id).hardQuotaBytes()).isEqualTo(20);

        HttpResponse<String> older = node.tryPut(id, anAccount().version(6).build());
        assertThat(older.statusCode()).isEqualTo(409);
        assertThat(problem(older).type()).isEqualTo(NodeProblem.OLDER_VERSION);
        assertThat(problem(older).current()).isEqualTo(node.status(id));

        HttpResponse<String> other = node.tryPut(id, anAccount().version(7).build());
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(problem(other).type()).isEqualTo(NodeProblem.OTHER_CONTENT);
        assertThat(spec(id).hardQuotaBytes()).isEqualTo(20);
    }

    @Test
    void anotherAccountsCredentialIsNotTaken() throws Exception {
        node.open(anAccount().user("anna"));
        UUID bert = node.open(anAccount().user("bert"));
        HttpResponse<String> taken =
                node.tryPut(bert, anAccount().version(2).user("bert").user("anna").build());
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(problem(taken).type()).isEqualTo(NodeProblem.CREDENTIAL_TAKEN);
        assertThat(spec(bert).version()).isEqualTo(1);
    }

    @Test
    void aReplacedCredentialStopsWorkingAtOnce() throws Exception {
        UUID id = node.open(anAccount().user("old"));
        TestNode.Client old = node.client("old").withRepository();
        node.put(id, anAccount().version(2).user("new"));
        assertThat(old.get("/data/").statusCode()).isEqualTo(401);
        assertThat(node.client("new").get("/data/").statusCode()).isEqualTo(200);
    }

    @Test
    void allAccountsComeInPages() throws Exception {
        List<UUID> opened = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            opened.add(node.open(anAccount()));
        }
        List<UUID> listed = new ArrayList<>();
        String after = "";
        for (int page = 0; page < 3; page++) {
            AccountPage got = page("admin/accounts?limit=3" + after);
            got.accounts().forEach(a -> listed.add(a.id()));
            assertThat(got.next() == null).isEqualTo(page == 2);
            after = "&after=" + got.next();
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(opened);
        assertThat(listed).isSortedAccordingTo((a, b) -> a.toString().compareTo(b.toString()));
    }

    private AccountPage page(String path) throws Exception {
        return TestNode.JSON.readValue(node.admin("GET", path, null).body(), AccountPage.class);
    }

    @Test
    void capacityAddsUpWhatIsUsedAndPromised() throws Exception {
        UUID pool = UUID.randomUUID();
        node.open(anAccount().pool(pool, 1000).hardQuota(900));
        node.open(anAccount().pool(pool, 1000).hardQuota(900));
        node.open(anAccount().hardQuota(200));
        node.open(anAccount().user("anna"));
        node.client("anna").withRepository().post(DATA, PACK);
        Capacity capacity =
                TestNode.JSON.readValue(
                        node.admin("GET", "admin/capacity", null).body(), Capacity.class);
        assertThat(capacity.accounts()).isEqualTo(4);
        assertThat(capacity.usedBytes()).isEqualTo(PACK.length);
        assertThat(capacity.promisedBytes()).isEqualTo(1200 + PACK.length);
        assertThat(capacity.usableBytes()).isPositive().isLessThan(capacity.totalBytes());
    }

    @Test
    void aPurgeLeavesNothingButItsReceipt() throws Exception {
        UUID id = node.open(anAccount().user("anna"));
        node.client("anna").withRepository().post(DATA, PACK);
        HttpResponse<String> asked = node.admin("DELETE", "admin/accounts/" + id, null);
        assertThat(asked.statusCode()).isIn(200, 202);
        await("the purge is done").until(() -> purge(id).phase() == Purge.Phase.DONE);

        Purge receipt = purge(id);
        assertThat(receipt.objects()).isEqualTo(1);
        assertThat(receipt.bytes()).isEqualTo(PACK.length);
        assertThat(receipt.objectsLeft()).isZero();
        assertThat(receipt.finishedAt()).isNotNull();
        assertThat(folder.resolve("repositories").resolve(id.toString())).doesNotExist();
        assertThat(node.client("anna").get(DATA).statusCode()).isEqualTo(401);
        assertThat(page("admin/accounts").accounts()).isEmpty();

        restart(Duration.ZERO);
        HttpResponse<String> again = node.admin("DELETE", "admin/accounts/" + id, null);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(TestNode.JSON.readValue(again.body(), AccountStatus.class).purge())
                .isEqualTo(receipt);
        HttpResponse<String> late = node.tryPut(id, anAccount().version(9).build());
        assertThat(late.statusCode()).isEqualTo(410);
        assertThat(problem(late).type()).isEqualTo(NodeProblem.PURGED);
        assertThat(node.open(anAccount().user("anna"))).as("the user name is free").isNotNull();
    }

    @Test
    void aPurgeInItsGracePeriodCanBeTakenBackAndGoesOnAfterARestart() throws Exception {
        restart(Duration.ofDays(7));
        UUID id = node.open(anAccount().user("anna"));
        node.client("anna").withRepository().post(DATA, PACK);
        assertThat(node.admin("DELETE", "admin/accounts/" + id, null).statusCode()).isEqualTo(202);
        assertThat(purge(id).phase()).isEqualTo(Purge.Phase.WAITING);
        assertThat(purge(id).dueAt()).isEqualTo(purge(id).requestedAt().plus(Duration.ofDays(7)));
        assertThat(node.client("anna").get(DATA).statusCode()).isEqualTo(403);

        node.put(id, anAccount().version(2).user("anna"));
        assertThat(node.status(id).purge()).isNull();
        assertThat(node.client("anna").get(DATA).body()).isEqualTo(PACK);

        restart(Duration.ofSeconds(2));
        assertThat(node.admin("DELETE", "admin/accounts/" + id, null).statusCode()).isEqualTo(202);
        restart(Duration.ZERO);
        await("the purge is taken up again").until(() -> purge(id).phase() == Purge.Phase.DONE);
        assertThat(node.bytesOnDisk(null)).isZero();
    }

    private Purge purge(UUID id) throws Exception {
        Purge purge = node.status(id).purge();
        assertThat(purge).isNotNull();
        return Objects.requireNonNull(purge);
    }

    @Test
    void anUploadThatRunsWhileItsAccountIsPurgedLeavesNothing() throws Exception {
        UUID id = node.open(anAccount().user("anna"));
        TestNode.Client anna = node.client("anna").withRepository();
        try (RawConnection upload = new RawConnection(node.node().dataUrl())) {
            upload.head(DATA, anna, "Content-Length: " + PACK.length);
            upload.send(PACK, 0, 1000);
            await("the upload has begun")
                    .untilAsserted(() -> assertThat(node.incoming()).hasSize(1));
            node.admin("DELETE", "admin/accounts/" + id, null);
            await("the purge is done").until(() -> purge(id).phase() == Purge.Phase.DONE);
            upload.send(PACK, 1000, PACK.length);
            assertThat(upload.answer()).startsWith("HTTP/1.1 403");
        }
        assertThat(node.bytesOnDisk(id)).isZero();
        assertThat(node.status(id).usage().bytes()).isZero();
    }

    private String metrics() throws Exception {
        HttpResponse<String> metrics =
                node.send("GET", node.node().adminUrl().resolve("metrics"), null, null);
        assertThat(metrics.statusCode()).isEqualTo(200);
        return metrics.body();
    }

    @Test
    void metricsAndHealthAreOpenAndTellNoAccount() throws Exception {
        UUID id = node.open(anAccount().user("anna"));
        node.client("anna").withRepository().post(DATA, PACK);
        await("the upload is counted, which is after its answer")
                .untilAsserted(
                        () ->
                                assertThat(metrics())
                                        .contains("node_received_bytes_total 5000.0")
                                        .doesNotContain(id.toString())
                                        .doesNotContain("anna"));
        HttpResponse<String> health =
                node.send("GET", node.node().adminUrl().resolve("healthcheck"), null, null);
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"storage\":{\"healthy\":true");
    }

    @Test
    void theKeyFileIsPrivateAndKept() throws Exception {
        Path file = folder.resolve("node.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String key = Files.readString(file);
        restart(Duration.ZERO);
        assertThat(Files.readString(file)).isEqualTo(key);
        assertThat(node.node().key().toString()).doesNotContain(key.strip());
    }

    @Test
    void aSecondNodeOnTheSameFolderIsRefusedInWords() {
        assertThatThrownBy(() -> StorageNode.start(NodeSettings.in(folder)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another node uses the data folder");
    }

    @Test
    void repositoriesWithoutTheirAccountAreFoundAgainWhenItIsPut() throws Exception {
        UUID id = node.open(anAccount().user("anna"));
        node.client("anna").withRepository().post(DATA, PACK);
        node.close();
        Files.delete(folder.resolve("accounts").resolve(id + ".json"));
        node = TestNode.start(folder);
        node.put(id, anAccount().user("anna").state(AccountState.FROZEN));
        assertThat(node.status(id).usage().bytes()).isEqualTo(PACK.length);
        assertThat(node.client("anna").get(DATA).body()).isEqualTo(PACK);
    }

    @Test
    void aPortInUseIsSaidAndLeavesTheFolderToTheNextStart() throws Exception {
        int taken = node.node().dataUrl().getPort();
        Path other = folder.resolve("other");
        assertThatThrownBy(() -> StorageNode.start(NodeSettings.in(other).data("127.0.0.1", taken)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("doesn't start");
        try (TestNode started = TestNode.start(other)) {
            assertThat(started.incoming()).isEmpty();
        }
    }

    @Test
    void anAccountFileThatIsNoneStopsTheStartAndIsNamed() throws Exception {
        UUID id = node.open(anAccount());
        Path file = folder.resolve("accounts").resolve(id + ".json");
        String whole = Files.readString(file);
        node.close();
        Files.writeString(file, "{");
        assertThatThrownBy(() -> StorageNode.start(NodeSettings.in(folder)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(id.toString());
        Files.writeString(file, whole);
        node = TestNode.start(folder);
        assertThat(spec(id).version()).isEqualTo(1);
    }
}
