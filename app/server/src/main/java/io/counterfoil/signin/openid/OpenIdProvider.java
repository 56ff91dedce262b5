package io.counterfoil.signin.openid;

/**
 * Where a provider's staff may sign in.
 *
 * @param name what people call it
 * @param issuer its address, as its tokens name it
 * @param clientId by which it knows us
 * @param bothSteps whether a sign-in there counts as the second step, too
 */
public record OpenIdProvider(String name, String issuer, String clientId, boolean bothSteps) {

    /** Whether it is the same client of the same issuer. */
    boolean isOf(OpenIdProvider other) {
        return issuer.equals(other.issuer) && clientId.equals(other.clientId);
    }
}
