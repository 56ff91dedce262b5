package io.counterfoil.access;

import io.counterfoil.codes.KeyedDigest;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.WriteKey;
import io.counterfoil.web.RequestBody;
import io.counterfoil.web.Shell;
import io.counterfoil.web.TypedForm;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Guards forms: each carries a mark of its browser's session (or of its visit, before a sign-in),
 * so that no other site can send it, and a key of its own, so that a double click does nothing
 * twice.
 */
public final class Forms {
    private static final String CSRF = "csrf";
    private static final String ONCE = "once";
    private static final int LONGEST_KEY = 200;
    private static final Set<String> FRONT_DOORS = Set.of("console", "retail", "account", "redeem", "trial");

    private final KeyedDigest marks;
    private final KeyedDigest fingerprints;
    private final Ids ids;

    /** Marks and fingerprints under {@code serverKey}. */
    public Forms(ServerKey serverKey, Ids ids) {
        this.marks = serverKey.digest(ServerKey.Purpose.FORM);
        this.fingerprints = serverKey.digest(ServerKey.Purpose.FINGERPRINT);
        this.ids = ids;
    }

    /**
     * Refuses a form that another site sent, or that lacks the mark of its browser.
     *
     * @param token the secret of the cookie that came with it: the session's, or the visitor's
     */
    void check(ContainerRequestContext request, String token) {
        if (!isOf(request, token)) {
            throw new Refused(
                    ProblemType.FORBIDDEN,
                    "This form is out of date. Go back, load the page again and send it once"
                            + " more.");
        }
    }

    /** Whether a form came from a page of ours that was made for the cookie with this secret. */
    boolean isOf(ContainerRequestContext request, String token) {
        String site = request.getHeaderString("Sec-Fetch-Site");
        boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none");
        return !foreign
                && !token.isEmpty()
                && field(request, CSRF)
                        .map(mark -> MessageDigest.isEqual(bytes(mark), bytes(mark(token))))
                        .orElse(false);
    }

    /** The fields of a form, in their order, but for those that guard it. */
    static List<TypedForm.Field> fields(ContainerRequestContext request) {
        return pairs(request)
                .map(
                        pair ->
                                new TypedForm.Field(
                                        decoded(pair.substring(0, pair.indexOf('='))),
                                        decoded(pair.substring(pair.indexOf('=') + 1))))
                .filter(field -> !field.name().equals(CSRF) && !field.name().equals(ONCE))
                .toList();
    }

    /**
     * The Idempotency-Key of a write, from the header or the form, with the fingerprint of what it
     * asks for.
     */
    @Nullable WriteKey writeKey(ContainerRequestContext request) {
        if (RequestBody.isRead(request)) {
            return null;
        }
        String header = request.getHeaderString("Idempotency-Key");
        String key = header == null ? field(request, ONCE).orElse(null) : header;
        if (key == null) {
            return null;
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new Refused(
                    ProblemType.MALFORMED,
                    "An Idempotency-Key has 1 to " + LONGEST_KEY + " characters.");
        }
        ByteArrayOutputStream asked = new ByteArrayOutputStream();
        URI address = request.getUriInfo().getRequestUri();
        asked.writeBytes(
                bytes(
                        "%s %s?%s\n"
                                .formatted(
                                        request.getMethod(),
                                        address.getRawPath(),
                                        address.getRawQuery())));
        asked.writeBytes(RequestBody.of(request));
        return new WriteKey(key, fingerprints.of(asked.toByteArray()));
    }

    /** Gives the page of this request what its shell shows and its forms carry. */
    void shell(
            ContainerRequestContext request, Provider provider, Principal principal, String token) {
        String path = request.getUriInfo().getPath();
        String name = null;
        String acting = null;
        String role = null;
        String area = path.split("/", 2)[0];
        switch (principal) {
            case Principal.Staff staff -> {
                name = staff.name();
                role = staff.role().name().toLowerCase(Locale.ROOT);
                area = staff.retailer() == null ? "console" : "retail";
            }
            case Principal.AccountHolder holder -> {
                acting = holder.acting() == null ? null : holder.acting().name();
                name = acting == null ? "My account" : acting + ", as the customer";
                area = "account";
            }
            default -> area = FRONT_DOORS.contains(area) ? area : "";
        }
        request.setProperty(
                Shell.PROPERTY,
                new Shell(
                        provider.name(),
                        provider.colours().chosen().orElse(null),
                        provider.zone().getId(),
                        area,
                        "/" + path,
                        name,
                        acting,
                        role,
                        mark(token),
                        ids.next().toString()));
    }

    private String mark(String token) {
        return HexFormat.of().formatHex(marks.of(token));
    }

    private static Optional<String> field(ContainerRequestContext request, String name) {
        return pairs(request)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> decoded(pair.substring(name.length() + 1)))
                .findFirst();
    }

    private static Stream<String> pairs(ContainerRequestContext request) {
        MediaType type = request.getMediaType();
        if (type == null || !type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE)) {
            return Stream.empty();
        }
        String form = new String(RequestBody.of(request), StandardCharsets.UTF_8);
        return Arrays.stream(form.split("&")).filter(pair -> pair.indexOf('=') >= 0);
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    ProblemType.MALFORMED, "The form can't be read: a % stands for nothing in it.");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
