package io.counterfoil.bench;

import io.dropwizard.db.DataSourceFactory;
import java.io.IOException;

/** PostgreSQL's own client, as the owner of the database. */
final class Psql {
    private static final String JDBC = "jdbc:";

    private final DataSourceFactory owner;

    Psql(DataSourceFactory owner) {
        this.owner = owner;
    }

    /** Runs one command. */
    void run(String command) throws IOException, InterruptedException {
        String url = owner.getUrl().substring(JDBC.length());
        ProcessBuilder psql =
                new ProcessBuilder(
                                "psql",
                                "--no-psqlrc",
                                "--quiet",
                                "--set=ON_ERROR_STOP=1",
                                "--username=" + owner.getUser(),
                                "--dbname=" + url,
                                "--command=" + command)
                        .inheritIO();
        psql.environment().put("PGPASSWORD", owner.getPassword());
        int status = psql.start().waitFor();
        if (status != 0) {
            throw new IOException("psql failed with status " + status + ": " + command);
        }
    }
}
