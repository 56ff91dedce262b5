package io.counterfoil.provisioning;

import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.Pool;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts accounts on storage nodes and changes how they stand there, as part of the transaction that
 * decides it; the node follows after the commit.
 */
public final class Provisioning {
    /** Keys of an account that work at the same time: each goes to the node with every change. */
    static final int MOST_KEYS = 20;

    /** Shown at a time; there should be none. */
    private static final int MOST_DAMAGED = 20;

    private final NodeRooms rooms;
    private final Delivery delivery;
    private final SecureRandom random;

    /**
     * Accounts on the nodes of {@code rooms}, brought there by {@code delivery}; keys from {@code
     * random}.
     */
    public Provisioning(NodeRooms rooms, Delivery delivery, SecureRandom random) {
        this.rooms = rooms;
        this.delivery = delivery;
        this.random = random;
    }

    /**
     * Gives a new account its place on a node, with a first key: by the room that nodes have, and
     * also when none has any.
     *
     * @throws Refused if no node accepts accounts
     */
    public RepositoryAccess open(Tx tx, UUID account, Desired desired) {
        return place(tx, account, null, desired, choice(tx, account, desired));
    }

    /**
     * Gives a new account its place on the node of its parent, since only there they can share
     * their space.
     *
     * @throws Refused if that node is not registered any more
     */
    public RepositoryAccess openBeside(Tx tx, UUID parent, UUID account, Desired desired) {
        Optional<UUID> node = new PlacementRepository(tx).node(parent);
        return place(
                tx,
                account,
                parent,
                desired,
                rooms.all(tx).stream()
                        .filter(room -> node.filter(room.id()::equals).isPresent())
                        .findAny());
    }

    /** Changes how an account stands; what is desired already changes nothing. */
    public void change(Tx tx, UUID account, Desired desired) {
        new PlacementRepository(tx)
                .change(account, desired)
                .ifPresent(version -> delivery.schedule(tx, account, version));
    }

    /**
     * Makes a new key to an account's repository, whose account the caller has locked.
     *
     * @param scope what it lets its bearer do
     * @param keepOld whether the keys so far go on working
     * @throws Refused if the old ones are kept and are too many already
     */
    public RepositoryAccess newKey(Tx tx, UUID account, KeyScope scope, boolean keepOld) {
        KeyRepository keys = new KeyRepository(tx);
        if (!keepOld) {
            keys.revoke(account);
        } else if (keys.count(account) >= MOST_KEYS) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            // One that may do less is not offered to take their place.
                            scope.deletes()
                                    ? "This account has {number} keys, which is as many as it can have. End one first, or make a new one that replaces them all."
                                    : "This account has {number} keys, which is as many as it can have. End one first.",
                            "number",
                            MOST_KEYS));
        }
        PlacementRepository placements = new PlacementRepository(tx);
        long version = placements.touch(account);
        URI dataUrl = placements.find(account).orElseThrow().dataUrl();
        RepositoryAccess access = addKey(tx, account, scope, dataUrl);
        delivery.schedule(tx, account, version);
        return access;
    }

    /**
     * Ends a key to an account's repository, whose account the caller has locked. Doing it again
     * changes nothing.
     *
     * @return whether it worked until now
     * @throws Refused if the account never had such a key
     */
    public boolean endKey(Tx tx, UUID account, String username) {
        KeyRepository keys = new KeyRepository(tx);
        if (!RepositoryKeys.isUsername(username) || !keys.exists(account, username)) {
            throw Refused.notFound("key");
        }
        boolean worked = keys.revoke(account, username);
        if (worked) {
            delivery.schedule(tx, account, new PlacementRepository(tx).touch(account));
        }
        return worked;
    }

    /** The key with this name and password, if it works. */
    public Optional<ShownKey> shown(Tx tx, String username, String password) {
        byte[] shown = Credential.digest(password).getBytes(StandardCharsets.US_ASCII);
        return new KeyRepository(tx)
                .find(username)
                .filter(
                        key ->
                                MessageDigest.isEqual(
                                        shown, key.digest().getBytes(StandardCharsets.US_ASCII)))
                .map(key -> new ShownKey(key.account(), key.scope()));
    }

    /** Where an account is and what its node reported; empty for an account without a place. */
    public Optional<Placement> placement(Tx tx, UUID account) {
        return new PlacementRepository(tx).find(account);
    }

    /** Where several accounts are, by their ids; those without a place are not in it. */
    public Map<UUID, Placement> placements(Tx tx, Collection<UUID> accounts) {
        return new PlacementRepository(tx).find(accounts);
    }

    /** The keys to an account's repository that work, the oldest first. */
    public List<RepositoryKey> keys(Tx tx, UUID account) {
        return new KeyRepository(tx).all(account);
    }

    /** What the accounts in a pool stored together, as their node last reported. */
    public long usedInPool(Tx tx, Pool pool) {
        return new PlacementRepository(tx).usedInPool(pool.id());
    }

    /** What these accounts stored at their nodes' last report, in bytes. */
    public Map<UUID, Long> used(Tx tx, Collection<UUID> accounts) {
        return new PlacementRepository(tx).used(accounts);
    }

    /** The accounts whose holders were told that their space fills, from new to old. */
    public Slice<UUID> filling(Tx tx, Listing listing) {
        return Slice.of(listing, new SpaceRepository(tx).filling(listing), Function.identity());
    }

    /** The accounts whose holders were told that no backup came for a while, from new to old. */
    public Slice<UUID> silent(Tx tx, Listing listing) {
        return Slice.of(listing, new SilenceRepository(tx).told(listing), Function.identity());
    }

    /**
     * Why the last change of an account, or its removal, is not on its node; a sentence for the
     * operator. Empty if it is, or was not tried yet.
     */
    public Optional<String> problem(Tx tx, UUID account) {
        return new DeliveryRepository(tx).problem(account);
    }

    /** How many objects of an account its node found damaged, as it said last. */
    public long damaged(Tx tx, UUID account) {
        return new DeliveryRepository(tx).damaged(account);
    }

    /** Some of the caller's accounts that have any, to be looked at by a person. */
    public List<UUID> damagedAccounts(Tx tx) {
        return new DeliveryRepository(tx).damaged(MOST_DAMAGED);
    }

    /** What a person has to do something about at nodes, by their names. */
    public List<NodeTrouble> troubles(Tx tx) {
        return rooms.all(tx).stream()
                .flatMap(room -> NodeTrouble.of(room, tx.now()).stream())
                .toList();
    }

    /** How far the nodes are behind, with the caller's accounts. */
    public Backlog backlog(Tx tx) {
        return new DeliveryRepository(tx).backlog();
    }

    /**
     * Brings an account's changes to its node at once, outside any transaction.
     *
     * @return whether the node has them now; if not, it gets them as soon as it answers again
     */
    public boolean deliverNow(UUID account) {
        return delivery.tryNow(account);
    }

    private Optional<NodeRoom> choice(Tx tx, UUID account, Desired desired) {
        Long quota = desired.hardQuotaBytes();
        long needed = quota == null ? rooms.unlimitedBytes() : quota;
        return NodeChoice.of(account, needed, rooms.all(tx), tx.now());
    }

    private RepositoryAccess place(
            Tx tx,
            UUID account,
            @Nullable UUID parent,
            Desired desired,
            Optional<NodeRoom> chosen) {
        NodeRoom node =
                chosen.orElseThrow(
                        () ->
                                new Refused(
                                        ProblemType.UNAVAILABLE,
                                        "No storage is connected yet, so nothing was changed, and"
                                                + " a code is still good. Please try again"
                                                + " later."));
        new PlacementRepository(tx).insert(account, parent, desired, node.id());
        RepositoryAccess access = addKey(tx, account, KeyScope.FULL, node.dataUrl());
        delivery.schedule(tx, account, 1);
        return access;
    }

    private RepositoryAccess addKey(Tx tx, UUID account, KeyScope scope, URI dataUrl) {
        RepositoryAccess access =
                new RepositoryAccess(
                        "rest:" + dataUrl,
                        RepositoryKeys.username(random),
                        RepositoryKeys.password(random));
        new KeyRepository(tx)
                .insert(
                        account,
                        Credential.of(access.username(), access.password(), scope.onNode()));
        return access;
    }
}
