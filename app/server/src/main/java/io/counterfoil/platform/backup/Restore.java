package io.counterfoil.platform.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.Migrations;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Brings a backup back into an empty database and a data folder without keys.
 *
 * <p>The rows come in one transaction, which commits when the files are in place: a restore that
 * was cut short left no row, and may be run again. A backup of an older version is filled into the
 * schema of its time, which then takes the steps since. Numbers of print runs and cartons go on
 * well after the backup's, since its database can't know which were given after it.
 */
public final class Restore {
    /** How many numbers of print runs are left out, so that none is printed twice. */
    public static final int RUNS_SKIPPED = 1_000;

    /** How many numbers of cartons are left out, so that none is packed twice. */
    public static final int CARTONS_SKIPPED = 1_000_000;

    private final DataSource owner;
    private final DataFiles files;
    private final ObjectMapper json = Json.mapper();

    /** A restore into the database whose owner {@code owner} connects as, and this data folder. */
    public Restore(DataSource owner, Path dataFolder) {
        this.owner = owner;
        this.files = new DataFiles(dataFolder);
    }

    /**
     * Restores the file.
     *
     * @throws BackupException if it is no sound backup, if it is of a newer version, or if the
     *     target isn't empty
     */
    public Manifest readFrom(Path source) {
        try (ZipFile zip = new ZipFile(source.toFile())) {
            Manifest manifest = manifest(zip, source);
            refuseUnlessEmpty(manifest);
            takeSteps(manifest.changesets());
            load(zip, manifest);
            Migrations.apply(owner);
            analyze();
            return manifest;
        } catch (FileNotFoundException | NoSuchFileException e) {
            throw new BackupException("There is no file " + source + ". Check its name.", e);
        } catch (ZipException e) {
            throw unsound(source.toString(), e);
        } catch (IOException | SQLException e) {
            throw new BackupException(
                    "The backup could not be restored, and the database is still empty: "
                            + e.getMessage(),
                    e);
        }
    }

    private Manifest manifest(ZipFile zip, Path source) throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.ENTRY);
        if (entry == null) {
            throw new BackupException(source + " is no backup of this program.");
        }
        Manifest manifest;
        try (InputStream in = zip.getInputStream(entry)) {
            manifest = json.readValue(in, Manifest.class);
        }
        if (manifest.format() != Manifest.FORMAT) {
            throw newer();
        }
        if (!manifest.files().stream().allMatch(file -> DataFiles.isTaken(Path.of(file.path())))) {
            throw unsound(source.toString(), null);
        }
        return manifest;
    }

    private void refuseUnlessEmpty(Manifest manifest) throws IOException, SQLException {
        try (Connection connection = owner.getConnection()) {
            if (!new Schema(connection).isEmpty()) {
                throw new BackupException(
                        "The database is not empty. Restore into an empty data folder or database,"
                                + " so that nothing is mixed up or lost.");
            }
        }
        for (Path path : files.list()) {
            byte[] there = files.read(path).orElseThrow();
            boolean same =
                    manifest.files().stream()
                            .anyMatch(
                                    file ->
                                            file.path().equals(path.toString())
                                                    && file.sha256().equals(Sha256.hex(there)));
            if (!same) {
                throw new BackupException(
                        "The data folder has a file of another installation, %s. Restore into an empty data folder."
                                .formatted(path));
            }
        }
    }

    /** Brings the schema to that of the backup's time, also from halfway there. */
    private void takeSteps(Set<String> changesets) throws SQLException {
        try (Connection connection = owner.getConnection()) {
            if (!changesets.containsAll(new Schema(connection).changesets())) {
                throw new BackupException(
                        "The backup is of an older version, and the database has been migrated"
                            + " beyond it. No row is in it yet: drop it, make it anew, and restore"
                            + " again.");
            }
        }
        Migrations.applyOnly(owner, changesets);
    }

    private void load(ZipFile zip, Manifest manifest) throws IOException, SQLException {
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            if (!new Schema(connection).changesets().equals(manifest.changesets())) {
                throw newer();
            }
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (Manifest.Table table : manifest.tables()) {
                load(zip, table, copy);
            }
            setSequences(connection, manifest.sequences());
            skipNumbersInUse(connection);
            for (Manifest.File file : manifest.files()) {
                files.write(Path.of(file.path()), content(zip, file));
            }
            connection.commit();
        }
    }

    private static void load(ZipFile zip, Manifest.Table table, CopyManager copy)
            throws IOException, SQLException {
        MessageDigest digest = Sha256.digest();
        long rows;
        try (InputStream in = new DigestInputStream(open(zip, table.entry()), digest)) {
            rows =
                    copy.copyIn(
                            "COPY %s (%s) FROM STDIN"
                                    .formatted(
                                            Schema.quoted(table.name()),
                                            Schema.quoted(table.columns())),
                            in);
        }
        if (rows != table.rows() || !Sha256.hex(digest).equals(table.sha256())) {
            throw unsound(table.entry(), null);
        }
    }

    private static byte[] content(ZipFile zip, Manifest.File file) throws IOException {
        try (InputStream in = open(zip, file.entry())) {
            byte[] content = in.readAllBytes();
            if (!Sha256.hex(content).equals(file.sha256())) {
                throw unsound(file.entry(), null);
            }
            return content;
        }
    }

    private static InputStream open(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw unsound(name, null);
        }
        return zip.getInputStream(entry);
    }

    private static void setSequences(Connection connection, Map<String, Long> sequences)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT setval(format('public.%I', ?)::regclass, ?)")) {
            for (Map.Entry<String, Long> sequence : sequences.entrySet()) {
                statement.setString(1, sequence.getKey());
                statement.setLong(2, sequence.getValue());
                statement.execute();
            }
        }
    }

    // What was printed and packed after the backup is in the world with its numbers, though this
    // database knows nothing of it.
    private static void skipNumbersInUse(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT setval(format('public.%I', sequencename)::regclass,
                                      least(coalesce(last_value, start_value - 1) + ?, max_value))
                        FROM pg_sequences WHERE schemaname = 'public' AND sequencename = ?
                        """)) {
            skip(statement, "run_number", RUNS_SKIPPED);
            skip(statement, "carton_number", CARTONS_SKIPPED);
        }
    }

    private static void skip(PreparedStatement statement, String sequence, long numbers)
            throws SQLException {
        statement.setLong(1, numbers);
        statement.setString(2, sequence);
        statement.execute();
    }

    // A new database knows nothing yet about its rows, and would plan badly until it looks by
    // itself.
    private void analyze() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE");
        }
    }

    private static BackupException newer() {
        return new BackupException(
                "The backup was made by a newer version of this program. Restore it with that"
                        + " version or a later one.");
    }

    private static BackupException unsound(String what, @Nullable Throwable cause) {
        String message =
                "The backup is damaged at %s, and nothing of it was restored. Fetch it again or take another one."
                        .formatted(what);
        return cause == null ? new BackupException(message) : new BackupException(message, cause);
    }
}
