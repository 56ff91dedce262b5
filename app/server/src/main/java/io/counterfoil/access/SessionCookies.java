package io.counterfoil.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.NewCookie;
import java.util.Arrays;

/** The cookies by which a browser is known again; over HTTPS they are sent on it only. */
public final class SessionCookies {
    /** The cookie that carries the session's token. */
    public static final String SESSION = "counterfoil";

    /** The cookie that ties forms to a browser that isn't signed in. */
    public static final String VISIT = "counterfoil-visit";

    /** The cookie by which support sees an account as its customer does; the console knows none. */
    public static final String ACTING = "counterfoil-acting";

    /** The cookie by which a form that came too late is found again. */
    static final String HELD = "counterfoil-held";

    /** The cookie with the page to which somebody goes once they have signed in. */
    static final String WANTED = "counterfoil-wanted";

    /** The cookie of somebody who has shown a password, and has a step to go. */
    public static final String STEP = "counterfoil-step";

    /** The cookie of somebody who is away to sign in at an OpenID provider. */
    public static final String OPENID = "counterfoil-openid";

    /** The cookie by which a browser is known in which somebody has signed in before. */
    public static final String KNOWN = "counterfoil-known";

    private static final int STEP_SECONDS = 600;

    private SessionCookies() {}

    /** The cookie of a session that was just opened; it goes when the browser closes. */
    public static NewCookie session(String token) {
        return cookie(SESSION, "/", token, NewCookie.DEFAULT_MAX_AGE);
    }

    /** Takes the session's cookie away. */
    public static NewCookie signedOut() {
        return cookie(SESSION, "/", "", 0);
    }

    /** The cookie of a session in which support acts, beside their own. */
    public static NewCookie acting(String token) {
        return cookie(ACTING, "/account", token, Math.toIntExact(Sessions.ACTING.toSeconds()));
    }

    /** Takes the cookie of such a session away. */
    public static NewCookie actingOver() {
        return cookie(ACTING, "/account", "", 0);
    }

    /** The cookie of a sign-in that waits for its second step. */
    public static NewCookie step(String token) {
        return cookie(STEP, "/", token, STEP_SECONDS);
    }

    /** Takes that cookie away. */
    public static NewCookie stepOver() {
        return cookie(STEP, "/", "", 0);
    }

    /** The cookie of a sign-in at an OpenID provider. */
    public static NewCookie openId(String kept) {
        return cookie(OPENID, "/", kept, STEP_SECONDS);
    }

    /** Takes that cookie away. */
    public static NewCookie openIdOver() {
        return cookie(OPENID, "/", "", 0);
    }

    static NewCookie known(String token) {
        return cookie(KNOWN, "/", token, Math.toIntExact(KnownBrowsers.KEPT.toSeconds()));
    }

    /** Where a request comes from, for what limits tries to be let in. */
    public static TriedFrom triedFrom(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return new TriedFrom(
                request.getRemoteAddr(),
                cookies == null
                        ? null
                        : Arrays.stream(cookies)
                                .filter(cookie -> cookie.getName().equals(KNOWN))
                                .map(Cookie::getValue)
                                .findAny()
                                .orElse(null));
    }

    static NewCookie wanted(WantedPage page) {
        return cookie(WANTED, "/", page.cookie(), STEP_SECONDS);
    }

    static NewCookie wantedNoMore() {
        return cookie(WANTED, "/", "", 0);
    }

    static NewCookie held(String token) {
        return cookie(HELD, "/", token, Math.toIntExact(HeldForms.KEPT.toSeconds()));
    }

    static NewCookie heldNoMore() {
        return cookie(HELD, "/", "", 0);
    }

    static NewCookie visit(String token) {
        return cookie(VISIT, "/", token, NewCookie.DEFAULT_MAX_AGE);
    }

    private static NewCookie cookie(String name, String path, String value, int maxAge) {
        return new NewCookie.Builder(name)
                .value(value)
                .path(path)
                .maxAge(maxAge)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
