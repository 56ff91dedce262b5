package io.counterfoil.node;

import io.counterfoil.node.launcher.StartFaults;
import io.dropwizard.core.cli.CheckCommand;
import io.dropwizard.core.cli.Cli;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Namespace;

/** {@code check node.yml}: what is wrong with the settings it says in a sentence, as the start does. */
final class NodeCheckCommand extends CheckCommand<NodeConfiguration> {

    NodeCheckCommand(NodeApplication application) {
        super(application);
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
        Optional<String> sentence = StartFaults.sentence(failure, NodeStartCommand.PORTS);
        if (sentence.isPresent()) {
            cli.getStdErr().println(sentence.get());
        } else {
            super.onError(cli, namespace, failure);
        }
    }
}
