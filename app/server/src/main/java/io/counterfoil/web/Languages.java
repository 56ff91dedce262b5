package io.counterfoil.web;

import io.counterfoil.platform.Refused;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which language somebody reads: the one chosen on a page, else the first that the browser asks for.
 */
public final class Languages {
    /** The cookie of a choice. */
    static final String COOKIE = "language";

    private static final Duration KEPT = Duration.ofDays(365);

    /** The request property of the language that somebody chose by the form that they sent. */
    static final String CHOSEN_PROPERTY = "counterfoil.language";

    private Languages() {}

    /** The language with this tag, such as {@code de}, if pages are written in it. */
    public static Optional<Locale> named(String tag) {
        return Messages.LANGUAGES.stream().filter(known -> known.toLanguageTag().equals(tag)).findFirst();
    }

    /** The languages that a page in {@code language} offers beside it, each in its own words. */
    static List<Offer> others(Locale language) {
        return Messages.LANGUAGES.stream()
                .filter(other -> !other.equals(language))
                .map(other -> new Offer(other.toLanguageTag(), other.getDisplayLanguage(other)))
                .toList();
    }

    /**
     * A language that somebody may choose.
     *
     * @param tag such as {@code de}
     * @param name such as Deutsch
     */
    record Offer(String tag, String name) {}

    /** What keeps the choice for a year. */
    public static NewCookie chosen(Locale language) {
        return new NewCookie.Builder(COOKIE)
                .value(language.toLanguageTag())
                .path("/")
                .maxAge((int) KEPT.toSeconds())
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    /**
     * Lets the page that answers a form be in the language that somebody chose by one of its buttons,
     * and their browser keep it.
     *
     * @param tag null for a form that was sent by another button
     * @throws Refused if no page is written in it
     */
    public static void choose(ContainerRequestContext request, @Nullable String tag) {
        if (tag != null) {
            request.setProperty(CHOSEN_PROPERTY, required(tag));
        }
    }

    /**
     * The language with this tag.
     *
     * @throws Refused if no page is written in it
     */
    public static Locale required(@Nullable String tag) {
        return named(tag == null ? "" : tag)
                .orElseThrow(() -> Refused.field("language", "There are pages in en and de."));
    }

    /** The language of the page that answers a request. */
    public static Locale of(ContainerRequestContext request) {
        return said(request).orElse(Messages.LANGUAGES.getFirst());
    }

    /** The language that somebody chose or whose browser asks for it; empty: none of ours. */
    public static Optional<Locale> said(ContainerRequestContext request) {
        if (request.getProperty(CHOSEN_PROPERTY) instanceof Locale chosen) {
            return Optional.of(chosen);
        }
        return Optional.ofNullable(request.getCookies().get(COOKIE))
                .map(Cookie::getValue)
                .flatMap(Languages::named)
                .or(() -> asked(request.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE)));
    }

    private static Optional<Locale> asked(@Nullable String header) {
        try {
            return Optional.ofNullable(header)
                    .map(Locale.LanguageRange::parse)
                    .map(ranges -> Locale.lookup(ranges, Messages.LANGUAGES));
        } catch (IllegalArgumentException unreadable) {
            // Whoever asks in their own way gets the page all the same: what its form did is done.
            return Optional.empty();
        }
    }
}
