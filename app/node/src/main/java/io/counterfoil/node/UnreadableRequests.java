package io.counterfoil.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what is no HTTP request, and what failed outside of our own code: with a line of text, as
 * programs show it, and with the word that the connection ends, since nobody knows where a request
 * after it would begin. Jetty's own answer is a page and hangs up unsaid.
 */
final class UnreadableRequests extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String words = status + " " + HttpStatus.getMessage(status) + ": the connection ends.\n";
        byte[] body = words.getBytes(US_ASCII);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=us-ascii");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
