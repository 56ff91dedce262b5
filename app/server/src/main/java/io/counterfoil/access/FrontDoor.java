package io.counterfoil.access;

import io.counterfoil.web.Flash;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets browsers in and out. */
public final class FrontDoor {
    private final Sessions sessions;
    private final HeldForms held;
    private final KnownBrowsers browsers;

    /**
     * A door to {@code sessions}, behind which forms wait that are {@code held}; {@code browsers}
     * that passed it are known.
     */
    public FrontDoor(Sessions sessions, HeldForms held, KnownBrowsers browsers) {
        this.sessions = sessions;
        this.held = held;
        this.browsers = browsers;
    }

    /**
     * Gives a browser a session that was just opened, ends the one that it had, so that nobody else
     * knows its token, knows the browser from now on, and leads to the form in which its person was
     * typing, or to the page that they wanted, or else home.
     *
     * @param token of the new session
     * @param headers of the request
     * @param home where they begin: behind their door; or a page there that comes before all
     *     others, such as that of a password to change, after which the rest is still waiting
     */
    public Response enter(String token, HttpHeaders headers, String home) {
        return enter(token, headers, home, Flash::seeOther);
    }

    /** The same, and the page says so in a sentence. */
    public Response enter(String token, HttpHeaders headers, String home, String sentence) {
        return enter(token, headers, home, page -> Flash.seeOther(page, sentence));
    }

    private Response enter(
            String token,
            HttpHeaders headers,
            String home,
            Function<String, Response> leadingTo) {
        String before = cookie(headers, SessionCookies.SESSION);
        if (before != null) {
            sessions.close(before);
        }
        Optional<Principal> person = sessions.find(token);
        if (!WantedPage.isDoor(home)) {
            return entered(leadingTo.apply(home), token, person, headers).build();
        }
        String kept = cookie(headers, SessionCookies.HELD);
        String wanted = cookie(headers, SessionCookies.WANTED);
        String page =
                Optional.ofNullable(kept)
                        .flatMap(waiting -> person.flatMap(who -> held.find(waiting, who)))
                        .map(waiting -> waiting.typed().action())
                        .or(
                                () ->
                                        WantedPage.kept(wanted)
                                                .filter(there -> there.door().equals(home))
                                                .map(WantedPage::address))
                        .orElse(home);
        Response.ResponseBuilder entered =
                entered(leadingTo.apply(page), token, person, headers);
        return wanted == null
                ? entered.build()
                : entered.cookie(SessionCookies.wantedNoMore()).build();
    }

    private Response.ResponseBuilder entered(
            Response leading, String token, Optional<Principal> person, HttpHeaders headers) {
        Response.ResponseBuilder entered =
                Response.fromResponse(leading).cookie(SessionCookies.session(token));
        return person.map(
                        who ->
                                entered.cookie(
                                        SessionCookies.known(
                                                browsers.remember(
                                                        who,
                                                        cookie(headers, SessionCookies.KNOWN)))))
                .orElse(entered);
    }

    /** Ends a session. */
    public void close(String token) {
        sessions.close(token);
    }

    private static @Nullable String cookie(HttpHeaders headers, String name) {
        Cookie cookie = headers.getCookies().get(name);
        return cookie == null ? null : cookie.getValue();
    }
}
