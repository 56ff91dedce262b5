package io.counterfoil.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;

/**
 * Sends every answer with the headers that keep browsers safe: nothing foreign is loaded, nobody
 * frames a page, nothing is kept, and over HTTPS cookies and addresses stay there.
 */
// Response filters run from the highest number down: this one sees the cookies of all the others.
@Priority(0)
public final class SafeHeaders implements ContainerResponseFilter {
    /** The header that says what a page may load and do. */
    public static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

    /** The header that says which of a device's abilities a page may use. */
    static final String PERMISSIONS_POLICY = "Permissions-Policy";

    /** For a page with a camera, and with a reader of its pictures, which is WebAssembly. */
    static final String CAMERA_CONTENT = policy("'self' 'wasm-unsafe-eval'");

    static final String CAMERA_PERMISSIONS = permissions("(self)");

    private static final String CONTENT = policy("'self'");
    private static final String PERMISSIONS = permissions("()");

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var headers = response.getHeaders();
        // A foreign document, such as a mail, comes with a policy of its own.
        if (!headers.containsKey(CONTENT_SECURITY_POLICY)) {
            headers.putSingle(CONTENT_SECURITY_POLICY, CONTENT);
        }
        if (!headers.containsKey(PERMISSIONS_POLICY)) {
            headers.putSingle(PERMISSIONS_POLICY, PERMISSIONS);
        }
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("X-Frame-Options", "DENY");
        headers.putSingle("Referrer-Policy", "no-referrer");
        headers.putSingle("Cross-Origin-Opener-Policy", "same-origin");
        headers.putSingle("Cross-Origin-Resource-Policy", "same-origin");
        if (!headers.containsKey(HttpHeaders.CACHE_CONTROL)) {
            headers.putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        if (request.getUriInfo().getBaseUri().getScheme().equals("https")) {
            headers.putSingle("Strict-Transport-Security", "max-age=31536000");
            headers.computeIfPresent(
                    HttpHeaders.SET_COOKIE,
                    (name, cookies) -> cookies.stream().map(SafeHeaders::secure).toList());
        }
    }

    private static String policy(String scripts) {
        return "default-src 'none'; script-src "
                + scripts
                + "; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
                + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    private static String permissions(String camera) {
        return "camera="
                + camera
                + ", display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
    }

    private static Object secure(Object cookie) {
        return cookie instanceof NewCookie open
                ? new NewCookie.Builder(open.getName())
                        .value(open.getValue())
                        .path(open.getPath())
                        .maxAge(open.getMaxAge())
                        .httpOnly(open.isHttpOnly())
                        .sameSite(open.getSameSite())
                        .secure(true)
                        .build()
                : cookie;
    }
}
