package io.counterfoil.platform;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * One open transaction: its handle for repositories, its caller, and the one instant at which
 * everything in it happens.
 *
 * <p>It is valid only inside the work that {@link Transactions} runs, on that thread.
 */
public final class Tx {
    private final Handle handle;
    private final Caller caller;
    private final Instant now;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Set<String> onceAfterCommit = new HashSet<>();
    private final Map<Known, Object> known = new HashMap<>();

    private record Known(Class<?> type, Object id) {}

    Tx(Handle handle, Caller caller, Instant now) {
        this.handle = handle;
        this.caller = caller;
        this.now = now;
    }

    /** The handle, for repositories. */
    public Handle handle() {
        return handle;
    }

    /** On whose behalf the transaction runs. */
    public Caller caller() {
        return caller;
    }

    /** The provider whose rows new rows belong to. */
    public UUID provider() {
        return caller.provider();
    }

    /** The instant of the transaction, in whole microseconds as the database keeps them. */
    public Instant now() {
        return now;
    }

    /**
     * What was looked up before in this transaction, or else what {@code look} finds: several
     * features need the same within one use case, and are to see it alike. What isn't found is looked
     * up again.
     */
    public <T> Optional<T> known(Class<T> type, Object id, Supplier<Optional<T>> look) {
        Known about = new Known(type, id);
        Object before = known.get(about);
        if (before != null) {
            return Optional.of(type.cast(before));
        }
        Optional<T> found = look.get();
        found.ifPresent(value -> known.put(about, value));
        return found;
    }

    /** Says that something was changed which may be known. */
    public void forget(Class<?> type, Object id) {
        known.remove(new Known(type, id));
    }

    /**
     * Runs something once the transaction is durable and its connection given back; not at all if it
     * rolls back or the process dies before.
     */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** The same for what is done once, however often the transaction asks for it by this name. */
    void onceAfterCommit(String name, Runnable action) {
        if (onceAfterCommit.add(name)) {
            afterCommit(action);
        }
    }

    /**
     * Makes transactions that lock or share the same wait until this one ends, whichever server they
     * run on. Who takes several locks takes them always in the same order.
     *
     * @param of whose it is; two that share a hash wait for each other, too
     */
    public void lock(LockKind kind, UUID of) {
        lock(kind, of.hashCode());
    }

    /** The same for what has a number. */
    public void lock(LockKind kind, int of) {
        lock("pg_advisory_xact_lock", kind, of);
    }

    /** The same for those who don't wait for each other, but for who locks alone. */
    public void lockShared(LockKind kind, UUID of) {
        lock("pg_advisory_xact_lock_shared", kind, of.hashCode());
    }

    /** The same for several, in this order. */
    public void lockShared(LockKind kind, List<UUID> of) {
        handle.createQuery(
                        """
                        SELECT bool_and(pg_advisory_xact_lock_shared(:kind, hash) IS NOT NULL)
                        FROM unnest(:hashes) AS hash
                        """)
                .bind("kind", kind.number())
                .bindArray("hashes", Integer.class, of.stream().map(UUID::hashCode).toList())
                .mapTo(Boolean.class)
                .one();
    }

    private void lock(String function, LockKind kind, int of) {
        handle.createQuery("SELECT %s(:kind, :of) IS NOT NULL".formatted(function))
                .bind("kind", kind.number())
                .bind("of", of)
                .mapTo(Boolean.class)
                .one();
    }

    /**
     * Makes transactions that name the same digest wait for each other until they end, whichever
     * server they run on. Who takes several locks takes them always in the same order.
     *
     * @param digest of what must be done one after the other; its first eight bytes count
     */
    public void lock(byte[] digest) {
        handle.createQuery("SELECT pg_advisory_xact_lock(:lock) IS NOT NULL")
                .bind("lock", ByteBuffer.wrap(digest).getLong())
                .mapTo(Boolean.class)
                .one();
    }

    /**
     * What {@code look} finds in the rows of all providers, whoever the caller is: for sums of what
     * the whole installation has to keep. It changes nothing, and nothing of what it sees is shown
     * to the caller but such a sum.
     */
    public <T> T acrossProviders(Supplier<T> look) {
        return in(Scope.system(), look);
    }

    /**
     * Does {@code work} with all rows of the caller's provider, whoever the caller is: for what one
     * sets off without a view of it, such as the end of a colleague's sign-ins.
     */
    public <T> T forProvider(Supplier<T> work) {
        return in(new Scope.Provider(provider()), work);
    }

    private <T> T in(Scope wider, Supplier<T> work) {
        scope(wider.label());
        T done = work.get();
        // After a failure the transaction is over anyway.
        scope(caller.scope().label());
        return done;
    }

    private void scope(String label) {
        handle.createQuery("SELECT set_config('counterfoil.scope', :scope, true)")
                .bind("scope", label)
                .mapTo(String.class)
                .one();
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }
}
