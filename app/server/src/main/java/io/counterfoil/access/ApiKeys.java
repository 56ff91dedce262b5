package io.counterfoil.access;

import io.counterfoil.codes.ServerKey;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * API keys of providers, retailers and terminals. Only digests are stored; a key is shown once,
 * when it is made.
 */
public final class ApiKeys {
    private static final String PREFIX = "cf_";
    private static final Caller LOOK_UP = new Caller(Scope.system(), Actor.VISITOR);

    private final Transactions transactions;
    private final Tokens tokens;
    private final Ids ids;

    /** Keys known by a digest under {@code serverKey}. */
    public ApiKeys(Transactions transactions, ServerKey serverKey, SecureRandom random, Ids ids) {
        this.transactions = transactions;
        this.tokens = new Tokens(serverKey, ServerKey.Purpose.API_KEY, random);
        this.ids = ids;
    }

    /**
     * Makes a key for the provider's own programs and returns it, the only time that it can be
     * seen.
     */
    public String forProvider(Tx tx, String label) {
        return create(tx, label, null, null, null);
    }

    /** Makes a key for a retailer's programs, valid at all its outlets. */
    public String forRetailer(Tx tx, String label, UUID retailer) {
        return create(tx, label, retailer, null, null);
    }

    /** Makes the key of one till. */
    public String forTerminal(Tx tx, String label, UUID retailer, UUID outlet, UUID terminal) {
        return create(tx, label, retailer, outlet, terminal);
    }

    /** Whose key this is; empty if nobody's, or no longer. */
    public Optional<Principal> find(String key) {
        return key.startsWith(PREFIX)
                ? transactions.read(
                        LOOK_UP, tx -> new ApiKeyRepository(tx).find(tokens.digest(key)))
                : Optional.empty();
    }

    private String create(
            Tx tx,
            String label,
            @Nullable UUID retailer,
            @Nullable UUID outlet,
            @Nullable UUID terminal) {
        String key = tokens.next(PREFIX);
        new ApiKeyRepository(tx)
                .insert(ids.next(), tokens.digest(key), label, retailer, outlet, terminal);
        return key;
    }
}
