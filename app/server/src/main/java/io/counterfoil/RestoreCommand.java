package io.counterfoil;

import io.counterfoil.platform.Database;
import io.counterfoil.platform.backup.Manifest;
import io.counterfoil.platform.backup.Restore;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.db.ManagedDataSource;
import java.nio.file.Path;
import java.security.SecureRandom;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code restore config.yml FILE}: into an empty data folder, with the service stopped. */
final class RestoreCommand extends DatabaseCommand {

    RestoreCommand() {
        super("restore", "Brings a backup back into an empty data folder or database");
    }

    @Override
    public void configure(Subparser parser) {
        super.configure(parser);
        parser.addArgument("archive").help("a file that the command backup made");
    }

    @Override
    protected void run(
            Bootstrap<CounterfoilConfiguration> bootstrap,
            Namespace arguments,
            CounterfoilConfiguration settings)
            throws Exception {
        Path source = archive(arguments);
        try (Database database =
                Database.start(settings.database(), settings.dataFolder(), new SecureRandom())) {
            ManagedDataSource owner = pool(database.owner());
            try {
                Manifest restored = new Restore(owner, settings.dataFolder()).readFrom(source);
                say(
                        "Everything is as it was at %s: %,d rows of %d tables and %d files. Run verify to prove it."
                                .formatted(
                                        restored.madeAt(),
                                        restored.rows(),
                                        restored.tables().size(),
                                        restored.files().size()));
                say(
                        "New print runs and cartons skip %,d and %,d numbers, so that none of those given since then comes twice."
                                .formatted(Restore.RUNS_SKIPPED, Restore.CARTONS_SKIPPED));
                say(
                        "Print runs that were not counted in by then can't be printed again, since"
                                + " their keys are never copied: cancel them and order new ones.");
            } finally {
                owner.stop();
            }
        }
    }
}
