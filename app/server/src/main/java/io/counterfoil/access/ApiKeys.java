package io.counterfoil.access;

import io.counterfoil.codes.ServerKey;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * API keys of providers, retailers and terminals. Only digests are stored; a key is shown once,
 * when it is made.
 */
public final class ApiKeys {
    private static final String PREFIX = "cf_";
    private static final int LONGEST_LABEL = 100;
    // Not every call of a busy program should write that its key was used.
    private static final Duration UNNOTICED = Duration.ofMinutes(1);
    private static final Caller LOOK_UP = new Caller(Scope.system(), Actor.VISITOR);

    private final Transactions transactions;
    private final Tokens tokens;
    private final Audit audit;
    private final Ids ids;

    /** Keys known by a digest under {@code serverKey}. */
    public ApiKeys(
            Transactions transactions,
            ServerKey serverKey,
            SecureRandom random,
            Audit audit,
            Ids ids) {
        this.transactions = transactions;
        this.audit = audit;
        this.tokens = new Tokens(serverKey, ServerKey.Purpose.API_KEY, random);
        this.ids = ids;
    }

    /**
     * A key that was just made, shown this once.
     *
     * @param id its id
     * @param label what its maker called it
     * @param retailer whose it is; null: the provider's own
     * @param scopes what it may do; null: everything that keys of its kind may
     * @param key what programs send
     */
    public record Made(
            UUID id,
            String label,
            @Nullable UUID retailer,
            @Nullable Set<String> scopes,
            String key) {
        @Override
        public String toString() {
            return "Made[" + id + ", …]";
        }
    }

    /**
     * A key to be made.
     *
     * @param label what to call it
     * @param retailer whose it shall be; null: the provider's own
     * @param scopes what it may do; null: as much as whoever makes it
     */
    public record Wanted(
            @Nullable String label,
            @Nullable UUID retailer,
            @Nullable Collection<? extends @Nullable String> scopes) {}

    /** Makes a key that may do everything that keys of its kind may. */
    public Made make(Caller caller, @Nullable String label, @Nullable UUID retailer) {
        return make(caller, KeyScopes.EVERYTHING, new Wanted(label, retailer, null));
    }

    /**
     * Makes a key for programs of the provider, or of one of its retailers.
     *
     * @param most what whoever makes it may do
     * @throws Refused if a field is wrong, there is no such retailer, or the key would do more than
     *     its maker may
     */
    public Made make(Caller caller, KeyScopes most, Wanted wanted) {
        return transactions.once(
                caller,
                Made.class,
                tx -> {
                    Fields fields = new Fields();
                    String label = fields.text("label", wanted.label(), LONGEST_LABEL);
                    KeyScopes scopes =
                            wanted.scopes() == null
                                    ? most
                                    : KeyScopes.checked(fields, wanted.scopes());
                    fields.done();
                    List<String> lacking = most.lacking(scopes);
                    if (!lacking.isEmpty()) {
                        throw new Refused(
                                ProblemType.FORBIDDEN,
                                Text.of(
                                        "A key makes no key that may do more than itself, and"
                                                + " this one lacks {scopes}.",
                                        "scopes",
                                        String.join(", ", lacking)));
                    }
                    return create(tx, label, new Holder(wanted.retailer(), null, null), scopes);
                });
    }

    /** All keys of the provider and its retailers, newest first. */
    public List<ApiKey> list(Caller caller) {
        return Slice.all(part -> list(caller, KeyFilter.ALL, part));
    }

    /** Those of them that a filter lets pass, part by part. */
    Slice<ApiKey> list(Caller caller, KeyFilter filter, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new ApiKeyRepository(tx).list(filter, listing),
                                ApiKey::id));
    }

    /**
     * Makes a key invalid at once. Doing it again changes nothing.
     *
     * @throws Refused if there is no such key
     */
    public void revoke(Caller caller, UUID id) {
        transactions.write(
                caller,
                tx -> {
                    ApiKeyRepository keys = new ApiKeyRepository(tx);
                    if (keys.revoke(id)) {
                        audit.record(tx, "key.revoked", "key:" + id, Map.of());
                    } else if (!keys.exists(id)) {
                        throw Refused.notFound("key");
                    }
                    return id;
                });
    }

    /**
     * Makes a key for the provider's own programs and returns it, the only time that it can be
     * seen.
     */
    public String forProvider(Tx tx, String label) {
        return create(tx, label, Holder.PROVIDER, KeyScopes.EVERYTHING).key();
    }

    /** Makes a key for a retailer's programs, valid at all its outlets. */
    public String forRetailer(Tx tx, String label, UUID retailer) {
        return create(tx, label, new Holder(retailer, null, null), KeyScopes.EVERYTHING)
                .key();
    }

    /** Makes the key of one till. */
    public String forTerminal(Tx tx, String label, UUID retailer, UUID outlet, UUID terminal) {
        return create(
                        tx,
                        label,
                        new Holder(retailer, outlet, terminal),
                        KeyScopes.EVERYTHING)
                .key();
    }

    /** Makes the keys of a till invalid at once; whether there were any. */
    public boolean revokeOfTerminal(Tx tx, UUID terminal) {
        List<UUID> revoked = new ApiKeyRepository(tx).revokeOfTerminal(terminal);
        revoked.forEach(id -> audit.record(tx, "key.revoked", "key:" + id, Map.of()));
        return !revoked.isEmpty();
    }

    /** Whether a key may be used still. */
    public boolean isValid(Tx tx, UUID id) {
        return new ApiKeyRepository(tx).isValid(id);
    }

    /** Which of these tills have a valid key. */
    public Set<UUID> terminalsWithKey(Tx tx, Collection<UUID> terminals) {
        return new ApiKeyRepository(tx).terminalsWithKey(terminals);
    }

    /** Whose key this is, for a request that uses it; empty if nobody's, or no longer. */
    public Optional<Principal> find(String key) {
        if (!key.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Optional<ApiKeyRepository.Found> found =
                transactions.read(
                        LOOK_UP,
                        tx ->
                                new ApiKeyRepository(tx)
                                        .find(tokens.digest(key), tx.now().minus(UNNOTICED)));
        if (found.isPresent() && !found.get().noticed()) {
            UUID id = found.get().id();
            transactions.write(
                    LOOK_UP,
                    tx -> new ApiKeyRepository(tx).touch(id, tx.now().minus(UNNOTICED)));
        }
        return found.map(ApiKeyRepository.Found::principal);
    }

    /** Whose a key is; all null: the provider's own. */
    private record Holder(
            @Nullable UUID retailer, @Nullable UUID outlet, @Nullable UUID terminal) {
        private static final Holder PROVIDER = new Holder(null, null, null);
    }

    private Made create(Tx tx, String label, Holder holder, KeyScopes scopes) {
        String key = tokens.next(PREFIX);
        UUID id = ids.next();
        ApiKeyRepository.Row row =
                new ApiKeyRepository.Row(
                        id,
                        tokens.digest(key),
                        label,
                        holder.retailer(),
                        holder.outlet(),
                        holder.terminal(),
                        scopes);
        if (!new ApiKeyRepository(tx).insert(row)) {
            throw Refused.field("retailer", "There is no such retailer. Check its id.");
        }
        audit.record(
                tx,
                "key.made",
                "key:" + id,
                scopes.names() == null
                        ? Map.of("label", label)
                        : Map.of("label", label, "scopes", scopes.names()));
        return new Made(id, label, holder.retailer(), scopes.names(), key);
    }
}
