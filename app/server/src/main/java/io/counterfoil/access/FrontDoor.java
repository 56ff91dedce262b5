package io.counterfoil.access;

import io.counterfoil.web.Flash;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
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
     * knows its token, and leads to the form in which its person was typing, or else home.
     *
     * @param token of the new session
     * @param headers of the request
     */
    public Response enter(String token, HttpHeaders headers, String home) {
        String before = cookie(headers, SessionCookies.SESSION);
        if (before != null) {
            sessions.close(before);
        }
        String kept = cookie(headers, SessionCookies.HELD);
        String page =
                kept == null
                        ? home
                        : sessions.find(token)
                                .flatMap(principal -> held.find(kept, principal))
                                .map(waiting -> waiting.typed().action())
                                .orElse(home);
        return Response.fromResponse(Flash.seeOther(page))
                .cookie(SessionCookies.session(token))
                .build();
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
