package io.counterfoil.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.MovedTo;
import io.counterfoil.platform.Listing;
import io.counterfoil.provisioning.moves.AccountMoves.MoveRequest;
import io.counterfoil.provisioning.moves.Adoption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A database, or a node, that comes from a backup of before a move. */
class ForgottenMovesIT extends MovesFixture {
    @Test
    void aDatabaseThatForgotASwitchEndsNothingOnTheNodeThatServesTheAccount() {
        two.fetchFrom(one, Copy.Phase.RUNNING);
        UUID move = moves.ask(world.caller(), account, TO_TWO).id();
        step(move);
        List<Credential> keys = on(one).spec().credentials();
        MovedTo there = new MovedTo(two.url(), MovedTo.Kept.KEPT);
        one.set(
                account,
                new AccountSpec(9, null, null, null, AccountState.MOVED, null, there, keys),
                1000);
        two.set(account, new AccountSpec(9, null, null, null, AccountState.OPEN, keys), 5000);

        step(move);
        assertThat(moves.view(world.caller(), move).problem()).contains("old backup");
        moves.cancel(world.caller(), move);
        for (int change = 0; change < 12; change++) {
            write(tx -> provisioning().newKey(tx, account, KeyScope.FULL, false));
            world.clock().forward(Duration.ofMinutes(10));
            world.wiring().storage().reconciler().look();
            assertThatThrownBy(() -> world.wiring().storage().delivery().deliver(account))
                    .hasMessageContaining("old backup");
            assertThat(on(two).spec().state()).isEqualTo(AccountState.OPEN);
            assertThat(on(two).spec().movedTo()).isNull();
            assertThat(on(one).spec().state()).isEqualTo(AccountState.MOVED);
        }
        assertThat(placement().version()).as("it has grown beyond theirs").isGreaterThan(9);
        assertThat(lasting()).containsExactly("forgotten one", "forgotten two");
    }

    @Test
    void aDatabaseOfBeforeAMoveOpensNoOldBytesAndBelievesTheNodesWhenToldTo() {
        long before = placement().version();
        finish(moves.ask(world.caller(), account, TO_TWO).id());
        deliver();
        two.set(account, on(two).spec(), 5000);
        restoreFrom(before);
        for (int change = 0; change < 20; change++) {
            write(tx -> provisioning().newKey(tx, account, KeyScope.FULL, false));
        }
        assertThat(placement().version()).isGreaterThan(on(one).spec().version());
        assertThatThrownBy(() -> world.wiring().storage().delivery().deliver(account))
                .hasMessageContaining("old backup");
        look();
        assertThat(lasting()).containsExactly("forgotten one", "unknown two");
        assertThatThrownBy(() -> world.wiring().storage().delivery().deliver(account))
                .hasMessageContaining("--adopt");
        assertThat(on(one).spec().state()).isEqualTo(AccountState.MOVED);

        two.setDown(true);
        assertThat(adopt().problem()).contains("two refuses");
        two.setDown(false);
        assertThat(adopt()).isEqualTo(new Adoption.Result(account, "two", null));
        deliver();
        assertThat(placement().node()).isEqualTo("two");
        assertThat(on(two).spec().state()).isEqualTo(AccountState.OPEN);
        assertThat(on(two).usage().bytes()).isEqualTo(5000);
        assertThat(on(two).spec().credentials()).hasSize(1);
        assertThat(on(one).spec().movedTo()).isEqualTo(new MovedTo(two.url(), MovedTo.Kept.KEPT));
        assertThat(on(one).spec().credentials()).isEqualTo(on(two).spec().credentials());
        look();
        assertThat(lasting()).isEmpty();
    }

    @Test
    void whoServesAnAccountIsNotGuessed() {
        long before = placement().version();
        finish(moves.ask(world.caller(), account, TO_TWO).id());
        deliver();
        restoreFrom(before);
        AccountSpec moved = on(one).spec();
        two.lose(account);
        look();
        assertThat(adopt().problem()).contains("none of this server's storage nodes has it");
        two.set(account, movedTo(one, moved), 0);
        assertThat(adopt().problem()).contains("in a circle");
        assertThat(placement().node()).isEqualTo("one");
    }

    @Test
    void aNodeOfBeforeAMoveIsBroughtUpToDate() {
        finish(moves.ask(world.caller(), account, TO_TWO).id());
        deliver();
        AccountSpec handsOn = on(one).spec();
        AccountSpec served = on(two).spec();
        finish(moves.ask(world.caller(), account, new MoveRequest("one", null)).id());
        deliver();
        write(tx -> provisioning().newKey(tx, account, KeyScope.FULL, false));
        deliver();

        one.set(account, handsOn, 700);
        two.set(account, served, 700);
        look();
        assertThat(lasting()).containsExactly("older one", "older two");
        deliver();
        assertThat(on(one).spec().state()).isEqualTo(AccountState.OPEN);
        assertThat(on(two).spec().movedTo()).isEqualTo(new MovedTo(one.url(), MovedTo.Kept.KEPT));
    }

    /** As if the database came from a backup of when the account was on the first node. */
    private void restoreFrom(long version) {
        asSystem("DELETE FROM account_elsewhere");
        asSystem("UPDATE account_move SET state = 'cancelled'");
        asSystem(
                "UPDATE placement SET node_id = (SELECT id FROM node WHERE name = 'one'), version = "
                        + version
                        + ", placed_version = 0, applied_version = "
                        + version);
    }

    private static AccountSpec movedTo(FakeNode there, AccountSpec like) {
        return new AccountSpec(
                like.version(),
                null,
                null,
                null,
                AccountState.MOVED,
                null,
                new MovedTo(there.url(), MovedTo.Kept.KEPT),
                like.credentials());
    }

    private Adoption.Result adopt() {
        List<Adoption.Result> results = world.wiring().moves().adoption().adopt();
        assertThat(results).hasSize(1);
        return results.getFirst();
    }

    private List<String> lasting() {
        return world
                .wiring()
                .storage()
                .drifts()
                .list(world.caller(), "open", Listing.first())
                .items()
                .stream()
                .map(row -> row.kind() + " " + row.node())
                .sorted()
                .toList();
    }
}
