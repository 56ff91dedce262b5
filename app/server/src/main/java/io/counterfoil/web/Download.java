package io.counterfoil.web;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A file on its way out.
 *
 * @param fileName under which name to save it; plain letters, digits, dots and hyphens
 * @param mediaType its media type
 * @param content writes it; may take minutes
 */
public record Download(String fileName, String mediaType, Content content) {
    /** Files that are printed, and those that tell of them. */
    public static final String PDF = "application/pdf";

    /** Files that a browser need not understand. */
    public static final String BYTES = "application/octet-stream";

    /** Writes a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything and leaves {@code out} open. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** The answer: a file that a browser saves and nobody keeps on the way. */
    public Response answer() {
        StreamingOutput stream = content::writeTo;
        return Response.ok(stream, mediaType)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + fileName + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
