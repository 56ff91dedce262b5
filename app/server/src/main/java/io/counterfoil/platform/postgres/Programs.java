package io.counterfoil.platform.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The server's programs, which ship as an archive per platform. */
record Programs(Path parent, Path folder, String version) {
    private static final String PREFIX = "bin-";
    private static final Map<String, String> SYSTEMS =
            Map.of("linux", "linux", "mac os x", "darwin");
    private static final Map<String, String> PROCESSORS =
            Map.of(
                    "amd64", "x86_64",
                    "x86_64", "x86_64",
                    "aarch64", "arm_64");
    // For building software against PostgreSQL; a server runs without.
    private static final List<String> UNUSED = List.of("lib/pkgconfig/", "lib/postgresql/pgxs/");

    /** Unpacks them unless that was done before. */
    static Programs unpack(Path parent) throws IOException {
        String version = shippedVersion();
        String archive = archive(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path folder = parent.resolve(PREFIX + version + "-" + archive);
        if (!Files.exists(folder)) {
            Path unfinished = Files.createTempDirectory(parent, "unpacking-");
            try {
                unpack(archive, unfinished);
                Files.setPosixFilePermissions(
                        unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
                // Whoever finds the folder takes it for whole, also after a power failure.
                Folders.syncAll(unfinished);
                moveUnlessThere(unfinished, folder);
                Folders.sync(parent);
            } finally {
                Folders.delete(unfinished);
            }
        }
        return new Programs(parent, folder, version);
    }

    /** The name of the archive for a platform, in the words of Java's system properties. */
    static String archive(String system, String processor) {
        String os = SYSTEMS.get(system.toLowerCase(Locale.ROOT));
        String cpu = PROCESSORS.get(processor.toLowerCase(Locale.ROOT));
        if (os == null || cpu == null) {
            throw new PostgresException(
                    "No PostgreSQL comes with this program for %s on %s. Install PostgreSQL 17 or newer yourself and set database.url."
                            .formatted(system, processor));
        }
        return os + "-" + cpu;
    }

    int major() {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    Path initdb() {
        return folder.resolve("bin/initdb");
    }

    Path postgres() {
        return folder.resolve("bin/postgres");
    }

    Path control() {
        return folder.resolve("bin/pg_ctl");
    }

    /** Removes the programs of earlier versions, which nothing runs any more. */
    void removeOthers() throws IOException {
        Folders.deleteAllBut(folder, parent, PREFIX);
    }

    private static String shippedVersion() throws IOException {
        var properties = new Properties();
        try (InputStream in = open("binaries.properties")) {
            properties.load(in);
        }
        return properties.getProperty("version");
    }

    private static InputStream open(String resource) {
        InputStream in = Programs.class.getResourceAsStream(resource);
        if (in == null) {
            throw new PostgresException(
                    resource + " is missing in this program; build or download it again.");
        }
        return in;
    }

    private static void unpack(String archive, Path target) throws IOException {
        try (InputStream packed = open("/postgres-" + archive + ".txz");
                var tar = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                if (isUsed(entry)) {
                    unpack(tar, entry, target.resolve(entry.getName()).normalize());
                }
            }
        }
    }

    private static boolean isUsed(TarArchiveEntry entry) {
        return !entry.getName().endsWith(".a")
                && UNUSED.stream().noneMatch(entry.getName()::startsWith);
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path file)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
        } else if (entry.isSymbolicLink()) {
            Files.createDirectories(file.getParent());
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(file.getParent());
            Files.copy(tar, file);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static void moveUnlessThere(Path unfinished, Path folder) throws IOException {
        try {
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another process was quicker, and its copy is the same.
            if (!Files.exists(folder)) {
                throw e;
            }
        }
    }
}
