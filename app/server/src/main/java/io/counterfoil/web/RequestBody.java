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
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads each body once, up to a limit, so that it can be fingerprinted and checked before a
 * resource sees it. Some tables over the API may be larger: their resources read them as they come,
 * and make what they read a part of the caller's Idempotency-Key.
 */
@PreMatching
@Priority(RequestBody.PRIORITY)
public final class RequestBody implements ContainerRequestFilter {
    /** Before those who look into the body: the check of a form's mark, then the resources. */
    static final int PRIORITY = Priorities.AUTHENTICATION - 1;

    /** The request property that holds the body's bytes. */
    public static final String PROPERTY = "counterfoil.body";

    /** The largest body: a count-in that names 200,000 serials fits. */
    public static final int LIMIT = 4 << 20;

    /** The largest table: each of a million serials has a line of its own. */
    static final long TABLE_LIMIT = 64L << 20;

    private static final MediaType TABLE = new MediaType("text", "csv");
    /** Below it are all forms that may bring files. */
    private static final String FILE_FORMS = "console/";

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String UTF_8 = "utf-8";
    private static final long MOST_SKIPPED = 16L * LIMIT;

    private final Pattern tables;

    /**
     * Leaves bodies in CSV to the resources that read them as they come.
     *
     * @param tables the paths of these resources below the service's root
     */
    public RequestBody(Pattern tables) {
        this.tables = tables;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.hasEntity() && isTable(request)) {
            request.setEntityStream(
                    new StreamedBody(
                            request.getEntityStream(),
                            TABLE_LIMIT,
                            new Refused(
                                    ProblemType.TOO_LARGE,
                                    "A table may have at most 64 MiB. Write neighbours as ranges,"
                                            + " first-last, or leave out what is printed.")));
            return;
        }
        byte[] body = request.hasEntity() ? read(request.getEntityStream()) : new byte[0];
        if (isForm(request)) {
            body = form(request, body);
        }
        request.setProperty(PROPERTY, body);
        request.setEntityStream(new ByteArrayInputStream(body));
    }

    private static byte[] read(InputStream stream) {
        try {
            byte[] body = stream.readNBytes(LIMIT + 1);
            if (body.length > LIMIT) {
                skip(stream);
                throw new Refused(
                        ProblemType.TOO_LARGE,
                        "A request's body may have at most 4 MiB. Send less at once.");
            }
            return body;
        } catch (IOException e) {
            throw brokenOff();
        }
    }

    /** A client that is still sending would see a broken connection, not the answer. */
    static void skip(InputStream stream) throws IOException {
        stream.skip(MOST_SKIPPED);
    }

    static Refused brokenOff() {
        return new Refused(
                ProblemType.MALFORMED, "The body broke off. Send the whole request again.");
    }

    private boolean isTable(ContainerRequestContext request) {
        MediaType type = request.getMediaType();
        return type != null
                && type.isCompatible(TABLE)
                && !type.isWildcardType()
                && tables.matcher(request.getUriInfo().getPath()).matches();
    }

    /** Pages take forms only. */
    private static boolean isForm(ContainerRequestContext request) {
        return !isRead(request) && !request.getUriInfo().getPath().startsWith("api/");
    }

    /** The body of a plain form; Jersey would fail on those that it can't decode. */
    private static byte[] form(ContainerRequestContext request, byte[] body) {
        MediaType type = request.getMediaType();
        // Unpacking takes several times the body's room, so only forms with files may need it.
        if (type != null
                && FileForms.is(type)
                && request.getUriInfo().getPath().startsWith(FILE_FORMS)) {
            request.getHeaders()
                    .putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_FORM_URLENCODED);
            return FileForms.plain(type, body);
        }
        if (type == null
                || !type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE)
                || !type.getParameters()
                        .getOrDefault(MediaType.CHARSET_PARAMETER, UTF_8)
                        .equalsIgnoreCase(UTF_8)) {
            throw new Refused(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "Send the form as application/x-www-form-urlencoded in UTF-8.");
        }
        return body;
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
