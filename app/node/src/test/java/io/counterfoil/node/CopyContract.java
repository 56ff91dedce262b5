package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.MovedTo;
import io.counterfoil.node.contract.ObjectCounts;
import io.counterfoil.node.contract.Scope;
import io.counterfoil.node.contract.Undelete;
import io.counterfoil.node.contract.Usage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** An account fetched by one node from another, whatever the target's store is. */
abstract class CopyContract {
    static final Instant WRITTEN = Instant.parse("2026-01-02T03:04:05Z");
    static final Instant SNAPPED = Instant.parse("2026-01-02T03:04:00Z");
    static final byte[] LARGE = Blobs.bytes(3_000_000, 1);
    static final byte[] SMALL = Blobs.bytes(700, 2);
    static final byte[] LATER = Blobs.bytes(900, 3);

    @TempDir Path sourceFolder;
    TestNode source;
    TestNode target;
    UUID id = UUID.randomUUID();

    /** The target, also once it was stopped. */
    abstract TestNode startTarget() throws IOException;

    @BeforeEach
    void start() throws Exception {
        source = TestNode.start(sourceSettings(FreePort.find()));
        target = startTarget();
        source.put(id, account(1).user("copier", Scope.COPY));
        target.put(id, anAccount().hardQuota(1L << 30).state(AccountState.CLOSED));
        source.client("anna").withRepository();
        assertThat(source.client("anna").post("/laptop/?create=true", new byte[0])).isEqualTo(200);
        assertThat(source.client("anna").post("/laptop/config", SMALL)).isEqualTo(200);
        store(source, "data", LARGE);
        store(source, "snapshots", SMALL);
    }

    /** The source at a port at which it can be started again. */
    NodeSettings sourceSettings(int port) {
        return NodeSettings.in(sourceFolder).data("127.0.0.1", port);
    }

    @AfterEach
    void stop() {
        source.close();
        target.close();
    }

    static AccountSpecs account(long version) {
        return anAccount().version(version).hardQuota(1L << 30).user("anna");
    }

    static void store(TestNode node, String kind, byte[] object) throws Exception {
        assertThat(node.client("anna").post(path(kind, object), object)).isEqualTo(200);
    }

    static String path(String kind, byte[] object) {
        return "/laptop/" + kind + "/" + Blobs.name(object);
    }

    Copy.Request request(boolean exact) {
        return new Copy.Request(
                UUID.randomUUID(),
                new Copy.Source(
                        source.node().dataUrl(), "copier", AccountSpecs.password("copier")),
                List.of("", "laptop/"),
                exact,
                exact ? WRITTEN : null,
                exact ? SNAPPED : null);
    }

    HttpResponse<String> ask(Copy.Request request) throws Exception {
        return ask(id, request);
    }

    HttpResponse<String> ask(UUID account, Copy.Request request) throws Exception {
        return target.admin(
                "POST",
                "admin/accounts/" + account + "/copy",
                TestNode.JSON.writeValueAsString(request));
    }

    Copy end(Copy.Request request) throws Exception {
        HttpResponse<String> answer = ask(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        await("the copy ends")
                .atMost(Duration.ofSeconds(60))
                .until(() -> copy().state() != Copy.Phase.RUNNING);
        assertThat(copy().id()).isEqualTo(request.id());
        return copy();
    }

    Copy copy() throws Exception {
        return Objects.requireNonNull(target.status(id).copy());
    }

    @Test
    void allIsFetchedAndCountsAsNoWriteOfACustomer() throws Exception {
        Copy done = end(request(false));
        assertThat(done.state()).as("%s", done).isEqualTo(Copy.Phase.DONE);
        assertThat(done.objects()).isEqualTo(done.totalObjects()).isEqualTo(3);
        assertThat(done.bytes()).isEqualTo(LARGE.length + 2L * SMALL.length);
        store(source, "data", LATER);
        assertThat(source.client("anna").delete(path("snapshots", SMALL))).isEqualTo(200);
        assertThat(source.client("anna").delete("/laptop/config")).isEqualTo(200);
        assertThat(source.client("anna").post("/laptop/config", LATER)).isEqualTo(200);

        assertThat(end(request(true)).state()).isEqualTo(Copy.Phase.DONE);
        Usage there = source.status(id).usage();
        Usage here = target.status(id).usage();
        assertThat(here.objects()).isEqualTo(there.objects());
        assertThat(here.bytes()).isEqualTo(there.bytes());
        assertThat(here.repositories()).isEqualTo(2);
        assertThat(here.deleted()).isNull();

        target.close();
        target = startTarget();
        AccountStatus after = target.status(id);
        assertThat(after.copy()).isNull();
        assertThat(after.usage()).isEqualTo(here);
        assertThat(after.usage().lastWriteAt()).isEqualTo(WRITTEN);
        assertThat(after.usage().lastSnapshotAt()).isEqualTo(SNAPPED);

        target.put(id, account(2));
        assertThat(target.client("anna").get(path("data", LARGE)).body()).isEqualTo(LARGE);
        assertThat(target.client("anna").get("/laptop/config").body()).isEqualTo(LATER);
        assertThat(target.client("anna").get(path("snapshots", SMALL)).statusCode())
                .isEqualTo(404);
        assertThat(target.status(id).usage().lastWriteAt()).isEqualTo(WRITTEN);
        store(target, "data", SMALL);
        assertThat(target.status(id).usage().lastWriteAt()).isAfter(WRITTEN);
        assertThat(target.status(id).usage().lastSnapshotAt()).isEqualTo(SNAPPED);
    }

    @Test
    void whatTheSourcePutAsideAsDamagedStaysWholeAndWhatItsClientDeletedGoes() throws Exception {
        store(source, "snapshots", LATER);
        store(source, "index", LATER);
        store(source, "keys", SMALL);
        assertThat(end(request(false)).state()).isEqualTo(Copy.Phase.DONE);
        assertThat(source.client("anna").delete(path("index", LATER))).isEqualTo(200);
        flipABit("data", LARGE);
        flipABit("snapshots", LATER);
        flipABit("keys", SMALL);
        Usage there = scrubbed(3);

        Copy done = end(request(true));
        assertThat(done.state()).as("%s", done).isEqualTo(Copy.Phase.DONE);
        ObjectCounts more = new ObjectCounts(0, 1, 0, 1, 0, 1);
        int bytes = LARGE.length + LATER.length + SMALL.length;
        assertThat(done.spared()).isEqualTo(new Copy.Spared(more, bytes));
        Usage here = target.status(id).usage();
        assertThat(here.objects()).isEqualTo(there.objects().plus(more));
        assertThat(here.bytes()).isEqualTo(there.bytes() + bytes);
        assertThat(here.damaged()).as("all is whole").isNull();

        target.close();
        target = startTarget();
        target.put(id, account(2));
        assertThat(target.client("anna").get(path("data", LARGE)).body()).isEqualTo(LARGE);
        assertThat(target.client("anna").get(path("snapshots", LATER)).body()).isEqualTo(LATER);
        assertThat(target.client("anna").get(path("keys", SMALL)).body())
                .as("nothing else opens what is there")
                .isEqualTo(SMALL);
        assertThat(target.client("anna").get(path("index", LATER)).statusCode()).isEqualTo(404);
    }

    @Test
    void nothingThatIsDamagedComesBackWithoutWhatItReferredTo() throws Exception {
        store(source, "data", LATER);
        store(source, "index", SMALL);
        store(source, "keys", SMALL);
        store(source, "keys", LATER);
        assertThat(end(request(false)).state()).isEqualTo(Copy.Phase.DONE);
        assertThat(source.client("anna").delete(path("data", LATER))).isEqualTo(200);
        flipABit("data", LARGE);
        flipABit("snapshots", SMALL);
        flipABit("index", SMALL);
        flipABit("keys", SMALL);
        scrubbed(4);

        Copy done = end(request(true));
        assertThat(done.spared())
                .isEqualTo(
                        new Copy.Spared(new ObjectCounts(0, 1, 0, 0, 0, 0), LARGE.length));
        assertThat(target.status(id).usage().objects())
                .isEqualTo(new ObjectCounts(1, 1, 0, 1, 0, 0));
        Aside aside = new Aside(3, 3L * SMALL.length);
        assertThat(target.status(id).usage().damaged())
                .as("the whole index, key and snapshot are put aside, as there are no others")
                .isEqualTo(aside);
        target.close();
        target = startTarget();
        assertThat(target.status(id).usage().damaged()).isEqualTo(aside);
        target.put(id, account(2));
        assertThat(target.client("anna").get(path("keys", SMALL)).statusCode())
                .as("its holder may have revoked it")
                .isEqualTo(404);
        assertThat(target.client("anna").get(path("index", SMALL)).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsWholeAndWasPutAsideStaysThereAlsoWhenTheSourceForgetsItsDamage() throws Exception {
        store(source, "index", SMALL);
        assertThat(end(request(false)).state()).isEqualTo(Copy.Phase.DONE);
        flipABit("index", SMALL);
        scrubbed(1);
        assertThat(logged(() -> end(request(true))))
                .as("for a person who looks through what is there")
                .anyMatch(line -> isOfWholeIndex(line, "Put aside"));
        Aside aside = new Aside(1, SMALL.length);
        assertThat(target.status(id).usage().damaged()).isEqualTo(aside);

        source.close();
        Files.move(sourceFolder.resolve("damaged"), sourceFolder.resolve("looked-at"));
        source = TestNode.start(sourceSettings(FreePort.find()));
        assertThat(source.status(id).usage().damaged()).isNull();
        assertThat(logged(() -> end(request(true))))
                .anyMatch(line -> isOfWholeIndex(line, "stays aside"));
        assertThat(target.status(id).usage().damaged()).isEqualTo(aside);
        target.close();
        target = startTarget();
        assertThat(target.status(id).usage().damaged()).isEqualTo(aside);
    }

    private boolean isOfWholeIndex(String line, String what) {
        return line.contains(what)
                && line.contains("damaged/" + id + "/laptop/index/" + Blobs.name(SMALL));
    }

    private interface Copying {
        Copy run() throws Exception;
    }

    /** What the nodes log while an account is copied to the end. */
    private static List<String> logged(Copying copying) throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("io.counterfoil.node");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            Copy done = copying.run();
            assertThat(done.state()).as("%s", done).isEqualTo(Copy.Phase.DONE);
        } finally {
            logger.detachAppender(lines);
        }
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void whatNoNodeHasWholeGoesOnAsDamageUntilItIsStoredAgainOrGone() throws Exception {
        store(source, "index", SMALL);
        store(source, "index", LATER);
        flipABit("index", SMALL);
        flipABit("index", LATER);
        scrubbed(2);
        assertThat(end(request(true)).state()).isEqualTo(Copy.Phase.DONE);
        assertThat(target.status(id).usage().damaged()).isEqualTo(new Aside(2, 0));
        target.close();
        target = startTarget();
        assertThat(target.status(id).usage().damaged()).isEqualTo(new Aside(2, 0));

        store(source, "index", LATER);
        assertThat(source.client("anna").delete(path("index", LATER))).isEqualTo(200);
        assertThat(end(request(true)).state()).isEqualTo(Copy.Phase.DONE);
        assertThat(target.status(id).usage().damaged()).isEqualTo(new Aside(1, 0));
        target.put(id, account(2));
        store(target, "index", SMALL);
        assertThat(target.status(id).usage().damaged()).isNull();
    }

    @Test
    void whatIsSparedTakesNoRoomFromWhatComes() throws Exception {
        assertThat(end(request(false)).state()).isEqualTo(Copy.Phase.DONE);
        flipABit("data", LARGE);
        scrubbed(1);
        store(source, "data", LATER);
        target.put(
                id, anAccount().version(2).hardQuota(LARGE.length).state(AccountState.CLOSED));
        assertThat(end(request(false)).state()).isEqualTo(Copy.Phase.DONE);
        assertThat(source.client("anna").delete(path("data", LATER))).isEqualTo(200);
        store(source, "data", Blobs.bytes(800, 4));
        Copy done = end(request(true));
        assertThat(done.state()).as("%s", done).isEqualTo(Copy.Phase.DONE);
        assertThat(target.status(id).usage().objects().data()).isEqualTo(2);

        target.put(id, anAccount().version(3).hardQuota(LARGE.length).user("anna"));
        assertThat(target.client("anna").post(path("data", SMALL), SMALL)).isEqualTo(507);
    }

    @Test
    void anObjectThatWasCutOnTheSourceStaysWholeAndTheCopyTellsByHowMuch() throws Exception {
        assertThat(end(request(false)).state()).isEqualTo(Copy.Phase.DONE);
        source.close();
        Files.write(sourceFile("data", LARGE), Arrays.copyOf(LARGE, 1_000));
        source = TestNode.start(sourceSettings(FreePort.find()));
        Usage there = source.status(id).usage();
        assertThat(there.bytes()).isEqualTo(1_000 + 2L * SMALL.length);

        Copy done = end(request(true));
        assertThat(done.state()).as("%s", done).isEqualTo(Copy.Phase.DONE);
        assertThat(done.spared())
                .isEqualTo(
                        new Copy.Spared(new ObjectCounts(0, 0, 0, 0, 0, 0), LARGE.length - 1_000));
        assertThat(target.status(id).usage().bytes())
                .isEqualTo(there.bytes() + LARGE.length - 1_000);
        target.put(id, account(2));
        assertThat(target.client("anna").get(path("data", LARGE)).body()).isEqualTo(LARGE);
    }

    private Path sourceFile(String kind, byte[] object) throws IOException {
        return file(sourceFolder, kind, object);
    }

    private Path file(Path node, String kind, byte[] object) throws IOException {
        try (Stream<Path> files =
                Files.walk(node.resolve("repositories/" + id + "/laptop/" + kind))) {
            return files.filter(file -> file.endsWith(Blobs.name(object))).findAny().orElseThrow();
        }
    }

    /** A disk that changes bytes. */
    void flipABit(String kind, byte[] object) throws IOException {
        flipABit(sourceFolder, kind, object);
    }

    /** The same of any node's. */
    void flipABit(Path node, String kind, byte[] object) throws IOException {
        byte[] changed = object.clone();
        changed[object.length / 2] ^= 1;
        Files.write(file(node, kind, object), changed);
    }

    /** What is left on the source once so many damaged objects are put aside. */
    Usage scrubbed(int damaged) throws Exception {
        source.close();
        source = scrubbed(sourceSettings(FreePort.find()), damaged);
        return source.status(id).usage();
    }

    /** A node that was started, once it has put so many objects aside. */
    TestNode scrubbed(NodeSettings settings, int damaged) throws Exception {
        NodeConfiguration configuration = NodeConfiguration.of(settings);
        configuration.scrubAfter(Duration.ZERO);
        TestNode started = TestNode.start(configuration);
        await("damage is found")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            Aside aside = started.status(id).usage().damaged();
                            return aside != null && aside.objects() == damaged;
                        });
        return started;
    }

    @Test
    void aForgedConfigGivesWayToTheOneThatWasFetchedHoweverLongAgoThatWasStored()
            throws Exception {
        Instant before = Instant.now().minus(Duration.ofDays(1));
        assertThat(end(request(true)).state()).isEqualTo(Copy.Phase.DONE);
        target.put(id, account(2).keepDeleted(Duration.ofDays(7)));
        TestNode.Client anna = target.client("anna");
        assertThat(anna.delete("/laptop/config")).isEqualTo(200);
        assertThat(anna.post("/laptop/config", LATER)).isEqualTo(200);
        HttpResponse<String> asked =
                target.admin(
                        "POST",
                        "admin/accounts/" + id + "/undelete",
                        TestNode.JSON.writeValueAsString(
                                new Undelete.Request(UUID.randomUUID(), before)));
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        await("it is done")
                .until(
                        () ->
                                Objects.requireNonNull(target.status(id).undelete()).finishedAt()
                                        != null);
        assertThat(anna.get("/laptop/config").body()).isEqualTo(SMALL);
    }

    @Test
    void whatAnAccountLeavesBehindIsRemovedAndItsClientsAreHandedOn() throws Exception {
        target.put(id, account(2));
        target.client("anna").withRepository();
        assertThat(target.client("anna").post("/data/" + Blobs.name(LATER), LATER)).isEqualTo(200);
        target.put(id, account(3).moved(source.node().dataUrl(), MovedTo.Kept.DROPPED));
        await("it is removed").until(() -> target.status(id).usage().repositories() == 0);
        assertThat(target.client("anna").get(path("data", LARGE)).body()).isEqualTo(LARGE);
        store(target, "data", LATER);
        assertThat(source.status(id).usage().objects().data()).isEqualTo(2);

        target.close();
        target = startTarget();
        assertThat(target.status(id).usage().bytes()).isZero();
        assertThat(target.client("anna").get(path("data", LATER)).body()).isEqualTo(LATER);
    }
}
