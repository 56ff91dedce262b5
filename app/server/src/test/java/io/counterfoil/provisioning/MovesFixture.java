package io.counterfoil.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.TestWorld;
import io.counterfoil.accounts.Accounts;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.accounts.Passwords;
import io.counterfoil.catalog.NewPlan;
import io.counterfoil.catalog.Plan;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.drift.DriftKind;
import io.counterfoil.provisioning.moves.AccountMoves;
import io.counterfoil.provisioning.moves.AccountMoves.MoveRequest;
import io.counterfoil.provisioning.moves.MoveView;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An account on the first of two nodes that a test breaks. */
abstract class MovesFixture {
    static final MoveRequest TO_TWO = new MoveRequest("two", null);

    @TempDir Path folder;
    TestWorld world;
    FakeNode one;
    FakeNode two;
    AccountMoves moves;
    UUID account;

    @BeforeEach
    void openAnAccountOnTheFirstNode() throws Exception {
        one = new FakeNode(folder.resolve("one"));
        two = new FakeNode(folder.resolve("two"));
        world = TestWorld.alone();
        Nodes nodes = world.wiring().storage().nodes();
        nodes.register("one", one.url(), one.url(), one.key());
        account = open("anna");
        nodes.register("two", two.url(), two.url(), two.key());
        measured();
        assertThat(provisioning().deliverNow(account)).isTrue();
        one.set(account, on(one).spec(), 1000);
        two.fetchFrom(one, Copy.Phase.DONE);
        one.fetchFrom(two, Copy.Phase.DONE);
        moves = world.wiring().moves().moves();
    }

    @AfterEach
    void stop() {
        world.close();
        one.close();
        two.close();
    }

    void refused(MoveRequest asked, String words) {
        assertThatThrownBy(() -> moves.ask(world.caller(), account, asked))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.detail() + refused.type().title())
                                        .contains(words));
    }

    Optional<Instant> step(UUID move) {
        return world.wiring().moves().steps().step(move);
    }

    /** Steps until nothing is left to do but to remove the copy. */
    void finish(UUID move) {
        for (int i = 0; i < 12 && !state(move).equals("moved"); i++) {
            step(move);
        }
    }

    String state(UUID move) {
        MoveView view = moves.view(world.caller(), move);
        return view.state();
    }

    Instant now() {
        return world.clock().instant();
    }

    void deliver() {
        assertThat(world.wiring().storage().delivery().deliver(account)).isTrue();
    }

    Map<DriftKind, Integer> look() {
        world.clock().forward(Duration.ofMinutes(5));
        return world.wiring().storage().reconciler().run();
    }

    int keys() {
        return write(tx -> provisioning().keys(tx, account)).size();
    }

    int messages() {
        return write(
                tx ->
                        tx.handle()
                                .createQuery(
                                        "SELECT count(*) FROM mail_message WHERE kind ="
                                                + " 'address_changed'")
                                .mapTo(Integer.class)
                                .one());
    }

    Provisioning provisioning() {
        return world.wiring().storage().provisioning();
    }

    Placement placement() {
        return write(this::placement);
    }

    Placement placement(Tx tx) {
        return provisioning().placement(tx, account).orElseThrow();
    }

    AccountStatus on(FakeNode node) {
        return Objects.requireNonNull(node.find(account));
    }

    void measured() {
        asSystem("UPDATE node SET contract = 4, disk_bytes = 100000, free_bytes = 100000,"
                + " stored_bytes = 0, promised_bytes = 0, measured_at = now(), clock_behind = '0'");
    }

    void asSystem(String sql) {
        write(tx -> tx.handle().execute(sql));
    }

    <T> T write(Function<Tx, T> work) {
        return world.wiring().transactions().write(world.caller(), work);
    }

    /** Another account, of 50 GB. */
    UUID open(String username) {
        Plan plan =
                world.wiring()
                        .catalog()
                        .plans()
                        .create(
                                world.caller(),
                                new NewPlan(username, "basic", 50_000_000_000L, null, null));
        Accounts accounts = world.wiring().customers().accounts();
        UUID id = new Ids(world.clock(), new SecureRandom()).next();
        write(
                tx ->
                        accounts.open(
                                tx,
                                id,
                                new NewAccount(
                                        "Anna", username + "@example.com", username, null),
                                new Passwords.Hashed("no hash", null),
                                new Accounts.Start(plan, true),
                                "username"));
        return id;
    }
}
