package io.counterfoil.signin.openid;

import io.counterfoil.access.Approvals;
import io.counterfoil.access.Audit;
import io.counterfoil.access.Providers;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.platform.Transactions;
import io.counterfoil.signin.Notices;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * The parts of signing in with OpenID Connect, put together.
 *
 * @param providers where staff may sign in
 * @param links who of them is known there
 * @param signIn how they do
 */
public record OpenIdWays(OpenIdProviders providers, OpenIdLinks links, OpenIdSignIn signIn) {

    /**
     * What all of it is made with.
     *
     * @param key of the server, under which secrets are kept
     * @param random of which they are made
     * @param clock by which is told what is old
     */
    public record Means(
            Transactions transactions, ServerKey key, SecureRandom random, InstantSource clock) {}

    /** Who and what it stands on. */
    public record Access(
            Providers providers, StaffMembers staff, Approvals approvals, Audit audit) {}

    /** Puts them together. */
    public static OpenIdWays of(
            OpenIdSettings settings, Means means, Access access, Notices notices) {
        OpenIdClient client =
                new OpenIdClient(new Outgoing(settings.localNetwork()), means.clock());
        OpenIdProviders providers =
                new OpenIdProviders(
                        means.transactions(),
                        client,
                        new OpenIdProviders.Secrets(
                                means.key().seal(ServerKey.Purpose.OPENID_SECRET), means.random()),
                        access.providers(),
                        access.approvals(),
                        access.audit());
        return new OpenIdWays(
                providers,
                new OpenIdLinks(
                        means.transactions(), providers, access.staff(), access.audit()),
                new OpenIdSignIn(
                        means.transactions(),
                        providers,
                        client,
                        new OpenIdSignIn.Visits(
                                means.key().seal(ServerKey.Purpose.OPENID_VISIT), means.random()),
                        access.staff(),
                        new OpenIdSignIn.Told(notices, access.audit())));
    }
}
