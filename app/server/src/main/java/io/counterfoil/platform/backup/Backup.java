package io.counterfoil.platform.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.PrivateFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Copies the database, the server's key and the node's accounts into one file, also beside a
 * service that is at work.
 *
 * <p>All tables are as one transaction saw them. The node's files are older than that by a moment:
 * when they come back, the node catches up with the server, while it would ignore a server that
 * knows less than itself.
 */
public final class Backup {
    private final DataSource owner;
    private final DataFiles files;
    private final InstantSource clock;
    private final ObjectMapper json = Json.mapper();

    /** A backup of the database whose owner {@code owner} connects as, and of this data folder. */
    public Backup(DataSource owner, Path dataFolder, InstantSource clock) {
        this.owner = owner;
        this.files = new DataFiles(dataFolder);
        this.clock = clock;
    }

    /**
     * Writes the file, of mode 0600: it is there whole or not at all.
     *
     * @throws BackupException if it exists already or can't be written, or if the folder has no
     *     server key
     */
    public Manifest writeTo(Path target) {
        if (Files.exists(target)) {
            throw new BackupException(
                    target + " exists already. Give the backup a name of its own.");
        }
        try {
            // A file of its own from the start: whoever made one of this name before could read it.
            Path unfinished =
                    Files.createTempFile(
                            target.toAbsolutePath().getParent(),
                            String.valueOf(target.getFileName()),
                            ".unfinished",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            try {
                Manifest manifest = fill(unfinished);
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
                PrivateFiles.syncFolder(target);
                return manifest;
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException | SQLException e) {
            throw new BackupException("The backup could not be written: " + e.getMessage(), e);
        }
    }

    private Manifest fill(Path unfinished) throws IOException, SQLException {
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            var zip =
                    new ZipOutputStream(
                            new BufferedOutputStream(Channels.newOutputStream(channel)));
            Manifest manifest = fill(zip);
            zip.finish();
            zip.flush();
            channel.force(true);
            return manifest;
        }
    }

    private Manifest fill(ZipOutputStream zip) throws IOException, SQLException {
        List<Manifest.File> copiedFiles = copyFiles(zip);
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL TIME ZONE 'UTC'");
            }
            Schema schema = new Schema(connection);
            Manifest manifest =
                    new Manifest(
                            Manifest.FORMAT,
                            clock.instant(),
                            schema.changesets(),
                            copyTables(zip, connection, schema),
                            // After the tables: sequences are in no snapshot, and may be ahead.
                            schema.sequences(),
                            copiedFiles);
            connection.rollback();
            zip.putNextEntry(new ZipEntry(Manifest.ENTRY));
            zip.write(json.writeValueAsBytes(manifest));
            zip.closeEntry();
            return manifest;
        }
    }

    private List<Manifest.File> copyFiles(ZipOutputStream zip) throws IOException {
        List<Manifest.File> copied = new ArrayList<>();
        for (Path path : files.list()) {
            Optional<byte[]> content = files.read(path);
            // The node may have purged an account since the list was made.
            if (content.isPresent()) {
                var file = new Manifest.File(path.toString(), Sha256.hex(content.get()));
                zip.putNextEntry(new ZipEntry(file.entry()));
                zip.write(content.get());
                zip.closeEntry();
                copied.add(file);
            }
        }
        if (copied.stream().noneMatch(file -> file.isAt(DataFiles.SERVER_KEY))) {
            throw new BackupException(
                    """
                    There is no %s in %s, and without it no code in the database could be found again. \
                    Let dataFolder lead to the folder that the service uses.\
                    """
                            .formatted(DataFiles.SERVER_KEY, files.folder()));
        }
        return copied;
    }

    private static List<Manifest.Table> copyTables(
            ZipOutputStream zip, Connection connection, Schema schema)
            throws IOException, SQLException {
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        List<Manifest.Table> copied = new ArrayList<>();
        for (Map.Entry<String, List<String>> table : schema.tables().entrySet()) {
            MessageDigest digest = Sha256.digest();
            OutputStream out = new DigestOutputStream(zip, digest);
            zip.putNextEntry(new ZipEntry("tables/" + table.getKey()));
            long rows =
                    copy.copyOut(
                            "COPY %s (%s) TO STDOUT"
                                    .formatted(
                                            Schema.quoted(table.getKey()),
                                            Schema.quoted(table.getValue())),
                            out);
            zip.closeEntry();
            copied.add(
                    new Manifest.Table(table.getKey(), table.getValue(), rows, Sha256.hex(digest)));
        }
        return copied;
    }
}
