package io.counterfoil.web;

import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads each body once, up to a limit, so that it can be fingerprinted and checked before a
 * resource sees it.
 */
@PreMatching
public final class RequestBody implements ContainerRequestFilter {
    /** The request property that holds the body's bytes. */
    public static final String PROPERTY = "counterfoil.body";

    /** The largest body: a count-in that names 200,000 serials fits. */
    public static final int LIMIT = 4 << 20;

    private static final long MOST_SKIPPED = 16L * LIMIT;

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        byte[] body =
                request.hasEntity() ? request.getEntityStream().readNBytes(LIMIT + 1) : new byte[0];
        if (body.length > LIMIT) {
            // A client that is still sending would see a broken connection instead of the answer.
            request.getEntityStream().skip(MOST_SKIPPED);
            throw new Refused(
                    ProblemType.TOO_LARGE,
                    "A request's body may have at most 4 MiB. Send less at once.");
        }
        request.setProperty(PROPERTY, body);
        request.setEntityStream(new ByteArrayInputStream(body));
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
