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

    /** A door to {@code sessions}, behind which forms wait that are {@code held}. */
    public FrontDoor(Sessions sessions, HeldForms held) {
        this.sessions = sessions;
        this.held = held;
    }

    /**
     * Gives a browser a session that was just opened, ends the one that it had, so that nobody else
     * knows its token, and leads to the form in which its person was typing, or to the page that they wanted, or else
     * home.
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
        if (!WantedPage.isDoor(home)) {
            return Response.fromResponse(leadingTo.apply(home))
                    .cookie(SessionCookies.session(token))
                    .build();
        }
        String kept = cookie(headers, SessionCookies.HELD);
        String wanted = cookie(headers, SessionCookies.WANTED);
        String page =
                Optional.ofNullable(kept)
                        .flatMap(
                                waiting ->
                                        sessions.find(token)
                                                .flatMap(who -> held.find(waiting, who)))
                        .map(waiting -> waiting.typed().action())
                        .or(
                                () ->
                                        WantedPage.kept(wanted)
                                                .filter(there -> there.door().equals(home))
                                                .map(WantedPage::address))
                        .orElse(home);
        Response.ResponseBuilder entered =
                Response.fromResponse(leadingTo.apply(page)).cookie(SessionCookies.session(token));
        return wanted == null
                ? entered.build()
                : entered.cookie(SessionCookies.wantedNoMore()).build();
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
