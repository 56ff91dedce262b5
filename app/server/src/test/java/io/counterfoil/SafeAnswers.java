package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/** What every answer to a browser carries so that it stays safe, whatever it is and whoever asks. */
final class SafeAnswers {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'%s; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    /** What a page may load. */
    static final String PAGE = POLICY.formatted("");

    /** The same with the reader of the camera's pictures. */
    static final String CAMERA = POLICY.formatted(" 'wasm-unsafe-eval'");

    /** A foreign document, such as a mail or a logo: shown, and nothing else. */
    private static final String FOREIGN = "sandbox";

    private static final String SCRIPT_OF_CAMERA = "/scan.js\"";

    /** In seconds. */
    private static final String FOR_A_YEAR = "max-age=31536000";

    private static final String ASSETS = "/assets/";

    private static final Map<String, String> OF_FILES =
            Map.of(
                    "X-Content-Type-Options", "nosniff",
                    "Cross-Origin-Resource-Policy", "same-origin");

    private static final Map<String, String> ALWAYS =
            Map.of(
                    "X-Content-Type-Options", "nosniff",
                    "X-Frame-Options", "DENY",
                    "Referrer-Policy", "no-referrer",
                    "Cross-Origin-Opener-Policy", "same-origin",
                    "Cross-Origin-Resource-Policy", "same-origin");

    private SafeAnswers() {}

    /** Fails unless {@code answer} is safe; over HTTPS, what is to stay there has to say so. */
    static void check(HttpResponse<String> answer, boolean https) {
        String what = "%s %s".formatted(answer.request().method(), answer.uri());
        SoftAssertions softly = new SoftAssertions();
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            softly.assertThat(cookie.split(";\\s*"))
                    .as("a cookie of %s", what)
                    .contains("HttpOnly", "SameSite=Lax")
                    .anyMatch(part -> part.startsWith("Path=/"))
                    .noneMatch(part -> part.startsWith("Domain="))
                    .satisfies(parts -> softly.assertThat(List.of(parts).contains("Secure")).isEqualTo(https));
        }
        // Files that anybody may have come from a servlet of their own.
        (answer.uri().getPath().startsWith(ASSETS) ? OF_FILES : ALWAYS)
                .forEach(
                        (name, value) ->
                                softly.assertThat(answer.headers().allValues(name))
                                        .as("%s of %s", name, what)
                                        .containsExactly(value));
        if (!answer.uri().getPath().startsWith(ASSETS)) {
            softly.assertThat(answer.headers().allValues("Strict-Transport-Security"))
                    .as("Strict-Transport-Security of %s", what)
                    .isEqualTo(https ? List.of(FOR_A_YEAR) : List.of());
            policies(softly, answer, what);
        }
        softly.assertAll();
    }

    private static void policies(
            SoftAssertions softly, HttpResponse<String> answer, String what) {
        // A page that changes by itself has its script before it has a camera.
        boolean camera = answer.body().contains(SCRIPT_OF_CAMERA);
        softly.assertThat(header(answer, "Content-Security-Policy"))
                .as("Content-Security-Policy of %s", what)
                .satisfiesAnyOf(
                        page -> assertThat(page).isEqualTo(camera ? CAMERA : PAGE),
                        foreign -> assertThat(isForeign(foreign)).isTrue());
        softly.assertThat(header(answer, "Permissions-Policy"))
                .as("Permissions-Policy of %s", what)
                .isEqualTo(
                        "camera=%s, display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
                                .formatted(camera ? "(self)" : "()"));
    }

    /** Whether a policy is that of a foreign document, in which no script runs. */
    static boolean isForeign(String policy) {
        List<String> rules = Stream.of(policy.split(";\\s*")).toList();
        return rules.contains(FOREIGN)
                && rules.contains("default-src 'none'")
                && rules.stream().noneMatch(rule -> rule.startsWith("script-src"));
    }

    /** The only value of a header of an answer. */
    static String header(HttpResponse<String> answer, String name) {
        List<String> values = answer.headers().allValues(name);
        return values.size() == 1 ? Objects.requireNonNull(values.getFirst()) : values.toString();
    }
}
