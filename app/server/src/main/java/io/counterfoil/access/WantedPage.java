package io.counterfoil.access;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The page that somebody wanted, or on which they were, when they had to sign in first. Their browser
 * keeps it, as a cookie, for a few minutes, so that they get there once they have. It is bound to
 * nobody: whoever signs in next in this browser sees the page as far as they may.
 *
 * @param address its path and query, behind one of the doors
 */
record WantedPage(String address) {
    private static final String REFERER = "Referer";
    private static final Pattern PAGE =
            Pattern.compile("/(?:console|retail|account)(?:/[!-~]{0,200})?(?:\\?[!-~]{0,800})?");

    /**
     * Where nobody wants to be once they are in. Who has to change a password is led to its form
     * anyway, and not wanted there again once it is changed.
     */
    private static final Pattern DOORSTEP =
            Pattern.compile("/[a-z]+/(?:sign-in|sign-out|password)(?:[/?].*)?");

    /** Whether an address is that of a door, and of no page behind it. */
    static boolean isDoor(String address) {
        return address.lastIndexOf('/') == 0;
    }

    /** The one that a request is for; empty if it is for none, or changes something. */
    static Optional<WantedPage> of(ContainerRequestContext request) {
        return request.getMethod().equals(HttpMethod.GET)
                ? of(request.getUriInfo().getRequestUri())
                : Optional.empty();
    }

    /** The one with the link that a browser followed; empty if it does not say so. */
    static Optional<WantedPage> linking(ContainerRequestContext request) {
        String page = request.getHeaderString(REFERER);
        try {
            return page == null ? Optional.empty() : of(URI.create(page));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<WantedPage> of(URI page) {
        String query = page.getRawQuery();
        String address = page.getRawPath() + (query == null ? "" : "?" + query);
        return PAGE.matcher(address).matches() && !DOORSTEP.matcher(address).matches()
                ? Optional.of(new WantedPage(address))
                : Optional.empty();
    }

    /** The one that a cookie names; empty if there is none. */
    static Optional<WantedPage> kept(@Nullable String cookie) {
        try {
            return cookie == null
                    ? Optional.empty()
                    : of(
                            URI.create(
                                    new String(
                                            Base64.getUrlDecoder().decode(cookie),
                                            StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** What the cookie says. */
    String cookie() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(address.getBytes(StandardCharsets.US_ASCII));
    }

    /** The door before it, such as {@code /console}. */
    String door() {
        return address.replaceFirst("^(/[a-z]+).*$", "$1");
    }
}
