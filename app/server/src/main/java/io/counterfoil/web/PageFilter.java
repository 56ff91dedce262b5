package io.counterfoil.web;

import io.counterfoil.platform.Text;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Renders {@link Page} answers inside the shell. */
public final class PageFilter implements ContainerResponseFilter {
    /** The request property of a cookie that goes out with the page, if there is one. */
    public static final String COOKIE_PROPERTY = "counterfoil.cookie";

    /** The pages with a camera beside a field: no other page may use it. */
    static final Set<String> WITH_CAMERA =
            Set.of(
                    "console/print-run",
                    "redeem/code",
                    "retail/activate",
                    "retail/cases",
                    "retail/delivery",
                    "retail/send-back",
                    "retail/stock-take",
                    "retail/take-back");

    /** The lowest status of an answer to a form that is to be sent once more. */
    private static final int REFUSED = 400;

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
        Optional<Text> flash = Flash.read(request.getCookies().get(Flash.COOKIE));
        Locale language = Languages.of(request);
        Page framed =
                page.with("shell", shell(request))
                        .with("flash", flash.orElse(null))
                        .with("otherLanguages", Languages.others(language))
                        .with("comesAgain", comesAgain(request))
                        .with("askedFor", request.getUriInfo().getRequestUri().getRawQuery());
        response.setStatus(page.status());
        response.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        response.getHeaders().putSingle(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag());
        if (WITH_CAMERA.contains(page.template())) {
            response.getHeaders()
                    .putSingle(
                            SafeHeaders.CONTENT_SECURITY_POLICY, SafeHeaders.CAMERA_CONTENT);
            response.getHeaders()
                    .putSingle(SafeHeaders.PERMISSIONS_POLICY, SafeHeaders.CAMERA_PERMISSIONS);
        }
        response.setEntity(
                rendered(request, framed, language),
                new Annotation[0],
                MediaType.TEXT_HTML_TYPE.withCharset("utf-8"));
        flash.ifPresent(shown -> response.getHeaders().add("Set-Cookie", Flash.gone()));
        if (request.getProperty(Languages.CHOSEN_PROPERTY) instanceof Locale chosen) {
            response.getHeaders().add(HttpHeaders.SET_COOKIE, Languages.chosen(chosen));
        }
        Object cookie = request.getProperty(COOKIE_PROPERTY);
        if (cookie != null) {
            response.getHeaders().add("Set-Cookie", cookie);
        }
    }

    /** The page, with what was typed into its form if that was refused, or came too late before. */
    private String rendered(ContainerRequestContext request, Page page, Locale language) {
        String rendered = templates.render(page.template(), page.model(), language);
        if (page.status() >= REFUSED
                && request.getProperty(TypedForm.SENT) instanceof Supplier<?> sent
                && sent.get() instanceof TypedForm typed) {
            return FilledForms.fill(rendered, typed);
        }
        if (!(request.getProperty(TypedForm.PROPERTY) instanceof TypedForm.Kept kept)
                || !FilledForms.has(rendered, kept.typed())) {
            return rendered;
        }
        kept.shown().run();
        Page saying = page.with("typedBefore", true);
        return FilledForms.fill(
                templates.render(saying.template(), saying.model(), language), kept.typed());
    }

    /**
     * Whether the same page is there again for whoever comes back to its address. What answers a
     * form is not: a choice of the language would lose what was typed, or a password shown once.
     */
    private static boolean comesAgain(ContainerRequestContext request) {
        return !HttpMethod.POST.equals(request.getMethod());
    }

    private static Object shell(ContainerRequestContext request) {
        Object shell = request.getProperty(Shell.PROPERTY);
        // A request that failed before anybody looked at its credentials still gets a page.
        return shell == null ? Map.of() : shell;
    }
}
