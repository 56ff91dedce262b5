package io.counterfoil.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.TestWorld;
import io.counterfoil.access.TriedFrom;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.node.NodeSettings;
import io.counterfoil.node.StorageNode;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.EventChains;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Subject;
import io.counterfoil.redemption.Shelf.Card;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class ManyRedemptionsIT {
    private static final int CODES = 100;
    private static final int ATTEMPTS_EACH = 10;
    private static final int ACCOUNTS = 10;
    private static final int THREADS = 32;
    private static final Visitor PROVIDER = new Visitor(true, TriedFrom.program("192.0.2.1"), null, null, null);

    @Test
    void ofAThousandAttemptsAtAHundredCodesAHundredSucceed(@TempDir Path folder) throws Exception {
        try (StorageNode node = StorageNode.start(NodeSettings.in(folder));
                TestWorld world = new TestWorld()) {
            world.wiring()
                    .storage()
                    .nodes()
                    .register("one", node.adminUrl(), node.dataUrl(), node.key());
            Shelf shelf = new Shelf(world);
            UUID plan = shelf.plan("Basic", 1_000_000_000L);
            Redemptions redemptions = world.wiring().redemption().redemptions();
            List<UUID> accounts = new ArrayList<>();
            for (Card card : shelf.cards(plan, "P1M", ACCOUNTS)) {
                String name = "account-" + accounts.size();
                accounts.add(
                        redemptions
                                .open(
                                        world.caller(),
                                        PROVIDER,
                                        card.code(),
                                        new NewAccount(name, name + "@example.com", name, null))
                                .account());
            }

            List<Callable<Boolean>> attempts = new ArrayList<>();
            for (Card card : shelf.cards(plan, "P1M", CODES)) {
                for (int at = 0; at < ATTEMPTS_EACH; at++) {
                    String username = "account-" + at % ACCOUNTS;
                    attempts.add(() -> isWon(redemptions, world.caller(), card, username));
                }
            }
            Collections.shuffle(attempts, new Random(1));
            int won = 0;
            try (ExecutorService clients = Executors.newFixedThreadPool(THREADS)) {
                for (Future<Boolean> attempt : clients.invokeAll(attempts)) {
                    won += attempt.get() ? 1 : 0;
                }
            }
            assertThat(won).isEqualTo(CODES);
            assertThat(extensions(world, accounts)).isEqualTo(ACCOUNTS + CODES);
            assertThat(faults(world)).isEmpty();
        }
    }

    /** Whether this attempt won; whoever lost is told what everybody with a bad code is told. */
    private static boolean isWon(
            Redemptions redemptions, Caller caller, Card card, String username) {
        try {
            redemptions.extend(caller, PROVIDER, card.code(), username, null);
            return true;
        } catch (Refused refused) {
            assertThat(refused.detail()).startsWith("This code can't be redeemed.");
            return false;
        }
    }

    private static long extensions(TestWorld world, List<UUID> accounts) {
        EventLog log = new EventLog();
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                accounts.stream()
                                        .flatMap(
                                                account ->
                                                        log
                                                                .of(tx, Subject.account(account))
                                                                .stream())
                                        .filter(event -> event.type().equals("extended"))
                                        .count());
    }

    private static List<String> faults(TestWorld world) {
        Caller verifier = new Caller(Scope.system(), Actor.job("test"));
        return world.wiring().transactions().read(verifier, new EventChains()::faults);
    }
}
