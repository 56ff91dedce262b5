package io.counterfoil;

import io.counterfoil.platform.Database;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.db.ManagedDataSource;
import java.io.IOException;
import java.security.SecureRandom;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.MutuallyExclusiveGroup;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * {@code nodes config.yml}: lists the storage nodes with the accounts of all providers, and what on
 * them needs a person; with an option it does something about one before.
 */
final class NodesCommand extends DatabaseCommand {

    NodesCommand() {
        super("nodes", "Lists the storage nodes, empties one, or forgets one that is gone");
    }

    @Override
    public void configure(Subparser arguments) {
        super.configure(arguments);
        MutuallyExclusiveGroup what = arguments.addMutuallyExclusiveGroup();
        what.addArgument("--drain")
                .metavar("NAME")
                .help("have all accounts of this node move to others");
        what.addArgument("--undrain").metavar("NAME").help("let this node take accounts again");
        what.addArgument("--retire")
                .metavar("NAME")
                .help("expect nothing any more of this node, whose machine is gone for good");
        what.addArgument("--adopt")
                .action(Arguments.storeTrue())
                .help(
                        "after an old backup of the database: believe the nodes where accounts are that moved since");
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
                Wiring wiring = wiring(settings, pool);
                find(settings, wiring);
                NodesWork work = new NodesWork(wiring);
                if (arguments.getString("drain") != null) {
                    work.drain(arguments.getString("drain"), true);
                }
                if (arguments.getString("undrain") != null) {
                    work.drain(arguments.getString("undrain"), false);
                }
                if (arguments.getString("retire") != null) {
                    say(work.retire(arguments.getString("retire")));
                }
                if (arguments.getBoolean("adopt")) {
                    work.adopt().forEach(DatabaseCommand::say);
                }
                work.lines().forEach(DatabaseCommand::say);
            } finally {
                pool.stop();
            }
        }
    }

    private static void find(CounterfoilConfiguration settings, Wiring wiring) {
        try {
            StorageNodes.find(settings, wiring.storage().nodes());
        } catch (IOException e) {
            throw new CommandException(
                    "A storage node's key can't be read: %s. Start the service once, or correct keyFile in the settings."
                            .formatted(e.getMessage()),
                    e);
        }
    }
}
