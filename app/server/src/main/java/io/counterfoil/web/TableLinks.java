package io.counterfoil.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.glassfish.jersey.message.internal.HeaderValueException;

/**
 * Lets a link ask for a list as a table, since no link can have an Accept header: {@code
 * /api/v1/holds?as=csv} is the list with {@code Accept: text/csv}, and browsers save it.
 */
@PreMatching
@Priority(Priorities.HEADER_DECORATOR)
public final class TableLinks implements ContainerRequestFilter {
    private static final String API = "api/v1/";
    private static final String FOLLOWED = "counterfoil.table-link";

    @Override
    public void filter(ContainerRequestContext request) {
        if (name(request).isPresent()) {
            request.setProperty(FOLLOWED, isBrowser(request));
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, Csv.TEXT_CSV);
        }
    }

    /** Whether a person followed such a link in a browser, which could show them a page. */
    public static boolean isFollowed(ContainerRequestContext request) {
        return Boolean.TRUE.equals(request.getProperty(FOLLOWED));
    }

    /** Programs take anything; browsers say that they would like a page. */
    public static boolean isBrowser(ContainerRequestContext request) {
        try {
            return request.getAcceptableMediaTypes().stream()
                    .anyMatch(
                            type ->
                                    !type.isWildcardType()
                                            && type.isCompatible(MediaType.TEXT_HTML_TYPE));
        } catch (HeaderValueException unreadable) {
            return false;
        }
    }

    /** Under which name a table is saved; empty if no link asked for one. */
    static Optional<String> name(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        boolean asked =
                request.getMethod().equals(HttpMethod.GET)
                        && path.startsWith(API)
                        && "csv".equals(request.getUriInfo().getQueryParameters().getFirst("as"));
        return asked
                ? Optional.of(
                        path.substring(path.lastIndexOf('/') + 1).replaceAll("[^a-z-]", "")
                                + ".csv")
                : Optional.empty();
    }
}
