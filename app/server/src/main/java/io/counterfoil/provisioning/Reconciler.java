package io.counterfoil.provisioning;

import io.counterfoil.node.contract.AccountPage;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.drift.DriftKind;
import io.counterfoil.provisioning.drift.Drifts;
import io.counterfoil.provisioning.drift.Lost;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what the database wants with what the nodes have, again and again: takes in usage, sends
 * again what differs, and reports how much that was. All nodes are asked at the same time, so that
 * what is wrong on one is mended while another hangs.
 */
public final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final String JOB = "reconcile-nodes";
    private static final Duration PAUSE = Duration.ofMinutes(5);
    // A node that takes long for each page goes on where it was in the next round, so that the
    // others' next one comes.
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int SWEEP = 1000;
    private static final Caller CALLER = new Caller(Scope.system(), Actor.job(JOB));

    private final Transactions transactions;
    private final Delivery delivery;
    private final Purges purges;
    private final Drifts drifts;
    private final NodeClient client;
    private final InstantSource clock;
    // Two nodes may have to do with the same account: what they say is taken in one by one.
    private final Lock taking = new ReentrantLock();
    private final Map<UUID, UUID> leftOff = new ConcurrentHashMap<>();
    private volatile @Nullable UUID swept;
    private Writes writes = (tx, accounts) -> {};

    /** Has {@code delivery} and {@code purges} heal what differs, and {@code drifts} show it. */
    public Reconciler(
            Transactions transactions,
            Delivery delivery,
            Purges purges,
            Drifts drifts,
            NodeClient client,
            InstantSource clock) {
        this.transactions = transactions;
        this.delivery = delivery;
        this.purges = purges;
        this.drifts = drifts;
        this.client = client;
        this.clock = clock;
    }

    /** Compares again and again; said before the jobs start. */
    public void lookEvery(Jobs jobs) {
        jobs.every(JOB, PAUSE, this::look);
    }

    /** Tells somebody of what accounts store; said before the jobs start. */
    public void tell(Writes listener) {
        writes = listener;
    }

    /** Compares all nodes once, without waiting for the job. */
    public void look() {
        run();
    }

    /** One comparison of all nodes; a node that does not answer is left for the next time. */
    Map<DriftKind, Integer> run() {
        // First: whatever goes wrong with a node, no message waits for it.
        sweep(SWEEP);
        Map<DriftKind, Integer> found = new LinkedHashMap<>();
        List<Node> nodes = transactions.read(CALLER, tx -> new NodeRepository(tx).all());
        var unused = AllNodes.ask(nodes, node -> compare(node, found));
        if (!found.isEmpty()) {
            LOG.warn("nodes differed from what is desired: {}", found);
        }
        return found;
    }

    /** One page of a node's accounts, asked for at an instant: those after {@code from}. */
    private record Part(
            Node node, Instant asked, @Nullable UUID from, NodeClient.Told<AccountPage> told) {
        AccountPage page() {
            return told.what();
        }
    }

    /** Whether the node was compared to its last account. */
    private boolean compare(Node node, Map<DriftKind, Integer> found) {
        Instant end = clock.instant().plus(LONGEST);
        UUID after = leftOff.remove(node.id());
        try {
            do {
                after = comparePage(node, after, found);
            } while (after != null && clock.instant().isBefore(end));
        } catch (NodeClient.NodeException e) {
            LOG.warn("not reconciled: {}", e.getMessage());
            return false;
        }
        if (after != null) {
            LOG.warn("{} takes long to answer; it is compared further next time", node.name());
            leftOff.put(node.id(), after);
        }
        return after == null;
    }

    /** The last account that was compared, if there may be others after it. */
    private @Nullable UUID comparePage(
            Node node, @Nullable UUID from, Map<DriftKind, Integer> found) {
        Instant asked = clock.instant();
        Part part = new Part(node, asked, from, client.page(node, from));
        taking.lock();
        try {
            transactions.write(
                    CALLER,
                    tx -> {
                        compare(tx, part, found);
                        return part;
                    });
        } finally {
            taking.unlock();
        }
        return part.page().next();
    }

    private void compare(Tx tx, Part part, Map<DriftKind, Integer> found) {
        ReconciliationRepository repository = new ReconciliationRepository(tx);
        Map<UUID, ReconciliationRepository.Known> known =
                repository.between(part.node(), part.from(), part.page().next());
        repository.report(part.node(), part.page().accounts(), part.told().by());
        new ElsewhereRepository(tx)
                .report(
                        part.node().id(),
                        part.page().accounts().stream()
                                .filter(status -> elsewhere(known.get(status.id())))
                                .toList());
        new SpaceRepository(tx).look(List.copyOf(known.keySet()));
        List<UUID> written = new ArrayList<>();
        Map<UUID, DriftKind> differing = new LinkedHashMap<>();
        Map<UUID, Lost> lost = new LinkedHashMap<>();
        List<UUID> lostAgain = new ArrayList<>();
        for (AccountStatus status : part.page().accounts()) {
            ReconciliationRepository.Known ours = known.remove(status.id());
            if (ours != null && ours.hasWritten(status.usage().lastWriteAt())) {
                written.add(status.id());
            }
            Lost gone = ours == null ? null : ours.lost(status, part.told().by());
            if (gone != null) {
                lost.put(status.id(), gone);
                found.merge(DriftKind.LOST, 1, Integer::sum);
            }
            if (gone != null && ours != null && ours.lostAgain(status, part.told().by())) {
                lostAgain.add(status.id());
            }
            DriftKind drift = ours == null ? DriftKind.UNKNOWN : drift(ours, part.asked(), status);
            if (drift != null) {
                differing.put(status.id(), drift);
                if (drift == DriftKind.RISEN) {
                    purges.schedule(tx, List.of(status.id()));
                } else if (ours != null) {
                    heal(tx, part.node(), ours, drift, status);
                }
            }
        }
        if (!written.isEmpty()) {
            writes.reported(tx, written);
        }
        known.forEach(
                (account, ours) -> {
                    // What was never confirmed is on its way.
                    if (ours.purge() == ReconciliationRepository.Purge.NONE
                            && ours.appliedVersion() > 0
                            && !ours.settledAfter(part.asked())) {
                        differing.put(account, DriftKind.MISSING);
                        sendAgain(tx, account, ours.version());
                    }
                });
        differing.values().forEach(drift -> found.merge(drift, 1, Integer::sum));
        drifts.lostAgain(tx, part.node().id(), lostAgain);
        drifts.compared(tx, part.node().id(), part.from(), part.page().next(), differing, lost);
    }

    private static boolean elsewhere(ReconciliationRepository.@Nullable Known known) {
        return known != null && !known.holder();
    }

    private static @Nullable DriftKind drift(
            ReconciliationRepository.Known ours, Instant asked, AccountStatus status) {
        switch (ours.purge()) {
            case NONE -> {}
            // Anything that is sent now would take it back.
            case ASKED -> {
                return null;
            }
            case CONFIRMED -> {
                return status.purge() == null ? DriftKind.RISEN : null;
            }
        }
        if (ours.settledAfter(asked)) {
            return null;
        }
        if (Elsewhere.isForgotten(ours.holder(), ours.appliedVersion(), status.spec())) {
            return DriftKind.FORGOTTEN;
        }
        long version = status.spec().version();
        if (version > ours.version()) {
            return DriftKind.NEWER;
        }
        if (version < ours.appliedVersion()) {
            return DriftKind.OLDER;
        }
        return version == ours.version() && !ours.spec().equals(status.spec())
                ? DriftKind.DIFFERENT
                : null;
    }

    private void heal(
            Tx tx,
            Node node,
            ReconciliationRepository.Known ours,
            DriftKind drift,
            AccountStatus status) {
        AccountState there = status.spec().state();
        if (drift == DriftKind.FORGOTTEN) {
            // Shown to people, and left to them.
            return;
        }
        if (drift == DriftKind.OLDER && !ours.holder() && Elsewhere.serves(there)) {
            // Clients may have stored something in the old state; nobody has it but this node.
            new ElsewhereRepository(tx).keep(status.id(), node.id());
        }
        sendAgain(tx, status.id(), status.spec().version());
    }

    private void sendAgain(Tx tx, UUID account, long version) {
        new ReconciliationRepository(tx)
                .raise(account, version)
                .ifPresent(next -> delivery.schedule(tx, account, next));
    }

    /**
     * Whatever has no job gets one. A node that is away may have more to wait for than {@code most}:
     * each sweep goes on where the one before ended, and begins anew after the last one.
     */
    void sweep(int most) {
        List<DeliveryRepository.Due> given =
                transactions.write(
                        CALLER,
                        tx -> {
                            List<DeliveryRepository.Due> due =
                                    new DeliveryRepository(tx).due(swept, most);
                            due.forEach(
                                    pending ->
                                            delivery.schedule(
                                                    tx, pending.account(), pending.version()));
                            return due;
                        });
        swept = given.size() < most ? null : given.getLast().account();
    }
}
