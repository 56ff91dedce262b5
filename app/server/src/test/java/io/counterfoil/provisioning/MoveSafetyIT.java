package io.counterfoil.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.MovedTo;
import io.counterfoil.node.contract.ObjectCounts;
import io.counterfoil.provisioning.drift.DriftKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What moves never cost: bytes, the will of whoever closed an account, or a promised deletion. */
class MoveSafetyIT extends MovesFixture {
    @Test
    void whatIsDeletedAfterAMoveWasAskedForHoldsItUpAtEachOfItsSteps() {
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        step(move);
        one.keepDeleted(account, new Aside(1, 10));
        step(move);
        assertThat(state(move)).isEqualTo("copying");
        assertThat(moves.view(world.caller(), move).problem()).contains("may be lost");

        one.keepDeleted(account, null);
        step(move);
        assertThat(state(move)).isEqualTo("switching");
        step(move);
        one.keepDeleted(account, new Aside(1, 10));
        step(move);
        assertThat(state(move)).isEqualTo("switching");
        assertThat(moves.view(world.caller(), move).problem()).contains("may be lost");

        one.keepDeleted(account, null);
        finish(move);
        assertThat(state(move)).isEqualTo("moved");
    }

    @Test
    void whatWasAskedBackIsBackBeforeTheAccountIsOnTheOtherNode() {
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        step(move);
        assertThat(state(move)).isEqualTo("copying");
        Keeping keeping = world.wiring().storage().keeping();
        write(
                tx -> {
                    keeping.bringBack(tx, account, now());
                    return account;
                });
        finish(move);
        assertThat(state(move)).isEqualTo("copying");
        assertThat(moves.view(world.caller(), move).problem()).contains("not back yet");

        asSystem(
                "UPDATE placement SET undelete_done_at = now(), undelete_objects = 1,"
                        + " undelete_bytes = 10 WHERE undelete_id IS NOT NULL");
        finish(move);
        assertThat(state(move)).isEqualTo("moved");
    }

    @Test
    void clientsThatWaitAreLetInAtOnceWhenDeletedDataIsAskedBack() {
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        step(move);
        step(move);
        two.fetchFrom(one, Copy.Phase.RUNNING);
        step(move);
        assertThat(on(one).spec().state()).isEqualTo(AccountState.MOVING);
        Keeping keeping = world.wiring().storage().keeping();
        write(
                tx -> {
                    keeping.bringBack(tx, account, now());
                    return account;
                });
        step(move);
        deliver();
        assertThat(on(one).spec().state()).isEqualTo(AccountState.OPEN);
        assertThat(state(move)).isEqualTo("copying");
        assertThat(moves.view(world.caller(), move).problem()).contains("they were let in again");

        two.fetchFrom(one, Copy.Phase.DONE);
        asSystem(
                "UPDATE placement SET undelete_done_at = now(), undelete_objects = 1,"
                        + " undelete_bytes = 10 WHERE undelete_id IS NOT NULL");
        finish(move);
        assertThat(state(move)).isEqualTo("moved");
    }

    @Test
    void anAccountThatIsClosedWhileItsClientsWaitIsClosed() {
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        step(move);
        step(move);
        two.fetchFrom(one, Copy.Phase.RUNNING);
        step(move);
        assertThat(on(one).spec().state()).isEqualTo(AccountState.MOVING);
        close();
        assertThat(on(one).spec().state()).isEqualTo(AccountState.CLOSED);
    }

    @Test
    void aNodeThatIsRestoredKeepsWhatMayBeInItsBackupAlone() {
        AccountSpec before = on(one).spec();
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        finish(move);
        deliver();
        world.clock().forward(Duration.ofHours(24));
        assertThat(step(move)).isEmpty();
        deliver();
        assertThat(on(one).spec().movedTo())
                .isEqualTo(new MovedTo(two.url(), MovedTo.Kept.DROPPED));

        one.set(account, before, 1000);
        world.clock().forward(Duration.ofMinutes(5));
        assertThat(world.wiring().storage().reconciler().run())
                .containsOnlyKeys(DriftKind.OLDER);
        deliver();
        assertThat(on(one).spec().movedTo())
                .isEqualTo(new MovedTo(two.url(), MovedTo.Kept.KEPT));
    }

    @Test
    void aNodeThatWasAwayTheWholeDayAfterTheSwitchHandsOnWhenItIsBack() {
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        finish(move);
        assertThat(on(one).spec().state()).isEqualTo(AccountState.MOVING);
        world.clock().forward(Duration.ofHours(24));
        assertThat(step(move)).isEmpty();
        deliver();
        assertThat(on(one).spec().movedTo())
                .isEqualTo(new MovedTo(two.url(), MovedTo.Kept.DROPPED));
    }

    @Test
    void theCopyOnTheNodeBeforeStaysWhileTheNewNodeHasForgottenTheAccountOrIsAway() {
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        finish(move);
        deliver();
        AccountSpec whole = on(two).spec();
        world.clock().forward(Duration.ofHours(24));
        two.lose(account);
        staysOnOne(move);
        assertThat(moves.view(world.caller(), move).problem()).contains("The copy on one stays");

        two.set(account, whole, 1000);
        two.setDown(true);
        staysOnOne(move);
        two.setDown(false);
        goesFromOne(move);
    }

    @Test
    void theCopyOnTheNodeBeforeStaysWhileTheNewNodeHasLostSomethingOrHasDamagedObjects() {
        one.backUp(account, now());
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        finish(move);
        deliver();
        look();
        Instant newest = now();
        two.backUp(account, newest);
        look();
        world.clock().forward(Duration.ofHours(24));
        two.backUp(account, newest.minus(Duration.ofDays(2)));
        staysOnOne(move);
        two.startAgain(now());
        assertThat(look()).containsOnlyKeys(DriftKind.LOST);
        staysOnOne(move);
        assertThat(look()).containsOnlyKeys(DriftKind.LOST);

        two.backUp(account, now());
        assertThat(look()).isEmpty();
        two.damage(account, new Aside(1, 10));
        staysOnOne(move);
        two.damage(account, null);
        goesFromOne(move);
    }

    @Test
    void whatWasLostBeforeTheMoveKeepsNoCopyWithTheSameLossButMoreThatIsLostDoes() {
        Instant newest = now();
        one.backUp(account, newest);
        look();
        world.clock().forward(Duration.ofMinutes(1));
        Instant left = newest.minus(Duration.ofDays(2));
        one.backUp(account, left);
        one.startAgain(now());
        assertThat(look()).containsOnlyKeys(DriftKind.LOST);
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        finish(move);
        deliver();
        assertThat(look()).containsOnlyKeys(DriftKind.LOST);
        world.clock().forward(Duration.ofHours(24));

        two.backUp(account, left.minus(Duration.ofDays(1)));
        staysOnOne(move);
        assertThat(moves.view(world.caller(), move).problem()).contains("does not show all");
        two.startAgain(now());
        look();
        staysOnOne(move);
        assertThat(moves.view(world.caller(), move).problem()).contains("lost since it left there");
        two.backUp(account, now());
        assertThat(look()).isEmpty();
        goesFromOne(move);
    }

    @Test
    void theCopyOnTheNodeBeforeGoesThoughSomethingWasLostBeforeTheMove() {
        Instant newest = now();
        one.backUp(account, newest);
        look();
        world.clock().forward(Duration.ofMinutes(1));
        one.backUp(account, newest.minus(Duration.ofDays(2)));
        one.startAgain(now());
        assertThat(look()).containsOnlyKeys(DriftKind.LOST);
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        finish(move);
        deliver();
        world.clock().forward(Duration.ofHours(24));
        assertThat(look()).containsOnlyKeys(DriftKind.LOST);
        goesFromOne(move);
        assertThat(look()).as("it is lost all the same").containsOnlyKeys(DriftKind.LOST);
    }

    @Test
    void anAccountOfWhichTheNextNodeHasMoreWholeThanThePresentOneMoves() {
        one.damage(account, new Aside(1, 10));
        two.spare(new ObjectCounts(0, 1, 0, 0, 0, 0), 10);
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        while (!on(one).spec().state().equals(AccountState.MOVING)) {
            step(move);
        }
        two.startAgain(now());
        finish(move);
        assertThat(state(move)).as(moves.view(world.caller(), move).problem()).isEqualTo("moved");
        assertThat(on(two).usage().objects().data()).isEqualTo(1);
    }

    @Test
    void noOlderNodeRemovesWholeCopiesOfDamagedObjects() {
        asSystem("UPDATE node SET contract = 3 WHERE name = 'two'");
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        step(move);
        Copy first = on(two).copy();
        assertThat(first).isNotNull().extracting(Copy::exact).isEqualTo(false);
        one.damage(account, new Aside(1, 10));
        finish(move);
        assertThat(on(two).copy()).as("none begins again and again").isEqualTo(first);
        assertThat(on(one).spec().state()).isEqualTo(AccountState.OPEN);
        assertThat(moves.view(world.caller(), move).problem()).contains("node two", "older version");
        assertThat(step(move)).as("it is patient").contains(now().plus(Duration.ofMinutes(5)));
        asSystem("UPDATE node SET contract = 4 WHERE name = 'two'");
        finish(move);
        assertThat(state(move)).isEqualTo("moved");
    }

    @Test
    void anAccountWithoutDamageLeavesAnOlderNode() {
        asSystem("UPDATE node SET contract = 3 WHERE name = 'one'");
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        finish(move);
        assertThat(state(move)).isEqualTo("moved");
    }

    private void staysOnOne(UUID move) {
        assertThat(step(move)).contains(now().plus(Duration.ofHours(1)));
        assertThat(state(move)).isEqualTo("moved");
        assertThat(on(one).spec().movedTo())
                .isEqualTo(new MovedTo(two.url(), MovedTo.Kept.KEPT));
    }

    private void goesFromOne(UUID move) {
        assertThat(step(move)).isEmpty();
        deliver();
        assertThat(state(move)).isEqualTo("done");
        assertThat(on(one).spec().movedTo())
                .isEqualTo(new MovedTo(two.url(), MovedTo.Kept.DROPPED));
    }

    @Test
    void clientsAreHandedOnOnlyOnceTheNewNodeLetsThemIn() {
        Queue<AccountState> onTwo = new ConcurrentLinkedQueue<>();
        finish(moves.ask(world.caller(), account, TO_TWO).id());
        one.beforeChanges(() -> onTwo.add(on(two).spec().state()));
        // For being asked how the account stands there, and again for the change.
        two.setDelay(Duration.ofMillis(500));
        world.startJobs();
        await("the old node hands clients on")
                .until(() -> on(one).spec().state() == AccountState.MOVED);
        assertThat(onTwo).containsOnly(AccountState.OPEN);
    }

    @Test
    void clientsWaitWhileTheNewNodeCannotBeToldAndAreHandedOnByItselfAfterwards() {
        Queue<AccountState> onTwo = new ConcurrentLinkedQueue<>();
        finish(moves.ask(world.caller(), account, TO_TWO).id());
        one.beforeChanges(() -> onTwo.add(on(two).spec().state()));
        two.setDown(true);
        assertThatThrownBy(() -> world.wiring().storage().delivery().deliver(account))
                .isInstanceOf(NodeClient.NodeException.class);
        assertThat(on(one).spec().state()).isEqualTo(AccountState.MOVING);

        world.startJobs();
        await("the job of the new node has failed").until(() -> jobsThatFailed() > 0);
        two.setDown(false);
        await("the old node hands clients on")
                .until(
                        () -> {
                            world.clock().forward(Duration.ofSeconds(1));
                            return on(one).spec().state() == AccountState.MOVED;
                        });
        assertThat(onTwo).containsOnly(AccountState.OPEN);
    }

    @Test
    void aNodeThatHandsOnAndIsRestoredDoesSoAgainThoughTheOneThatHoldsTheAccountIsAway() {
        AccountSpec before = on(one).spec();
        finish(moves.ask(world.caller(), account, TO_TWO).id());
        deliver();
        one.set(account, before, 1000);
        two.setDown(true);
        world.clock().forward(Duration.ofMinutes(5));
        assertThat(world.wiring().storage().reconciler().run())
                .containsOnlyKeys(DriftKind.OLDER);
        assertThatThrownBy(() -> world.wiring().storage().delivery().deliver(account))
                .isInstanceOf(NodeClient.NodeException.class);
        assertThat(on(one).spec().state()).isEqualTo(AccountState.MOVED);
    }

    private int jobsThatFailed() {
        return write(
                tx ->
                        tx.handle()
                                .createQuery(
                                        "SELECT count(*) FROM scheduled_tasks WHERE task_name ="
                                                + " 'provision' AND consecutive_failures > 0")
                                .mapTo(Integer.class)
                                .one());
    }

    @Test
    void theNodeThatHasTheBytesRemovesThemThoughOneThatHandsOnIsAway() {
        finish(moves.ask(world.caller(), account, TO_TWO).id());
        close();
        Purges purges = world.wiring().storage().purges();
        write(
                tx -> {
                    purges.begin(tx, account);
                    return account;
                });
        one.setDown(true);
        assertThatThrownBy(() -> purges.purge(account))
                .isInstanceOf(NodeClient.NodeException.class);
        assertThat(on(two).purge()).isNotNull();
    }

    private void close() {
        write(
                tx -> {
                    provisioning()
                            .change(tx, account, placement(tx).desired().in(AccountState.CLOSED));
                    return account;
                });
        deliver();
    }
}
