package io.counterfoil.platform;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a use case runs.
 *
 * @param scope whose rows it may touch
 * @param actor who is named in events
 * @param writeKey the Idempotency-Key of the request, or null if it had none
 * @param address the network address of the request, or null if none came over the network
 * @param language that a customer reads, as far as the request says; null where nobody reads for
 *     themselves
 */
public record Caller(
        Scope scope,
        Actor actor,
        @Nullable WriteKey writeKey,
        @Nullable String address,
        @Nullable Locale language) {

    /** A caller without an Idempotency-Key, who didn't come over the network. */
    public Caller(Scope scope, Actor actor) {
        this(scope, actor, null, null, null);
    }

    /** A caller who didn't come over the network. */
    public Caller(Scope scope, Actor actor, @Nullable WriteKey writeKey) {
        this(scope, actor, writeKey, null, null);
    }

    /**
     * The same caller, for a body that was read after it was known who calls.
     *
     * @param body all of it, or the digest of that
     */
    public Caller asking(byte[] body) {
        return writeKey == null ? this : with(writeKey.asking(body));
    }

    /** The provider that the call belongs to. */
    public UUID provider() {
        UUID provider = scope.providerOrNull();
        if (provider == null) {
            throw new IllegalStateException(
                    "this use case belongs to a provider, not to the system scope");
        }
        return provider;
    }

    /** The retailer that the caller works for, on pages for nobody else. */
    public UUID retailer() {
        UUID retailer = scope.retailerOrNull();
        if (retailer == null) {
            throw new IllegalStateException("this use case is for people of a retailer");
        }
        return retailer;
    }

    /**
     * The same caller with the whole provider in view, for what a shop or a customer may cause but
     * not see.
     */
    public Caller forProvider() {
        return new Caller(new Scope.Provider(provider()), actor, writeKey, address, language);
    }

    /** A visitor once it is known who that is. The Idempotency-Key was the visitor's. */
    public Caller as(Actor known) {
        return new Caller(scope, known, null, address, language);
    }

    /**
     * The same caller, whose Idempotency-Key counts for one matter only: visitors have no name of
     * their own, and would else get in each other's way.
     *
     * @param secret what only those know who are in the matter
     */
    public Caller within(String secret) {
        return writeKey == null ? this : with(writeKey.within(secret));
    }

    private Caller with(WriteKey other) {
        return new Caller(scope, actor, other, address, language);
    }
}
