package io.counterfoil.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/**
 * Renders {@link Page} answers inside the shell, and sends every answer with the headers that
 * browsers need to stay safe.
 */
public final class PageFilter implements ContainerResponseFilter {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    private final Templates templates;

    /** Renders with these templates. */
    public PageFilter(Templates templates) {
        this.templates = templates;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var headers = response.getHeaders();
        headers.putSingle("Content-Security-Policy", POLICY);
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("Referrer-Policy", "no-referrer");
        if (!headers.containsKey("Cache-Control")) {
            headers.putSingle("Cache-Control", "no-store");
        }
        if (response.getEntity() instanceof Page page) {
            response.setStatus(page.status());
            response.setEntity(
                    templates.render(page.template(), page.with("shell", shell(request)).model()),
                    new java.lang.annotation.Annotation[0],
                    MediaType.TEXT_HTML_TYPE.withCharset("utf-8"));
        }
    }

    private static Object shell(ContainerRequestContext request) {
        Object shell = request.getProperty(Shell.PROPERTY);
        // A request that failed before anybody looked at its credentials still gets a page.
        return shell == null ? Map.of() : shell;
    }
}
