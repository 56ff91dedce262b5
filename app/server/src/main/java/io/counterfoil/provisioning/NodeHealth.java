package io.counterfoil.provisioning;

import com.codahale.metrics.health.HealthCheck;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Whether every storage node of this server's settings says of itself that it is well, and the
 * settings have every node on which accounts are. Asked over its admin port, and not by every
 * caller anew.
 */
public final class NodeHealth extends HealthCheck {
    private static final Duration GOOD_FOR = Duration.ofSeconds(5);
    private static final Caller CALLER = new Caller(Scope.system(), Actor.job("health"));

    private final Transactions transactions;
    private final NodeClient client;
    private final InstantSource clock;
    private final AtomicReference<Asked> last =
            new AtomicReference<>(new Asked(Instant.MIN, Result.healthy()));

    /** Asks through {@code client}. */
    public NodeHealth(Transactions transactions, NodeClient client, InstantSource clock) {
        this.transactions = transactions;
        this.client = client;
        this.clock = clock;
    }

    private record Asked(Instant at, Result result) {}

    @Override
    protected Result check() {
        Instant now = clock.instant();
        Asked asked = last.get();
        if (asked.at().isBefore(now.minus(GOOD_FOR))) {
            asked = new Asked(now, ask());
            last.set(asked);
        }
        return asked.result();
    }

    private Result ask() {
        List<Node> nodes =
                transactions.read(CALLER, tx -> new NodeRepository(tx).all()).stream()
                        .filter(client::knows)
                        .toList();
        String unwell =
                AllNodes.ask(nodes, this::whyUnwell).stream()
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(" "));
        if (!unwell.isEmpty()) {
            return Result.unhealthy(unwell);
        }
        String gone =
                transactions.read(CALLER, tx -> new NodeRepository(tx).inUse()).stream()
                        .filter(node -> !client.knows(node))
                        .map(Node::name)
                        .collect(Collectors.joining(", "));
        if (!gone.isEmpty()) {
            return Result.unhealthy(
                    "accounts are on nodes that are not in this server's settings: "
                            + gone
                            + ". Nothing reaches them, and what is to be deleted there stays: put"
                            + " them back");
        }
        return nodes.isEmpty() ? Result.unhealthy("no storage node yet") : Result.healthy();
    }

    private Optional<String> whyUnwell(Node node) {
        try {
            client.mustBeWell(node);
            return Optional.empty();
        } catch (NodeClient.NodeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
