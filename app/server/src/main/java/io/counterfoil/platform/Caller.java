package io.counterfoil.platform;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a use case runs.
 *
 * @param scope whose rows it may touch
 * @param actor who is named in events
 * @param writeKey the Idempotency-Key of the request, or null if it had none
 */
public record Caller(Scope scope, Actor actor, @Nullable WriteKey writeKey) {

    /** A caller without an Idempotency-Key. */
    public Caller(Scope scope, Actor actor) {
        this(scope, actor, null);
    }

    /**
     * The same caller, for a body that was read after it was known who calls.
     *
     * @param body all of it, or the digest of that
     */
    public Caller asking(byte[] body) {
        return writeKey == null ? this : new Caller(scope, actor, writeKey.asking(body));
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
        return new Caller(new Scope.Provider(provider()), actor, writeKey);
    }
}
