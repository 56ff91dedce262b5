package io.counterfoil.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
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
        if (response.isCommitted() && !request.isAsyncStarted()) {
            try {
                throwAway(request.getInputStream());
            } catch (IOException gone) {
                LOG.debug("a client went away with its answer, before all of its body was sent", gone);
            }
        }
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
