package io.counterfoil.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Objects;

/**
 * Sends the whole page on where htmx asked for a part of it and the answer is elsewhere, such as the
 * sign-in once a session is over. Browsers follow a redirect before htmx sees it, and the part would
 * be missing in what they find.
 */
public final class PartRedirects implements ContainerResponseFilter {
    private static final String ASKED_FOR = "HX-Request";
    private static final String GO_ON = "HX-Redirect";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getHeaderString(ASKED_FOR) != null
                && response.getStatus() == Response.Status.SEE_OTHER.getStatusCode()) {
            Object there =
                    Objects.requireNonNull(response.getHeaders().getFirst(HttpHeaders.LOCATION));
            response.getHeaders().remove(HttpHeaders.LOCATION);
            response.getHeaders().putSingle(GO_ON, there.toString());
            response.setStatus(Response.Status.NO_CONTENT.getStatusCode());
        }
    }
}
