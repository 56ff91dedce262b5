package io.counterfoil.provisioning;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings desired states to their nodes: at least once, each as the newest version there is.
 *
 * <p>A change schedules a job in its own transaction. The job sends whatever is desired by then, so
 * that a late job never takes a newer change back; the node ignores older versions besides.
 */
public final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final String JOB = "provision";
    private static final String BETWEEN = ":";
    private static final Caller CALLER = new Caller(Scope.system(), Actor.job(JOB));

    private final Transactions transactions;
    private final Jobs jobs;
    private final NodeClient client;

    /** Defines the job; made before the jobs start. */
    public Delivery(Transactions transactions, Jobs jobs, NodeClient client) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.client = client;
        jobs.defineOutside(
                JOB, instance -> node(Part.of(instance)), Jobs.LAST_RETRY, this::deliver);
    }

    /**
     * What a job delivers.
     *
     * @param other a node that doesn't hold the account; null: to the one that does
     */
    private record Part(UUID account, long version, @Nullable UUID other) {
        static Part of(String instance) {
            String[] parts = instance.split(BETWEEN, -1);
            return new Part(
                    UUID.fromString(parts[0]),
                    Long.parseLong(parts[1]),
                    parts.length > 2 ? UUID.fromString(parts[2]) : null);
        }

        String instance() {
            return account + BETWEEN + version + (other == null ? "" : BETWEEN + other);
        }
    }

    /** Asks for a delivery as part of the change's transaction. */
    void schedule(Tx tx, UUID account, long version) {
        jobs.schedule(tx, JOB, new Part(account, version, null).instance());
    }

    /**
     * Delivers at once what is still to be delivered, without waiting for the job. What it is for
     * has been committed, so that no failure here may make it look undone.
     *
     * @return whether the node has it now; if not, the job goes on trying
     */
    boolean tryNow(UUID account) {
        try {
            return toHolder(account);
        } catch (NodeClient.NodeException e) {
            LOG.info("account {} is not on its node yet: {}", account, e.getMessage());
            return false;
        } catch (RuntimeException e) {
            LOG.warn("account {} could not be delivered to its node at once", account, e);
            return false;
        }
    }

    /** On which node a job depends; on none where the holder has the newest version already. */
    private Set<UUID> node(Part part) {
        UUID other = part.other();
        if (other != null) {
            return Set.of(other);
        }
        return transactions
                .read(CALLER, tx -> new DeliveryRepository(tx).pending(part.account()))
                .map(pending -> Set.of(pending.node().id()))
                .orElse(Set.of());
    }

    /** Each node has a job of its own, so that one that doesn't answer keeps it from no other. */
    private Optional<Instant> deliver(String instance) {
        Part part = Part.of(instance);
        if (part.other() == null) {
            scheduleOthers(part.account());
            toHolder(part.account());
            // Some may be told only now that it has it.
            scheduleOthers(part.account());
        } else {
            elsewhere(part.account()).stream()
                    .filter(other -> other.node().id().equals(part.other()))
                    .forEach(other -> toOther(part.account(), other));
        }
        return Optional.empty();
    }

    private List<DeliveryRepository.Pending> elsewhere(UUID account) {
        return transactions.read(CALLER, tx -> new DeliveryRepository(tx).elsewhere(account));
    }

    private void scheduleOthers(UUID account) {
        List<DeliveryRepository.Pending> others = elsewhere(account);
        if (!others.isEmpty()) {
            transactions.write(CALLER, tx -> schedule(tx, account, others));
        }
    }

    private int schedule(Tx tx, UUID account, List<DeliveryRepository.Pending> others) {
        for (DeliveryRepository.Pending other : others) {
            Part part = new Part(account, other.spec().version(), other.node().id());
            jobs.schedule(tx, JOB, part.instance());
        }
        return others.size();
    }

    /**
     * Delivers what is still to be delivered, to all nodes that have to do with the account. One
     * that can't be reached keeps it from no other, but that clients are handed on only to one that
     * lets them in.
     *
     * @return whether all of them have the newest version now
     * @throws NodeClient.NodeException of the first node that can't be reached or refuses
     */
    boolean deliver(UUID account) {
        NodeClient.NodeException first = null;
        boolean all = true;
        try {
            all = toHolder(account);
        } catch (NodeClient.NodeException e) {
            first = e;
        }
        for (DeliveryRepository.Pending other : elsewhere(account)) {
            try {
                all &= toOther(account, other);
            } catch (NodeClient.NodeException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return all;
    }

    private boolean toHolder(UUID account) {
        Optional<DeliveryRepository.Pending> found =
                transactions.read(CALLER, tx -> new DeliveryRepository(tx).pending(account));
        if (found.isEmpty()) {
            return true;
        }
        DeliveryRepository.Pending pending = found.get();
        long sent = pending.spec().version();
        try {
            requireKnown(account, pending, true);
            return switch (client.put(pending.node(), account, pending.spec())) {
                case NodeClient.Put.InForce() -> applied(account, sent);
                case NodeClient.Put.Ahead(AccountSpec there) -> {
                    requireKnown(pending, true, there);
                    yield overtake(account, sent, there.version());
                }
            };
        } catch (NodeClient.NodeException e) {
            transactions.write(
                    CALLER, tx -> new DeliveryRepository(tx).failed(account, sent, reason(e)));
            throw e;
        }
    }

    private boolean toOther(UUID account, DeliveryRepository.Pending pending) {
        UUID node = pending.node().id();
        long sent = pending.spec().version();
        try {
            requireKnown(account, pending, false);
            return switch (client.put(pending.node(), account, pending.spec())) {
                case NodeClient.Put.InForce() -> {
                    transactions.write(
                            CALLER,
                            tx -> new ElsewhereRepository(tx).applied(account, node, sent));
                    yield true;
                }
                case NodeClient.Put.Ahead(AccountSpec there) -> {
                    requireKnown(pending, false, there);
                    yield overtake(account, sent, there.version());
                }
            };
        } catch (NodeClient.NodeException e) {
            transactions.write(
                    CALLER, tx -> new ElsewhereRepository(tx).failed(account, node, reason(e)));
            throw e;
        }
    }

    /**
     * Asks the node how the account stands there, before that is changed: it may know better than a
     * database which came from an old backup. A first version changes nothing that is there.
     */
    private void requireKnown(
            UUID account, DeliveryRepository.Pending pending, boolean holder) {
        if (pending.spec().version() > 1) {
            client.find(pending.node(), account)
                    .ifPresent(told -> requireKnown(pending, holder, told.what().spec()));
        }
    }

    private static void requireKnown(
            DeliveryRepository.Pending pending, boolean holder, AccountSpec there) {
        // Bytes go, or others take their place, only where no client is served; one that stands as
        // it was last told to, its clients waiting, was away when they were to go elsewhere.
        boolean surprises = there.version() != pending.appliedVersion();
        if (Elsewhere.isForgotten(holder, pending.appliedVersion(), there)
                || (pending.endsBytes()
                        && surprises && Elsewhere.serves(there.state()))) {
            throw new NodeClient.NodeException(
                    "The node "
                            + pending.node().name()
                            + " knows of a move of this account that this database does not, as if it"
                            + " came from an old backup. Nothing is changed there: restore a newer"
                            + " backup, or have the database believe the nodes (the command nodes"
                            + " with --adopt).",
                    null);
        }
    }

    private boolean applied(UUID account, long version) {
        transactions.write(CALLER, tx -> new DeliveryRepository(tx).applied(account, version));
        return true;
    }

    /**
     * The node knows a version that this database does not: one of the two comes from a backup. The
     * database is right, under a number that the node will take.
     */
    private boolean overtake(UUID account, long sent, long version) {
        transactions.write(
                CALLER,
                tx -> {
                    // Nothing to do when a later change has been delivered in the meantime.
                    Optional<Long> next =
                            new DeliveryRepository(tx).overtake(account, sent, version);
                    next.ifPresent(number -> schedule(tx, account, number));
                    return next;
                });
        return false;
    }

    private static String reason(NodeClient.NodeException failure) {
        return String.valueOf(failure.getMessage());
    }
}
