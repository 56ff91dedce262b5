package io.counterfoil.node.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.node.accounts.Account;
import io.counterfoil.node.contract.ContractJson;
import io.counterfoil.node.contract.NodeProblem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Problem documents of the admin port. */
final class Problems {
    private static final ObjectMapper JSON = ContractJson.strict();

    private Problems() {}

    static void send(HttpServletResponse response, NodeProblem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType("application/problem+json");
        response.getOutputStream().write(JSON.writeValueAsBytes(problem));
    }

    static String title(String type) {
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
