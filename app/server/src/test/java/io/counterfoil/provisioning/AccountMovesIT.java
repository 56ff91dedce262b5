package io.counterfoil.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.MovedTo;
import io.counterfoil.node.contract.Scope;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.provisioning.drift.DriftKind;
import io.counterfoil.provisioning.moves.AccountMoves.MoveRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Moves of accounts, a step at a time, between nodes that a test breaks. */
class AccountMovesIT extends MovesFixture {
    @Test
    void anAccountGoesOverWithItsBytesAndItsKeysAndTheFirstNodeHandsOn() {
        List<Credential> keys = on(one).spec().credentials();
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        step(move);
        assertThat(on(one).spec().state()).as("clients go on").isEqualTo(AccountState.OPEN);
        assertThat(on(one).spec().credentials())
                .extracting(Credential::scope)
                .containsExactly(Scope.FULL, Scope.COPY);
        assertThat(on(two).spec().state()).isEqualTo(AccountState.CLOSED);
        assertThat(on(two).spec().credentials()).isEmpty();
        assertThat(keys()).as("customers don't see what nodes lend each other").isEqualTo(1);

        finish(move);
        assertThat(state(move)).isEqualTo("moved");
        assertThat(placement().node()).isEqualTo("two");
        deliver();
        assertThat(on(two).spec().state()).isEqualTo(AccountState.OPEN);
        assertThat(on(two).spec().credentials()).isEqualTo(keys);
        assertThat(on(two).usage().bytes()).isEqualTo(1000);
        assertThat(on(one).spec().credentials()).isEqualTo(keys);
        assertThat(on(one).spec().movedTo())
                .isEqualTo(new MovedTo(two.url(), MovedTo.Kept.KEPT));
        assertThat(messages()).as("the address is another one").isEqualTo(1);

        world.clock().forward(Duration.ofMinutes(5));
        assertThat(world.wiring().storage().reconciler().run()).isEmpty();
        assertThat(step(move)).as("its copy stays for a day").isPresent();
        world.clock().forward(Duration.ofHours(24));
        assertThat(step(move)).isEmpty();
        deliver();
        assertThat(state(move)).isEqualTo("done");
        assertThat(on(one).spec().movedTo())
                .isEqualTo(new MovedTo(two.url(), MovedTo.Kept.DROPPED));
    }

    @Test
    void whatTheFirstNodeLostIsShownOfTheSecondUntilANewerBackupIsWhole() {
        Instant newest = now();
        one.backUp(account, newest);
        look();
        world.clock().forward(Duration.ofMinutes(1));
        one.backUp(account, newest.minus(Duration.ofDays(2)));
        one.startAgain(now());
        assertThat(look()).isEqualTo(Map.of(DriftKind.LOST, 1));
        finish(moves.ask(world.caller(), account, TO_TWO).id());
        deliver();
        assertThat(placement().node()).isEqualTo("two");
        assertThat(look()).isEqualTo(Map.of(DriftKind.LOST, 1));
        assertThat(world.wiring().upkeep().drifting(DriftKind.LOST)).isEqualTo(1);
        two.backUp(account, now());
        assertThat(look()).isEmpty();
        assertThat(world.wiring().upkeep().drifting(DriftKind.LOST)).isZero();
    }

    @Test
    void noAccountGoesBackToItsOlderCopyFromANodeThatLostSomeOfIt() {
        one.backUp(account, now());
        finish(moves.ask(world.caller(), account, TO_TWO).id());
        deliver();
        Instant newest = now().plus(Duration.ofMinutes(1));
        two.backUp(account, newest);
        look();
        MoveRequest back = new MoveRequest("one", null);
        UUID early = moves.ask(world.caller(), account, back).id();
        world.clock().forward(Duration.ofMinutes(1));
        two.backUp(account, newest.minus(Duration.ofDays(2)));
        two.startAgain(now());
        assertThat(look()).isEqualTo(Map.of(DriftKind.LOST, 1));
        step(early);
        assertThat(moves.view(world.caller(), early).problem()).contains("Nothing is changed");
        assertThat(on(one).spec().movedTo())
                .isEqualTo(new MovedTo(two.url(), MovedTo.Kept.KEPT));
        moves.cancel(world.caller(), early);
        deliver();
        refused(back, "The storage node one still has an older copy");

        two.backUp(account, now());
        assertThat(look()).isEmpty();
        finish(moves.ask(world.caller(), account, back).id());
        assertThat(placement().node()).isEqualTo("one");
    }

    @Test
    void noAccountGoesBackToItsOlderCopyFromANodeWithDamagedObjectsOfIt() {
        finish(moves.ask(world.caller(), account, TO_TWO).id());
        deliver();
        two.damage(account, new Aside(1, 10));
        look();
        refused(new MoveRequest("one", null), "The storage node one still has an older copy");
    }

    @Test
    void newKeysAndLimitsReachTheNodeThatHandsOn() {
        finish(moves.ask(world.caller(), account, TO_TWO).id());
        deliver();
        RepositoryAccess access = write(tx -> provisioning().newKey(tx, account, KeyScope.FULL, false));
        assertThat(access.url()).isEqualTo("rest:" + two.url());
        deliver();
        for (FakeNode node : List.of(one, two)) {
            assertThat(on(node).spec().credentials())
                    .singleElement()
                    .satisfies(key -> assertThat(key.id()).isEqualTo(access.username()));
        }
        one.lose(account);
        world.clock().forward(Duration.ofMinutes(5));
        world.wiring().storage().reconciler().look();
        deliver();
        assertThat(on(one).spec().state()).isEqualTo(AccountState.MOVED);
    }

    @Test
    void aThirdNodeIsTheOneThatBothHandOnToAndTheWayBackMakesTheFirstOneTheHolder()
            throws Exception {
        try (FakeNode three = new FakeNode(folder.resolve("three"))) {
            world.wiring()
                    .storage()
                    .nodes()
                    .register("three", three.url(), three.url(), three.key());
            measured();
            finish(moves.ask(world.caller(), account, TO_TWO).id());
            three.fetchFrom(two, Copy.Phase.DONE);
            finish(moves.ask(world.caller(), account, new MoveRequest("three", null)).id());
            deliver();
            for (FakeNode node : List.of(one, two)) {
                assertThat(on(node).spec().movedTo())
                        .isEqualTo(new MovedTo(three.url(), MovedTo.Kept.KEPT));
            }
            one.fetchFrom(three, Copy.Phase.DONE);
            finish(moves.ask(world.caller(), account, new MoveRequest("one", null)).id());
            deliver();
            assertThat(on(one).spec().state()).isEqualTo(AccountState.OPEN);
            assertThat(on(three).spec().movedTo())
                    .isEqualTo(new MovedTo(one.url(), MovedTo.Kept.KEPT));
            assertThat(on(two).spec().movedTo())
                    .isEqualTo(new MovedTo(one.url(), MovedTo.Kept.KEPT));
        }
    }

    @Test
    void aMoveThatIsCalledOffLeavesAllAsItWas() {
        two.fetchFrom(one, Copy.Phase.RUNNING);
        List<Credential> keys = on(one).spec().credentials();
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        step(move);
        assertThat(moves.cancel(world.caller(), move).state()).isEqualTo("cancelled");
        assertThat(moves.cancel(world.caller(), move).state()).isEqualTo("cancelled");
        deliver();
        assertThat(on(one).spec().state()).isEqualTo(AccountState.OPEN);
        assertThat(on(one).spec().credentials()).isEqualTo(keys);
        assertThat(on(two).spec().movedTo())
                .isEqualTo(new MovedTo(one.url(), MovedTo.Kept.DROPPED));
        assertThat(step(move)).isEmpty();
        assertThat(placement().node()).isEqualTo("one");

        two.fetchFrom(one, Copy.Phase.DONE);
        UUID again = moves.ask(world.caller(), account, TO_TWO).id();
        finish(again);
        assertThatThrownBy(() -> moves.cancel(world.caller(), again))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.detail()).contains("two already"));
    }

    @Test
    void aNodeThatLostItsMemoryIsAskedOnceMore() {
        two.fetchFrom(one, Copy.Phase.RUNNING);
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        step(move);
        Copy first = Objects.requireNonNull(on(two).copy());
        step(move);
        assertThat(on(two).copy()).as("it is at it").isEqualTo(first);
        two.set(account, on(two).spec(), 0);
        two.fetchFrom(one, Copy.Phase.DONE);
        finish(move);
        assertThat(state(move)).isEqualTo("moved");
    }

    @Test
    void aNodeThatIsAwayDelaysTheMoveAndSaysWhy() {
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        two.setDown(true);
        assertThat(step(move)).hasValueSatisfying(at -> assertThat(at).isAfter(now()));
        assertThat(moves.view(world.caller(), move).problem())
                .isEqualTo("The node two refuses: Not now.");
        two.setDown(false);
        finish(move);
        assertThat(state(move)).isEqualTo("moved");
        assertThat(moves.view(world.caller(), move).problem()).isNull();
    }

    @Test
    void clientsAreLetInAgainWhenTheLastObjectsTakeTooLong() {
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        step(move);
        step(move);
        assertThat(state(move)).isEqualTo("switching");
        two.fetchFrom(one, Copy.Phase.RUNNING);
        step(move);
        assertThat(on(one).spec().state()).isEqualTo(AccountState.MOVING);
        world.clock().forward(Duration.ofMinutes(11));
        Instant next = step(move).orElseThrow();
        deliver();
        assertThat(on(one).spec().state()).isEqualTo(AccountState.OPEN);
        assertThat(next).isEqualTo(now().plus(Duration.ofMinutes(15)));
        assertThat(moves.view(world.caller(), move).problem()).contains("let in again");
        two.fetchFrom(one, Copy.Phase.DONE);
        world.clock().forward(Duration.ofMinutes(15));
        finish(move);
        assertThat(state(move)).isEqualTo("moved");
    }

    @Test
    void theLastMoveFromANodeHasAWholeDayOfItsOwn() {
        UUID first = moves.ask(world.caller(), account, TO_TWO).id();
        finish(first);
        deliver();
        world.clock().forward(Duration.ofHours(23));
        finish(moves.ask(world.caller(), account, new MoveRequest("one", null)).id());
        deliver();
        UUID again = moves.ask(world.caller(), account, TO_TWO).id();
        finish(again);
        deliver();
        world.clock().forward(Duration.ofHours(2));
        assertThat(step(first)).isEmpty();
        deliver();
        assertThat(on(one).spec().movedTo())
                .isEqualTo(new MovedTo(two.url(), MovedTo.Kept.KEPT));
        world.clock().forward(Duration.ofHours(24));
        assertThat(step(again)).isEmpty();
        deliver();
        assertThat(on(one).spec().movedTo())
                .isEqualTo(new MovedTo(two.url(), MovedTo.Kept.DROPPED));
    }

    @Test
    void aDeletedAccountIsRemovedFromAllNodesBeforeItIsToldDeleted() {
        finish(moves.ask(world.caller(), account, TO_TWO).id());
        write(
                tx -> {
                    provisioning()
                            .change(tx, account, placement(tx).desired().in(AccountState.CLOSED));
                    return account;
                });
        deliver();
        Purges purges = world.wiring().storage().purges();
        write(
                tx -> {
                    purges.begin(tx, account);
                    return account;
                });
        one.setDown(true);
        assertThatThrownBy(() -> purges.purge(account))
                .isInstanceOf(NodeClient.NodeException.class);
        one.setDown(false);
        assertThat(purges.purge(account)).isPresent();
        assertThat(on(one).purge()).isNotNull();
        assertThat(on(two).purge()).isNotNull();
    }

    @Test
    void whatCantGoIsRefusedInWords() {
        refused(new MoveRequest("three", null), "Some fields need another look");
        refused(new MoveRequest("one", null), "Some fields need another look");
        assertThatThrownBy(() -> moves.ask(world.decoy(), account, TO_TWO))
                .isInstanceOf(Refused.class);
        asSystem("UPDATE placement SET deleted_objects = 3");
        assertThatThrownBy(() -> moves.ask(world.caller(), account, TO_TWO))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(Refused.FieldProblem::field)
                                        .containsExactly("drop_deleted"));
        asSystem("UPDATE node SET contract = 1 WHERE name = 'two'");
        refused(new MoveRequest("two", true), "node two has not said yet");
        asSystem("UPDATE node SET contract = 2");
        moves.ask(world.caller(), account, new MoveRequest(null, true));
        refused(new MoveRequest("two", true), "being moved already");
        assertThat(moves.list(world.caller(), account, Listing.first()).items()).hasSize(1);
        assertThat(moves.list(world.decoy(), null, Listing.first()).items()).isEmpty();
    }
}
