package io.counterfoil;

import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Check;
import io.counterfoil.platform.Database;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.db.ManagedDataSource;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import net.sourceforge.argparse4j.inf.Namespace;

/** {@code verify config.yml}: proves the state of the database; exits with 1 if it can't. */
final class VerifyCommand extends DatabaseCommand {

    VerifyCommand() {
        super("verify", "Proves that the log is unbroken and says what the tables say");
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
                List<String> faults = faults(wiring.checks(), wiring.transactions());
                if (!faults.isEmpty()) {
                    throw new FaultsFound(faults);
                }
            } finally {
                pool.stop();
            }
        }
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
        if (failure instanceof FaultsFound found) {
            found.faults.forEach(cli.getStdErr()::println);
        } else {
            super.onError(cli, namespace, failure);
        }
    }

    /** Runs the checks, says how each went, and returns what they found. */
    static List<String> faults(List<Check> checks, Transactions transactions) {
        Caller caller = new Caller(Scope.system(), Actor.job("verify"));
        List<String> faults = new ArrayList<>();
        for (Check check : checks) {
            List<String> found = transactions.readSnapshot(caller, check::faults);
            say(check.subject() + ": " + (found.isEmpty() ? "in order" : "NOT IN ORDER"));
            transactions
                    .readSnapshot(caller, check::unproven)
                    .forEach(sentence -> say("not proven: " + sentence));
            faults.addAll(found);
        }
        return faults;
    }

    private static final class FaultsFound extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient List<String> faults;

        FaultsFound(List<String> faults) {
            super("the database is not in order");
            this.faults = faults;
        }
    }
}
