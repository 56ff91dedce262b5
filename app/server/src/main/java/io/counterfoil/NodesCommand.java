package io.counterfoil;

import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Database;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.provisioning.overview.NodeOverview;
import io.counterfoil.provisioning.overview.StorageNodeView;
import io.counterfoil.web.FileSize;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.db.ManagedDataSource;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import net.sourceforge.argparse4j.inf.MutuallyExclusiveGroup;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/**
 * {@code nodes config.yml}: lists the storage nodes with the accounts of all providers; with {@code
 * --drain NAME} the accounts of one move to the others, with {@code --undrain NAME} it takes new
 * ones again.
 */
final class NodesCommand extends DatabaseCommand {

    NodesCommand() {
        super("nodes", "Lists the storage nodes, and empties one");
    }

    @Override
    public void configure(Subparser arguments) {
        super.configure(arguments);
        MutuallyExclusiveGroup what = arguments.addMutuallyExclusiveGroup();
        what.addArgument("--drain")
                .metavar("NAME")
                .help("have all accounts of this node move to others");
        what.addArgument("--undrain").metavar("NAME").help("let this node take accounts again");
    }

    @Override
    protected void run(
            Bootstrap<CounterfoilConfiguration> bootstrap,
            Namespace arguments,
            CounterfoilConfiguration settings)
            throws Exception {
        try (Database database =
                Database.join(settings.database(), settings.dataFolder(), new SecureRandom())) {
            ManagedDataSource pool = pool(database.app());
            try {
                NodeOverview overview = wiring(settings, pool).moves().overview();
                decide(overview, arguments.getString("drain"), true);
                decide(overview, arguments.getString("undrain"), false);
                lines(overview.all(new Caller(Scope.system(), Actor.job("nodes"))))
                        .forEach(DatabaseCommand::say);
            } finally {
                pool.stop();
            }
        }
    }

    private static void decide(NodeOverview overview, @Nullable String node, boolean drain) {
        if (node == null) {
            return;
        }
        try {
            overview.drainForAll(node, drain);
        } catch (Refused e) {
            throw new CommandException("No storage node is called " + node + ".");
        }
    }

    /** A table of nodes, and what is to be known of those that are to become empty. */
    static List<String> lines(List<StorageNodeView> nodes) {
        TextTable table =
                new TextTable(
                        "node", "address", "answered", "free", "disk", "accounts", "moving",
                        "reached through it");
        for (StorageNodeView node : nodes) {
            table.row(
                    node.name(),
                    node.url().toString(),
                    moment(node.answeredAt()),
                    size(node.freeBytes()),
                    size(node.diskBytes()),
                    Long.toString(node.accounts()),
                    Long.toString(node.moving()),
                    Long.toString(node.forwarded()));
        }
        return Stream.concat(
                        table.lines().stream(),
                        nodes.stream().filter(StorageNodeView::draining).map(NodesCommand::drained))
                .toList();
    }

    private static String drained(StorageNodeView node) {
        return node.accounts() > 0
                ? node.name() + " is to become empty; accounts left: " + node.accounts() + "."
                : node.name()
                        + " is empty; accounts still reached through it: "
                        + node.forwarded()
                        + ", the last time: "
                        + moment(node.lastForwardedAt())
                        + ".";
    }

    private static String size(@Nullable Long bytes) {
        return bytes == null ? "-" : FileSize.words(bytes);
    }

    private static String moment(@Nullable Instant at) {
        return at == null ? "never" : at.toString();
    }
}
