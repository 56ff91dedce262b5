package io.counterfoil;

import io.counterfoil.node.NodeApplication;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code node node.yml}: a storage node alone, from the same jar. */
final class NodeCommand extends Command {

    NodeCommand() {
        super("node", "Runs a storage node alone");
    }

    @Override
    public void configure(Subparser parser) {
        parser.addArgument("file").help("the node's settings, such as app/node/node.yml");
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace arguments) throws Exception {
        NodeApplication.main(new String[] {"server", arguments.getString("file")});
    }
}
