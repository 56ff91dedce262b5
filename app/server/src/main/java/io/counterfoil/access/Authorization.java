package io.counterfoil.access;

import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.web.TableLinks;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets each resource method be called by the roles that it names, and refuses to start with one
 * that names none. An API key needs the scope of the method, too.
 */
public final class Authorization implements DynamicFeature {

    private static final Set<Role> KEYS =
            EnumSet.of(Role.PROVIDER_KEY, Role.RETAILER_KEY, Role.TILL);

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Allowed allowed = resource.getResourceMethod().getAnnotation(Allowed.class);
        Open open = resource.getResourceMethod().getAnnotation(Open.class);
        if (allowed != null) {
            Set<Role> roles = EnumSet.copyOf(List.of(allowed.value()));
            context.register(new RoleFilter(roles));
            if (!Collections.disjoint(roles, KEYS)) {
                context.register(scopeFilter(resource));
            }
        } else if (open != null) {
            if (open.trustsKey()) {
                context.register(scopeFilter(resource));
            }
        } else if (resource.getResourceClass().getName().startsWith("io.counterfoil.")) {
            throw new IllegalStateException(
                    resource.getResourceMethod()
                            + " says neither @Allowed(…) nor @Open: name who may call it");
        }
    }

    private static ScopeFilter scopeFilter(ResourceInfo resource) {
        return new ScopeFilter(
                ApiScope.of(resource.getResourceClass(), resource.getResourceMethod()),
                resource.getResourceMethod().isAnnotationPresent(WholeKey.class));
    }

    @Priority(Priorities.AUTHORIZATION)
    private record RoleFilter(Set<Role> roles) implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            Principal principal = (Principal) request.getProperty(Principal.class.getName());
            if (roles.contains(principal.role())) {
                return;
            }
            if (principal.role() != Role.VISITOR) {
                throw new Refused(ProblemType.FORBIDDEN, Forbidden.words(principal, roles));
            }
            askToSignIn(request);
        }
    }

    /** After the roles: what no key of its kind may is not for want of a scope. */
    @Priority(Priorities.AUTHORIZATION + 1)
    private record ScopeFilter(ApiScope needed, boolean whole)
            implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            Principal principal = (Principal) request.getProperty(Principal.class.getName());
            if (!principal.scopes().let(needed)) {
                throw new Refused(
                        ProblemType.FORBIDDEN,
                        Text.of(
                                "This API key lacks the scope {scope}, which this needs. Use a"
                                        + " key that has it, or have one made.",
                                "scope",
                                needed.label()));
            }
            if (whole) {
                requireWholeKey(principal);
            }
        }
    }

    /**
     * Keeps keys with scopes from what may do more than they may.
     *
     * @throws Refused if it is one
     */
    static void requireWholeKey(Principal principal) {
        if (principal.scopes().names() != null) {
            throw new Refused(
                    ProblemType.FORBIDDEN,
                    "What comes of this may do more than a key with scopes. Use a key that may do"
                            + " everything, or sign in.");
        }
    }

    /**
     * Ends the request of somebody who has to say first who it is: a browser is sent to the page
     * for that, and from there to the page that it wanted. Whoever followed a link to a table comes
     * back to the page with the link.
     *
     * @throws Refused if it is no browser
     */
    static void askToSignIn(ContainerRequestContext request) {
        String area = request.getUriInfo().getPath().split("/", 2)[0];
        boolean api = area.equals("api");
        boolean takesPage =
                api
                        ? TableLinks.isFollowed(request)
                        : request.getAcceptableMediaTypes().stream()
                                .anyMatch(type -> type.isCompatible(MediaType.TEXT_HTML_TYPE));
        Optional<WantedPage> wanted =
                api
                        ? WantedPage.linking(request)
                        // Nobody wants to come back to a picture or a script of a page.
                        : WantedPage.of(request).filter(page -> TableLinks.isBrowser(request));
        if (!takesPage || (api && wanted.isEmpty())) {
            throw new Refused(
                    ProblemType.UNAUTHENTICATED,
                    "This needs an API key. Send it as Authorization: Bearer KEY.");
        }
        String door = api ? wanted.map(WantedPage::door).orElseThrow() : "/" + area;
        Response.ResponseBuilder there =
                Response.status(Response.Status.SEE_OTHER)
                        .header(HttpHeaders.LOCATION, URI.create(door + "/sign-in"));
        wanted.ifPresent(page -> there.cookie(SessionCookies.wanted(page)));
        request.abortWith(there.build());
    }
}
