package io.counterfoil.node;

import static io.counterfoil.node.AccountSpecs.anAccount;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.Aside;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.MovedTo;
import io.counterfoil.node.contract.NodeProblem;
import io.counterfoil.node.contract.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Onto a disk, and what can go wrong. */
class CopyIT extends CopyContract {
    @TempDir Path folder;

    @Override
    TestNode startTarget() throws IOException {
        return TestNode.start(folder);
    }

    @Test
    void onlyAClosedAccountTakesACopy() throws Exception {
        target.put(id, account(2));
        HttpResponse<String> open = ask(request(false));
        assertThat(open.statusCode()).isEqualTo(409);
        assertThat(AdminIT.problem(open).type()).isEqualTo(NodeProblem.NOT_CLOSED);
        id = UUID.randomUUID();
        assertThat(AdminIT.problem(ask(request(false))).type())
                .isEqualTo(NodeProblem.UNKNOWN_ACCOUNT);
    }

    @Test
    void anAccountThatComesBackTakesACopyWhileItsClientsAreHandedOn() throws Exception {
        URI there = source.node().dataUrl();
        target.put(id, account(2).moved(there, MovedTo.Kept.KEPT));
        assertThat(end(request(false)).state()).isEqualTo(Copy.Phase.DONE);
        store(target, "data", LATER);
        assertThat(target.status(id).usage().objects().data()).as("it was handed on").isEqualTo(1);
        Copy done = end(request(true));
        assertThat(done.state()).as("%s", done).isEqualTo(Copy.Phase.DONE);
        assertThat(target.client("anna").get(path("data", LARGE)).body()).isEqualTo(LARGE);
        assertThat(target.status(id).lastForwardedAt()).isNotNull();

        source.put(id, account(2).state(AccountState.CLOSED));
        target.put(id, account(3));
        assertThat(target.client("anna").get(path("data", LATER)).body()).isEqualTo(LATER);
        target.put(id, account(4).moved(there, MovedTo.Kept.DROPPED));
        assertThat(AdminIT.problem(ask(request(true))).type()).isEqualTo(NodeProblem.NOT_CLOSED);
    }

    @Test
    void aWishWithoutASourceIsRefusedAndNeverRepeatsAPassword() throws Exception {
        HttpResponse<String> answer =
                target.admin(
                        "POST",
                        "admin/accounts/" + id + "/copy",
                        TestNode.JSON
                                .writeValueAsString(request(false))
                                .replace("http://", "ftp://"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("from").doesNotContain(AccountSpecs.password("copier"));
    }

    @Test
    void theSameWishAgainChangesNothing() throws Exception {
        Copy.Request request = request(true);
        Copy first = end(request);
        assertThat(end(request)).isEqualTo(first);
        target.put(id, account(2));
        assertThat(ask(request).statusCode()).isEqualTo(202);
    }

    @Test
    void aCopierThatIsNotLetInSaysWhereAndKeepsItsSecret() throws Exception {
        source.put(id, account(2));
        Copy failed = end(request(false));
        assertThat(failed.state()).isEqualTo(Copy.Phase.FAILED);
        assertThat(failed.problem())
                .contains("401", "/keys/")
                .doesNotContain(AccountSpecs.password("copier"));
    }

    @Test
    void theTargetsQuotaHoldsForACopyToo() throws Exception {
        target.put(
                id, anAccount().version(2).hardQuota(LARGE.length).state(AccountState.CLOSED));
        Copy failed = end(request(false));
        assertThat(failed.state()).isEqualTo(Copy.Phase.FAILED);
        assertThat(failed.problem()).contains("/laptop/data/" + Blobs.name(LARGE), "quota");
        assertThat(target.status(id).usage().bytes()).isEqualTo(SMALL.length);
    }

    @Test
    void aRepositoryThatLeadsElsewhereIsRefused() throws Exception {
        Copy.Request good = request(false);
        Copy failed =
                end(
                        new Copy.Request(
                                good.id(), good.from(), List.of("../other/"), false, null, null));
        assertThat(failed.problem()).contains("no repository at /../other/");
    }

    @Test
    void aSourceThatIsAwayForAWhileIsAskedAgain() throws Exception {
        Copy.Request request = request(true);
        int port = source.node().dataUrl().getPort();
        source.close();
        assertThat(ask(request).statusCode()).isEqualTo(202);
        await("it is noticed").until(() -> copy().problem() != null);
        source = TestNode.start(sourceSettings(port));
        await("it goes on")
                .atMost(Duration.ofSeconds(30))
                .until(() -> copy().state() == Copy.Phase.DONE);
        assertThat(copy().problem()).isNull();
        assertThat(copy().objects()).isEqualTo(3);
    }

    @Test
    void anotherWishTakesThePlaceOfOneThatRuns() throws Exception {
        Copy.Request first = request(true);
        Copy.Request second = request(true);
        int port = source.node().dataUrl().getPort();
        source.close();
        assertThat(ask(first).statusCode()).isEqualTo(202);
        await("it is noticed").until(() -> copy().problem() != null);
        source = TestNode.start(sourceSettings(port));
        assertThat(end(second).state()).isEqualTo(Copy.Phase.DONE);
    }

    @Test
    void oneThatTakesLongToStopHoldsUpNoOtherAccount() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Path slow = folder.resolve("repositories").resolve(id.toString());
        PowerCutDisk disk = new PowerCutDisk();
        disk.beforeSync(
                path -> {
                    if (path.startsWith(slow) && free.getCount() > 0) {
                        reached.countDown();
                        awaitWhateverHappens(free, told);
                    }
                });
        target.close();
        target = TestNode.start(NodeSettings.in(folder), disk);
        UUID other = target.open(anAccount().state(AccountState.CLOSED));
        try (ExecutorService wishes = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(ask(request(false)).statusCode()).isEqualTo(202);
            reached.await();
            Future<HttpResponse<String>> instead = wishes.submit(() -> ask(request(true)));
            told.await();
            Future<HttpResponse<String>> elsewhere =
                    wishes.submit(() -> ask(other, request(false)));
            try {
                assertThat(elsewhere.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
                assertThat(instead).isNotDone();
            } finally {
                free.countDown();
            }
            assertThat(instead.get().statusCode()).isEqualTo(202);
        }
    }

    private static void awaitWhateverHappens(CountDownLatch end, CountDownLatch told) {
        boolean ended = false;
        while (!ended) {
            try {
                end.await();
                ended = true;
            } catch (InterruptedException e) {
                told.countDown();
            }
        }
    }

    @Test
    void anOlderNodeThatCannotTellWhatIsDamagedIsCopiedToTheEnd() throws Exception {
        assertThat(end(request(false)).state()).isEqualTo(Copy.Phase.DONE);
        assertThat(source.client("anna").delete(path("data", LARGE))).isEqualTo(200);
        HttpServer older = older(source.node().dataUrl());
        try {
            Copy done = end(from(older));
            assertThat(done.state()).as("%s", done).isEqualTo(Copy.Phase.DONE);
            assertThat(target.status(id).usage().objects().data()).isZero();
        } finally {
            older.stop(0);
        }
    }

    /** Puts aside here a pack, a snapshot and an index; the last one is damaged on the source, too. */
    private void damagedHere() throws Exception {
        store(source, "index", LATER);
        assertThat(end(request(false)).state()).isEqualTo(Copy.Phase.DONE);
        flipABit("index", LATER);
        scrubbed(1);
        flipABit(folder, "data", LARGE);
        flipABit(folder, "snapshots", SMALL);
        flipABit(folder, "index", LATER);
        target.close();
        target = scrubbed(NodeSettings.in(folder), 3);
        assertThat(source.client("anna").delete(path("data", LARGE))).isEqualTo(200);
    }

    @Test
    void whatWasPutAsideHereIsNoDamageAnyMoreOnceItIsGoneFromTheSource() throws Exception {
        damagedHere();
        assertThat(end(request(false)).state()).isEqualTo(Copy.Phase.DONE);
        assertThat(target.status(id).usage().damaged())
                .as("the source may have it again")
                .isEqualTo(new Aside(2, LARGE.length + LATER.length));
        assertThat(end(request(true)).state()).isEqualTo(Copy.Phase.DONE);
        assertThat(target.status(id).usage().damaged())
                .as("nobody has it whole")
                .isEqualTo(new Aside(1, LATER.length));
        target.close();
        target = startTarget();
        assertThat(target.status(id).usage().damaged()).isEqualTo(new Aside(1, LATER.length));
        target.put(id, account(2));
        assertThat(target.client("anna").get(path("snapshots", SMALL)).body()).isEqualTo(SMALL);
    }

    @Test
    void whatWasPutAsideHereGoesOnAsDamageWhereTheSourceCannotTellWhatItPutAside()
            throws Exception {
        damagedHere();
        HttpServer older = older(source.node().dataUrl());
        try {
            assertThat(end(from(older)).state()).isEqualTo(Copy.Phase.DONE);
            assertThat(target.status(id).usage().damaged())
                    .isEqualTo(new Aside(2, LARGE.length + LATER.length));
        } finally {
            older.stop(0);
        }
    }

    @Test
    void aSnapshotIsNotSeenWithoutItsDataThatWasPutAsideHereAndIsGoneFromTheSource()
            throws Exception {
        assertThat(end(request(false)).state()).isEqualTo(Copy.Phase.DONE);
        flipABit(folder, "data", LARGE);
        target.close();
        target = scrubbed(NodeSettings.in(folder), 1);
        flipABit("snapshots", SMALL);
        scrubbed(1);
        assertThat(source.client("anna").delete(path("data", LARGE))).isEqualTo(200);

        assertThat(end(request(true)).state()).isEqualTo(Copy.Phase.DONE);
        assertThat(target.status(id).usage().objects().snapshots()).isZero();
        assertThat(target.status(id).usage().damaged()).isEqualTo(new Aside(1, SMALL.length));
    }

    @Test
    void whatWasPutAsideHereIsNoDamageAnyMoreOnceItsRepositoryIsGoneFromTheSource()
            throws Exception {
        assertThat(end(request(false)).state()).isEqualTo(Copy.Phase.DONE);
        flipABit(folder, "data", LARGE);
        target.close();
        target = scrubbed(NodeSettings.in(folder), 1);
        HttpServer older = older(source.node().dataUrl());
        try {
            assertThat(end(ofTheOther(from(older))).state()).isEqualTo(Copy.Phase.DONE);
            assertThat(target.status(id).usage().damaged())
                    .as("an older node can't tell whether it has it damaged")
                    .isEqualTo(new Aside(1, LARGE.length));
        } finally {
            older.stop(0);
        }
        assertThat(end(ofTheOther(request(true))).state()).isEqualTo(Copy.Phase.DONE);
        assertThat(target.status(id).usage().damaged()).isNull();
    }

    @Test
    void whatWasPutAsideHereIsNoDamageAnyMoreOnceItsSourceHasNoRepositoryAtAll() throws Exception {
        assertThat(end(request(false)).state()).isEqualTo(Copy.Phase.DONE);
        flipABit(folder, "data", LARGE);
        target.close();
        target = scrubbed(NodeSettings.in(folder), 1);
        Copy.Request whole = request(true);
        Copy.Request empty =
                new Copy.Request(whole.id(), whole.from(), List.of(), true, null, null);
        assertThat(end(empty).state()).isEqualTo(Copy.Phase.DONE);
        assertThat(target.status(id).usage().damaged()).isNull();
        assertThat(target.status(id).usage().objects().total()).isZero();
        target.close();
        target = startTarget();
        assertThat(target.status(id).usage().damaged()).isNull();
    }

    @Test
    void aSourceThatLostAllItsRepositoriesEmptiesNothingHere() throws Exception {
        assertThat(end(request(false)).state()).isEqualTo(Copy.Phase.DONE);
        Copy.Request whole = request(true);
        Copy.Request lost =
                new Copy.Request(
                        whole.id(), whole.from(), List.of(), true, whole.lastWriteAt(), null);
        Copy failed = end(lost);
        assertThat(failed.state()).isEqualTo(Copy.Phase.FAILED);
        assertThat(failed.problem()).contains("no repository", WRITTEN.toString());
        assertThat(target.status(id).usage().objects().total()).isEqualTo(3);
    }

    /** The same wish of a source that has no laptop's repository. */
    private static Copy.Request ofTheOther(Copy.Request whole) {
        return new Copy.Request(
                whole.id(), whole.from(), List.of(""), whole.exact(), null, null);
    }

    /** Asks for an exact copy from another address. */
    private Copy.Request from(HttpServer server) {
        Copy.Request good = request(true);
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return new Copy.Request(
                good.id(),
                new Copy.Source(url, "copier", AccountSpecs.password("copier")),
                good.repositories(),
                true,
                null,
                null);
    }

    /** Stands in for a node of an earlier version, with what another one has. */
    private static HttpServer older(URI node) throws IOException {
        HttpClient client = HttpClient.newHttpClient();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String type = exchange.getRequestHeaders().getFirst("Accept");
                    HttpRequest request =
                            HttpRequest.newBuilder(node.resolve(exchange.getRequestURI()))
                                    .header("Accept", type.equals(Copy.DAMAGED) ? "*/*" : type)
                                    .header(
                                            "Authorization",
                                            exchange.getRequestHeaders().getFirst("Authorization"))
                                    .build();
                    try (exchange) {
                        HttpResponse<byte[]> answer =
                                client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                        answer.headers()
                                .firstValue("Content-Type")
                                .ifPresent(
                                        given ->
                                                exchange.getResponseHeaders()
                                                        .set("Content-Type", given));
                        exchange.sendResponseHeaders(answer.statusCode(), 0);
                        exchange.getResponseBody().write(answer.body());
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                });
        server.start();
        return server;
    }

    @Test
    void aDamagedObjectIsNeverTakenOver() throws Exception {
        flipABit("data", LARGE);
        assertThat(ask(request(false)).statusCode()).isEqualTo(202);
        await("it is noticed").until(() -> copy().problem() != null);
        assertThat(copy().problem()).contains(Blobs.name(LARGE), "SHA-256", "scrubRate");
        assertThat(target.status(id).usage().objects().data()).isZero();
    }

    @Test
    void anAccountThatIsOpenedIsLeftAloneByItsCopier() throws Exception {
        Copy.Request request = request(true);
        source.close();
        assertThat(ask(request).statusCode()).isEqualTo(202);
        await("it is noticed").until(() -> copy().problem() != null);
        target.put(id, account(2));
        target.client("anna").post("/laptop/?create=true", new byte[0]);
        store(target, "data", LATER);
        await("it ends").until(() -> copy().state() == Copy.Phase.FAILED);
        assertThat(copy().problem()).contains("closed");
        assertThat(target.status(id).usage().objects().data()).isEqualTo(1);
    }

    @Test
    void nothingOfThePasswordIsWrittenDown() throws Exception {
        source.put(id, account(2).user("copier", Scope.COPY));
        assertThat(end(request(true)).state()).isEqualTo(Copy.Phase.DONE);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, ISO_8859_1))
                        .as("%s", file)
                        .doesNotContain(AccountSpecs.password("copier"));
            }
        }
    }
}
