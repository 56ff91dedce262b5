package io.counterfoil.provisioning;

import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the nodes each minute how much room they have, all at the same time, so that one that is slow
 * or away makes no other look as if it were.
 */
public final class NodeSurvey {
    private static final Logger LOG = LoggerFactory.getLogger(NodeSurvey.class);
    private static final String JOB = "measure-nodes";
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Caller CALLER = new Caller(Scope.system(), Actor.job(JOB));

    private final Transactions transactions;
    private final NodeClient client;
    private final long unlimitedBytes;

    /**
     * Defines the recurring job; made before the jobs start.
     *
     * @param unlimitedBytes as what an account without a quota counts
     */
    public NodeSurvey(
            Transactions transactions, Jobs jobs, NodeClient client, long unlimitedBytes) {
        this.transactions = transactions;
        this.client = client;
        this.unlimitedBytes = unlimitedBytes;
        jobs.every(JOB, PAUSE, this::look);
    }

    /** Asks all nodes once, without waiting for the job. */
    public void look() {
        List<Node> nodes =
                transactions.read(CALLER, tx -> new NodeRepository(tx).all()).stream()
                        .filter(client::knows)
                        .toList();
        List<Consumer<RoomRepository>> answers = AllNodes.ask(nodes, this::ask);
        transactions.write(
                CALLER,
                tx -> {
                    RoomRepository rooms = new RoomRepository(tx, unlimitedBytes);
                    answers.forEach(answer -> answer.accept(rooms));
                    rooms.count();
                    return answers.size();
                });
    }

    private Consumer<RoomRepository> ask(Node node) {
        try {
            NodeClient.Measured said = client.capacity(node);
            return rooms -> rooms.measured(node, said.told(), said.contract());
        } catch (NodeClient.NodeException e) {
            LOG.warn("not measured: {}", e.getMessage());
            return rooms -> rooms.silent(node, String.valueOf(e.getMessage()));
        }
    }
}
