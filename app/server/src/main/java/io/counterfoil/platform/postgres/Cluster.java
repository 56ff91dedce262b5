package io.counterfoil.platform.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The database files: they are complete or absent, whenever the power goes. */
final class Cluster {
    private static final String UNFINISHED = "making-";

    private final Path home;
    private final Path folder;
    private final Programs programs;
    private final RunAs runAs;

    Cluster(Path home, Programs programs, RunAs runAs) {
        this.home = home;
        this.folder = folder(home);
        this.programs = programs;
        this.runAs = runAs;
    }

    static Path folder(Path home) {
        return home.resolve("cluster");
    }

    Path folder() {
        return folder;
    }

    boolean exists() {
        return Files.exists(folder);
    }

    /** PostgreSQL can't read the files of another major version. */
    void refuseOtherMajor() throws IOException {
        String found = Files.readString(folder.resolve("PG_VERSION")).strip();
        if (!found.equals(String.valueOf(programs.major()))) {
            throw new PostgresException(
                    """
                    %s holds the database of a PostgreSQL %s, and this program brings PostgreSQL %d. \
                    Run "backup" with the version of this program that you used before, move the data folder away, \
                    and run "restore" with this one.\
                    """
                            .formatted(folder, found, programs.major()));
        }
    }

    /** Makes the database with its three roles. */
    void create(Passwords passwords, boolean durable) throws IOException {
        Folders.deleteAllBut(folder, home, UNFINISHED);
        Path unfinished = Files.createTempDirectory(home, UNFINISHED);
        try {
            Path password = unfinished.resolve("password");
            Folders.writePrivately(
                    password, passwords.superuser().password().getBytes(StandardCharsets.UTF_8));
            runAs.own(password);
            runAs.own(unfinished);
            Path data = unfinished.resolve("cluster");
            Command.mustSucceed(
                    "make a database in " + folder,
                    initdb(data, password, passwords.superuser(), durable),
                    "");
            Command.mustSucceed(
                    "make the roles of the database in " + folder,
                    singleUser(data, durable),
                    roles(passwords));
            Files.move(data, folder, StandardCopyOption.ATOMIC_MOVE);
            Folders.sync(home);
        } finally {
            Folders.delete(unfinished);
        }
    }

    private List<String> initdb(Path data, Path password, Credentials superuser, boolean durable) {
        var arguments =
                new ArrayList<>(
                        List.of(
                                "--pgdata=" + data,
                                "--username=" + superuser.user(),
                                "--pwfile=" + password,
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                // PostgreSQL's own rules: an update of the system's can't
                                // invalidate indexes, and every platform sorts alike.
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8",
                                "--locale=C",
                                "--no-instructions"));
        if (!durable) {
            arguments.add("--no-sync");
        }
        return runAs.command(programs.initdb(), arguments);
    }

    private List<String> singleUser(Path data, boolean durable) {
        return runAs.command(
                programs.postgres(),
                List.of(
                        "--single",
                        "-D",
                        data.toString(),
                        "-c",
                        "exit_on_error=on",
                        // A failed statement is a password in clear.
                        "-c",
                        "log_min_error_statement=panic",
                        "-c",
                        "fsync=" + (durable ? "on" : "off"),
                        "postgres"));
    }

    // A line is a statement here. The passwords are ours and hold no quotes.
    private static String roles(Passwords passwords) {
        String owner = passwords.owner().user();
        String app = passwords.app().user();
        return """
        CREATE ROLE %1$s LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD '%2$s';
        CREATE ROLE %3$s LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD '%4$s';
        CREATE DATABASE %5$s OWNER %1$s;
        REVOKE ALL ON DATABASE %5$s FROM PUBLIC;
        GRANT CONNECT, TEMPORARY ON DATABASE %5$s TO %3$s;
        """
                .formatted(
                        owner,
                        passwords.owner().password(),
                        app,
                        passwords.app().password(),
                        EmbeddedPostgres.DATABASE);
    }
}
