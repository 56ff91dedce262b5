package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds out who calls, from the API key or the session's cookie, and refuses credentials that are
 * wrong.
 */
@Priority(Priorities.AUTHENTICATION)
public final class Authentication implements ContainerRequestFilter {
    /** The cookie that carries the session's token. */
    public static final String COOKIE = "counterfoil";

    private static final String BEARER = "bearer ";

    private final Providers providers;
    private final ApiKeys apiKeys;
    private final Sessions sessions;
    private final Forms forms;

    /** Checks keys against {@code apiKeys} and cookies against {@code sessions}. */
    public Authentication(Providers providers, ApiKeys apiKeys, Sessions sessions, Forms forms) {
        this.providers = providers;
        this.apiKeys = apiKeys;
        this.sessions = sessions;
        this.forms = forms;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        Principal principal = authorization == null ? fromCookie(request) : fromKey(authorization);
        Caller caller = new Caller(principal.scope(), principal.actor(), forms.writeKey(request));
        request.setProperty(Principal.class.getName(), principal);
        request.setProperty(Caller.class.getName(), caller);
    }

    private Principal fromKey(String authorization) {
        if (authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            Optional<Principal> principal =
                    apiKeys.find(authorization.substring(BEARER.length()).strip());
            if (principal.isPresent()) {
                return principal.get();
            }
        }
        throw new Refused(
                ProblemType.UNAUTHENTICATED,
                "This key is not valid here, or no longer. Send a current one as Authorization:"
                        + " Bearer KEY.");
    }

    private Principal fromCookie(ContainerRequestContext request) {
        Cookie cookie = request.getCookies().get(COOKIE);
        Optional<Principal> signedIn =
                cookie == null ? Optional.empty() : sessions.find(cookie.getValue());
        Provider provider = host(request);
        if (signedIn.isPresent() && signedIn.get().provider().equals(provider.id())) {
            forms.check(request, cookie == null ? "" : cookie.getValue());
            forms.shell(request, provider, signedIn.get(), cookie == null ? "" : cookie.getValue());
            return signedIn.get();
        }
        forms.check(request, "");
        Principal visitor = new Principal.Visitor(provider.id());
        forms.shell(request, provider, visitor, "");
        return visitor;
    }

    private Provider host(ContainerRequestContext request) {
        String host = request.getUriInfo().getBaseUri().getAuthority();
        return providers
                .byHost(host)
                .orElseThrow(
                        () ->
                                new Refused(
                                        ProblemType.NOT_FOUND,
                                        "No provider is at this web address. If this is a new"
                                                + " installation, open its set-up link."));
    }
}
