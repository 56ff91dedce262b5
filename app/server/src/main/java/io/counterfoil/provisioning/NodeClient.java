package io.counterfoil.provisioning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.node.contract.AccountPage;
import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Capacity;
import io.counterfoil.node.contract.ContractJson;
import io.counterfoil.node.contract.ContractVersion;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.node.contract.NodeProblem;
import io.counterfoil.node.contract.NodeTime;
import io.counterfoil.node.contract.Repositories;
import io.counterfoil.node.contract.Undelete;
import io.counterfoil.platform.Text;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Speaks the admin contract to nodes. Safe for many threads. */
public final class NodeClient implements AutoCloseable {
    static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration HEALTH = Duration.ofSeconds(2);

    private final Nodes nodes;
    private final InstantSource clock;
    private final Duration patience;
    private final ObjectMapper json = ContractJson.lenient();
    private final NodeConnections connections = new NodeConnections();

    /** Shows each node the key that {@code nodes} has for it, and compares its clock. */
    public NodeClient(Nodes nodes, InstantSource clock) {
        this(nodes, clock, PATIENCE);
    }

    /** The same with another patience for an answer, to its last byte. */
    NodeClient(Nodes nodes, InstantSource clock, Duration patience) {
        this.nodes = nodes;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Ends once what is being asked is answered.
     */
    @Override
    public void close() {
        connections.close();
    }

    /** What a node said, and by which clock. */
    record Told<T>(T what, NodeClock by) {}

    /** What the node made of a specification. */
    sealed interface Put {
        /** It is in force, now or already. */
        record InForce() implements Put {}

        /**
         * The node has another content under this version, or a newer version.
         *
         * @param there how the account stands there
         */
        record Ahead(AccountSpec there) implements Put {}
    }

    /**
     * The node can't be reached or refuses; the message is for the operator and holds no secret.
     */
    public static final class NodeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NodeException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    Put put(Node node, UUID account, AccountSpec spec) {
        HttpResponse<byte[]> response =
                send(
                        node,
                        request(node, "admin/accounts/" + account)
                                .PUT(HttpRequest.BodyPublishers.ofByteArray(write(spec))));
        if (response.statusCode() == 200) {
            return new Put.InForce();
        }
        NodeProblem problem = problem(node, response);
        AccountStatus current = problem.current();
        boolean ahead =
                problem.type().equals(NodeProblem.OLDER_VERSION)
                        || problem.type().equals(NodeProblem.OTHER_CONTENT);
        if (ahead && current != null) {
            return new Put.Ahead(current.spec());
        }
        throw refusal(node, problem);
    }

    /** The account as it stands on the node now; empty if the node does not know it. */
    Optional<Told<AccountStatus>> find(Node node, UUID account) {
        HttpResponse<byte[]> response =
                send(node, request(node, "admin/accounts/" + account).GET());
        NodeClock by = clockOf(response);
        return status(node, response).map(status -> new Told<>(status, by));
    }

    /**
     * Asks for the end of an account's bytes, or how far that is; empty if the node does not know
     * it.
     */
    Optional<AccountStatus> delete(Node node, UUID account) {
        return status(node, send(node, request(node, "admin/accounts/" + account).DELETE()));
    }

    /**
     * Asks for what was deleted from an account, or how far that is; empty if the node does not
     * know the account.
     */
    Optional<AccountStatus> undelete(Node node, UUID account, Undelete.Request asked) {
        return status(
                node,
                send(
                        node,
                        request(node, "admin/accounts/" + account + "/undelete")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(write(asked)))));
    }

    /**
     * Has the node fetch an account's objects from another one, or asks how far that is; empty if
     * the node does not know the account.
     */
    Optional<AccountStatus> copy(Node node, UUID account, Copy.Request asked) {
        return status(
                node,
                send(
                        node,
                        request(node, "admin/accounts/" + account + "/copy")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(write(asked)))));
    }

    /** The paths of an account's repositories below its root. */
    List<String> repositories(Node node, UUID account) {
        HttpResponse<byte[]> response =
                send(node, request(node, "admin/accounts/" + account + "/repositories").GET());
        if (response.statusCode() != 200) {
            throw refusal(node, problem(node, response));
        }
        return read(node, response, Repositories.class).repositories();
    }

    private Optional<AccountStatus> status(Node node, HttpResponse<byte[]> response) {
        if (response.statusCode() == 200 || response.statusCode() == 202) {
            return Optional.of(read(node, response, AccountStatus.class));
        }
        NodeProblem problem = problem(node, response);
        if (problem.type().equals(NodeProblem.UNKNOWN_ACCOUNT)) {
            return Optional.empty();
        }
        throw refusal(node, problem);
    }

    /** The node's accounts after {@code after}, in the order of their ids. */
    Told<AccountPage> page(Node node, @Nullable UUID after) {
        String query = "?limit=" + PAGE + (after == null ? "" : "&after=" + after);
        HttpResponse<byte[]> response = send(node, request(node, "admin/accounts" + query).GET());
        NodeClock by = clockOf(response);
        if (response.statusCode() != 200) {
            throw refusal(node, problem(node, response));
        }
        return new Told<>(read(node, response, AccountPage.class), by);
    }

    private NodeClock clockOf(HttpResponse<byte[]> response) {
        Instant received = clock.instant();
        // A node of an older version does not say what time it has.
        return response.headers()
                .firstValue(NodeTime.HEADER)
                .flatMap(NodeTime::read)
                .map(said -> NodeClock.of(said, received))
                .orElse(NodeClock.UNKNOWN);
    }

    /** How much room a node said it has, and by which version of the contract. */
    record Measured(Told<Capacity> told, int contract) {}

    /** How much room the node has. */
    Measured capacity(Node node) {
        HttpResponse<byte[]> response = send(node, request(node, "admin/capacity").GET());
        NodeClock by = clockOf(response);
        if (response.statusCode() != 200) {
            throw refusal(node, problem(node, response));
        }
        return new Measured(
                new Told<>(read(node, response, Capacity.class), by), contractOf(response));
    }

    private static int contractOf(HttpResponse<byte[]> response) {
        // A node of an older version does not say which it speaks.
        return response.headers()
                .firstValue(ContractVersion.HEADER)
                .map(ContractVersion::read)
                .orElse(OptionalInt.empty())
                .orElse(1);
    }

    /** Whether this server's settings have the node. */
    boolean knows(Node node) {
        return nodes.entry(node.name()).isPresent();
    }

    /**
     * Asks the node how it is.
     *
     * @throws NodeException if it is not well, or does not say so soon
     */
    void mustBeWell(Node node) {
        HttpResponse<byte[]> response =
                send(node, request(node, "healthcheck").GET(), HEALTH);
        if (response.statusCode() != 200) {
            throw new NodeException(
                    ofNode("The node {node} is not well; its own log and /healthcheck say why.", node),
                    null);
        }
    }

    private HttpRequest.Builder request(Node node, String path) {
        NodeEntry entry = entry(node);
        // The address is of the database, where a service of an older version may have noted it.
        if (!NodeKey.isPrivateTo(node.adminUrl())) {
            throw new NodeException(
                    ofNode(
                            "The key of the node {node} would go to another machine in clear, at an"
                                    + " address that another server has noted. Start this server"
                                    + " again: it notes the adminUrl of its own settings.",
                            node),
                    null);
        }
        return HttpRequest.newBuilder(node.adminUrl().resolve(path))
                .header("Authorization", entry.key().authorization())
                .header("Content-Type", "application/json");
    }

    private NodeEntry entry(Node node) {
        return nodes.entry(node.name())
                .orElseThrow(
                        () ->
                                new NodeException(
                                        ofNode(
                                                "This server has no key for the node {node}; add"
                                                        + " the node to its settings.",
                                                node),
                                        null));
    }

    private static String ofNode(String pattern, Node node) {
        return Text.of(pattern, "node", node.name()).toString();
    }

    private HttpResponse<byte[]> send(Node node, HttpRequest.Builder request) {
        return send(node, request, patience);
    }

    private HttpResponse<byte[]> send(Node node, HttpRequest.Builder request, Duration patience) {
        // A time-out of the request would end with the headers of the answer.
        CompletableFuture<HttpResponse<byte[]>> answer =
                connections
                        .of(entry(node))
                        .sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            throw new NodeException(ofNode("The node {node} does not answer.", node), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new NodeException("The server stopped before the node answered.", e);
        }
    }

    private NodeProblem problem(Node node, HttpResponse<byte[]> response) {
        NodeProblem problem = read(node, response, NodeProblem.class);
        // A proxy in between may answer in JSON of its own.
        if (problem.type() == null || problem.detail() == null) {
            throw foreign(node, response, null);
        }
        return problem;
    }

    private static NodeException refusal(Node node, NodeProblem problem) {
        return new NodeException(
                Text.of(
                                "The node {node} refuses: {text}",
                                "node",
                                node.name(),
                                "text",
                                String.valueOf(problem.detail()))
                        .toString(),
                null);
    }

    private byte[] write(Object said) {
        try {
            return json.writeValueAsBytes(said);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what a node is told can't be written", e);
        }
    }

    private <T> T read(Node node, HttpResponse<byte[]> response, Class<T> type) {
        try {
            T answer = json.readValue(response.body(), type);
            if (answer != null) {
                return answer;
            }
        } catch (IOException e) {
            throw foreign(node, response, e);
        }
        throw foreign(node, response, null);
    }

    private static NodeException foreign(
            Node node, HttpResponse<byte[]> response, @Nullable IOException cause) {
        return new NodeException(
                Text.of(
                                "The node {node} answers {code} with something that is not in its"
                                        + " contract.",
                                "node",
                                node.name(),
                                "code",
                                String.valueOf(response.statusCode()))
                        .toString(),
                cause);
    }
}
