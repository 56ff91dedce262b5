package io.counterfoil.web;

import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Promise;

/**
 * Forms that may bring files, as browsers send them ({@code multipart/form-data}, RFC 7578), turned
 * into plain ones, which all that comes later knows: the check of the form's mark, the fingerprint
 * that makes a second click harmless, and the resources. What follows from the bytes of a plain
 * form does not change with the boundary, which browsers throw dice for.
 */
final class FileForms {
    /** No form has so many fields. */
    private static final int MOST_PARTS = 200;

    /** In bytes. */
    private static final int LONGEST_HEADERS = 2_048;

    private FileForms() {}

    /** Whether bodies of this type are such forms. */
    static boolean is(MediaType type) {
        return type.getType().equalsIgnoreCase("multipart")
                && type.getSubtype().equalsIgnoreCase("form-data");
    }

    /**
     * The same form as {@code application/x-www-form-urlencoded}; a file that was not chosen is
     * left out.
     *
     * @throws Refused if the body is no such form
     */
    static byte[] plain(MediaType type, byte[] body) {
        MultiPartFormData.Parser parser =
                new MultiPartFormData.Parser(
                        type.getParameters().getOrDefault("boundary", "").strip());
        parser.setMaxParts(MOST_PARTS);
        parser.setMaxLength(body.length);
        parser.setMaxFileSize(body.length);
        // Files stay in memory, which bodies are small enough for: they may hold secrets.
        parser.setMaxMemoryFileSize(body.length);
        parser.setPartHeadersMaxLength(LONGEST_HEADERS);
        CompletableFuture<MultiPartFormData.Parts> parsed = new CompletableFuture<>();
        parser.parse(
                Content.Source.from(ByteBuffer.wrap(body)), Promise.Invocable.toPromise(parsed));
        StringJoiner plain = new StringJoiner("&");
        try (MultiPartFormData.Parts parts = parsed.join()) {
            for (MultiPart.Part part : parts) {
                byte[] content = content(part);
                boolean isFile = part.getFileName() != null;
                if (part.getName() != null && (!isFile || content.length > 0)) {
                    String value =
                            isFile
                                    ? SentFile.field(content)
                                    : new String(content, StandardCharsets.UTF_8);
                    plain.add(encoded(part.getName()) + "=" + encoded(value));
                    if (isFile) {
                        plain.add(
                                encoded(SentFile.nameField(part.getName()))
                                        + "="
                                        + encoded(part.getFileName()));
                    }
                }
            }
        } catch (CompletionException | IOException | IllegalArgumentException e) {
            throw new Refused(
                    ProblemType.MALFORMED,
                    "The form did not arrive whole. Load the page again and send it once more.");
        }
        return plain.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] content(MultiPart.Part part) throws IOException {
        try (InputStream in = Content.Source.asInputStream(part.getContentSource())) {
            return in.readAllBytes();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
