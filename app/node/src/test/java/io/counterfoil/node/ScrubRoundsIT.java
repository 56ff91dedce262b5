package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.node.accounts.AccountFiles;
import io.counterfoil.node.accounts.Accounts;
import io.counterfoil.node.content.AccountContent;
import io.counterfoil.node.content.Quotas;
import io.counterfoil.node.content.Upload;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Scrub;
import io.counterfoil.node.scrub.ReadPace;
import io.counterfoil.node.scrub.Scrubber;
import io.counterfoil.node.store.DataFolder;
import io.counterfoil.node.store.DiskStore;
import io.counterfoil.node.store.DurableFiles;
import io.counterfoil.node.store.FolderFiles;
import io.counterfoil.node.store.Kind;
import io.counterfoil.node.store.Layout;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.LocationLocks;
import io.counterfoil.node.store.ObjectName;
import io.counterfoil.node.store.ObjectStore;
import io.counterfoil.node.store.Room;
import io.counterfoil.node.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.eclipse.jetty.io.ByteBufferPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a round looks at, and how it goes on after a restart; without a node around it. */
class ScrubRoundsIT {
    private static final UUID ANNA = new UUID(0, 1);
    private static final UUID BERT = new UUID(0, 2);

    @TempDir Path folder;
    private final PowerCutDisk disk = new PowerCutDisk();
    private final ScheduledExecutorService worker = Executors.newScheduledThreadPool(1);
    private final List<Location> stored = new ArrayList<>();
    private Instant now = Instant.parse("2031-02-03T04:05:06Z");
    private DataFolder data;
    private ObjectStore store;
    private Accounts accounts;

    @BeforeEach
    void store() throws Exception {
        data = DataFolder.open(folder, new DurableFiles(disk));
        store =
                new DiskStore(
                        data, new Room(data::usableBytes, 0), new ByteBufferPool.NonPooling());
        LocationLocks locks = new LocationLocks();
        Quotas quotas = new Quotas();
        accounts =
                new Accounts(
                        new AccountFiles(new FolderFiles(data)),
                        id -> new AccountContent(id, quotas.meter(), store, locks, () -> now),
                        () -> now,
                        Duration.ZERO);
        int seed = 0;
        for (UUID account : List.of(ANNA, BERT)) {
            accounts.put(account, anAccount().build());
            for (String repository : List.of("", "laptop/")) {
                assertThat(content(account).createRepository(repository, () -> null)).isNull();
                for (Kind kind : List.of(Kind.DATA, Kind.DATA, Kind.SNAPSHOTS)) {
                    store(account, repository, kind, Blobs.bytes(1000, ++seed));
                }
            }
        }
    }

    @AfterEach
    void close() {
        worker.shutdownNow();
        data.close();
    }

    private AccountContent content(UUID account) {
        return accounts.present().stream()
                .filter(known -> known.id().equals(account))
                .findFirst()
                .orElseThrow()
                .content();
    }

    /** Anna's, as a node that starts now finds it. */
    private AccountContent foundAgain() throws IOException {
        AccountContent content =
                new AccountContent(ANNA, new Quotas().meter(), store, new LocationLocks(), () -> now);
        content.load();
        return content;
    }

    private void store(UUID account, String repository, Kind kind, byte[] body)
            throws IOException {
        Location location =
                new Location(account, repository, kind, ObjectName.of(Blobs.name(body)));
        try (Upload upload = Upload.to(content(account), location, () -> null)) {
            assertThat(upload.begin(body.length, false)).isNull();
            assertThat(upload.write(ByteBuffer.wrap(body))).isNull();
            assertThat(upload.finish()).isNull();
        }
        stored.add(location);
    }

    /** As a client does it. */
    private void storeAgain(Location location, byte[] body) throws IOException {
        AccountContent content = content(location.account());
        try (Upload upload = Upload.to(content, location, () -> null)) {
            assertThat(upload.begin(body.length, content.has(location))).isNull();
            assertThat(upload.write(ByteBuffer.wrap(body))).isNull();
            assertThat(upload.finish()).isNull();
        }
    }

    private Path file(Location location) {
        return folder.resolve("repositories")
                .resolve(location.account().toString())
                .resolve(Layout.path(location));
    }

    /** One that sleeps before so many bytes a second. */
    private Scrubber scrubber(ReadPace.Pause pause) throws IOException {
        Scrubber scrubber =
                new Scrubber(accounts, data, worker, new ReadPace(1, () -> 0, pause), () -> now);
        scrubber.begin(Duration.ofDays(1));
        return scrubber;
    }

    private static Scrub progress(Scrubber scrubber) {
        return Objects.requireNonNull(scrubber.progress());
    }

    @ParameterizedTest
    @CsvSource({"damaged,false", "damaged,true", "data,false"})
    void whatCouldNotBePutAsideIsDeletedForGood(
            String faulty, boolean shelved, @TempDir Path cuts) throws Exception {
        Path file = file(stored.get(0));
        if (shelved) {
            // By damage before the last start.
            Path shelf = Objects.requireNonNull(Path.of(Layout.path(stored.get(0))).getParent());
            Files.createDirectories(
                    folder.resolve("damaged").resolve(ANNA.toString()).resolve(shelf));
        }
        Files.write(file, new byte[1000]);
        failing(faulty);
        assertThatThrownBy(scrubber(nanos -> {})::round).hasMessage("a fault of the disk");
        // A full disk has no room for what is put aside.
        failing("damaged");
        if (faulty.equals("data")) {
            assertThatThrownBy(() -> content(ANNA).delete(stored.get(0), true, () -> null))
                    .as("it lies there already, and would seem to be missing")
                    .hasMessage("a fault of the disk");
            disk.beforeSync(path -> {});
        }
        assertThat(content(ANNA).delete(stored.get(0), true, () -> null)).isNull();
        assertThat(content(ANNA).has(stored.get(0))).isFalse();
        assertThat(content(ANNA).meter().storedBytes()).isEqualTo(5_000);
        Path left = disk.afterPowerCut(folder, cuts.resolve("left"));
        assertThat(left.resolve(folder.relativize(file))).doesNotExist();
        for (Path each : List.of(folder, left)) {
            assertThat(aside(each)).isEmpty();
        }
        assertThat(content(ANNA).usage(null).damaged()).isNull();
        assertThat(foundAgain().usage(null)).isEqualTo(content(ANNA).usage(null));
    }

    private static List<Path> aside(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("damaged"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"damaged", "data", "damaged/00000000-0000-0000-0000-000000000001/data"})
    void whatCouldNotBePutAsideIsAsideOnceWhenThatIsTriedAgain(String faulty) throws Exception {
        byte[] wrong = new byte[1000];
        Files.write(file(stored.get(0)), wrong);
        failing(faulty);
        Scrubber scrubber = scrubber(nanos -> {});
        assertThatThrownBy(scrubber::round).hasMessage("a fault of the disk");
        disk.beforeSync(path -> {});
        now = now.plusSeconds(60);
        scrubber.round();
        assertThat(progress(scrubber).damagedObjects()).isEqualTo(1);
        assertThat(content(ANNA).usage(null).damaged()).isEqualTo(new Aside(1, 1_000));
        assertThat(content(ANNA).meter().storedBytes()).isEqualTo(5_000);
        assertThat(aside(folder)).singleElement().satisfies(it -> assertThat(it).hasBinaryContent(wrong));
        assertThat(foundAgain().usage(null)).isEqualTo(content(ANNA).usage(null));
    }

    @Test
    void aDeletionOfWhatIsHalfPutAsideThatFailsIsEndedAsADeletion() throws Exception {
        Location location = stored.get(0);
        Files.write(file(location), new byte[1000]);
        failing("data");
        Scrubber scrubber = scrubber(nanos -> {});
        assertThatThrownBy(scrubber::round).hasMessage("a fault of the disk");
        failing("damaged");
        assertThatThrownBy(() -> content(ANNA).delete(location, false, () -> null))
                .hasMessage("a fault of the disk");
        disk.beforeSync(path -> {});
        scrubber.round();
        assertThat(progress(scrubber).damagedObjects()).isZero();
        assertThat(aside(folder)).isEmpty();
        assertThat(content(ANNA).usage(null).damaged()).isNull();
        assertThat(content(ANNA).meter().storedBytes()).isEqualTo(5_000);
        assertThat(foundAgain().usage(null)).isEqualTo(content(ANNA).usage(null));
    }

    @Test
    void aMarkOfWhatIsLostIsThereOnceHoweverOftenItFailed() throws Exception {
        ObjectName name = ObjectName.of(Blobs.name(Blobs.bytes(5, 99)));
        Location lost = new Location(ANNA, "", Kind.DATA, name);
        // It fails once the mark is in its folder.
        String shelf = "/data/" + name.toString().substring(0, 2);
        disk.beforeSync(
                path -> {
                    if (path.toString().contains("/damaged/") && path.toString().endsWith(shelf)) {
                        throw new IOException("a fault of the disk");
                    }
                });
        assertThatThrownBy(() -> content(ANNA).countDamage(lost, true, () -> null))
                .hasMessage("a fault of the disk");
        disk.beforeSync(path -> {});
        now = now.plusSeconds(60);
        assertThat(content(ANNA).delete(lost, false, () -> null))
                .as("a client removes what it could not upload, and it is missing as before")
                .isNull();
        assertThat(content(ANNA).countDamage(lost, true, () -> null)).isNull();
        assertThat(aside(folder)).hasSize(1);
        assertThat(content(ANNA).usage(null).damaged()).isEqualTo(new Aside(1, 0));
        assertThat(foundAgain().usage(null)).isEqualTo(content(ANNA).usage(null));
    }

    /** Lets syncs fail in all folders below one of this name. */
    private void failing(String name) {
        disk.beforeSync(
                path -> {
                    if (path.toString().contains("/" + name + "/")) {
                        throw new IOException("a fault of the disk");
                    }
                });
    }

    @Test
    void anObjectThatWasPutAsideAndNotSyncedIsStoredWhenItIsSentAgain() throws Exception {
        Path file = file(stored.get(0));
        Files.write(file, new byte[1000]);
        failing("data");
        Scrubber scrubber = scrubber(nanos -> {});
        assertThatThrownBy(scrubber::round).hasMessage("a fault of the disk");
        disk.beforeSync(path -> {});
        storeAgain(stored.get(0), Blobs.bytes(1000, 1));
        assertThat(file).hasBinaryContent(Blobs.bytes(1000, 1));
        assertThat(content(ANNA).meter().storedBytes()).isEqualTo(6_000);
        assertThat(content(ANNA).usage(null).damaged()).isNull();
    }

    @Test
    void whatStandsAgainIsNoDamageThoughWhatWasPutAsideOfItCannotBeRemoved() throws Exception {
        Location location = stored.get(0);
        Files.write(file(location), new byte[1000]);
        scrubber(nanos -> {}).round();
        assertThat(content(ANNA).usage(null).damaged()).isEqualTo(new Aside(1, 1_000));
        failing("damaged");
        storeAgain(location, Blobs.bytes(1000, 1));
        assertThat(content(ANNA).usage(null).damaged()).isNull();
        assertThatThrownBy(() -> content(ANNA).delete(location, false, () -> null))
                .as("it would seem to be missing")
                .hasMessage("a fault of the disk");
        assertThat(content(ANNA).has(location)).isTrue();
        disk.beforeSync(path -> {});
        assertThat(content(ANNA).delete(location, false, () -> null)).isNull();
        assertThat(content(ANNA).usage(null).damaged()).isNull();
    }

    @Test
    void shortAndLostFilesAreDamageAndWhatCannotBeReadStays() throws Exception {
        try (FileChannel cut = FileChannel.open(file(stored.get(0)), StandardOpenOption.WRITE)) {
            cut.truncate(10);
        }
        Files.delete(file(stored.get(1)));
        // Reading a folder fails as reading a broken disk does.
        Files.delete(file(stored.get(2)));
        Files.createDirectory(file(stored.get(2)));

        Scrubber scrubber = scrubber(nanos -> {});
        scrubber.round();
        assertThat(progress(scrubber))
                .isEqualTo(new Scrub(now, now, 12, 12_000, 2, 1));
        assertThat(content(ANNA).has(stored.get(0))).isFalse();
        assertThat(content(ANNA).has(stored.get(1))).isFalse();
        assertThat(content(ANNA).has(stored.get(2))).isTrue();
        assertThat(content(ANNA).meter().storedBytes()).isEqualTo(4_000);
        assertThat(content(BERT).usage(null).damaged()).isNull();
    }

    @Test
    void aDiskThatIsAwayTakesNothingWithIt() throws Exception {
        Path root = folder.resolve("repositories").resolve(ANNA.toString());
        Path away = folder.resolve("away");
        Files.move(root, away);
        Scrubber scrubber = scrubber(nanos -> {});
        assertThatThrownBy(scrubber::round).isInstanceOf(StoreException.class);
        assertThat(content(ANNA).meter().storedBytes()).isEqualTo(6_000);
        assertThat(progress(scrubber).damagedObjects()).isZero();

        Files.move(away, root);
        scrubber.round();
        assertThat(progress(scrubber)).isEqualTo(new Scrub(now, now, 12, 12_000, 0, 0));
    }

    @Test
    void aRoundThatWasCutOffGoesOnBehindTheLastObject() throws Exception {
        for (int cut = 1; cut <= 12; cut++) {
            int last = cut;
            int[] looked = {0};
            ReadPace.Pause pause =
                    nanos -> {
                        if (++looked[0] > last) {
                            throw new InterruptedException("the node stops");
                        }
                    };
            Scrubber first = scrubber(pause);
            if (cut < 12) {
                assertThatThrownBy(first::round).isInstanceOf(InterruptedException.class);
                assertThat(progress(first).checkedObjects()).isEqualTo(cut);
                assertThat(progress(first).finishedAt()).isNull();
            }
            Scrubber second = scrubber(nanos -> looked[0]++);
            looked[0] = 0;
            second.round();
            assertThat(looked[0]).as("after %d", cut).isEqualTo(12 - (cut < 12 ? cut : 0));
            assertThat(progress(second).checkedObjects()).isEqualTo(12);
            assertThat(progress(second).finishedAt()).isEqualTo(now);
            now = now.plus(Scrubber.EVERY);
        }
    }

    @Test
    void theNextRoundBeginsAWeekAfterTheLastOneDid() throws Exception {
        Instant begin = now;
        scrubber(nanos -> {}).round();
        now = begin.plus(Duration.ofDays(5));
        Scrubber later = scrubber(nanos -> {});
        assertThat(later.round()).isEqualTo(Duration.ofDays(2));
        assertThat(progress(later).startedAt()).isEqualTo(begin);
        now = begin.plus(Duration.ofDays(7));
        later.round();
        assertThat(progress(later).startedAt()).isEqualTo(now);
    }

    @Test
    void aStateThatNobodyUnderstandsBeginsAnew() throws Exception {
        Files.writeString(folder.resolve("scrub.json"), "{");
        Scrubber scrubber = scrubber(nanos -> {});
        assertThat(scrubber.progress()).isNull();
        scrubber.round();
        assertThat(progress(scrubber).checkedObjects()).isEqualTo(12);
    }
}
