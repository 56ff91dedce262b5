package io.counterfoil.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterfoil.TestWorld;
import io.counterfoil.node.NodeSettings;
import io.counterfoil.node.StorageNode;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.drift.DriftKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two storage nodes as they are, of which one has its troubles. */
class SeveralNodesIT {
    private static final Desired OPEN = new Desired(1_000_000L, null, AccountState.OPEN);
    private static final Desired LARGER = new Desired(2_000_000L, null, AccountState.OPEN);
    private static final Desired FROZEN = new Desired(2_000_000L, null, AccountState.FROZEN);

    @TempDir Path folder;
    private final HttpClient restic = HttpClient.newHttpClient();
    private TestWorld world;
    private StorageNode north;
    private StorageNode south;
    private Provisioning provisioning;

    private record Account(UUID id, RepositoryAccess access) {}

    @BeforeEach
    void start() throws IOException {
        world = TestWorld.alone();
        provisioning = world.wiring().storage().provisioning();
        north = start("north", NodeSettings.in(folder.resolve("north")));
        south = start("south", NodeSettings.in(folder.resolve("south")));
        measure();
    }

    @AfterEach
    void stop() {
        restic.close();
        world.close();
        north.close();
        south.close();
    }

    @Test
    void whileANodeIsDownTheOtherServesItsAccountsAndTakesAllNewOnes() throws Exception {
        Account northern = openedOn("north");
        Account southern = openedOn("south");
        assertThat(upload(northern, "one")).isEqualTo(200);
        north.close();
        world.clock().forward(Duration.ofMinutes(6));
        measure();
        assertThat(upload(southern, "two")).isEqualTo(200);
        for (int i = 0; i < 8; i++) {
            assertThat(node(opened())).isEqualTo("south");
        }
        change(northern, LARGER);
        assertThat(provisioning.deliverNow(northern.id())).isFalse();

        // It comes back under another address, and everybody is told.
        north = start("north", NodeSettings.in(folder.resolve("north")));
        assertThat(provisioning.deliverNow(northern.id())).isTrue();
        measure();
        reconcile();
        assertThat(placement(northern).ready()).isTrue();
        assertThat(placement(northern).usedBytes()).isEqualTo(3);
        assertThat(placement(southern).usedBytes()).isEqualTo(3);
        Account moved =
                new Account(
                        northern.id(),
                        new RepositoryAccess(
                                "rest:" + placement(northern).dataUrl(),
                                northern.access().username(),
                                northern.access().password()));
        assertThat(upload(moved, "three")).isEqualTo(200);
    }

    @Test
    void aNodeWhoseDiskIsFullGetsNoNewAccounts() throws Exception {
        Account northern = openedOn("north");
        assertThat(upload(northern, "zero")).isEqualTo(200);
        north.close();
        Path disk = folder.resolve("north");
        north =
                start(
                        "north",
                        new NodeSettings(
                                disk,
                                NodeSettings.in(disk).data(),
                                NodeSettings.in(disk).admin(),
                                Duration.ZERO,
                                1L << 50));
        measure();
        assertThat(upload(at(northern, north), "one")).isEqualTo(507);
        for (int i = 0; i < 8; i++) {
            assertThat(node(opened())).isEqualTo("south");
        }
    }

    @Test
    void aNodeThatIsRestoredFromAnOldBackupIsBroughtUpToDate() throws Exception {
        Account changed = openedOn("north");
        Account purged = openedOn("north");
        Account southern = openedOn("south");
        assertThat(upload(purged, "bytes to be gone")).isEqualTo(200);
        north.close();
        copy(folder.resolve("north"), folder.resolve("backup"));
        north = start("north", NodeSettings.in(folder.resolve("north")));

        change(changed, LARGER);
        change(changed, FROZEN);
        assertThat(provisioning.deliverNow(changed.id())).isTrue();
        Account younger = openedOn("north");
        purge(purged);
        north.close();
        delete(folder.resolve("north"));
        copy(folder.resolve("backup"), folder.resolve("north"));
        north = start("north", NodeSettings.in(folder.resolve("north")));
        world.clock().forward(Duration.ofMinutes(5));

        assertThat(reconcile())
                .isEqualTo(
                        Map.of(
                                DriftKind.OLDER, 1,
                                DriftKind.MISSING, 1,
                                DriftKind.RISEN, 1));
        for (Account account : List.of(changed, younger, southern)) {
            assertThat(provisioning.deliverNow(account.id())).isTrue();
        }
        assertThat(upload(at(changed, north), "frozen")).isEqualTo(403);
        assertThat(upload(at(younger, north), "younger")).isEqualTo(200);
        assertThat(upload(southern, "southern")).isEqualTo(200);
        assertThat(upload(at(purged, north), "risen")).isEqualTo(200);
        removed(purged);
        assertThat(upload(at(purged, north), "risen")).isEqualTo(401);
        world.clock().forward(Duration.ofMinutes(5));
        assertThat(reconcile()).isEmpty();
    }

    @Test
    void whatANodeLacksThatIsRestoredFromAnOldBackupIsShownUntilItsAccountsBackUpAgain()
            throws Exception {
        Account same = openedOn("north");
        Account lacking = openedOn("north");
        north.close();
        north = start("north", NodeSettings.in(folder.resolve("north")), world.clock());
        for (Account account : List.of(same, lacking)) {
            assertThat(upload(at(account, north), "old")).isEqualTo(200);
        }
        north.close();
        copy(folder.resolve("north"), folder.resolve("backup"));
        north = start("north", NodeSettings.in(folder.resolve("north")), world.clock());
        world.clock().forward(Duration.ofHours(1));
        assertThat(upload(at(lacking, north), "new")).isEqualTo(200);
        assertThat(reconcile()).isEmpty();

        north.close();
        delete(folder.resolve("north"));
        copy(folder.resolve("backup"), folder.resolve("north"));
        world.clock().forward(Duration.ofMinutes(5));
        north = start("north", NodeSettings.in(folder.resolve("north")), world.clock());
        for (int round = 0; round < 2; round++) {
            world.clock().forward(Duration.ofMinutes(5));
            assertThat(reconcile()).isEqualTo(Map.of(DriftKind.LOST, 1));
        }
        assertThat(upload(at(lacking, north), "new")).isEqualTo(200);
        assertThat(reconcile()).as("no whole backup").isEqualTo(Map.of(DriftKind.LOST, 1));
        byte[] snapshot = "snapshot".getBytes(StandardCharsets.UTF_8);
        assertThat(post(at(lacking, north), "snapshots/" + name(snapshot), snapshot)).isEqualTo(200);
        assertThat(reconcile()).isEmpty();
    }

    @Test
    void aDatabaseThatIsRestoredFromAnOldBackupLeadsAgain() throws Exception {
        Account northern = openedOn("north");
        Account southern = openedOn("south");
        execute("CREATE TABLE saved_placement AS TABLE placement");
        execute("CREATE TABLE saved_key AS TABLE repository_key");
        for (Account account : List.of(northern, southern)) {
            change(account, FROZEN);
            change(account, LARGER);
            change(account, FROZEN);
            assertThat(provisioning.deliverNow(account.id())).isTrue();
        }
        Account unknown = openedOn("south");
        execute("DELETE FROM repository_key");
        execute("DELETE FROM placement");
        execute("INSERT INTO placement SELECT * FROM saved_placement");
        execute("INSERT INTO repository_key SELECT * FROM saved_key");
        world.clock().forward(Duration.ofMinutes(5));

        assertThat(reconcile())
                .containsEntry(DriftKind.NEWER, 2)
                .containsKey(DriftKind.UNKNOWN)
                .hasSize(2);
        for (Account account : List.of(northern, southern)) {
            assertThat(upload(account, "still frozen")).isEqualTo(403);
            assertThat(provisioning.deliverNow(account.id())).isTrue();
            assertThat(upload(account, "open again")).isEqualTo(200);
        }
        assertThat(upload(unknown, "nobody loses bytes by that")).isEqualTo(200);
    }

    private StorageNode start(String name, NodeSettings settings) throws IOException {
        return start(name, settings, InstantSource.system());
    }

    private StorageNode start(String name, NodeSettings settings, InstantSource clock)
            throws IOException {
        StorageNode node = StorageNode.start(settings, clock);
        world.wiring()
                .storage()
                .nodes()
                .register(name, node.adminUrl(), node.dataUrl(), node.key());
        return node;
    }

    private void measure() {
        world.wiring().storage().survey().look();
    }

    private Map<DriftKind, Integer> reconcile() {
        return world.wiring().storage().reconciler().run();
    }

    private Account opened() {
        UUID id = UUID.randomUUID();
        Account account = new Account(id, write(tx -> provisioning.open(tx, id, OPEN)));
        assertThat(provisioning.deliverNow(id)).isTrue();
        return account;
    }

    /** Each account draws its node, so one that drew this one is looked for. */
    private Account openedOn(String name) {
        return Stream.generate(this::opened)
                .limit(100)
                .filter(account -> node(account).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void change(Account account, Desired desired) {
        write(
                tx -> {
                    provisioning.change(tx, account.id(), desired);
                    return desired;
                });
    }

    private void purge(Account account) {
        change(account, new Desired(1_000_000L, null, AccountState.CLOSED));
        write(
                tx -> {
                    world.wiring().storage().purges().begin(tx, account.id());
                    return account;
                });
        Receipt receipt = removed(account);
        write(
                tx -> {
                    world.wiring().storage().purges().confirm(tx, account.id(), receipt);
                    return receipt;
                });
    }

    /** What the node says once nothing is left. */
    private Receipt removed(Account account) {
        return await("the purge")
                .until(
                        () -> world.wiring().storage().purges().purge(account.id()),
                        Optional::isPresent)
                .orElseThrow();
    }

    private String node(Account account) {
        return placement(account).node();
    }

    private Placement placement(Account account) {
        return world.wiring()
                .transactions()
                .read(world.caller(), tx -> provisioning.placement(tx, account.id()))
                .orElseThrow();
    }

    private <T> T write(Function<Tx, T> work) {
        return world.wiring().transactions().write(world.caller(), work);
    }

    private static Account at(Account account, StorageNode node) {
        return new Account(
                account.id(),
                new RepositoryAccess(
                        "rest:" + node.dataUrl(),
                        account.access().username(),
                        account.access().password()));
    }

    /** Stores something as restic does; what the node answers. */
    private int upload(Account account, String text) throws IOException, InterruptedException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        post(account, "?create=true", new byte[0]);
        return post(account, "data/" + name(bytes), bytes);
    }

    private int post(Account account, String path, byte[] body)
            throws IOException, InterruptedException {
        String credentials = account.access().username() + ":" + account.access().password();
        URI repository = URI.create(account.access().url().substring("rest:".length()));
        return restic.send(
                        HttpRequest.newBuilder(repository.resolve(path))
                                .header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(
                                                                credentials.getBytes(
                                                                        StandardCharsets.UTF_8)))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String name(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        world.database().execute(sql);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Files.copy(
                        path,
                        to.resolve(from.relativize(path)),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
