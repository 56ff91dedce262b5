package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Migrations;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.backup.Backup;
import io.counterfoil.platform.backup.BackupException;
import io.counterfoil.platform.backup.Manifest;
import io.counterfoil.platform.backup.Restore;
import io.counterfoil.platform.postgres.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class BackupIT {
    private static final String AWKWARD =
            "tab\t, line\n, back\\slash, \\N, \"quotes\", Ærøskøbing 東京 🙂";
    private static final UUID RUN = new UUID(1, 2);

    private static TestWorld world;

    private TestDatabase target;
    @TempDir private Path temporary;

    @BeforeAll
    static void aWorldWithRowsOfManyKinds() throws IOException {
        world = new TestWorld();
        EventLog log = new EventLog();
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            Map<String, String> facts = Map.of("note", AWKWARD);
                            log.append(tx, Subject.run(RUN), "minted", facts);
                            log.append(tx, Subject.run(RUN), "blocked", facts);
                            log.appendRange(
                                    tx,
                                    Subject.run(RUN),
                                    "counted_in",
                                    10000000000008L,
                                    10000000000016L,
                                    facts);
                            return log.of(tx, Subject.run(RUN)).size();
                        });
        Jdbi.create(owner(world.database()))
                .useHandle(
                        handle -> {
                            handle.execute("SELECT nextval('run_number'), nextval('run_number')");
                            handle.execute(
                                    "INSERT INTO failed_guess SELECT id, sha256(id::text::bytea),"
                                            + " created_at FROM provider");
                        });
        Files.createDirectories(file("node/accounts"));
        Files.writeString(file("node/accounts/a.json"), "{\"version\":1}");
        Files.write(file("keys/runs/" + RUN + ".key"), new byte[32]);
    }

    @AfterAll
    static void endWorld() {
        world.close();
    }

    @BeforeEach
    void anEmptyTarget() {
        target = TestDatabase.empty();
    }

    @AfterEach
    void dropTarget() {
        target.close();
    }

    @Test
    void everyRowEverySequenceAndEveryFileComesBack() throws IOException {
        Path archive = archive();
        Path folder = temporary.resolve("restored");
        new Restore(owner(target), folder).readFrom(archive);

        assertThat(rows(target)).isEqualTo(rows(world.database()));
        assertThat(rows(target).get("event")).contains("back");
        for (String path : List.of("keys/server.key", "node/accounts/a.json")) {
            assertThat(folder.resolve(path)).hasSameBinaryContentAs(file(path));
            assertThat(permissions(folder.resolve(path))).isEqualTo("rw-------");
        }
        assertThat(folder.resolve("keys/runs")).doesNotExist();
    }

    @Test
    void whatCameBackIsInOrderAndGoesOn() throws IOException {
        Path folder = temporary.resolve("restored");
        new Restore(owner(target), folder).readFrom(archive());
        PGSimpleDataSource app = source(target, target.app().user(), target.app().password());
        Wiring restored =
                new Wiring(
                        TestWorld.settings(folder),
                        Jdbi.create(app),
                        app,
                        world.clock(),
                        new SecureRandom());
        assertThat(VerifyCommand.faults(restored.checks(), restored.transactions())).isEmpty();

        EventLog log = new EventLog();
        restored.transactions()
                .write(
                        world.caller(),
                        tx -> {
                            log.append(tx, Subject.run(RUN), "unblocked", Map.of());
                            assertThat(log.of(tx, Subject.run(RUN))).hasSize(4);
                            return true;
                        });
        assertThat(VerifyCommand.faults(restored.checks(), restored.transactions())).isEmpty();
    }

    @Test
    void theFileIsPrivateAndHoldsNoRunKey() throws IOException {
        Path archive = archive();
        assertThat(permissions(archive)).isEqualTo("rw-------");
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .contains("files/keys/server.key", "tables/event", "manifest.json")
                    .noneMatch(name -> name.contains("runs"));
        }
    }

    @Test
    void numbersThatWereGivenAfterTheBackupAreNotGivenAgain() {
        Path archive = archive();
        int printedSince = next(world.database(), "run_number");
        int packedSince = next(world.database(), "carton_number");
        new Restore(owner(target), temporary.resolve("restored")).readFrom(archive);
        assertThat(next(target, "run_number"))
                .isGreaterThan(printedSince)
                .isEqualTo(100002 + Restore.RUNS_SKIPPED);
        assertThat(next(target, "carton_number"))
                .isGreaterThan(packedSince)
                .isEqualTo(1 + Restore.CARTONS_SKIPPED);
    }

    @Test
    void aBackupOfAnOlderVersionTakesTheStepsSince() throws IOException {
        Path archive = archiveOfAnOlderVersion();
        try (TestDatabase newer = TestDatabase.empty()) {
            new Restore(owner(newer), temporary.resolve("restored")).readFrom(archive);
            assertThat(rows(newer)).containsKeys("event", "serial_item");
            assertThat(rows(newer).get("provider")).contains("old.example");
        }
    }

    @Test
    void aBackupOfAnOlderVersionCanBeRestoredAfterAnAttemptThatFailed() throws IOException {
        Path archive = archiveOfAnOlderVersion();
        Path damaged = temporary.resolve("damaged.backup");
        copyWithChange(archive, damaged, "tables/provider", "old.example", "odd.example");
        Path folder = temporary.resolve("restored");
        try (TestDatabase newer = TestDatabase.empty()) {
            assertThatThrownBy(() -> new Restore(owner(newer), folder).readFrom(damaged))
                    .hasMessageContaining("damaged at tables/provider");
            new Restore(owner(newer), folder).readFrom(archive);
            assertThat(rows(newer).get("provider")).contains("old.example");
        }
    }

    @Test
    void aBackupOfAVersionWithoutAMiddleStepTakesIt() throws IOException {
        Path archive = archiveOf(Set.of("202611221910_providers", "202611221912_answers"));
        try (TestDatabase newer = TestDatabase.empty()) {
            new Restore(owner(newer), temporary.resolve("restored")).readFrom(archive);
            assertThat(rows(newer)).containsKeys("event", "stored_answer", "serial_item");
            assertThat(rows(newer).get("provider")).contains("old.example");
        }
    }

    @Test
    void aBackupOfADatabaseThatTookItsStepsInAnotherOrderComesBack() throws IOException {
        Jdbi database = Jdbi.create(owner(world.database()));
        String swap =
                """
                UPDATE databasechangelog SET orderexecuted = l.first + l.last - orderexecuted
                FROM (SELECT max(orderexecuted) - 1 AS first, max(orderexecuted) AS last FROM databasechangelog) AS l
                WHERE orderexecuted IN (l.first, l.last)
                """;
        assertThat(database.<Integer, RuntimeException>withHandle(handle -> handle.execute(swap)))
                .isEqualTo(2);
        new Restore(owner(target), temporary.resolve("restored")).readFrom(archive());
        assertThat(rows(target)).isEqualTo(rows(world.database()));
    }

    @Test
    void aBackupWithAStepThatIsNotKnownIsOfANewerVersion() throws IOException {
        Path newer = temporary.resolve("newer.backup");
        copyWithChange(
                archiveOfAnOlderVersion(),
                newer,
                "manifest.json",
                "[\"202611221910_providers\"]",
                "[\"202611221910_providers\",\"209901010000_next\"]");
        try (TestDatabase older = TestDatabase.empty()) {
            assertThatThrownBy(
                            () ->
                                    new Restore(owner(older), temporary.resolve("restored"))
                                            .readFrom(newer))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("by a newer version");
        }
    }

    @Test
    void ofADatabaseThatIsAheadOfTheBackupTheReasonIsSaid() throws IOException {
        Path archive = archiveOfAnOlderVersion();
        try (TestDatabase newer = TestDatabase.empty()) {
            Migrations.apply(owner(newer));
            assertThatThrownBy(
                            () ->
                                    new Restore(owner(newer), temporary.resolve("restored"))
                                            .readFrom(archive))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("of an older version")
                    .hasMessageContaining("make it anew");
        }
    }

    @Test
    void foldersThatAreLinksAreFollowed() throws IOException {
        Path folder = temporary.resolve("data");
        Path keys = Files.createDirectory(temporary.resolve("shared-keys"));
        Path node = Files.createDirectories(temporary.resolve("big-disk/node/accounts"));
        Files.copy(file("keys/server.key"), keys.resolve("server.key"));
        Files.writeString(node.resolve("b.json"), "{}");
        Path real = Files.createDirectory(temporary.resolve("real-data"));
        Files.createSymbolicLink(real.resolve("keys"), keys);
        Files.createSymbolicLink(real.resolve("node"), node.getParent());
        Files.createSymbolicLink(folder, real);
        Manifest made =
                new Backup(owner(world.database()), folder, world.clock())
                        .writeTo(temporary.resolve("linked.backup"));
        assertThat(made.files())
                .extracting(Manifest.File::path)
                .containsExactly("keys/server.key", "node/accounts/b.json");
    }

    @Test
    void aFolderWithoutTheServersKeyMakesNoBackup() throws IOException {
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        Path archive = temporary.resolve("useless.backup");
        assertThatThrownBy(
                        () ->
                                new Backup(owner(world.database()), empty, world.clock())
                                        .writeTo(archive))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("keys/server.key");
        assertThat(archive).doesNotExist();
    }

    @Test
    void filesThatComeAndGoMeanwhileDoNoHarm() throws Exception {
        Files.createDirectories(file("node/incoming"));
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService traffic = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> passers =
                    Stream.of("node/incoming", "node/accounts")
                            .map(place -> traffic.submit(() -> comeAndGo(file(place), over)))
                            .toList();
            try {
                for (int at = 0; at < 20; at++) {
                    Path archive = temporary.resolve("busy-%d.backup".formatted(at));
                    assertThat(backup().writeTo(archive).files())
                            .extracting(Manifest.File::path)
                            .contains("keys/server.key", "node/accounts/a.json");
                }
            } finally {
                over.set(true);
            }
            for (Future<Integer> passer : passers) {
                assertThat(passer.get()).isPositive();
            }
        }
    }

    private static int comeAndGo(Path folder, AtomicBoolean over) throws IOException {
        int passed = 0;
        while (!over.get()) {
            Path file = folder.resolve("passing-%d.json".formatted(passed % 50));
            Files.writeString(file, "{}");
            Files.delete(file);
            passed++;
        }
        return passed;
    }

    @Test
    void aDatabaseThatIsNotEmptyIsLeftAlone() {
        Path archive = archive();
        Map<String, String> before = rows(world.database());
        assertThatThrownBy(
                        () ->
                                new Restore(owner(world.database()), temporary.resolve("restored"))
                                        .readFrom(archive))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("not empty");
        assertThat(rows(world.database())).isEqualTo(before);
    }

    @Test
    void aFolderWithAnotherKeyIsLeftAlone() throws IOException {
        Path folder = temporary.resolve("another");
        Files.createDirectories(folder.resolve("keys"));
        Files.writeString(folder.resolve("keys/server.key"), "another");
        assertThatThrownBy(() -> new Restore(owner(target), folder).readFrom(archive()))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("another installation");
        assertThat(folder.resolve("keys/server.key")).hasContent("another");
    }

    @Test
    void ofADamagedFileNothingIsRestoredAndASoundOneStillCan() throws IOException {
        Path archive = archive();
        Path damaged = temporary.resolve("damaged.backup");
        copyWithChange(archive, damaged, "tables/provider", "Harbour", "Harbor!");
        Path folder = temporary.resolve("restored");
        assertThatThrownBy(() -> new Restore(owner(target), folder).readFrom(damaged))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("damaged at tables/provider");
        assertThat(rows(target).get("provider")).isEmpty();
        assertThat(folder).doesNotExist();

        new Restore(owner(target), folder).readFrom(archive);
        assertThat(rows(target)).isEqualTo(rows(world.database()));
    }

    @Test
    void aFileThatIsNoBackupIsRefusedInWords() throws IOException {
        Path text = Files.writeString(temporary.resolve("text"), "no zip");
        assertThatThrownBy(() -> new Restore(owner(target), temporary).readFrom(text))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("damaged");
        assertThatThrownBy(
                        () ->
                                new Restore(owner(target), temporary)
                                        .readFrom(temporary.resolve("absent")))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("There is no file");
    }

    @Test
    void aFileThatOthersCanReadNeverHoldsABackup() throws IOException {
        Path theirs =
                Files.writeString(temporary.resolve("counterfoil.backup.unfinished"), "theirs");
        Path archive = archive();
        assertThat(theirs).hasContent("theirs");
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).containsExactlyInAnyOrder(theirs, archive);
        }
    }

    @Test
    void anExistingFileIsNotOverwritten() throws IOException {
        Path precious = Files.writeString(temporary.resolve("precious"), "precious");
        assertThatThrownBy(() -> backup().writeTo(precious))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("exists already");
        assertThat(precious).hasContent("precious");
    }

    private Path archiveOfAnOlderVersion() throws IOException {
        return archiveOf(Set.of("202611221910_providers"));
    }

    private Path archiveOf(Set<String> steps) throws IOException {
        PGSimpleDataSource owner = owner(target);
        Migrations.applyOnly(owner, steps);
        Jdbi.create(owner)
                .useHandle(
                        handle ->
                                handle.execute(
                                        """
                                        INSERT INTO provider (id, name, web_address, time_zone, currency, created_at)
                                        VALUES (gen_random_uuid(), 'Old', 'old.example', 'UTC', 'EUR', '2020-01-01Z')
                                        """));
        Path folder = temporary.resolve("old");
        Files.createDirectories(folder.resolve("keys"));
        Files.writeString(folder.resolve("keys/server.key"), "old");
        Path archive = temporary.resolve("old.backup");
        Manifest made = new Backup(owner, folder, world.clock()).writeTo(archive);
        assertThat(made.changesets()).containsExactlyInAnyOrderElementsOf(steps);
        return archive;
    }

    private Path archive() {
        Path archive = temporary.resolve("counterfoil.backup");
        backup().writeTo(archive);
        return archive;
    }

    private static Backup backup() {
        return new Backup(owner(world.database()), world.dataFolder(), world.clock());
    }

    private static Path file(String path) {
        return world.dataFolder().resolve(path);
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static int next(TestDatabase database, String sequence) {
        return Jdbi.create(owner(database))
                .withHandle(
                        handle ->
                                handle.createQuery("SELECT nextval(:sequence)")
                                        .bind("sequence", sequence)
                                        .mapTo(Integer.class)
                                        .one());
    }

    /** Every table's rows as text, but for Liquibase's notes of when it ran. */
    private static Map<String, String> rows(TestDatabase database) {
        return Jdbi.create(owner(database))
                .withHandle(
                        handle -> {
                            Map<String, String> rows = new TreeMap<>();
                            List<String> tables =
                                    handle.createQuery(
                                                    """
                                                    SELECT relname FROM pg_class
                                                    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                                                      AND relname !~ '^databasechangelog'
                                                    """)
                                            .mapTo(String.class)
                                            .list();
                            for (String table : tables) {
                                rows.put(
                                        table,
                                        String.join(
                                                "\n",
                                                handle.createQuery(
                                                                "SELECT row::text FROM <table> AS"
                                                                        + " row ORDER BY 1")
                                                        .define("table", table)
                                                        .mapTo(String.class)
                                                        .list()));
                            }
                            return rows;
                        });
    }

    private static void copyWithChange(
            Path source, Path target, String changed, String from, String to) throws IOException {
        try (ZipFile zip = new ZipFile(source.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
            for (ZipEntry entry : zip.stream().toList()) {
                byte[] content = zip.getInputStream(entry).readAllBytes();
                if (entry.getName().equals(changed)) {
                    String text = new String(content, StandardCharsets.UTF_8);
                    assertThat(text).contains(from);
                    content = text.replace(from, to).getBytes(StandardCharsets.UTF_8);
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(content);
                out.closeEntry();
            }
        }
    }

    private static PGSimpleDataSource owner(TestDatabase database) {
        return source(database, database.owner().user(), database.owner().password());
    }

    private static PGSimpleDataSource source(TestDatabase database, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(user);
        source.setPassword(password);
        return source;
    }
}
