package io.counterfoil.node;

import io.counterfoil.node.launcher.StartFaults;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Namespace;

/** {@code server node.yml}: what keeps it from starting it says in a sentence, last. */
final class NodeStartCommand extends ServerCommand<NodeConfiguration> {
    /** What to change when a port is taken. */
    static final String PORTS = "the ports under server in its settings file";

    NodeStartCommand(NodeApplication application) {
        super(application);
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
        StartFaults.endLog();
        Optional<String> sentence = StartFaults.sentence(failure, PORTS);
        if (sentence.isPresent()) {
            cli.getStdErr().println(sentence.get());
        } else {
            super.onError(cli, namespace, failure);
        }
    }
}
