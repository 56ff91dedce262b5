package io.counterfoil.node.content;

import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Found;
import io.counterfoil.node.contract.Usage;
import io.counterfoil.node.store.Deleted;
import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.LocationLocks;
import io.counterfoil.node.store.ObjectName;
import io.counterfoil.node.store.ObjectStore;
import io.counterfoil.node.store.PatientLock;
import io.counterfoil.node.store.Refusal;
import io.counterfoil.node.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All repositories of one account: the store, the index over it and the meter, kept equal. Each
 * object comes and goes under its lock, so that the meter counts it once.
 */
public final class AccountContent {
    private static final Logger log = LoggerFactory.getLogger(AccountContent.class);

    /** Each takes folders and memory, and no quota. */
    public static final int MOST_REPOSITORIES = 256;

    private final UUID account;
    private final Quotas.Meter meter;
    private final Claims claims;
    private final ObjectStore store;
    private final LocationLocks locks;
    private final InstantSource clock;
    private final Trash trash;
    private final Deletions deletions;
    private final Damage damage;
    private final AccountIndex index = new AccountIndex();
    /** Repositories that last with all that is in them; what is stored in a run lasts anyway. */
    private final Set<String> lasting = ConcurrentHashMap.newKeySet();

    private volatile boolean sealed;
    private volatile Found found;

    public AccountContent(
            UUID account,
            Quotas.Meter meter,
            ObjectStore store,
            LocationLocks locks,
            InstantSource clock) {
        this.account = account;
        this.meter = meter;
        this.claims = new Claims(meter);
        this.store = store;
        this.locks = locks;
        this.clock = clock;
        this.damage = new Damage(store);
        this.trash = new Trash(store, meter);
        this.deletions = new Deletions(index, meter, store, trash, locks, clock);
        this.found = new Found(clock.instant(), null);
    }

    /** Returns when every change that was permitted before has taken effect. */
    public void settle() {
        locks.awaitHolders();
    }

    /** Reads the index and the usage off the store. */
    public void load() throws IOException {
        Inventory inventory = new Inventory(index, meter, trash, damage);
        store.find(account, inventory);
        inventory.lastConfigs().forEach(trash::foundInDoubt);
        for (Deleted deleted : inventory.redundant()) {
            var unused = store.bringBack(deleted);
        }
        found = new Found(clock.instant(), lastWriteAt(null));
    }

    public UUID account() {
        return account;
    }

    public Quotas.Meter meter() {
        return meter;
    }

    public @Nullable Repository repository(String prefix) {
        return index.of(prefix);
    }

    /** Makes an empty repository unless it is there. Null when it is there now. */
    public @Nullable Refusal createRepository(String prefix, Permit permit) throws IOException {
        // One at a time, whatever their names.
        PatientLock lock = locks.of(new Location(account, "", Kind.CONFIG, null));
        lock.lock();
        try {
            Refusal refusal = permit.refusal();
            if (refusal != null || sealed) {
                return refusal;
            }
            if (index.of(prefix) != null) {
                confirm(prefix);
                return null;
            }
            if (index.size() >= MOST_REPOSITORIES) {
                return Refusal.TOO_MANY_REPOSITORIES;
            }
            if (!store.hasRoom()) {
                return Refusal.DISK_FULL;
            }
            store.createRepository(account, prefix);
            var unused = index.made(prefix);
            lasting.add(prefix);
            return null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes sure that what was found of a repository at start survives a power cut: the run that put
     * it there may have been killed before it saw to that.
     */
    private void confirm(String prefix) throws IOException {
        if (!lasting.contains(prefix)) {
            store.confirmAll(account, prefix);
            lasting.add(prefix);
        }
    }

    /** Whether an object stands now for sure. */
    public boolean has(Location location) {
        return index.has(location) && !deletions.isDoubtful(location);
    }

    /** The same, durably. */
    boolean hasDurably(Location location) throws IOException {
        store.confirm(location);
        return has(location);
    }

    /** Ends a removal that failed, so that what comes in its place isn't counted beside it. */
    void endRemoval(Location location) throws IOException {
        if (!deletions.isDoubtful(location)) {
            return;
        }
        PatientLock lock = locks.of(location);
        lock.lock();
        try {
            deletions.settle(location);
        } finally {
            lock.unlock();
        }
    }

    /** Takes out of the index what went although its removal failed. */
    public void forgetWhatWent() throws IOException {
        deletions.endThoseThatWent();
    }

    Claims claims() {
        return claims;
    }

    /** A place for an object that comes in, or null when the store has no room for it. */
    ObjectStore.@Nullable Incoming incoming(Location location, long length) throws IOException {
        return store.incoming(location, length);
    }

    /**
     * Puts an object in its place and settles the room claimed for it, unless the name is taken.
     *
     * @param damaged what has wrong bytes and may be there, to make place for this; null = nothing
     * @return null when it stands now, by this or by another upload
     */
    @Nullable Refusal publish(
            ObjectStore.Incoming incoming,
            Location location,
            Claims.Claim claim,
            long size,
            @Nullable StoredObject damaged,
            Permit permit)
            throws IOException {
        PatientLock lock = locks.of(location);
        lock.lock();
        try {
            Refusal refusal = permit.refusal();
            Repository repository = index.of(location);
            if (refusal != null || sealed || repository == null) {
                return refusal != null ? refusal : Refusal.GONE;
            }
            deletions.settle(location);
            StoredObject standing = repository.get(location);
            if (standing != null && !standing.equals(damaged)) {
                return location.kind() == Kind.CONFIG ? Refusal.CONFIG_EXISTS : null;
            }
            if (!claims.holds(claim)) {
                return Refusal.GONE;
            }
            if (standing != null) {
                deletions.delete(location, false, () -> {});
            }
            // What an earlier deletion that failed left in this place is to be kept, not replaced.
            var unused = trash.settle(location);
            Instant storedAt = incoming.publish(clock.instant());
            trash.replaced(location);
            repository.put(location, new StoredObject(size, storedAt.toEpochMilli()));
            claims.settle(claim, size);
            forgetDamageIfPossible(location);
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** The object stands all the same, and while it does, it isn't counted as damage. */
    private void forgetDamageIfPossible(Location location) {
        try {
            damage.forget(location);
        } catch (IOException e) {
            log.warn("what was put aside of an object that stands again can't be removed", e);
        }
    }

    /** Bytes of an object, or null when it was deleted since it was looked up. */
    public ObjectStore.@Nullable Outgoing read(Location location, long from, long length)
            throws IOException {
        return store.read(location, from, length);
    }

    /**
     * Removes an object from its place; none there is fine.
     *
     * @param keep whether what is no lock is kept, for {@link #undelete}
     * @return null when none is there now
     */
    public @Nullable Refusal delete(Location location, boolean keep, Permit permit)
            throws IOException {
        PatientLock lock = locks.of(location);
        lock.lock();
        try {
            Refusal refusal = permit.refusal();
            if (refusal != null) {
                return refusal;
            }
            // What is aside of it would seem to be missing afterwards, and is only deleted.
            boolean stands = index.has(location);
            deletions.delete(
                    location, keep && !sealed, stands ? () -> damage.forget(location) : () -> {});
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Kept objects that were deleted at an instant or later. */
    public List<Deleted> deletedSince(Instant since) {
        return trash.between(since.toEpochMilli(), Long.MAX_VALUE);
    }

    /**
     * Brings back what was deleted at an instant or later. What came since stays, except for a
     * config in the place of an older one, which is kept in turn. Again is fine, also after a part
     * of it.
     *
     * @param seen of when objects are that were fetched from another node; null = none were
     * @return null when all of it is back
     */
    public @Nullable Refusal undelete(Instant since, @Nullable Seen seen, Permit permit)
            throws IOException {
        // A run that was killed may have brought some of it back.
        for (String prefix : index.names()) {
            confirm(prefix);
        }
        return deletions.undelete(since, seen, () -> sealed ? Refusal.GONE : permit.refusal());
    }

    /**
     * Removes for good what was deleted before an instant.
     *
     * @param most of them
     */
    public void dropDeleted(Instant before, int most) throws IOException {
        List<Deleted> over = trash.between(Long.MIN_VALUE, before.toEpochMilli());
        // What refers to others goes before them.
        deletions.drop(over.reversed().subList(0, Math.min(most, over.size())));
    }

    /** The repositories' names, in their order. */
    public List<String> repositories() {
        return index.names();
    }

    /** An object's bytes as they lie, or null when there are none. */
    public @Nullable InputStream scan(Location location, long size) throws IOException {
        return store.scan(location, size);
    }

    /**
     * Moves an object out of clients' sight, as its bytes are wrong or it would do harm.
     *
     * @param checked what the index had of it when it was read
     * @return what it is aside; null when it is another one by now, or none, or may not be touched
     */
    public @Nullable Deleted quarantine(Location location, StoredObject checked, Permit permit)
            throws IOException {
        PatientLock lock = locks.of(location);
        lock.lock();
        try {
            if (sealed || permit.refusal() != null) {
                return null;
            }
            Deleted begun = damage.begun(location);
            // What went as a client deleted it isn't missing, though the rest of that failed.
            deletions.endIfItWent(location);
            if (begun != null && damage.has(begun)) {
                return begun;
            }
            if (!checked.equals(index.get(location))) {
                return null;
            }
            Deleted damaged = damage.begin(location, clock.millis(), checked);
            deletions.remove(
                    location,
                    () -> {
                        damage.putAside(damaged);
                        deletions.forget(location);
                    });
            return damaged;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What was quarantined of a kind in one repository: whatever isn't listed as it has wrong bytes
     * is here, for one who looks there first.
     */
    public Map<ObjectName, StoredObject> damaged(String prefix, Kind kind) {
        return damage.of(prefix, kind);
    }

    /**
     * Counts an object that neither stands nor is kept as damage, or counts it no more, unless it
     * lies here whole: for an account whose objects are another node's.
     *
     * @return null when that is so now
     */
    public @Nullable Refusal countDamage(Location location, boolean damaged, Permit permit)
            throws IOException {
        PatientLock lock = locks.of(location);
        lock.lock();
        try {
            Refusal refusal = permit.refusal();
            if (refusal != null || sealed) {
                return refusal != null ? refusal : Refusal.GONE;
            }
            if (damage.begun(location) != null) {
                // It may be the only copy, and perhaps isn't in its place any more.
                deletions.settle(location);
            }
            if (index.has(location)) {
                damage.forget(location);
            } else if (!damaged) {
                damage.forgetBroken(location);
            } else if (!trash.keeps(location)) {
                // What is kept may be whole, and in a bucket it lies in its place.
                damage.mark(location, clock.millis());
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Removes everything for good. Uploads that still run end without a trace. */
    public void purge() throws IOException {
        sealed = true;
        empty();
    }

    /** Whether nothing is left of what was ever stored. */
    public boolean isEmpty() {
        return index.size() == 0
                && meter.deleted().objects() == 0
                && damage.isEmpty();
    }

    /** Removes everything, of an account to which nobody writes now. Again is fine. */
    public void empty() throws IOException {
        locks.awaitHolders();
        for (String name : index.names()) {
            for (Kind kind : Kind.values()) {
                empty(name, kind);
            }
        }
        deletions.drop(trash.between(Long.MIN_VALUE, Long.MAX_VALUE));
        store.removeRest(account);
        index.clear();
        damage.clear();
    }

    private void empty(String prefix, Kind kind) throws IOException {
        for (ObjectName name : List.copyOf(index.made(prefix).all(kind).keySet())) {
            Location location =
                    new Location(account, prefix, kind, kind == Kind.CONFIG ? null : name);
            store.delete(location);
            deletions.forget(location);
        }
    }

    /**
     * What is stored now.
     *
     * @param seen what counts in place of objects that were fetched from another node; null = none
     *     were
     */
    public Usage usage(@Nullable Seen seen) {
        Aside deleted = meter.deleted();
        return new Usage(
                meter.storedBytes(),
                index.size(),
                index.counts(),
                lastWriteAt(seen),
                index.newest(EnumSet.of(Kind.SNAPSHOTS), seen, Seen::lastSnapshotAt),
                deleted.objects() == 0 ? null : deleted,
                damage.missing(index::has));
    }

    /** What was there when the node started. */
    public Found found() {
        return found;
    }

    private @Nullable Instant lastWriteAt(@Nullable Seen seen) {
        return index.newest(
                EnumSet.complementOf(EnumSet.of(Kind.LOCKS)), seen, Seen::lastWriteAt);
    }

    /** How many objects of a kind there are in all repositories. */
    long count(Kind kind) {
        return index.count(kind);
    }
}
