package io.counterfoil.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.MovedTo;
import io.counterfoil.provisioning.drift.DriftKind;
import io.counterfoil.provisioning.moves.AccountMoves.MoveRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An account that goes back to a node which hands its clients on and has an older copy of it. */
class MovesBackIT extends MovesFixture {
    private static final MoveRequest BACK = new MoveRequest("one", null);

    private UUID movedToTwo() {
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        finish(move);
        deliver();
        return move;
    }

    private UUID back() {
        return moves.ask(world.caller(), account, BACK).id();
    }

    private void oneHandsOn(MovedTo.Kept copy) {
        assertThat(on(one).spec().movedTo()).isEqualTo(new MovedTo(two.url(), copy));
    }

    @Test
    void clientsOfTheOldAddressAreHandedOnUntilTheAccountIsBackThere() {
        List<Credential> keys = on(one).spec().credentials();
        movedToTwo();
        UUID move = back();
        for (String state : List.of("copying", "switching", "switching")) {
            step(move);
            assertThat(state(move)).isEqualTo(state);
            oneHandsOn(MovedTo.Kept.KEPT);
            assertThat(on(one).spec().credentials()).isEqualTo(keys);
            assertThat(look()).isEmpty();
        }
        finish(move);
        deliver();
        assertThat(on(one).spec().state()).isEqualTo(AccountState.OPEN);
        assertThat(on(two).spec().movedTo()).isEqualTo(new MovedTo(one.url(), MovedTo.Kept.KEPT));
        assertThat(look()).isEmpty();
    }

    @Test
    void anOlderNodeStandsClosedMeanwhileAsItTakesNoCopyOtherwise() {
        movedToTwo();
        asSystem("UPDATE node SET contract = 2 WHERE name = 'one'");
        UUID move = back();
        step(move);
        assertThat(on(one).spec().state()).isEqualTo(AccountState.CLOSED);
        moves.cancel(world.caller(), move);
        deliver();
        oneHandsOn(MovedTo.Kept.KEPT);
        finish(back());
        deliver();
        assertThat(on(one).spec().state()).isEqualTo(AccountState.OPEN);
    }

    @Test
    void theCopyThatTheNodeHadStaysWhileTheAccountComesBackAndGoesInItsTimeAfterThatIsCalledOff() {
        UUID first = movedToTwo();
        one.fetchFrom(two, Copy.Phase.RUNNING);
        UUID move = back();
        step(move);
        world.clock().forward(Duration.ofHours(24));
        assertThat(step(first)).contains(now().plus(Duration.ofHours(1)));
        assertThat(moves.view(world.caller(), first).problem()).contains("on its way back to one");
        moves.cancel(world.caller(), move);
        deliver();
        oneHandsOn(MovedTo.Kept.KEPT);

        assertThat(step(first)).isEmpty();
        deliver();
        oneHandsOn(MovedTo.Kept.DROPPED);
    }

    @Test
    void aNodeWithoutACopyHandsOnTooWhileTheAccountComesBack() {
        UUID first = movedToTwo();
        world.clock().forward(Duration.ofHours(24));
        assertThat(step(first)).isEmpty();
        deliver();
        oneHandsOn(MovedTo.Kept.DROPPED);
        one.fetchFrom(two, Copy.Phase.RUNNING);
        UUID move = back();
        step(move);
        oneHandsOn(MovedTo.Kept.KEPT);
        moves.cancel(world.caller(), move);
        deliver();
        oneHandsOn(MovedTo.Kept.DROPPED);

        one.fetchFrom(two, Copy.Phase.DONE);
        finish(back());
        deliver();
        assertThat(on(one).spec().state()).isEqualTo(AccountState.OPEN);
    }

    /** As of a node that was put back to an older state. */
    private void loses(FakeNode node) {
        world.clock().forward(Duration.ofMinutes(1));
        node.backUp(account, Instant.EPOCH);
        node.startAgain(now());
    }

    private String problem(UUID move) {
        return String.valueOf(moves.view(world.caller(), move).problem());
    }

    private void movedToTwoAndBackedUpThere() {
        movedToTwo();
        two.backUp(account, now());
        assertThat(look()).isEmpty();
    }

    @Test
    void aLossThatShowsOnlyThenHoldsTheAccountUpAndToCallThatOffCostsNoOlderCopy() {
        movedToTwoAndBackedUpThere();
        one.fetchFrom(two, Copy.Phase.RUNNING);
        UUID move = back();
        step(move);
        assertThat(on(one).copy()).isNotNull();
        loses(two);
        assertThat(look()).containsOnlyKeys(DriftKind.LOST);
        one.fetchFrom(two, Copy.Phase.DONE);
        finish(move);
        assertThat(state(move)).isEqualTo("copying");
        assertThat(problem(move)).contains("still has an older copy");
        moves.cancel(world.caller(), move);
        deliver();
        oneHandsOn(MovedTo.Kept.KEPT);
    }

    @Test
    void aLossThatWasNotNotedYetHoldsItUpBeforeAnyClientWaits() {
        movedToTwoAndBackedUpThere();
        UUID move = back();
        step(move);
        loses(two);
        two.backUp(account, now());
        step(move);
        assertThat(state(move)).isEqualTo("copying");
        assertThat(problem(move)).contains("does not show all that it had");
        assertThat(on(two).spec().state()).isEqualTo(AccountState.OPEN);
    }

    @Test
    void aLossThatShowsWhileClientsWaitLetsThemInAndReplacesNothingOfTheOlderCopy() {
        movedToTwoAndBackedUpThere();
        UUID move = back();
        step(move);
        step(move);
        assertThat(state(move)).isEqualTo("switching");
        loses(two);
        step(move);
        assertThat(state(move)).isEqualTo("copying");
        assertThat(problem(move)).contains("does not show all that it had");
        assertThat(on(one).copy()).isNotNull().extracting(Copy::exact).isEqualTo(false);

        two.backUp(account, now());
        look();
        finish(move);
        assertThat(state(move)).as("a newer backup is whole").isEqualTo("moved");
    }

    @Test
    void clientsThatWaitAreLetInAsSoonAsALossIsNoted() {
        movedToTwoAndBackedUpThere();
        UUID move = back();
        step(move);
        step(move);
        one.fetchFrom(two, Copy.Phase.RUNNING);
        step(move);
        assertThat(on(two).spec().state()).isEqualTo(AccountState.MOVING);
        loses(two);
        look();
        assertThat(step(move)).hasValueSatisfying(at -> assertThat(at).isAfter(now()));
        deliver();
        assertThat(on(two).spec().state()).isEqualTo(AccountState.OPEN);
        assertThat(problem(move)).contains("still has an older copy");
    }

    @Test
    void whatAnotherNodeFetchedBeforeALossIsReplacedByNothingAndStays() {
        one.backUp(account, now());
        assertThat(look()).isEmpty();
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        step(move);
        loses(one);
        assertThat(look()).containsOnlyKeys(DriftKind.LOST);
        finish(move);
        assertThat(state(move)).isEqualTo("copying");
        assertThat(problem(move)).contains("may have what is gone");
        moves.cancel(world.caller(), move);
        deliver();
        assertThat(on(two).spec().movedTo()).isEqualTo(new MovedTo(one.url(), MovedTo.Kept.KEPT));
    }

    @Test
    void whatCameBackToANodeThatWasEmptiedStaysThereWhenTheMoveIsCalledOffAfterALoss() {
        UUID first = movedToTwo();
        world.clock().forward(Duration.ofHours(24));
        assertThat(step(first)).isEmpty();
        two.backUp(account, now());
        assertThat(look()).isEmpty();
        deliver();
        oneHandsOn(MovedTo.Kept.DROPPED);
        one.fetchFrom(two, Copy.Phase.RUNNING);
        UUID move = back();
        step(move);
        loses(two);
        assertThat(look()).containsOnlyKeys(DriftKind.LOST);
        moves.cancel(world.caller(), move);
        deliver();
        oneHandsOn(MovedTo.Kept.KEPT);
    }

    @Test
    void whatCameStaysWhenTheMoveIsCalledOffBeforeALossIsNotedAndGoesOnceANewerBackupIsWhole() {
        one.backUp(account, now());
        assertThat(look()).isEmpty();
        two.fetchFrom(one, Copy.Phase.RUNNING);
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        step(move);
        loses(one);
        moves.cancel(world.caller(), move);
        twoKeepsWhatCame(move, "does not show all that it had");
        assertThat(look()).containsOnlyKeys(DriftKind.LOST);
        twoKeepsWhatCame(move, "lost some of this account");

        one.backUp(account, now());
        assertThat(look()).isEmpty();
        assertThat(step(move)).isEmpty();
        deliver();
        assertThat(on(two).spec().movedTo())
                .isEqualTo(new MovedTo(one.url(), MovedTo.Kept.DROPPED));
        assertThat(problem(move)).as("it is over").isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatCameStaysWhenTheMoveIsCalledOffWhileThePresentNodeHasDamagedObjects(boolean known) {
        one.backUp(account, now());
        assertThat(look()).isEmpty();
        two.fetchFrom(one, Copy.Phase.RUNNING);
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        step(move);
        one.damage(account, new Aside(1, 10));
        if (known) {
            look();
        }
        moves.cancel(world.caller(), move);
        twoKeepsWhatCame(move, "has damaged objects");

        one.damage(account, null);
        look();
        assertThat(step(move)).isEmpty();
        deliver();
        assertThat(on(two).spec().movedTo())
                .isEqualTo(new MovedTo(one.url(), MovedTo.Kept.DROPPED));
    }

    @Test
    void whatCameStaysWhenTheMoveIsCalledOffWhileNobodyKnowsWhetherMoreIsLeft() {
        two.fetchFrom(one, Copy.Phase.RUNNING);
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        step(move);
        one.setDown(true);
        moves.cancel(world.caller(), move);
        assertThat(step(move)).contains(now().plus(Duration.ofHours(1)));
        one.setDown(false);
        deliver();
        assertThat(on(two).spec().movedTo()).isEqualTo(new MovedTo(one.url(), MovedTo.Kept.KEPT));
        assertThat(step(move)).isEmpty();
        deliver();
        assertThat(on(two).spec().movedTo())
                .isEqualTo(new MovedTo(one.url(), MovedTo.Kept.DROPPED));
    }

    @Test
    void callingOffDoesNotWaitForANodeThatDidNotAnswerLast() {
        two.fetchFrom(one, Copy.Phase.RUNNING);
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        step(move);
        // It would answer by now, and show that nothing is lost.
        asSystem("UPDATE node SET problem = 'away' WHERE name = 'one'");
        moves.cancel(world.caller(), move);
        deliver();
        assertThat(on(two).spec().movedTo()).isEqualTo(new MovedTo(one.url(), MovedTo.Kept.KEPT));
        assertThat(step(move)).isEmpty();
        deliver();
        assertThat(on(two).spec().movedTo())
                .isEqualTo(new MovedTo(one.url(), MovedTo.Kept.DROPPED));
    }

    @Test
    void anOlderCopyStaysForItsDayWhenAMoveOntoItIsCalledOffWhileNobodyKnowsWhatIsLeft() {
        UUID first = movedToTwo();
        one.fetchFrom(two, Copy.Phase.RUNNING);
        UUID move = back();
        step(move);
        two.setDown(true);
        moves.cancel(world.caller(), move);
        two.setDown(false);
        assertThat(step(move)).isEmpty();
        deliver();
        oneHandsOn(MovedTo.Kept.KEPT);
        world.clock().forward(Duration.ofHours(24));
        assertThat(step(first)).isEmpty();
        deliver();
        oneHandsOn(MovedTo.Kept.DROPPED);
    }

    private void twoKeepsWhatCame(UUID move, String why) {
        assertThat(step(move)).contains(now().plus(Duration.ofHours(1)));
        assertThat(state(move)).isEqualTo("cancelled");
        assertThat(problem(move)).contains(why);
        deliver();
        assertThat(on(two).spec().movedTo()).isEqualTo(new MovedTo(one.url(), MovedTo.Kept.KEPT));
    }

    @Test
    void nothingIsFetchedOntoANodeThatWasRestoredAndServesClientsItself() {
        AccountSpec before = on(one).spec();
        movedToTwo();
        UUID move = back();
        one.set(account, before, 700);
        step(move);
        assertThat(moves.view(world.caller(), move).problem()).contains("old backup");
        assertThat(on(one).copy()).isNull();
        assertThat(on(one).usage().bytes()).isEqualTo(700);
    }
}
