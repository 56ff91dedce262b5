package io.counterfoil.web;

import io.counterfoil.platform.Text;
import io.counterfoil.platform.TextJson;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A sentence that the next page shows, once: "The key was revoked." */
public final class Flash {
    /** The cookie that carries it to the next page. */
    static final String COOKIE = "counterfoil-flash";

    private static final int SECONDS = 60;

    private Flash() {}

    /** Sends the browser on to another page after a form was carried out. */
    public static Response seeOther(String path) {
        return Response.status(Response.Status.SEE_OTHER)
                .header("Location", URI.create(path))
                .build();
    }

    /** Sends the browser on to another page, which shows {@code sentence}; no secrets in it. */
    public static Response seeOther(String path, String sentence) {
        return seeOther(path, Text.of(sentence));
    }

    /** The same, where the sentence has values in it. */
    public static Response seeOther(String path, Text sentence) {
        String value =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(TextJson.write(sentence).getBytes(StandardCharsets.UTF_8));
        return Response.fromResponse(seeOther(path)).cookie(cookie(value, SECONDS)).build();
    }

    static NewCookie gone() {
        return cookie("", 0);
    }

    /** The sentence of a cookie; empty if it holds none, since anybody can send one. */
    static Optional<Text> read(@Nullable Cookie cookie) {
        if (cookie == null || cookie.getValue() == null) {
            return Optional.empty();
        }
        try {
            Text sentence =
                    TextJson.read(
                            new String(
                                    Base64.getUrlDecoder().decode(cookie.getValue()),
                                    StandardCharsets.UTF_8));
            return sentence.toString().isEmpty() ? Optional.empty() : Optional.of(sentence);
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static NewCookie cookie(String value, int seconds) {
        return new NewCookie.Builder(COOKIE)
                .value(value)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
