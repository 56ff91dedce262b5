package io.counterfoil;

import io.counterfoil.platform.Database;
import io.counterfoil.platform.Migrations;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.migrations.MigrationsBundle;
import java.security.SecureRandom;

/**
 * The commands {@code db migrate}, {@code db status} and their kin, as the owner of the database.
 */
final class DatabaseCommands extends MigrationsBundle<CounterfoilConfiguration> {

    /** The embedded server, if it is that one, stops when the command ends. */
    @Override
    public DataSourceFactory getDataSourceFactory(CounterfoilConfiguration settings) {
        return Database.join(settings.database(), settings.dataFolder(), new SecureRandom())
                .owner();
    }

    @Override
    public String getMigrationsFileName() {
        return Migrations.CHANGELOG;
    }
}
