package io.counterfoil.web;

import io.counterfoil.platform.Text;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Renders {@link Page} answers inside the shell. */
public final class PageFilter implements ContainerResponseFilter {
    /** The request property of a cookie that goes out with the page, if there is one. */
    public static final String COOKIE_PROPERTY = "counterfoil.cookie";

    /**
     * The pages that there are in all languages, by the beginning of their names; a page in two
     * languages is worse than one in English.
     */
    static final List<String> TRANSLATED =
            List.of(
                    "account/",
                    "redeem/",
                    "retail/",
                    "trial/",
                    "bank-details",
                    "forgotten",
                    "invitations",
                    "invited",
                    "new-password",
                    "passkeys",
                    "password",
                    "problem",
                    "recovery-codes",
                    "second-step",
                    "sessions",
                    "setup",
                    "sign-in",
                    "unsubscribe");

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
        boolean translated = TRANSLATED.stream().anyMatch(page.template()::startsWith);
        Locale language = translated ? Languages.of(request) : Locale.ENGLISH;
        Page framed =
                page.with("shell", shell(request))
                        .with("flash", flash.orElse(null))
                        .with("otherLanguages", translated ? Languages.others(language) : null);
        response.setStatus(page.status());
        response.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        response.getHeaders().putSingle(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag());
        response.setEntity(
                rendered(request, framed, language),
                new Annotation[0],
                MediaType.TEXT_HTML_TYPE.withCharset("utf-8"));
        flash.ifPresent(shown -> response.getHeaders().add("Set-Cookie", Flash.gone()));
        Object cookie = request.getProperty(COOKIE_PROPERTY);
        if (cookie != null) {
            response.getHeaders().add("Set-Cookie", cookie);
        }
    }

    /** The page, with what was typed into its form before somebody had to sign in again. */
    private String rendered(ContainerRequestContext request, Page page, Locale language) {
        String rendered = templates.render(page.template(), page.model(), language);
        if (!(request.getProperty(TypedForm.PROPERTY) instanceof TypedForm.Kept kept)
                || !FilledForms.has(rendered, kept.typed())) {
            return rendered;
        }
        kept.shown().run();
        Page saying = page.with("typedBefore", true);
        return FilledForms.fill(
                templates.render(saying.template(), saying.model(), language), kept.typed());
    }

    private static Object shell(ContainerRequestContext request) {
        Object shell = request.getProperty(Shell.PROPERTY);
        // A request that failed before anybody looked at its credentials still gets a page.
        return shell == null ? Map.of() : shell;
    }
}
