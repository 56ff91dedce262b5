package io.counterfoil.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.slf4j.MDC;

/**
 * Gives each request an id of its own, in its answer ({@code X-Request-Id}) and in every log line
 * that it causes.
 */
public final class RequestIds implements Filter {
    /** Under which name log lines carry it. */
    public static final String MDC_KEY = "request_id";

    private final Supplier<String> ids;

    /** Takes ids from {@code ids}; what the client sends is not trusted. */
    public RequestIds(Supplier<String> ids) {
        this.ids = ids;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String id = ids.get();
        MDC.put(MDC_KEY, id);
        try {
            ((HttpServletResponse) response).setHeader("X-Request-Id", id);
            chain.doFilter(request, response);
        } finally {
            MDC.remove(MDC_KEY);
        }
    }
}
