package io.counterfoil.web;

import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads each body once, up to a limit, so that it can be fingerprinted and checked before a
 * resource sees it. Some over the API have limits of their own: their resources read them as they
 * come, once it is known that they are wanted, and make what they read a part of the caller's
 * Idempotency-Key.
 */
@PreMatching
@Priority(RequestBody.PRIORITY)
public final class RequestBody implements ContainerRequestFilter {
    /**
     * After it is known who calls, and before those who look into the body: the check of a form's
     * mark, then the resources.
     */
    public static final int PRIORITY = Priorities.AUTHENTICATION - 1;

    /** The request property that holds the body's bytes. */
    public static final String PROPERTY = "counterfoil.body";

    /** The largest body: a count-in that names 200,000 serials fits. */
    public static final int LIMIT = 4 << 20;

    /** All forms that may bring files. */
    private static final Pattern FILE_FORMS = Pattern.compile("console/.*|retail/offline-days");

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String UTF_8 = "utf-8";
    private static final long MOST_SKIPPED = 16L * LIMIT;

    private final List<Streamed> streamed;
    private final BodyRoom room;

    /**
     * Reads all bodies but those of {@code streamed}, large ones once there is {@code room} for them.
     */
    public RequestBody(List<Streamed> streamed, BodyRoom room) {
        this.streamed = List.copyOf(streamed);
        this.room = room;
    }

    /**
     * Bodies that their resources read as they come.
     *
     * @param verb the HTTP method that sends them
     * @param paths of these resources below the service's root
     * @param type of the bodies; a resource may take others too, which are read as usual. Empty: all
     * @param limit how many bytes one may have
     * @param tooLarge what the sender of a longer one is told
     */
    public record Streamed(
            String verb,
            Pattern paths,
            Optional<MediaType> type,
            long limit,
            String tooLarge) {
        private boolean has(ContainerRequestContext request) {
            MediaType sent = request.getMediaType();
            return verb.equals(request.getMethod())
                    && paths.matcher(request.getUriInfo().getPath()).matches()
                    && (type.isEmpty()
                            || (sent != null
                                    && sent.isCompatible(type.get())
                                    && !sent.isWildcardType()));
        }

        private InputStream open(InputStream body) {
            return new StreamedBody(body, limit, new Refused(ProblemType.TOO_LARGE, tooLarge));
        }
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Optional<Streamed> asItComes =
                streamed.stream().filter(bodies -> bodies.has(request)).findFirst();
        if (asItComes.isPresent()) {
            // Whether there is one is not asked here: that would wait for its first byte.
            request.setEntityStream(asItComes.get().open(request.getEntityStream()));
            return;
        }
        byte[] body = body(request);
        request.setProperty(PROPERTY, body);
        request.setEntityStream(new ByteArrayInputStream(body));
    }

    private byte[] body(ContainerRequestContext request) {
        InputStream arriving =
                new StreamedBody(
                        request.getEntityStream(),
                        LIMIT,
                        new Refused(
                                ProblemType.TOO_LARGE,
                                "A request's body may have at most 4 MiB. Send less at once."));
        MediaType type = request.getMediaType();
        if (type != null && mayBringFiles(request)) {
            request.getHeaders()
                    .putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_FORM_URLENCODED);
            return FileForms.plain(type, room.packed(request, arriving));
        }
        if (isForm(request)) {
            requirePlain(type);
        }
        return room.plain(request, arriving);
    }

    /** A client that is still sending would see a broken connection, not the answer. */
    static void skip(InputStream stream) throws IOException {
        stream.skip(MOST_SKIPPED);
    }

    static Refused brokenOff() {
        return new Refused(
                ProblemType.MALFORMED, "The body broke off. Send the whole request again.");
    }

    /** Pages take forms only. */
    private static boolean isForm(ContainerRequestContext request) {
        return !isRead(request) && !request.getUriInfo().getPath().startsWith("api/");
    }

    /** Jersey would fail on forms that it can't decode. */
    private static void requirePlain(@Nullable MediaType type) {
        if (type == null
                || !type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE)
                || !type.getParameters()
                        .getOrDefault(MediaType.CHARSET_PARAMETER, UTF_8)
                        .equalsIgnoreCase(UTF_8)) {
            throw new Refused(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "Send the form as application/x-www-form-urlencoded in UTF-8.");
        }
    }

    /**
     * Whether a form comes packed, as those with files do. Unpacking takes several times the body's
     * room.
     */
    public static boolean mayBringFiles(ContainerRequestContext request) {
        MediaType type = request.getMediaType();
        return !isRead(request)
                && type != null
                && FileForms.is(type)
                && FILE_FORMS.matcher(request.getUriInfo().getPath()).matches();
    }

    /** Whether a request only looks and changes nothing. */
    public static boolean isRead(ContainerRequestContext request) {
        return READS.contains(request.getMethod());
    }

    /**
     * A body that a resource can't do without.
     *
     * @throws Refused if the request had none
     */
    public static <T> T required(@Nullable T body) {
        if (body == null) {
            throw new Refused(
                    ProblemType.MALFORMED, "This request needs a body: send a JSON object.");
        }
        return body;
    }

    /** The body of a request. */
    public static byte[] of(ContainerRequestContext request) {
        return request.getProperty(PROPERTY) instanceof byte[] body ? body : new byte[0];
    }
}
