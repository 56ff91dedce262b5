package io.counterfoil.node.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.ContractJson;
import io.counterfoil.node.contract.NodeProblem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What the admin port reads and answers: the contract's JSON, and problem documents. */
final class Answers {
    private static final ObjectMapper JSON = ContractJson.strict();
    private static final int LARGEST_BODY = 1 << 20;

    /** Of a larger one: a client that still sends when it is refused would not see the answer. */
    private static final long MOST_SKIPPED = 32L << 20;

    private Answers() {}

    /** What a request says; null when it says nothing of the kind and was refused. */
    static <T> @Nullable T read(
            HttpServletRequest request, HttpServletResponse response, Class<T> type)
            throws IOException {
        InputStream sent = request.getInputStream();
        byte[] body = sent.readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            var unused = sent.skip(MOST_SKIPPED);
            refuse(response, 413, NodeProblem.BAD_REQUEST, "A request fits into 1 MiB.");
            return null;
        }
        try {
            T said = JSON.readValue(body, type);
            if (said != null) {
                return said;
            }
            refuse(response, 400, NodeProblem.BAD_REQUEST, "Send an object, not null.");
        } catch (JsonProcessingException e) {
            refuse(response, 400, NodeProblem.BAD_REQUEST, reason(e));
        }
        return null;
    }

    /** The reason without the source, which may hold digests. */
    private static String reason(JsonProcessingException e) {
        e.clearLocation();
        Throwable cause = e.getCause();
        return cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? cause.getMessage()
                : e.getOriginalMessage();
    }

    static void send(HttpServletResponse response, int status, Object body) throws IOException {
        send(response, status, "application/json", body);
    }

    private static void send(
            HttpServletResponse response, int status, String mediaType, Object body)
            throws IOException {
        response.setStatus(status);
        response.setContentType(mediaType);
        response.getOutputStream().write(JSON.writeValueAsBytes(body));
    }

    /** An account as it stands, or that nobody knows it. */
    static void sendOrNotFound(
            HttpServletResponse response, int status, @Nullable AccountStatus account)
            throws IOException {
        if (account == null) {
            refuse(
                    response,
                    404,
                    NodeProblem.UNKNOWN_ACCOUNT,
                    "The node doesn't know this account; PUT it first.");
        } else {
            send(response, status, account);
        }
    }

    static void refuseMethod(HttpServletResponse response, String allowed) throws IOException {
        response.setHeader("Allow", allowed);
        refuse(response, 405, NodeProblem.BAD_REQUEST, "Use one of " + allowed + ".");
    }

    static void refuse(HttpServletResponse response, int status, String type, String detail)
            throws IOException {
        refuse(response, status, type, detail, null);
    }

    /**
     * Says why not.
     *
     * @param current how the account stands, where that helps
     */
    static void refuse(
            HttpServletResponse response,
            int status,
            String type,
            String detail,
            @Nullable AccountStatus current)
            throws IOException {
        NodeProblem problem = new NodeProblem(type, title(type), status, detail, current);
        send(response, status, "application/problem+json", problem);
    }

    private static String title(String type) {
        return switch (type) {
            case NodeProblem.OLDER_VERSION -> "The node is ahead";
            case NodeProblem.OTHER_CONTENT -> "Version used twice";
            case NodeProblem.CREDENTIAL_TAKEN -> "Credential in use";
            case NodeProblem.PURGED -> "Account purged";
            case NodeProblem.UNKNOWN_ACCOUNT -> "Unknown account";
            case NodeProblem.STORE_AWAY -> "Store not ready";
            case NodeProblem.EMPTYING -> "Bytes are still being removed";
            case NodeProblem.NOT_CLOSED -> "Account not closed";
            case NodeProblem.BAD_KEY -> "Wrong node key";
            default -> "Request not understood";
        };
    }
}
