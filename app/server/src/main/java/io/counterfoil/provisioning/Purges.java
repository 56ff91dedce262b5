package io.counterfoil.provisioning;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Purge;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has nodes remove accounts' bytes. Once that was asked of a node, nothing else is sent there about
 * the account any more: a new specification would take it back.
 */
public final class Purges {
    private static final Logger LOG = LoggerFactory.getLogger(Purges.class);
    private static final String AGAIN = "purge-again";
    private static final Caller CALLER = new Caller(Scope.system(), Actor.job("purge"));

    /** How soon a purge that still runs is looked at again. */
    public static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final Jobs jobs;
    private final NodeClient client;
    private final InstantSource clock;

    /** Purges on nodes that {@code client} reaches; made before the jobs start. */
    public Purges(
            Transactions transactions, Jobs jobs, NodeClient client, InstantSource clock) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.client = client;
        this.clock = clock;
        jobs.defineOutside(
                AGAIN,
                account -> nodes(UUID.fromString(account)),
                Jobs.LAST_RETRY,
                this::again);
    }

    /** The ids of all nodes that have to do with an account; outside any transaction. */
    public Set<UUID> nodes(UUID account) {
        return transactions.read(CALLER, tx -> new PurgeRepository(tx).nodes(account));
    }

    /**
     * Asks the node itself, not its last report, whether an account that shall be closed is, and
     * what it stored last; outside any transaction.
     *
     * @return empty if it is not closed there yet
     * @throws RuntimeException if the node does not answer
     */
    public Optional<Quiet> quiet(UUID account) {
        PurgeRepository.Target target =
                transactions.read(CALLER, tx -> new PurgeRepository(tx).target(account));
        Optional<NodeClient.Told<AccountStatus>> told = client.find(target.node(), account);
        if (told.isEmpty() || target.desired().state() != AccountState.CLOSED) {
            return Optional.empty();
        }
        AccountStatus status = told.get().what();
        // A database from a backup may know less than the node: there is nothing to save any more.
        boolean gone = hasBegun(status.purge());
        boolean closed =
                status.spec().state() == AccountState.CLOSED
                        && status.spec().version() == target.version()
                        && target.confirmed();
        return gone || closed
                ? Optional.of(
                        new Quiet(
                                target.version(),
                                told.get().by().corrected(status.usage().lastWriteAt())))
                : Optional.empty();
    }

    /**
     * Decides, as part of the transaction that begins the account's end, that its node removes what
     * a closed account stores: nothing is sent there about it any more but that.
     *
     * @throws IllegalStateException if the account was not closed before
     */
    public void begin(Tx tx, UUID account) {
        if (!new PurgeRepository(tx).begin(account)) {
            throw new IllegalStateException("an account is closed before it is purged");
        }
    }

    /**
     * Has the node remove what an account stores whose purge was begun; again and again until there
     * is a receipt. Outside any transaction.
     *
     * @return empty while the node is at it
     * @throws RuntimeException if the node does not answer
     */
    public Optional<Receipt> purge(UUID account) {
        PurgeRepository.Target target =
                transactions.read(CALLER, tx -> new PurgeRepository(tx).target(account));
        if (!target.begun()) {
            throw new IllegalStateException("nobody decided to purge this account");
        }
        try {
            AccountSpec spec = target.desired().spec(target.version(), 0, List.of());
            Optional<Receipt> receipt = receipt(remove(target.node(), account, spec));
            return isGoneElsewhere(account) ? receipt : Optional.empty();
        } catch (NodeClient.NodeException e) {
            String reason = String.valueOf(e.getMessage());
            transactions.write(CALLER, tx -> new PurgeRepository(tx).failed(account, reason));
            throw e;
        }
    }

    /** Has all other nodes remove what they have, whichever of them are away. */
    private boolean isGoneElsewhere(UUID account) {
        List<Elsewhere> others =
                transactions.read(CALLER, tx -> new ElsewhereRepository(tx).of(account));
        NodeClient.NodeException failed = null;
        boolean gone = true;
        for (Elsewhere other : others) {
            try {
                gone &= receipt(remove(other.node(), account, other.spec(List.of()))).isPresent();
            } catch (NodeClient.NodeException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
        return gone;
    }

    /** Keeps the receipt and ends the keys, as part of the transaction that ends the account. */
    public void confirm(Tx tx, UUID account, Receipt receipt) {
        if (!new PurgeRepository(tx).confirm(account, receipt)) {
            throw new IllegalStateException("a receipt for what nobody asked to purge");
        }
        new KeyRepository(tx).revoke(account);
    }

    /** What is left of these accounts is to be removed once more, such as after a restored node. */
    void schedule(Tx tx, List<UUID> risen) {
        risen.forEach(account -> jobs.schedule(tx, AGAIN, account.toString()));
    }

    private Optional<Instant> again(String instance) {
        Optional<Receipt> receipt = purge(UUID.fromString(instance));
        receipt.ifPresent(
                gone ->
                        LOG.warn(
                                "account {} was on its node again and is removed: {} objects",
                                instance,
                                gone.objects()));
        return receipt.isPresent()
                ? Optional.empty()
                : Optional.of(clock.instant().plus(LOOK_AGAIN));
    }

    private AccountStatus remove(Node node, UUID account, AccountSpec spec) {
        Optional<AccountStatus> status = client.delete(node, account);
        if (status.isPresent()) {
            return status.get();
        }
        // A node that lost its list of accounts may still have their bytes: it finds them when it
        // is told of the account, and only then can it remove them.
        client.put(node, account, spec);
        return client.delete(node, account)
                .orElseThrow(
                        () ->
                                new NodeClient.NodeException(
                                        "The node "
                                                + node.name()
                                                + " forgets at once what it is told.",
                                        null));
    }

    private static Optional<Receipt> receipt(AccountStatus status) {
        Purge purge = status.purge();
        Instant at = purge == null ? null : purge.finishedAt();
        return purge == null || purge.phase() != Purge.Phase.DONE || at == null
                ? Optional.empty()
                : Optional.of(new Receipt(purge.objects(), purge.bytes(), at));
    }

    private static boolean hasBegun(@Nullable Purge purge) {
        return purge != null && purge.phase() != Purge.Phase.WAITING;
    }
}
