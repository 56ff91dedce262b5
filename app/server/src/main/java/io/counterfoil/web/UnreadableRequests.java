package io.counterfoil.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.ProblemType;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what never came to the resources and pages, such as an address with two slashes in a row
 * where a script had nothing to put between them: with a problem document (RFC 9457) like every
 * other refusal, and with the word that the connection ends.
 */
public final class UnreadableRequests extends ErrorHandler {
    private static final Set<Integer> FAULTS =
            Set.of(HttpStatus.INTERNAL_SERVER_ERROR_500, HttpStatus.SERVICE_UNAVAILABLE_503);

    private final ObjectMapper json;

    public UnreadableRequests(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback)
            throws JsonProcessingException {
        int status = response.getStatus();
        boolean ours = FAULTS.contains(status);
        ProblemType type = ours ? ProblemType.INTERNAL : ProblemType.MALFORMED;
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "/problems/" + type.slug());
        document.put("title", type.title());
        document.put("status", status);
        document.put(
                "detail",
                ours
                        ? "Please try again; nothing is known of what this request did."
                        : "Its address or one of its headers can't be read ("
                                + HttpStatus.getMessage(status)
                                + "). Look for two slashes in a row, a % sign and parts left empty.");
        byte[] body = json.writeValueAsBytes(document);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemMapper.PROBLEM_JSON);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
