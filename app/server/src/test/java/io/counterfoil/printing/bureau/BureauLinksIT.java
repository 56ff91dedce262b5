package io.counterfoil.printing.bureau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterfoil.Browser;
import io.counterfoil.CapturedLog;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.Audit;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.catalog.Fixtures;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.printing.PrintHouse;
import io.counterfoil.web.Download;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BureauLinksIT extends PrintHouse {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RUNS = "/api/v1/print-runs/";

    /** More than the network keeps between a server and a client that doesn't read. */
    private static final int LARGE = 10_000;

    private final PressKey press = new PressKey();
    private final HttpClient client = HttpClient.newHttpClient();
    private int bureaus;

    @AfterAll
    void closeClient() {
        client.close();
    }

    @Test
    void theBureauGetsEverythingOnceAndLeavesAReceipt() throws Exception {
        String run = ready(12, press.publicKey());
        String page = link(run);
        Browser bureau = server.browser();

        // As scanners of mail and previews do.
        assertThat(bureau.get(page).statusCode()).isEqualTo(200);
        HttpResponse<String> shown = bureau.get(page);
        assertThat(shown.body()).contains("12 items", "Download the package");
        assertThat(shown.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(shown.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(server.browser().reading("de").get(page).body())
                .contains("um 12 Artikel von", "Paket herunterladen")
                .doesNotContain("Download");
        Browser reader = server.browser().reading("de");
        HttpResponse<String> english =
                reader.fill(reader.get(page), "/language", Map.of("language", "en"));
        assertThat(english.statusCode()).isEqualTo(303);
        assertThat(english.headers().firstValue("Location").orElse("")).endsWith(page);
        assertThat(reader.get(page).body()).contains("Download the package");
        assertThat(receipts(run)).isEmpty();

        HttpResponse<byte[]> sent = download(page);
        assertThat(sent.statusCode()).isEqualTo(200);
        assertThat(sent.headers().firstValue("Content-Disposition").orElse(""))
                .contains("-package.zip.gpg");
        assertThat(sent.headers().firstValue("Cache-Control")).hasValue("no-store");
        Map<String, byte[]> files = PressKey.unzipped(press.decrypt(sent.body()));
        assertThat(files.keySet())
                .containsExactly("gift-card.pdf", "data.csv", "manifest.json", "manifest.pdf");
        JsonNode manifest = JSON.readTree(files.get("manifest.json"));
        assertThat(manifest.path("files")).hasSize(2);
        for (JsonNode file : manifest.path("files")) {
            assertThat(file.path("sha256").asText())
                    .isEqualTo(sha256(Objects.requireNonNull(files.get(file.path("name").asText()))));
        }

        JsonNode receipt = receipts(run).path(0);
        assertThat(receipt.path("state").asText()).isEqualTo("complete");
        assertThat(receipt.path("bytes").asInt()).isEqualTo(sent.body().length);
        assertThat(receipt.path("sha256").asText()).isEqualTo(sha256(sent.body()));
        assertThat(receipt.path("address").asText()).isEqualTo("127.0.0.1");
        assertThat(audited()).contains("bureau_link.made", "package.sent");
        assertThat(bureau.get(page).body()).contains("What became of the");
        assertThat(download(page).statusCode()).isEqualTo(410);
        assertThat(receipts(run)).hasSize(1);
    }

    @Test
    void theManifestIsInTheLanguageOfWhoeverFetchesIt() throws Exception {
        String run = ready(12, press.publicKey());
        byte[] sent = download(link(run), "de-DE, en;q=0.5").body();
        Map<String, byte[]> files = PressKey.unzipped(press.decrypt(sent));

        assertThat(text(Objects.requireNonNull(files.get("manifest.pdf"))))
                .contains("Lieferverzeichnis zum Druckauftrag", "Seite 1 von 1")
                .contains("Keine Seriennummer wird je für einen anderen Artikel verwendet");
        assertThat(
                        new String(
                                Objects.requireNonNull(files.get("manifest.json")),
                                StandardCharsets.UTF_8))
                .contains("\"first_serial\"", "\"quantity\" : 12");
        assertThat(text(manifest(run, "de"))).contains("Lieferverzeichnis zum Druckauftrag");
        assertThat(text(manifest(run, "fr"))).contains("Manifest of print run");
    }

    private byte[] manifest(String run, String language) throws Exception {
        return client.send(
                        server.request(RUNS + run + "/files/manifest.pdf")
                                .header("Authorization", "Bearer " + key)
                                .header("Accept-Language", language)
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void gpgReadsAPackage(@TempDir Path folder) throws IOException {
        try (Gpg gpg = new Gpg()) {
            String run =
                    ready(3, gpg.key("real@press.example", "future-default", "default", "never"));
            Path sent = folder.resolve("run.zip.gpg");
            Files.write(sent, download(link(run)).body());

            assertThat(PressKey.unzipped(gpg.decrypt(sent)))
                    .containsKeys("gift-card.pdf", "data.csv", "manifest.json", "manifest.pdf");
        }
    }

    @Test
    void aLinkEndsAfter72HoursAndWithTheNextOne() {
        String run = ready(2, press.publicKey());
        String first = link(run);
        String second = link(run);
        assertThat(server.browser().get(first).statusCode()).isEqualTo(410);
        assertThat(server.browser().get(second).statusCode()).isEqualTo(200);

        world.clock().forward(Duration.ofDays(3).minusSeconds(1));
        assertThat(server.browser().get(second).statusCode()).isEqualTo(200);
        world.clock().forward(Duration.ofSeconds(1));
        assertThat(server.browser().get(second).statusCode()).isEqualTo(410);
        assertThat(server.browser().get("/bureau").statusCode()).isEqualTo(410);
        assertThat(server.browser().get("/bureau?token=nonsense").statusCode()).isEqualTo(410);
    }

    @Test
    void whatBreaksOffKeepsTheLinkAndOfTwoAtOnceOneGetsIt() throws IOException {
        String run = ready(2, press.publicKey());
        String token = link(run).replaceFirst(".*=", "");
        Deliveries deliveries = world.wiring().printing().deliveries();
        Download first = deliveries.deliver(world.caller(), token, "127.0.0.1", Locale.ENGLISH);
        assertThatThrownBy(() -> deliveries.deliver(world.caller(), token, "127.0.0.1", Locale.ENGLISH))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("Somebody is downloading");
        breakOff(first);
        assertThat(receipts(run).path(0).path("state").asText()).isEqualTo("broken_off");

        world.clock().forward(Duration.ofSeconds(1));
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        deliveries.deliver(world.caller(), token, "127.0.0.1", Locale.ENGLISH).content().writeTo(whole);
        assertThat(PressKey.unzipped(press.decrypt(whole.toByteArray()))).hasSize(4);
        assertThat(receipts(run).path(0).path("state").asText()).isEqualTo("complete");
        assertThat(receipts(run)).hasSize(2);
    }

    @Test
    void theFifthTryIsTheLastWithWhicheverLinkAndTheNextLinkNeedsASecondPerson() {
        try (TestWorld own = new TestWorld();
                TestServer ownServer = new TestServer(own)) {
            String ann = keyOf(own, "ann");
            String bob = keyOf(own, "bob");
            String run = ready(own, ownServer, ann, 2);
            String make = RUNS + run + "/bureau-links";
            Deliveries deliveries = own.wiring().printing().deliveries();
            tryInVain(own, token(ownServer, run, ann), 4);
            String second = token(ownServer, run, ann);
            tryInVain(own, second, 1);

            assertThatThrownBy(() -> deliveries.deliver(own.caller(), second, "127.0.0.1", Locale.ENGLISH))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("tried 5 times");
            HttpResponse<String> waiting = send(ownServer, "POST", make, ann, null);
            assertThat(waiting.statusCode()).isEqualTo(202);
            approve(ownServer, waiting, bob);
            String third = token(ownServer, run, ann);
            tryInVain(own, third, 5);
            assertThatThrownBy(() -> deliveries.deliver(own.caller(), third, "127.0.0.1", Locale.ENGLISH))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("tried 5 times");
            assertThat(send(ownServer, "POST", make, ann, null).statusCode()).isEqualTo(202);
        }
    }

    @Test
    void whatASecondPersonAgreedToEndsWhenTheFilesAreCheckedAgain() throws IOException {
        try (TestWorld own = new TestWorld();
                TestServer ownServer = new TestServer(own)) {
            String ann = keyOf(own, "ann");
            String bob = keyOf(own, "bob");
            String run = ready(own, ownServer, ann, 2);
            String make = RUNS + run + "/bureau-links";
            own.wiring()
                    .printing()
                    .deliveries()
                    .deliver(own.caller(), token(ownServer, run, ann), "127.0.0.1", Locale.ENGLISH)
                    .content()
                    .writeTo(OutputStream.nullOutputStream());
            HttpResponse<String> waiting = send(ownServer, "POST", make, ann, null);
            assertThat(json(send(ownServer, "POST", make, ann, null)).path("approval"))
                    .isEqualTo(json(waiting).path("approval"));
            approve(ownServer, waiting, bob);

            approve(ownServer, send(ownServer, "POST", RUNS + run + "/release", ann, null), bob);
            own.wiring().printing().releases().release(UUID.fromString(run));

            HttpResponse<String> late = send(ownServer, "POST", make, ann, null);
            assertThat(late.statusCode()).isEqualTo(202);
            approve(ownServer, send(ownServer, "POST", RUNS + run + "/release", ann, null), bob);
            String approval =
                    "/api/v1/approvals/" + json(late).path("approval").asText() + "/approve";
            assertThat(send(ownServer, "POST", approval, bob, null).statusCode())
                    .as("what waited for other files has ended")
                    .isEqualTo(409);
        }
    }

    private static void tryInVain(TestWorld own, String token, int times) {
        Deliveries deliveries = own.wiring().printing().deliveries();
        for (int tries = 0; tries < times; tries++) {
            assertThat(deliveries.offer(own.caller(), token).summary().items()).isEqualTo(2);
            breakOff(deliveries.deliver(own.caller(), token, "127.0.0.1", Locale.ENGLISH));
        }
    }

    @Test
    void whatTheProviderFetchedInPartCountsAndEndsTheLinkOfTheBureau() throws IOException {
        try (TestWorld own = new TestWorld();
                TestServer ownServer = new TestServer(own)) {
            String ann = keyOf(own, "ann");
            String bob = keyOf(own, "bob");
            String run = ready(own, ownServer, ann, 2);
            String before = token(ownServer, run, ann);
            Deliveries deliveries = own.wiring().printing().deliveries();
            breakOff(deliveries.fetch(own.caller(), PackageId.ordered(UUID.fromString(run)), "127.0.0.1", Locale.ENGLISH));

            String fetch = RUNS + run + "/package";
            HttpResponse<String> refused = send(ownServer, "GET", fetch, ann, null);
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("needs-approval", "in whole or in part");
            assertThatThrownBy(() -> deliveries.offer(own.caller(), before))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("Since this link was made the package was fetched without");
            assertThatThrownBy(() -> deliveries.deliver(own.caller(), before, "127.0.0.1", Locale.ENGLISH))
                    .isInstanceOf(Refused.class);
            HttpResponse<String> waiting =
                    send(ownServer, "POST", RUNS + run + "/bureau-links", ann, null);
            assertThat(waiting.statusCode()).isEqualTo(202);

            approve(ownServer, waiting, bob);
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            deliveries
                    .deliver(
                            own.caller(),
                            token(ownServer, run, ann),
                            "127.0.0.1",
                            Locale.ENGLISH)
                    .content()
                    .writeTo(whole);
            assertThat(PressKey.unzipped(press.decrypt(whole.toByteArray()))).hasSize(4);
        }
    }

    /** What is secret in a new link. */
    private static String token(TestServer ownServer, String run, String ownKey) {
        HttpResponse<String> made =
                send(ownServer, "POST", RUNS + run + "/bureau-links", ownKey, null);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return json(made).path("url").asText().replaceFirst(".*=", "");
    }

    private static void approve(TestServer ownServer, HttpResponse<String> waiting, String ownKey) {
        String approval =
                "/api/v1/approvals/" + json(waiting).path("approval").asText() + "/approve";
        assertThat(send(ownServer, "POST", approval, ownKey, null).statusCode()).isEqualTo(200);
    }

    @Test
    void aHeadIsNoDownload() {
        String run = ready(2, press.publicKey());
        String fetch = RUNS + run + "/package";

        assertThat(send("HEAD", fetch, key, null).statusCode()).isEqualTo(200);

        assertThat(receipts(run)).isEmpty();
        assertThat(send("GET", fetch, key, null).statusCode()).isEqualTo(200);
        assertThat(send("HEAD", RUNS + run + "/package", foreignKey, null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aLinkThatIsMadeWhileADownloadEndsSeesItsEnd() throws Exception {
        try (TestWorld own = new TestWorld();
                TestServer ownServer = new TestServer(own);
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            String ann = keyOf(own, "ann");
            keyOf(own, "bob");
            String run = ready(own, ownServer, ann, 2);
            UUID id = UUID.fromString(run);
            Future<Integer> made =
                    own.wiring()
                            .transactions()
                            .write(
                                    own.caller(),
                                    tx -> {
                                        new BureauRepository(tx).lockRun(id);
                                        Future<Integer> asked =
                                                other.submit(
                                                        () ->
                                                                send(
                                                                                ownServer,
                                                                                "POST",
                                                                                RUNS
                                                                                        + run
                                                                                        + "/bureau-links",
                                                                                ann,
                                                                                null)
                                                                        .statusCode());
                                        assertThatThrownBy(
                                                        () -> asked.get(1, TimeUnit.SECONDS))
                                                .isInstanceOf(TimeoutException.class);
                                        ReceiptRepository receipts = new ReceiptRepository(tx);
                                        UUID receipt = new UUID(2, 2);
                                        receipts.insert(
                                                receipt, PackageId.ordered(id), null, "127.0.0.1");
                                        receipts.end(
                                                receipt, PackageReceipt.State.COMPLETE, 1, "00");
                                        return asked;
                                    });

            assertThat(made.get(30, TimeUnit.SECONDS)).isEqualTo(202);
        }
    }

    @Test
    void filesOfWhichAPackageLeftAreCheckedAgainOnlyWithASecondPerson() {
        try (TestWorld own = new TestWorld();
                TestServer ownServer = new TestServer(own)) {
            String ann = keyOf(own, "ann");
            keyOf(own, "bob");
            UUID fetched = UUID.fromString(ready(own, ownServer, ann, 2));
            breakOff(
                    own.wiring()
                            .printing()
                            .deliveries()
                            .fetch(own.caller(), PackageId.ordered(fetched), "127.0.0.1", Locale.ENGLISH));

            assertThat(
                            own.wiring()
                                    .printing()
                                    .releaseRequests()
                                    .request(own.caller(), fetched)
                                    .approval())
                    .isNotNull();
        }
    }

    /** Takes a little of it. */
    private static void breakOff(Download delivery) {
        OutputStream broken =
                new OutputStream() {
                    private int left = 1_000;

                    @Override
                    public void write(int one) throws IOException {
                        if (--left < 0) {
                            throw new IOException("the connection broke");
                        }
                    }
                };
        assertThatThrownBy(() -> delivery.content().writeTo(broken))
                .hasMessage("the connection broke");
    }

    @Test
    @Tag("long")
    void aDownloadThatBreaksOffKeepsTheLinkAndOfTwoAtOnceOneIsComplete() throws Exception {
        String run = ready(LARGE, press.publicKey());
        String page = link(run);

        try (Socket slow = startDownload(page)) {
            assertThat(slow.isConnected()).isTrue();
            assertThat(receipts(run).path(0).path("state").asText()).isEqualTo("sending");
            assertThat(send("GET", RUNS + run + "/package", key, null).statusCode())
                    .isEqualTo(409);
            HttpResponse<byte[]> other = download(page);
            assertThat(other.statusCode()).isEqualTo(409);
            assertThat(new String(other.body(), StandardCharsets.UTF_8))
                    .contains("Somebody is downloading");
        }
        Awaitility.await("the server notices")
                .untilAsserted(
                        () ->
                                assertThat(receipts(run).path(0).path("state").asText())
                                        .isEqualTo("broken_off"));
        assertThat(receipts(run).path(0).path("bytes").asLong()).isPositive();
        assertThat(receipts(run).path(0).path("sha256").asText()).hasSize(64);
        assertThat(audited()).contains("package.broken_off");

        world.clock().forward(Duration.ofSeconds(1));
        HttpResponse<byte[]> sent = download(page);
        assertThat(sent.statusCode()).isEqualTo(200);
        assertThat(PressKey.unzipped(press.decrypt(sent.body()))).hasSize(4);
        assertThat(receipts(run)).hasSize(2);
        assertThat(receipts(run).path(0).path("state").asText()).isEqualTo("complete");
        assertThat(server.browser().get(page).body()).contains("What became of the");
        aSingleFileThatBreaksOffIsNotedToo(run);
    }

    private void aSingleFileThatBreaksOffIsNotedToo(String run) throws IOException {
        String path = RUNS + run + "/files/gift-card.pdf";
        try (Socket slow = socket()) {
            slow.getOutputStream()
                    .write(
                            ("GET " + path + " HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n")
                                    .formatted(server.host(), key)
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(slow.getInputStream().readNBytes(2_000), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 200");
            assertThat(downloads(run).path(0).path("complete").asBoolean()).isFalse();
            assertThat(downloads(run).path(0).hasNonNull("ended_at")).isFalse();
        }
        Awaitility.await("the server notices")
                .untilAsserted(
                        () -> assertThat(downloads(run).path(0).hasNonNull("ended_at")).isTrue());
        assertThat(downloads(run).path(0).path("complete").asBoolean()).isFalse();
        assertThat(downloads(run).path(0).path("bytes").asLong()).isPositive();
        assertThat(audited()).contains("print_run.download_broken_off");
    }

    private JsonNode downloads(String run) {
        return json(send(server, "GET", RUNS + run + "/downloads", key, null)).path("items");
    }

    @Test
    void aServerThatWasKilledLeavesNoLinkBlocked() {
        String run = ready(2, press.publicKey());
        String page = link(run);
        world.wiring()
                .transactions()
                .write(
                        world.caller(),
                        tx -> {
                            UUID link =
                                    tx.handle()
                                            .createQuery(
                                                    "SELECT id FROM bureau_link WHERE run_id ="
                                                            + " :run")
                                            .bind("run", UUID.fromString(run))
                                            .mapTo(UUID.class)
                                            .one();
                            return new ReceiptRepository(tx)
                                    .insert(
                                            new UUID(1, tx.now().toEpochMilli()),
                                            PackageId.ordered(UUID.fromString(run)),
                                            link,
                                            "");
                        });
        assertThat(download(page).statusCode()).isEqualTo(409);
        world.clock().forward(Duration.ofMinutes(3));
        assertThat(receipts(run).path(0).path("state").asText()).isEqualTo("broken_off");
        assertThat(download(page).statusCode()).isEqualTo(200);
    }

    @Test
    void theLinkEndsWhenTheProviderFetchedThePackageItself() {
        String run = ready(2, press.publicKey());
        String page = link(run);
        assertThat(send("GET", RUNS + run + "/package", key, null).statusCode())
                .isEqualTo(200);
        assertThat(download(page).statusCode()).isEqualTo(410);
    }

    @Test
    void aFurtherPackageNeedsASecondPerson() {
        try (TestWorld own = new TestWorld();
                TestServer ownServer = new TestServer(own)) {
            String ann = keyOf(own, "ann");
            String bob = keyOf(own, "bob");
            String run = ready(own, ownServer, ann, 2);
            String again = RUNS + run + "/bureau-links";
            assertThat(send(ownServer, "GET", RUNS + run + "/package", ann, null).statusCode())
                    .isEqualTo(200);
            assertThat(send(ownServer, "GET", RUNS + run + "/package", ann, null).statusCode())
                    .isEqualTo(409);

            HttpResponse<String> waiting = send(ownServer, "POST", again, ann, null);
            assertThat(waiting.statusCode()).isEqualTo(202);
            String approval =
                    "/api/v1/approvals/" + json(waiting).path("approval").asText() + "/approve";
            assertThat(send(ownServer, "POST", approval, ann, null).statusCode()).isEqualTo(409);
            assertThat(send(ownServer, "POST", approval, bob, null).statusCode()).isEqualTo(200);

            assertThat(send(ownServer, "POST", again, ann, null).statusCode()).isEqualTo(201);
            assertThat(send(ownServer, "POST", again, ann, null).statusCode()).isEqualTo(202);
        }
    }

    @Test
    void whatAnotherProviderHasAndWhatGoesToNoBureauIsRefused() {
        String run = ready(2, press.publicKey());
        String page = link(run);
        assertThat(
                        server.send(
                                        server.request(page)
                                                .setHeader("Host", "other.example")
                                                .build())
                                .statusCode())
                .isEqualTo(410);
        for (String path : List.of("/package", "/receipts")) {
            assertThat(send("GET", RUNS + run + path, foreignKey, null).statusCode())
                    .isEqualTo(404);
        }
        assertThat(send("POST", RUNS + run + "/bureau-links", foreignKey, null).statusCode())
                .isEqualTo(404);

        HttpResponse<String> bare =
                send("POST", "/api/v1/print-runs", key, order(product, 2));
        String none = RUNS + json(bare).path("id").asText();
        assertThat(send("GET", none + "/package", key, null).body())
                .contains("no print bureau");
    }

    @Test
    void aRunThatIsCountedInHasNoPackageAnyMore() {
        String run = ready(2, press.publicKey());
        String page = link(run);
        assertThat(send("POST", RUNS + run + "/count-in", key, object()).statusCode())
                .isEqualTo(200);
        assertThat(server.browser().get(page).statusCode()).isEqualTo(410);
        assertThat(download(page).statusCode()).isEqualTo(410);
        assertThat(send("GET", RUNS + run + "/package", key, null).statusCode())
                .isEqualTo(410);
    }

    @Test
    void aKeyThatExpiredSinceStopsThePackageInWords() {
        try (Gpg gpg = new Gpg()) {
            String run = ready(2, gpg.key("soon@press.example", "future-default", "default", "60d"));
            String page = link(run);
            world.clock().forward(Duration.ofDays(70));

            HttpResponse<String> refused = send("GET", RUNS + run + "/package", key, null);
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("expired", "prolong");
            assertThat(download(page).statusCode()).isEqualTo(410);
        }
    }

    @Test
    void noTokenReachesTheLogAndThePageShowsTheLinkOnce() {
        String run = ready(2, press.publicKey());
        Browser browser = server.signedIn("kim@harbour.example", "Kim", "operator", null);
        String page = "/console/print-runs/" + run + "/bureau";
        try (CapturedLog log = new CapturedLog()) {
            HttpResponse<String> made = browser.submit(page, page + "/link", Map.of());
            Matcher token = Pattern.compile("bureau\\?token=([\\w-]{27})").matcher(made.body());
            assertThat(token.find()).isTrue();
            assertThat(browser.get(page).body()).doesNotContain(token.group(1));
            assertThat(download("/bureau?token=" + token.group(1)).statusCode()).isEqualTo(200);
            assertThat(download("/bureau?token=" + token.group(1)).statusCode()).isEqualTo(410);
            assertThat(browser.get(page).body()).contains("complete", "127.0.0.1");
            assertThat(log.lines())
                    .noneSatisfy(line -> assertThat(line).contains(token.group(1)));
        }
    }

    private String ready(int quantity, String publicKey) {
        ObjectNode wanted =
                object().put("name", "Press " + ++bureaus).put("public_key", publicKey);
        HttpResponse<String> bureau = send("POST", "/api/v1/bureaus", key, wanted);
        assertThat(bureau.statusCode()).as(bureau.body()).isEqualTo(201);
        String id = json(bureau).path("id").asText();
        HttpResponse<String> run =
                send("POST",
                        "/api/v1/print-runs",
                        key,
                        order(product, quantity).put("bureau", id));
        assertThat(run.statusCode()).as(run.body()).isEqualTo(201);
        return released(world, json(run).path("id").asText());
    }

    private String ready(TestWorld own, TestServer ownServer, String ownKey, int quantity) {
        String card = Fixtures.giftCard(own, own.caller()).id().toString();
        ObjectNode wanted = object().put("name", "Press").put("public_key", press.publicKey());
        String bureau =
                json(send(ownServer, "POST", "/api/v1/bureaus", ownKey, wanted)).path("id").asText();
        return released(
                own,
                json(send(
                                ownServer,
                                "POST",
                                "/api/v1/print-runs",
                                ownKey,
                                order(card, quantity).put("bureau", bureau)))
                        .path("id")
                        .asText());
    }

    private static String released(TestWorld own, String run) {
        release(own, UUID.fromString(run));
        return run;
    }

    private static ObjectNode order(String card, int quantity) {
        return object()
                .put("product", card)
                .put("quantity", quantity)
                .put("layout", "gift-card")
                .put("sheet", "bureau");
    }

    private static String keyOf(TestWorld own, String name) {
        UUID person = own.member(name + "@harbour.example", name, "owner", null).member().id();
        Caller caller = new Caller(own.caller().scope(), new Actor("staff:" + person, person));
        return own.wiring().access().apiKeys().make(caller, name, null).key();
    }

    /** The path of a new link. */
    private String link(String run) {
        HttpResponse<String> made = send("POST", RUNS + run + "/bureau-links", key, null);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String url = json(made).path("url").asText();
        assertThat(url).startsWith("https://harbour.example/bureau?token=");
        return url.substring("https://harbour.example".length());
    }

    private JsonNode receipts(String run) {
        return json(send("GET", RUNS + run + "/receipts", key, null)).path("items");
    }

    private List<String> audited() {
        return world.wiring()
                .access()
                .audit()
                .list(world.caller(), AuditFilter.ALL, new Listing(100, null))
                .items()
                .stream()
                .map(Audit.Entry::action)
                .toList();
    }

    /** Opens the page as a browser, presses the button and takes what comes. */
    private HttpResponse<byte[]> download(String page) {
        return download(page, "en");
    }

    private HttpResponse<byte[]> download(String page, String languages) {
        Form form = form(page);
        try {
            return client.send(
                    server.request("/bureau")
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("Cookie", form.cookie())
                            .header("Accept", "text/html,*/*;q=0.8")
                            .header("Accept-Language", languages)
                            .POST(HttpRequest.BodyPublishers.ofString(form.body()))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private record Form(String cookie, String body) {}

    private Form form(String page) {
        // The mark of the visit stands in the form of any page.
        HttpResponse<String> front = server.send(server.request("/redeem").build());
        String cookie =
                front.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
        Matcher mark =
                Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(front.body());
        assertThat(mark.find()).isTrue();
        String token = page.substring(page.indexOf('=') + 1);
        return new Form(
                cookie,
                "csrf="
                        + URLEncoder.encode(mark.group(1), StandardCharsets.UTF_8)
                        + "&token="
                        + token);
    }

    /** Takes little at a time, so that a server that sends more has to wait. */
    private Socket socket() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1 << 14);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        return socket;
    }

    /** Presses the button, reads a little and then nothing more. */
    private Socket startDownload(String page) throws IOException {
        Form form = form(page);
        Socket socket = socket();
        socket.getOutputStream()
                .write(
                        """
                        POST /bureau HTTP/1.1\r
                        Host: %s\r
                        Content-Type: application/x-www-form-urlencoded\r
                        Cookie: %s\r
                        Content-Length: %d\r
                        \r
                        %s\
                        """
                                .formatted(
                                        server.host(),
                                        form.cookie(),
                                        form.body().length(),
                                        form.body())
                                .getBytes(StandardCharsets.US_ASCII));
        InputStream answer = socket.getInputStream();
        ByteArrayOutputStream begun = new ByteArrayOutputStream();
        begun.writeBytes(answer.readNBytes(2_000));
        assertThat(begun.toString(StandardCharsets.ISO_8859_1)).startsWith("HTTP/1.1 200");
        return socket;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
