package io.counterfoil.signin.openid;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the installation allows its providers when their staff sign in with OpenID Connect. */
public final class OpenIdSettings {
    @JsonProperty private boolean localNetwork = false;

    /**
     * Whether the OpenID provider may be on this machine or in a private network. Providers type
     * its address in, and must not reach by it what only this machine may.
     */
    public boolean localNetwork() {
        return localNetwork;
    }
}
