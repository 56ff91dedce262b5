package io.counterfoil.platform;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jspecify.annotations.Nullable;

/**
 * The only way to the database: one transaction per use case, narrowed to the caller's scope.
 *
 * <p>A failure inside the work rolls everything back and is thrown on unchanged. Transactions don't
 * nest: code that takes part in another one's transaction takes its {@link Tx}.
 */
public final class Transactions {
    private final Jdbi jdbi;
    private final InstantSource clock;
    private final StoredAnswers answers;

    /**
     * Transactions on {@code jdbi}, dated by {@code clock}; repeated writes are answered from
     * {@code answers}.
     */
    public Transactions(Jdbi jdbi, InstantSource clock, StoredAnswers answers) {
        this.jdbi =
                jdbi.installPlugin(new WithoutLargeObjects())
                        .registerArgument(new PlainArguments())
                        .registerArgument(new KeptText())
                        .registerArrayType(new KeptText.InArrays())
                        // Values don't go into messages: those end in the log.
                        .configure(
                                StatementExceptions.class,
                                messages -> messages.setMessageRendering(MessageRendering.NONE));
        this.clock = clock;
        this.answers = answers;
    }

    /** Runs {@code work} in a transaction that can change nothing. */
    public <T> T read(Caller caller, Function<Tx, T> work) {
        return run(caller, true, work);
    }

    /**
     * The same over one snapshot: all queries see what had committed when the first one began. For
     * proofs that compare what several of them find, and lists that must agree with each other.
     */
    public <T> T readSnapshot(Caller caller, Function<Tx, T> work) {
        return run(
                caller,
                true,
                (handle, callback) ->
                        handle.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, callback),
                work);
    }

    /** Runs {@code work} in a transaction and commits it. */
    public <T> T write(Caller caller, Function<Tx, T> work) {
        return run(caller, false, work);
    }

    /**
     * Runs {@code work} at most once per Idempotency-Key of the caller: the first call commits its
     * answer together with its writes, the same call again gets that answer back. Without a key it
     * is {@link #write}.
     *
     * @param answerType a type that JSON can carry there and back
     * @throws Refused if the key was used with another body
     */
    public <T> T once(Caller caller, Class<T> answerType, Function<Tx, T> work) {
        WriteKey key = caller.writeKey();
        return key == null
                ? write(caller, work)
                : write(caller, tx -> answers.once(tx, key, answerType, work));
    }

    /**
     * The answer that {@link #once} gave to this same call before, for use cases that look at
     * something first which the call itself has changed; empty if there was none, or no key.
     *
     * @throws Refused if the key was used with another body
     */
    public <T> Optional<T> answered(Caller caller, Class<T> answerType) {
        WriteKey key = caller.writeKey();
        return key == null
                ? Optional.empty()
                : read(caller, tx -> answers.find(tx, key, answerType));
    }

    /** How a handle begins and ends a transaction. */
    private interface Begin<T> {
        T run(Handle handle, HandleCallback<T, RuntimeException> callback);
    }

    private <T> T run(Caller caller, boolean readOnly, Function<Tx, T> work) {
        // Naming the level that is usual anyway would ask the database for it each time.
        return run(
                caller,
                readOnly,
                (handle, callback) -> handle.inTransaction(callback),
                work);
    }

    private <T> T run(Caller caller, boolean readOnly, Begin<T> begin, Function<Tx, T> work) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Tx tx;
        T result;
        try (Handle handle = jdbi.open()) {
            Tx open = new Tx(handle, caller, now);
            tx = open;
            result =
                    begin.run(
                            handle,
                            ignored -> {
                                narrow(handle, caller.scope(), readOnly);
                                return work.apply(open);
                            });
        }
        // The connection is given back before: who takes a second one while holding the first may
        // wait for others who do the same.
        tx.committed();
        return result;
    }

    private static void narrow(Handle handle, Scope scope, boolean readOnly) {
        UUID customer = scope instanceof Scope.Customer c ? c.customer() : null;
        // As an update: it begins every transaction, and to map its row would take longer than to send it.
        handle.createUpdate(
                        """
                        SELECT set_config('counterfoil.scope', :scope, true)
                            || set_config('counterfoil.provider', :provider, true)
                            || set_config('counterfoil.retailer', :retailer, true)
                            || set_config('counterfoil.customer', :customer, true)
                            || set_config('transaction_read_only', :readOnly, true)
                        """)
                .bind("scope", scope.label())
                .bind("provider", textOrNothing(scope.providerOrNull()))
                .bind("retailer", textOrNothing(scope.retailerOrNull()))
                .bind("customer", textOrNothing(customer))
                .bind("readOnly", readOnly ? "on" : "off")
                .execute();
    }

    private static String textOrNothing(@Nullable UUID id) {
        return id == null ? "" : id.toString();
    }

    // We have no large objects, and to look their functions up takes longer than all else that a new connection asks.
    private static final class WithoutLargeObjects extends PostgresPlugin {
        @Override
        public Handle customizeHandle(Handle handle) {
            return handle;
        }
    }
}
