package io.counterfoil.provisioning;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.MovedTo;
import io.counterfoil.node.contract.Scope;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The steps in which an account goes from one node to another, as part of the transactions that
 * decide them; and what nodes are asked on the way. What a step changes is brought to the nodes as
 * every other change is.
 */
public final class Relocation {
    private static final Caller CALLER =
            new Caller(io.counterfoil.platform.Scope.system(), Actor.job("move"));

    private final Transactions transactions;
    private final Delivery delivery;
    private final NodeClient client;
    private final SecureRandom random;

    /** Steps between nodes that {@code client} reaches; secrets from {@code random}. */
    public Relocation(
            Transactions transactions,
            Delivery delivery,
            NodeClient client,
            SecureRandom random) {
        this.transactions = transactions;
        this.delivery = delivery;
        this.client = client;
        this.random = random;
    }

    /**
     * A node that an account may go to, or come from.
     *
     * @param id its id
     * @param name its name in the settings
     * @param dataUrl where clients reach it, with a slash at the end
     * @param contract how much of the admin contract it knows; 0: it has not said so yet
     */
    public record Place(UUID id, String name, URI dataUrl, int contract) {}

    /**
     * Where an account is, as a move has to know it.
     *
     * @param node the node that holds it
     * @param keptObjects what its clients deleted and the node still has
     * @param ending whether its purge has begun
     * @param lostAt when it was last seen that the node lost some of it; null = it has all
     * @param damaged whether the node has damaged objects of it
     * @param comingBack whether deleted data was asked back and the node has not said yet that it is
     * @param lastWriteSaid when it stored its newest object, as the node said last; null = nothing
     * @param silent whether the node did not answer when it was asked last, a minute ago or so
     */
    public record Standing(
            Place node,
            long keptObjects,
            boolean ending,
            @Nullable Instant lostAt,
            boolean damaged,
            boolean comingBack,
            @Nullable Instant lastWriteSaid,
            boolean silent) {
        /** Whether it was seen after an instant that some of it is lost. */
        public boolean lostAfter(Instant instant) {
            return lostAt != null && lostAt.isAfter(instant);
        }
    }

    /** A credential with which one node reads from another; only now its password is known. */
    public record Lent(String user, String password) {
        @Override
        public String toString() {
            return "Lent[user=" + user + "]";
        }
    }

    /** Where an account is; empty for one without a place. */
    public Optional<Standing> find(Tx tx, UUID account) {
        return new RelocationRepository(tx).find(account);
    }

    /** Whether a node hands the account's clients on, and keeps the bytes from before. */
    public boolean keepsCopy(Tx tx, UUID account, UUID node) {
        return new ElsewhereRepository(tx).has(account, node, Elsewhere.Role.FORWARDER);
    }

    /**
     * Whether a move to a node would be the end of what is nowhere else: it keeps the bytes from
     * before, or has fetched some already, and these would become what the present node has left.
     *
     * @param asked when the move was asked for; nothing was fetched before
     */
    public boolean wouldLose(Tx tx, UUID account, UUID target, Instant asked) {
        Standing standing = find(tx, account).orElseThrow();
        return standing.lostAfter(asked)
                || ((standing.lostAt() != null || standing.damaged())
                        && keepsCopy(tx, account, target));
    }

    /** Whether a node has a copy only because a move was called off, and hands clients on. */
    public boolean keepsWhatCame(Tx tx, UUID account, UUID node, UUID move) {
        return new ElsewhereRepository(tx).isKeptBy(account, node, move);
    }

    /** Whether an account is on its way back to a node that hands its clients on meanwhile. */
    public boolean comesBack(Tx tx, UUID account, UUID node) {
        return new ElsewhereRepository(tx).takes(account, node);
    }

    /**
     * Has a node stand ready for the account's bytes. One that the account left before goes on
     * handing its clients on.
     */
    public void prepare(Tx tx, UUID account, UUID target) {
        new ElsewhereRepository(tx).take(account, target);
    }

    /**
     * Lets the next node read from the one that holds the account; a credential lent before ends.
     *
     * @param hold whether clients wait from now on
     */
    public Lent lend(Tx tx, UUID account, boolean hold) {
        Lent lent = new Lent(RepositoryKeys.username(random), RepositoryKeys.password(random));
        Credential credential = Credential.of(lent.user(), lent.password(), Scope.COPY);
        delivery.schedule(
                tx, account, new RelocationRepository(tx).lend(account, credential, hold));
        return lent;
    }

    /** Lets clients in again, and nobody else read. */
    public void release(Tx tx, UUID account) {
        new RelocationRepository(tx)
                .release(account)
                .ifPresent(version -> delivery.schedule(tx, account, version));
    }

    /**
     * The same for good: the node that stood ready removes what it has, unless that may be what the
     * present one lost meanwhile, or has damaged. One that the account left before is what it was;
     * but if it was emptied then, that holds for what came back by now, too.
     *
     * @param move which is called off
     * @param asked when it was asked for
     * @param doubted whether the present node may have lost something that is not noted yet
     */
    public void giveUp(
            Tx tx, UUID account, UUID target, UUID move, Instant asked, boolean doubted) {
        ElsewhereRepository elsewhere = new ElsewhereRepository(tx);
        Standing standing = find(tx, account).orElseThrow();
        if (doubted || standing.lostAfter(asked) || standing.damaged()) {
            elsewhere.keepWhatCame(account, target, move);
        } else {
            elsewhere.change(account, target, Elsewhere.Role.TARGET, Elsewhere.Role.EMPTIED);
        }
        elsewhere.takeNoMore(account, target);
        release(tx, account);
    }

    /**
     * Makes the node that stood ready the one that holds the account; the other one hands clients
     * on, and keeps the bytes.
     *
     * @throws IllegalStateException if clients don't wait, or the account is elsewhere or ends
     */
    public void handOver(Tx tx, UUID account, UUID from, UUID to) {
        ElsewhereRepository elsewhere = new ElsewhereRepository(tx);
        RelocationRepository repository = new RelocationRepository(tx);
        long before = repository.sent(account);
        long there = elsewhere.leave(account, to);
        long version = repository.handOver(account, from, to, there);
        repository.takeLossAlong(account, from, to);
        elsewhere.become(account, from, Elsewhere.Role.FORWARDER, before);
        delivery.schedule(tx, account, version);
    }

    /** Has a node that hands clients on remove the bytes that it kept. */
    public void drop(Tx tx, UUID account, UUID node) {
        if (new ElsewhereRepository(tx)
                .change(account, node, Elsewhere.Role.FORWARDER, Elsewhere.Role.EMPTIED)) {
            new RelocationRepository(tx)
                    .raise(account)
                    .ifPresent(version -> delivery.schedule(tx, account, version));
        }
    }

    /**
     * Brings what was decided to the account's nodes, outside any transaction.
     *
     * @return whether the two nodes have it; if not, something newer is on its way
     * @throws NodeClient.NodeException if one of the two can't be reached, or refuses
     */
    public boolean deliver(UUID account, UUID target) {
        NodeClient.NodeException failed = null;
        try {
            delivery.deliver(account);
        } catch (NodeClient.NodeException e) {
            failed = e;
        }
        boolean there =
                transactions.read(
                        CALLER, tx -> new RelocationRepository(tx).delivered(account, target));
        // One that only hands clients on may be away.
        if (!there && failed != null) {
            throw failed;
        }
        return there;
    }

    /**
     * How an account stands on a node now; empty if the node does not know it.
     *
     * @throws NodeClient.NodeException if the node can't be reached
     */
    public Optional<AccountStatus> at(UUID node, UUID account) {
        return client.find(node(node), account).map(NodeClient.Told::what);
    }

    /** Whether a node on which an account stands so serves its clients itself. */
    public static boolean serves(AccountSpec there) {
        return Elsewhere.serves(there.state());
    }

    /**
     * Whose an account is, and where.
     *
     * @param node the node that holds it, as this database has it
     */
    public record Owned(UUID provider, Place node) {}

    /** In the system scope: whose an account is; empty for one without a place, or that ends. */
    public Optional<Owned> owned(Tx tx, UUID account) {
        return new RelocationRepository(tx).owned(account);
    }

    /** All nodes that are in use. */
    public List<Place> places(Tx tx) {
        return new RelocationRepository(tx).places();
    }

    /**
     * Takes over from the nodes who holds an account, and which others hand its clients on. What is
     * desired of it stays as it is here, under a version that is newer than all of theirs.
     *
     * @param there how it stands on all nodes that have it
     */
    public void adopt(
            Tx tx, UUID account, Place before, Place holder, Map<Place, AccountSpec> there) {
        long highest = there.values().stream().mapToLong(AccountSpec::version).max().orElseThrow();
        long held = Objects.requireNonNull(there.get(holder)).version();
        ElsewhereRepository elsewhere = new ElsewhereRepository(tx);
        RelocationRepository repository = new RelocationRepository(tx);
        long version = repository.adopt(account, before.id(), holder.id(), highest, held);
        repository.takeLossAlong(account, before.id(), holder.id());
        elsewhere.forget(account, holder.id());
        there.forEach(
                (node, spec) -> {
                    MovedTo onward = spec.movedTo();
                    if (onward != null) {
                        elsewhere.adopt(
                                account,
                                node.id(),
                                onward.copy() == MovedTo.Kept.KEPT
                                        ? Elsewhere.Role.FORWARDER
                                        : Elsewhere.Role.EMPTIED,
                                spec.version());
                    }
                });
        delivery.schedule(tx, account, version);
    }

    /** The paths of an account's repositories on a node. */
    public List<String> repositories(UUID node, UUID account) {
        return client.repositories(node(node), account);
    }

    /** Has a node fetch an account's objects; the same id again changes nothing. */
    public void fetch(UUID node, UUID account, Copy.Request asked) {
        if (client.copy(node(node), account, asked).isEmpty()) {
            throw new NodeClient.NodeException("The node has forgotten the account.", null);
        }
    }

    private Node node(UUID id) {
        return transactions.read(CALLER, tx -> new RelocationRepository(tx).node(id));
    }
}
