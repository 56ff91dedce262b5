package io.counterfoil.signin.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Talks with OpenID providers. What they say of themselves is kept for some minutes, so that whoever
 * begins sign-ins in a row doesn't make us ask for each; their keys are asked for every sign-in.
 */
final class OpenIdClient {
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final Outgoing outgoing;
    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** Asks by {@code outgoing}. */
    OpenIdClient(Outgoing outgoing, InstantSource clock) {
        this.outgoing = outgoing;
        this.clock = clock;
    }

    private record Known(OIDCProviderMetadata there, Instant since) {}

    /** The provider can't be asked, or is none. */
    static final class Unreachable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreachable(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** The provider's answer can't be believed. */
    static final class NotBelieved extends Exception {
        private static final long serialVersionUID = 1L;

        NotBelieved(String message) {
            super(message);
        }

        NotBelieved(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * What one sign-in is known by: each is used once and guessed by nobody.
     *
     * @param state that it is the browser in which it was begun
     * @param nonce that the token was made for it
     * @param verifier that nobody else has the code
     */
    record Marks(String state, String nonce, String verifier) {
        @Override
        public String toString() {
            return "Marks[…]";
        }
    }

    /**
     * Who somebody is.
     *
     * @param subject never changes
     * @param email null: it doesn't say
     * @param verified whether it has made sure that the address is theirs
     */
    record Identity(String subject, @Nullable String email, boolean verified) {}

    /** Whether it is an OpenID provider that can be asked. */
    void probe(String issuer) throws Unreachable {
        known.remove(issuer);
        discover(issuer);
    }

    /** Where a browser is sent to begin. */
    URI begin(OpenIdProvider provider, URI callback, Marks marks) throws Unreachable {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE,
                        new Scope("openid", "email"),
                        new ClientID(provider.clientId()),
                        callback)
                .endpointURI(discover(provider.issuer()).getAuthorizationEndpointURI())
                .state(new State(marks.state()))
                .nonce(new Nonce(marks.nonce()))
                .codeChallenge(new CodeVerifier(marks.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /**
     * Whether it names itself in what it sends a browser back with (RFC 9207), so that an answer
     * without a name is none of its.
     */
    boolean namesItself(OpenIdProvider provider) throws Unreachable {
        return discover(provider.issuer()).supportsAuthorizationResponseIssuerParam();
    }

    /** Who has come back with this code. */
    Identity identify(
            OpenIdProvider provider, String secret, URI callback, String code, Marks marks)
            throws Unreachable, NotBelieved {
        OIDCProviderMetadata there = discover(provider.issuer());
        TokenRequest request =
                new TokenRequest.Builder(
                                there.getTokenEndpointURI(),
                                authentication(there, provider, secret),
                                new AuthorizationCodeGrant(
                                        new AuthorizationCode(code),
                                        callback,
                                        new CodeVerifier(marks.verifier())))
                        .build();
        JWT token = token(request);
        IDTokenValidator validator =
                new IDTokenValidator(
                        new Issuer(provider.issuer()),
                        new ClientID(provider.clientId()),
                        new JWSVerificationKeySelector<SecurityContext>(
                                JWSAlgorithm.Family.SIGNATURE, new ImmutableJWKSet<>(keys(there))),
                        null);
        try {
            IDTokenClaimsSet claims = validator.validate(token, new Nonce(marks.nonce()));
            return new Identity(
                    claims.getSubject().getValue(),
                    claims.getStringClaim("email"),
                    Boolean.TRUE.equals(claims.getBooleanClaim("email_verified")));
        } catch (BadJOSEException | JOSEException e) {
            throw new NotBelieved(e);
        }
    }

    private JWT token(TokenRequest request) throws Unreachable, NotBelieved {
        try {
            TokenResponse answer =
                    OIDCTokenResponseParser.parse(request.toHTTPRequest().send(outgoing));
            if (!answer.indicatesSuccess()) {
                throw new NotBelieved(
                        "the code is refused: "
                                + answer.toErrorResponse().getErrorObject().getCode());
            }
            JWT token =
                    ((OIDCTokenResponse) answer.toSuccessResponse()).getOIDCTokens().getIDToken();
            if (token == null) {
                throw new NotBelieved("there is no ID token");
            }
            return token;
        } catch (IOException e) {
            throw new Unreachable(e);
        } catch (com.nimbusds.oauth2.sdk.ParseException e) {
            throw new NotBelieved(e);
        }
    }

    private JWKSet keys(OIDCProviderMetadata there) throws Unreachable {
        try {
            return JWKSet.parse(get(there.getJWKSetURI()).getBody());
        } catch (IOException | ParseException e) {
            throw new Unreachable(e);
        }
    }

    private OIDCProviderMetadata discover(String issuer) throws Unreachable {
        Known before = known.get(issuer);
        if (before != null && clock.instant().isBefore(before.since().plus(KEPT))) {
            return before.there();
        }
        OIDCProviderMetadata there = ask(issuer);
        known.put(issuer, new Known(there, clock.instant()));
        return there;
    }

    private OIDCProviderMetadata ask(String issuer) throws Unreachable {
        try {
            OIDCProviderMetadata there =
                    OIDCProviderMetadata.parse(
                            get(OIDCProviderMetadata.resolveURL(new Issuer(issuer)).toURI())
                                    .getBody());
            if (!there.getIssuer().getValue().equals(issuer)) {
                throw new IOException("it calls itself " + there.getIssuer());
            }
            if (there.getAuthorizationEndpointURI() == null
                    || there.getTokenEndpointURI() == null
                    || there.getJWKSetURI() == null) {
                throw new IOException("it lacks an address that a sign-in needs");
            }
            return there;
        } catch (IOException | GeneralException | java.net.URISyntaxException e) {
            throw new Unreachable(e);
        }
    }

    private HTTPResponse get(URI uri) throws IOException {
        HTTPResponse answer = new HTTPRequest(HTTPRequest.Method.GET, uri).send(outgoing);
        if (answer.getStatusCode() != HTTPResponse.SC_OK) {
            throw new IOException(uri + " answers " + answer.getStatusCode());
        }
        return answer;
    }

    /** What the protocol takes where a provider says nothing is the first. */
    private static ClientAuthentication authentication(
            OIDCProviderMetadata there, OpenIdProvider provider, String secret) {
        List<ClientAuthenticationMethod> taken = there.getTokenEndpointAuthMethods();
        ClientID client = new ClientID(provider.clientId());
        return taken == null || taken.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                ? new ClientSecretBasic(client, new Secret(secret))
                : new ClientSecretPost(client, new Secret(secret));
    }
}
