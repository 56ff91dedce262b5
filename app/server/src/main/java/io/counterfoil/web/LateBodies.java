package io.counterfoil.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Throws away what a client still sends of a body that nobody wanted, once it has its answer: a
 * connection that ended while it sends would break before it reads the answer.
 */
public final class LateBodies implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(LateBodies.class);

    /** Who sends more than this has to live with a broken connection. */
    private static final long MOST = 64L << 20;

    private static final int CHUNK = 8 << 10;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
        if (!announcesBody((HttpServletRequest) request) || request.isAsyncStarted()) {
            return;
        }
        try {
            if (!response.isCommitted() && !isError((HttpServletResponse) response)) {
                // An answer without a body, such as a redirect, has not left yet.
                response.getOutputStream().close();
            }
            if (response.isCommitted()) {
                throwAway(request.getInputStream());
            }
        } catch (IOException gone) {
            LOG.debug("a client went away before all of its body was sent", gone);
        }
    }

    private static boolean announcesBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0
                || request.getHeader("Transfer-Encoding") != null;
    }

    /** The server itself may still be about to write the page of an error. */
    private static boolean isError(HttpServletResponse response) {
        return response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST;
    }

    private static void throwAway(InputStream body) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long thrown = 0;
        int read = body.read(chunk);
        while (read >= 0 && thrown < MOST) {
            thrown += read;
            read = body.read(chunk);
        }
    }
}
