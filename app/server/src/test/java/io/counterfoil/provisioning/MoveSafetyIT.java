package io.counterfoil.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.MovedTo;
import io.counterfoil.provisioning.drift.DriftKind;
import java.time.Duration;
import java.util.UUID;
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
