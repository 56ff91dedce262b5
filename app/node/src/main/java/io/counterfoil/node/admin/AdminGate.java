package io.counterfoil.node.admin;

import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.node.contract.NodeProblem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Lets only the bearer of the node key through to the admin port. Metrics and health are open: they
 * tell no account's name.
 */
public final class AdminGate extends HttpFilter {
    private static final Set<String> OPEN = Set.of("/metrics", "/healthcheck", "/ping");
    private static final long serialVersionUID = 1;

    private final transient NodeKey key;

    public AdminGate(NodeKey key) {
        this.key = key;
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (OPEN.contains(request.getRequestURI())
                || key.opens(request.getHeader("Authorization"))) {
            chain.doFilter(request, response);
        } else {
            response.setHeader("WWW-Authenticate", "Bearer");
            Answers.refuse(
                    response,
                    401,
                    NodeProblem.BAD_KEY,
                    "Send the key from this node's key file as Authorization: Bearer KEY.");
        }
    }
}
