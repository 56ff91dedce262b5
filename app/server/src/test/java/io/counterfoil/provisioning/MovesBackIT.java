package io.counterfoil.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.MovedTo;
import io.counterfoil.provisioning.moves.AccountMoves.MoveRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

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
