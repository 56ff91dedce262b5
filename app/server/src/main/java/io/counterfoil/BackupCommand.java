package io.counterfoil;

import io.counterfoil.platform.Database;
import io.counterfoil.platform.backup.Backup;
import io.counterfoil.platform.backup.Manifest;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.db.ManagedDataSource;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code backup config.yml FILE}: beside a running service or without one. */
final class BackupCommand extends DatabaseCommand {

    BackupCommand() {
        super("backup", "Copies everything that must not be lost into one file");
    }

    @Override
    public void configure(Subparser parser) {
        super.configure(parser);
        parser.addArgument("archive").help("the file to make; it must not exist yet");
    }

    @Override
    protected void run(
            Bootstrap<CounterfoilConfiguration> bootstrap,
            Namespace arguments,
            CounterfoilConfiguration settings)
            throws Exception {
        Path target = archive(arguments);
        try (Database database =
                Database.join(settings.database(), settings.dataFolder(), new SecureRandom())) {
            ManagedDataSource owner = pool(database.owner());
            try {
                Manifest made =
                        new Backup(owner, settings.dataFolder(), InstantSource.system())
                                .writeTo(target.toAbsolutePath());
                say(
                        "%s holds %,d rows of %d tables and %d files. It is as secret as the service itself: keep it so."
                                .formatted(
                                        target,
                                        made.rows(),
                                        made.tables().size(),
                                        made.files().size()));
                say(
                        "Not in it: the bytes on the storage node, and the keys of print runs that"
                                + " are not counted in.");
            } finally {
                owner.stop();
            }
        }
    }
}
