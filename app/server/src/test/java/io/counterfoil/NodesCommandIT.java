package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Tx;
import io.counterfoil.platform.postgres.TestDatabase;
import io.counterfoil.provisioning.Desired;
import io.counterfoil.provisioning.drift.DriftKind;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator is told of storage nodes, and does with them. */
class NodesCommandIT {
    private static final Caller INSTALLATION = new Caller(Scope.system(), Actor.job("test"));
    private static final UUID GONE = UUID.fromString("0190a1b2-0000-7000-8000-00000000000a");

    @TempDir Path folder;
    private TestWorld world;
    private NodesWork work;
    private UUID account;

    @BeforeEach
    void openAnAccountOnTheFirstNode() throws Exception {
        world = TestWorld.alone();
        work = new NodesWork(world.wiring());
        register("one");
        account = UUID.randomUUID();
        Desired desired = new Desired(50_000_000_000L, null, AccountState.OPEN);
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> world.wiring().storage().provisioning().open(tx, account, desired));
        register("two");
        // As it is once a node has left the settings.
        asSystem(
                "INSERT INTO node (id, name, admin_url, data_url, created_at) VALUES ('"
                        + GONE
                        + "', 'gone', 'http://127.0.0.1:9/', 'http://127.0.0.1:9/', now())");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void nodesAreListedWithWhatNeedsAPerson() {
        assertThat(work.lines()).hasSize(4);
        assertThat(work.lines().getFirst()).contains("node", "address", "accounts");
        UUID stray = UUID.randomUUID();
        UUID node = node("one");
        asSystem(
                tx -> {
                    world.wiring()
                            .storage()
                            .drifts()
                            .compared(
                                    tx,
                                    node,
                                    null,
                                    null,
                                    Map.of(
                                            stray, DriftKind.UNKNOWN,
                                            account, DriftKind.FORGOTTEN,
                                            UUID.randomUUID(), DriftKind.DIFFERENT),
                                    Map.of());
                    return stray;
                });
        assertThat(work.lines())
                .as("with several providers no page shows what nobody has")
                .hasSize(7)
                .anyMatch(line -> line.contains(stray + "  one") && line.endsWith("nobody here has it"))
                .anyMatch(line -> line.contains(account.toString()) && line.contains("--adopt"));
    }

    @Test
    void aNodeIsEmptiedOrTheReasonWhyNotIsSaid() {
        refused(() -> work.drain("three", true), "No storage node is called three.");
        refused(() -> work.drain("gone", true), "gone is not in this server's settings");
        asSystem("UPDATE node SET accepts = false WHERE name <> 'one'");
        refused(() -> work.drain("one", true), "no other storage node that takes accounts");
        asSystem("UPDATE node SET accepts = true");
        work.drain("one", true);
        assertThat(work.lines()).contains("one is to become empty; accounts left: 1.");
        asSystem("UPDATE node SET drain_problem = 'The others are full.'");
        assertThat(work.lines())
                .contains("one is to become empty; accounts left: 1. The others are full.");
        asSystem("UPDATE placement SET node_id = '" + node("two") + "'");
        assertThat(work.lines())
                .contains("one is empty; accounts still reached through it: 0, the last time: never.");
        work.drain("one", false);
        assertThat(work.lines()).hasSize(4);
    }

    @Test
    void aNodeThatIsGoneIsForgottenOnceNothingIsLostByThat() {
        refused(() -> work.retire("three"), "No storage node is called three.");
        refused(() -> work.retire("two"), "two is in the settings");
        asSystem("UPDATE placement SET node_id = '" + GONE + "'");
        refused(() -> work.retire("gone"), "nowhere else: 1.\n  " + account);
        refused(() -> work.retire("gone"), "start an empty node there that has its key");
        asSystem("UPDATE placement SET node_id = '" + node("one") + "'");
        asSystem(
                "INSERT INTO account_elsewhere (provider_id, account_id, node_id, role) SELECT"
                        + " provider_id, account_id, '"
                        + GONE
                        + "', 'forwarder' FROM placement");
        asSystem(
                "INSERT INTO account_move (provider_id, id, account_id, from_node, to_node, drain,"
                        + " state, asked_at, asked_by) SELECT provider_id, account_id, account_id,"
                        + " node_id, '"
                        + GONE
                        + "', false, 'copying', now(), 'test' FROM placement");
        refused(() -> work.retire("gone"), "on their way to gone: 1.");
        asSystem("UPDATE account_move SET state = 'cancelled'");
        assertThat(work.retire("gone")).contains("still reached through it: 1.", "Destroy its disks");
        assertThat(work.retire("gone")).contains("still reached through it: 0.");
        assertThat(work.lines()).hasSize(3).noneMatch(line -> line.contains("gone"));
        int left = asSystem(tx -> count(tx, "account_elsewhere"));
        assertThat(left).isZero();
    }

    @Test
    void aRetiredNodesNameMayBeAnotherNodesAndItMayComeBack() throws Exception {
        assertThat(work.retire("gone")).contains("still reached through it: 0.");
        register("gone");
        assertThat(work.lines()).anyMatch(line -> line.startsWith("gone "));
    }

    @Test
    void nodesAreBelievedWhereTheDatabaseHasForgottenNothingElse() {
        assertThat(work.adopt())
                .containsExactly("No node knows of a move that the database has forgotten.");
    }

    @Test
    void theCommandDoesWhatItsOptionSaysWithTheNodesOfItsSettings() throws Exception {
        String settings = settings();
        assertThat(CommandLine.refusal("nodes", settings, "--drain=one", "--retire=two"))
                .hasValueSatisfying(
                        words -> assertThat(words).contains("--retire", "not allowed with"));
        CommandLine.Ended ended = CommandLine.run("nodes", settings, "--drain=one");
        assertThat(ended.said()).contains("one is to become empty; accounts left: 1.");
        assertThat(ended.status()).isZero();
        ended = CommandLine.run("nodes", settings, "--undrain=one");
        assertThat(ended.status()).as(ended.said()).isZero();
        assertThat(ended.said()).contains("reached through it").doesNotContain("become empty");
        ended = CommandLine.run("nodes", settings, "--retire=two");
        assertThat(ended.said()).contains("two is in the settings").doesNotContain("Exception");
        assertThat(ended.status()).isEqualTo(1);
        ended = CommandLine.run("nodes", settings, "--adopt");
        assertThat(ended.said())
                .contains("No node knows of a move that the database has forgotten.");
        assertThat(ended.status()).isZero();
    }

    private String settings() throws Exception {
        TestDatabase database = world.database();
        String node = "{name: %s, adminUrl: 'http://127.0.0.1:9/', publicUrl: 'http://127.0.0.1:9/', keyFile: '%s'";
        return Files.writeString(
                        folder.resolve("config.yml"),
                        """
                        dataFolder: %s
                        database: {url: '%s', password: '%s', ownerUser: %s, ownerPassword: '%s'}
                        node: %s, start: false}
                        nodes: [%s}]
                        """
                                .formatted(
                                        world.dataFolder(),
                                        database.jdbcUrl(),
                                        database.app().password(),
                                        database.owner().user(),
                                        database.owner().password(),
                                        node.formatted("one", folder.resolve("one/node.key")),
                                        node.formatted("two", folder.resolve("two/node.key"))))
                .toString();
    }

    private static void refused(Runnable what, String words) {
        assertThatThrownBy(what::run)
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(words);
    }

    private void register(String name) throws Exception {
        URI nowhere = URI.create("http://127.0.0.1:9/");
        NodeKey key =
                NodeKey.readOrCreate(
                        Files.createDirectories(folder.resolve(name)).resolve("node.key"),
                        new SecureRandom());
        world.wiring().storage().nodes().register(name, nowhere, nowhere, key);
    }

    private UUID node(String name) {
        return asSystem(
                tx ->
                        tx.handle()
                                .createQuery("SELECT id FROM node WHERE name = :name")
                                .bind("name", name)
                                .mapTo(UUID.class)
                                .one());
    }

    private static int count(Tx tx, String table) {
        return tx.handle()
                .createQuery("SELECT count(*) FROM " + table)
                .mapTo(Integer.class)
                .one();
    }

    private void asSystem(String sql) {
        asSystem(tx -> tx.handle().execute(sql));
    }

    private <T> T asSystem(Function<Tx, T> what) {
        return world.wiring().transactions().write(INSTALLATION, what);
    }
}
