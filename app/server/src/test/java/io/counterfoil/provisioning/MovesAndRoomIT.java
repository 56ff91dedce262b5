package io.counterfoil.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.Browser;
import io.counterfoil.TestServer;
import io.counterfoil.access.NewMember;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.provisioning.moves.AccountMoves.MoveRequest;
import io.counterfoil.provisioning.moves.Drains;
import io.counterfoil.provisioning.moves.MoveView;
import io.counterfoil.provisioning.overview.StorageNodeView;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Accounts move only to where there is room for them, one by one or all of a node. */
class MovesAndRoomIT extends MovesFixture {
    private static final long GB = 1_000_000_000;

    @Test
    void aNodeThatHasNoRoomOrTakesNoAccountsIsRefusedWithWhatToDo() {
        asSystem("UPDATE placement SET used_bytes = 5000");
        asSystem("UPDATE node SET free_bytes = 4000 WHERE name = 'two'");
        refused(TO_TWO, "two has 4 kB free, and 5 kB are to go there. Choose another one");
        measured();
        asSystem("UPDATE node SET over_subscription = 1.5 WHERE name = 'two'");
        refused(TO_TWO, "two may promise 150 kB more, and the account is promised 50 GB");
        refused(new MoveRequest(null, null), "higher overSubscription in config.yml");
        asSystem("UPDATE node SET over_subscription = NULL, accepts = false WHERE name = 'two'");
        refused(TO_TWO, "two takes no accounts, as its settings say (accepts: false)");
        refused(new MoveRequest(null, null), "There is no other storage node that takes accounts");
        asSystem("UPDATE node SET accepts = true, draining = true WHERE name = 'two'");
        refused(TO_TWO, "two is to become empty itself");
        asSystem("UPDATE node SET draining = false");
        assertThat(moves.ask(world.caller(), account, TO_TWO).to()).isEqualTo("two");
    }

    @Test
    void whatIsOnItsWayTakesRoomToo() {
        UUID second = onTheFirst("berta");
        two.setDisk(60 * GB, 60 * GB);
        survey();
        asSystem("UPDATE node SET over_subscription = 1 WHERE name = 'two'");
        world.clock().forward(Duration.ofSeconds(1));
        UUID first = moves.ask(world.caller(), account, TO_TWO).id();
        for (int round = 0; round < 2; round++) {
            assertThatThrownBy(() -> moves.ask(world.caller(), second, TO_TWO))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused ->
                                    assertThat(refused.type())
                                            .isEqualTo(ProblemType.NO_STORAGE_ROOM))
                    .hasMessageContaining("may promise 10 GB more");
            survey();
        }
        moves.cancel(world.caller(), first);
        survey();
        moves.ask(world.caller(), second, TO_TWO);
    }

    @Test
    void aNodeIsEmptiedTwoAtATimeAndSaysWhatItWaitsFor() {
        onTheFirst("berta");
        UUID third = onTheFirst("carla");
        asSystem("UPDATE placement SET deleted_objects = 1 WHERE account_id = '" + third + "'");
        assertThat(drain().drainProblem()).isNull();
        Drains drains = world.wiring().moves().drains();
        asSystem("UPDATE node SET accepts = false WHERE name = 'two'");
        drains.look();
        assertThat(underWay()).isEmpty();
        assertThat(first().drainProblem()).startsWith("There is no other storage node");

        asSystem("UPDATE node SET accepts = true WHERE name = 'two'");
        drains.look();
        drains.look();
        assertThat(underWay()).hasSize(2).allSatisfy(
                move -> assertThat(move.askedBy()).isEqualTo("job:drain"));
        assertThat(first().drainProblem()).endsWith("not kept any more: 1.");
        underWay().forEach(move -> finish(move.id()));
        drains.look();
        assertThat(first().accounts()).isEqualTo(1);

        asSystem("UPDATE placement SET deleted_objects = 0");
        drains.look();
        assertThat(underWay())
                .singleElement()
                .satisfies(move -> assertThat(move.account()).isEqualTo(third));
        underWay().forEach(move -> finish(move.id()));
        drains.look();
        assertThat(first().accounts()).isZero();
        assertThat(first().forwarded()).isEqualTo(3);
        assertThat(first().drainProblem()).isNull();
    }

    @Test
    void aMoveThatDoesNotGetOnKeepsNoOtherAccountOnANodeThatIsEmptied() {
        onTheFirst("berta");
        onTheFirst("carla");
        drain();
        Drains drains = world.wiring().moves().drains();
        drains.look();
        two.setDown(true);
        underWay().forEach(move -> step(move.id()));
        drains.look();
        assertThat(underWay()).hasSize(3);
    }

    @Test
    void aNodeIsNotEmptiedWhereTheOthersCantTakeWhatIsOnIt() {
        asSystem("UPDATE placement SET used_bytes = 200000");
        notDrained("store 200 kB and are promised 50 GB. The other storage nodes that take"
                + " accounts have 100 kB free.");
        asSystem("UPDATE placement SET used_bytes = 0");
        asSystem("UPDATE node SET over_subscription = 2");
        notDrained("have 100 kB free and may promise 200 kB more. Add a node");
        asSystem("UPDATE node SET over_subscription = NULL, accepts = false WHERE name = 'two'");
        notDrained("There is no other storage node that takes accounts");
        asSystem("UPDATE node SET accepts = true");
        assertThat(drain().draining()).isTrue();
        asSystem("UPDATE node SET accepts = false WHERE name = 'two'");
        assertThat(drain().draining()).as("again changes nothing").isTrue();
    }

    @Test
    void aNodeThatIsGoneForGoodIsWaitedForUntilItIsRetired() {
        // As it is once a node has left the settings.
        UUID gone = UUID.randomUUID();
        asSystem("INSERT INTO node (id, name, admin_url, data_url, created_at) VALUES ('"
                + gone
                + "', 'gone', 'http://127.0.0.1:9/', 'http://127.0.0.1:9/', now())");
        asSystem("INSERT INTO account_elsewhere (provider_id, account_id, node_id, role) SELECT"
                + " provider_id, account_id, '"
                + gone
                + "', 'forwarder' FROM placement");
        Purges purges = world.wiring().storage().purges();
        write(
                tx -> {
                    provisioning()
                            .change(tx, account, placement(tx).desired().in(AccountState.CLOSED));
                    purges.begin(tx, account);
                    return account;
                });
        NodeHealth health = world.wiring().storage().health();
        assertThat(health.execute().getMessage()).contains("not in this server's settings: gone");
        assertThatThrownBy(() -> purges.purge(account)).hasMessageContaining("gone");

        assertThat(world.wiring().storage().retirement().retire("gone"))
                .isEqualTo(new Retirement.Outcome.Retired(1));
        world.clock().forward(Duration.ofMinutes(1));
        assertThat(health.execute().isHealthy()).isTrue();
        assertThat(purges.purge(account)).isPresent();
    }

    @Test
    void theOwnerMovesAnAccountFromItsPageSeesHowFarItIsAndCallsItOff() {
        String page = "/console/accounts/" + account;
        String move = page + "/moves";
        try (TestServer server = new TestServer(world)) {
            Browser owner = signedIn(server, "owner");
            Browser support = signedIn(server, "support");
            assertThat(owner.get(page).body()).contains("Move it to another one");
            assertThat(support.get(page).body()).doesNotContain("Move it to another one");
            assertThat(owner.get(move).body())
                    .contains("What the customer notices", "told by mail", "Where there is most room")
                    .contains("two, 100 kB free", "promised 50 GB")
                    .doesNotContain("may be lost");

            assertThat(owner.submit(move, move, Map.of("node", "two")).statusCode()).isEqualTo(303);
            MoveView begun = underWay().getFirst();
            step(begun.id());
            assertThat(owner.get(page).body()).contains("on its way to two");
            assertThat(owner.get(move).body()).contains("is on the move", "and backups go on");
            assertThat(owner.get("/console/nodes").body()).contains(">anna</a>");
            one.lose(account);
            world.clock().forward(Duration.ofMinutes(5));
            world.wiring().storage().reconciler().look();
            assertThat(owner.get("/console/nodes/drift").body())
                    .contains(">anna</a>", "<b>Account forgotten</b>");
            assertThat(support.get(move).body())
                    .contains("is on the move")
                    .doesNotContain("Call it off");
            String cancel = move + "/" + begun.id() + "/cancel";
            assertThat(owner.submit(move, cancel, Map.of()).statusCode()).isEqualTo(303);
            assertThat(owner.get(page).body()).contains("Move it to another one");

            asSystem("UPDATE placement SET deleted_objects = 3");
            assertThat(owner.submit(move, move, Map.of("node", "")).body())
                    .contains("could not be brought back", "may be lost", "can&#39;t be brought back")
                    .doesNotContain("(drop_deleted)");
            HttpResponse<String> open = owner.get(move);
            asSystem("UPDATE node SET accepts = false");
            assertThat(owner.fill(open, move, Map.of("node", "two")).body())
                    .contains("two takes no accounts", "Where it can&#39;t go")
                    .doesNotContain("What the customer notices");
            asSystem("UPDATE node SET accepts = true");
            owner.submit(move, move, Map.of("node", "two", "drop_deleted", "true"));
            assertThat(underWay()).hasSize(1);
        }
    }

    @Test
    void thePageOfTheNodesSaysWhichOnesMakeThatOrdersAreNotLimited() {
        String words = "nothing limits what";
        try (TestServer server = new TestServer(world)) {
            Browser support = signedIn(server, "support");
            assertThat(support.get("/console/nodes").body())
                    .as("no node has a ratio, and nobody wants a limit")
                    .doesNotContain(words);
            asSystem("UPDATE node SET over_subscription = 1.5 WHERE name = 'one'");
            assertThat(support.get("/console/nodes").body())
                    .contains(words + " this node may promise, whatever the others may: two.");
            asSystem("UPDATE node SET accepts = false WHERE name = 'two'");
            assertThat(support.get("/console/nodes").body()).doesNotContain(words);
            asSystem("UPDATE node SET accepts = true, draining = true WHERE name = 'two'");
            assertThat(support.get("/console/nodes").body()).doesNotContain(words);
            asSystem("UPDATE node SET draining = (name = 'one')");
            assertThat(support.get("/console/nodes").body())
                    .as("the only one with a ratio is to become empty")
                    .contains(words + " this node may promise, whatever the others may: two.")
                    .as("who shares the nodes sets no limits")
                    .doesNotContain("To set a limit");
        }
    }

    private Browser signedIn(TestServer server, String role) {
        StaffMembers.WithPassword member =
                world.wiring()
                        .access()
                        .staff()
                        .create(
                                world.caller(),
                                new NewMember(role + "@harbour.example", role, role, null));
        Browser browser = server.browser();
        browser.signIn("console", member.member().email(), member.password());
        return browser;
    }

    private void notDrained(String words) {
        assertThatThrownBy(this::drain)
                .isInstanceOf(Refused.class)
                .hasMessageContaining(words);
        assertThat(first().draining()).isFalse();
    }

    private StorageNodeView drain() {
        return world.wiring().moves().overview().drainForAll("one", true);
    }

    private StorageNodeView first() {
        return world.wiring().moves().overview().all(world.caller()).stream()
                .filter(node -> node.name().equals("one"))
                .findAny()
                .orElseThrow();
    }

    private List<MoveView> underWay() {
        return moves.list(world.caller(), null, Listing.first()).items().stream()
                .filter(move -> move.state().equals("copying") || move.state().equals("switching"))
                .toList();
    }

    /** As the fake says what room it has, and nothing of its contract. */
    private void survey() {
        world.wiring().storage().survey().look();
        asSystem("UPDATE node SET contract = 2");
    }

    private UUID onTheFirst(String username) {
        asSystem("UPDATE node SET accepts = name = 'one'");
        UUID id = open(username);
        asSystem("UPDATE node SET accepts = true");
        assertThat(provisioning().deliverNow(id)).isTrue();
        return id;
    }
}
