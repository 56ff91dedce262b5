package io.counterfoil.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.Optional;

/** Renders {@link Page} answers inside the shell. */
public final class PageFilter implements ContainerResponseFilter {
    /** The request property of a cookie that goes out with the page, if there is one. */
    public static final String COOKIE_PROPERTY = "counterfoil.cookie";

    private final Templates templates;

    /** Renders with these templates. */
    public PageFilter(Templates templates) {
        this.templates = templates;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(response.getEntity() instanceof Page page)) {
            return;
        }
        Optional<String> flash = Flash.read(request.getCookies().get(Flash.COOKIE));
        Page framed = page.with("shell", shell(request)).with("flash", flash.orElse(null));
        response.setStatus(page.status());
        response.setEntity(
                templates.render(page.template(), framed.model()),
                new Annotation[0],
                MediaType.TEXT_HTML_TYPE.withCharset("utf-8"));
        flash.ifPresent(shown -> response.getHeaders().add("Set-Cookie", Flash.gone()));
        Object cookie = request.getProperty(COOKIE_PROPERTY);
        if (cookie != null) {
            response.getHeaders().add("Set-Cookie", cookie);
        }
    }

    private static Object shell(ContainerRequestContext request) {
        Object shell = request.getProperty(Shell.PROPERTY);
        // A request that failed before anybody looked at its credentials still gets a page.
        return shell == null ? Map.of() : shell;
    }
}
