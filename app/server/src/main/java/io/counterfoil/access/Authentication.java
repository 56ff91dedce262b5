package io.counterfoil.access;

import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.PageFilter;
import io.counterfoil.web.RequestBody;
import io.counterfoil.web.TypedForm;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls, from the API key or the session's cookie, and refuses credentials that are
 * wrong.
 *
 * <p>A cookie opens pages and may read over the API; it never writes there, since other sites can
 * make a browser send it along. It comes before the search for what answers, so that also the page
 * "there is nothing at this address" knows for whom it is, and before the body is read, so that
 * nobody has work done on it whose credentials are wrong.
 */
@PreMatching
@Priority(Authentication.PRIORITY)
public final class Authentication implements ContainerRequestFilter {
    /** Before {@link RequestBody}. */
    static final int PRIORITY = RequestBody.PRIORITY - 1;

    /** The path that works before there is a provider. */
    static final String SETUP = "/setup";

    // What machines ask, also before there is a provider and on addresses that are none's.
    private static final Set<String> NOBODYS = Set.of(SETUP, "/health", "/openapi.json");

    private static final String BEARER = "bearer ";

    private final Providers providers;
    private final ApiKeys apiKeys;
    private final Sessions sessions;
    private final Forms forms;
    private final HeldForms held;

    @Context private @Nullable HttpServletRequest connection;

    /**
     * Checks keys against {@code apiKeys} and cookies against {@code sessions}; whoever is back finds
     * what waits in {@code held}.
     */
    public Authentication(
            Providers providers, ApiKeys apiKeys, Sessions sessions, Forms forms, HeldForms held) {
        this.providers = providers;
        this.apiKeys = apiKeys;
        this.sessions = sessions;
        this.forms = forms;
        this.held = held;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (NOBODYS.contains(request.getUriInfo().getAbsolutePath().getPath())) {
            return;
        }
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        Principal principal = authorization == null ? fromBrowser(request) : fromKey(authorization);
        request.setProperty(Principal.class.getName(), principal);
        if (principal.role() == Role.VISITOR
                && RequestBody.mayBringFiles(request)
                && request.getProperty(Writes.OVER) == null) {
            // Unpacking files takes room that nobody gets who never signed in.
            Authorization.askToSignIn(request);
        }
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

    private Principal fromBrowser(ContainerRequestContext request) {
        Provider provider = host(request);
        boolean api = request.getUriInfo().getPath().startsWith("api/");
        boolean read = RequestBody.isRead(request);
        if (api && !read) {
            return new Principal.Visitor(provider.id());
        }
        Optional<SignedIn> signedIn =
                acting(request)
                        .or(() -> signedInAsThemselves(request))
                        .filter(known -> known.principal().provider().equals(provider.id()));
        Principal principal =
                signedIn.map(SignedIn::principal)
                        .orElseGet(() -> new Principal.Visitor(provider.id()));
        String token =
                signedIn.map(SignedIn::token).orElseGet(() -> visit(request, read));
        if (!read) {
            request.setProperty(Writes.FORM_TOKEN, token);
        } else if (signedIn.isPresent()) {
            cookie(request, SessionCookies.HELD)
                    .flatMap(kept -> held.find(kept, principal))
                    .ifPresent(kept -> bringBack(request, kept));
        }
        forms.shell(request, provider, principal, token);
        return principal;
    }

    /** The page that is asked for may have the form in which somebody was typing. */
    private static void bringBack(ContainerRequestContext request, TypedForm.Kept kept) {
        request.setProperty(
                TypedForm.PROPERTY,
                new TypedForm.Kept(
                        kept.typed(),
                        () -> {
                            kept.shown().run();
                            request.setProperty(
                                    PageFilter.COOKIE_PROPERTY, SessionCookies.heldNoMore());
                        }));
    }

    private record SignedIn(String token, Principal principal) {}

    private Optional<SignedIn> signedIn(ContainerRequestContext request, String name) {
        return cookie(request, name).flatMap(token -> signedInBy(request, token));
    }

    private Optional<SignedIn> signedInBy(ContainerRequestContext request, String token) {
        Optional<Sessions.Known> known =
                sessions.use(
                        token,
                        Objects.requireNonNull(connection).getRemoteAddr(),
                        request.getHeaderString(HttpHeaders.USER_AGENT));
        if (known.isPresent() && !known.get().live()) {
            request.setProperty(Writes.OVER, new Writes.Over(token, known.get().principal()));
        }
        return known.filter(Sessions.Known::live)
                .map(live -> new SignedIn(token, live.principal()));
    }

    private Optional<SignedIn> signedInAsThemselves(ContainerRequestContext request) {
        return signedIn(request, SessionCookies.SESSION)
                .filter(known -> ActingGuard.acting(known.principal()) == null);
    }

    /** On the customers' pages, support may be in a customer's place. */
    private Optional<SignedIn> acting(ContainerRequestContext request) {
        return request.getUriInfo().getPath().split("/", 2)[0].equals("account")
                ? signedIn(request, SessionCookies.ACTING)
                        .filter(known -> ActingGuard.acting(known.principal()) != null)
                : Optional.empty();
    }

    /** The token of a visit without sign-in; the first page gives the browser one. */
    private String visit(ContainerRequestContext request, boolean read) {
        return cookie(request, SessionCookies.VISIT)
                .orElseGet(
                        () -> {
                            if (!read) {
                                return "";
                            }
                            String token = sessions.newVisit();
                            request.setProperty(
                                    PageFilter.COOKIE_PROPERTY, SessionCookies.visit(token));
                            return token;
                        });
    }

    private static Optional<String> cookie(ContainerRequestContext request, String name) {
        return Optional.ofNullable(request.getCookies().get(name)).map(Cookie::getValue);
    }

    private Provider host(ContainerRequestContext request) {
        String host = request.getUriInfo().getBaseUri().getAuthority();
        return providers
                .byHost(host == null ? "" : host)
                .orElseThrow(
                        () ->
                                new Refused(
                                        ProblemType.NOT_FOUND,
                                        "No provider is at this web address. If this is a new"
                                                + " installation, open its set-up link."));
    }
}
