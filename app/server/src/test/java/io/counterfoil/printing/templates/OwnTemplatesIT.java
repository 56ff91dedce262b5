package io.counterfoil.printing.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.counterfoil.Browser;
import io.counterfoil.PrintingWiring;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Tx;
import io.counterfoil.platform.WriteKey;
import io.counterfoil.printing.NewPrintRun;
import io.counterfoil.printing.PrintRun;
import io.counterfoil.printing.PrintRuns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnTemplatesIT {
    private static final String LAYOUT =
            """
            {"title": "Spring card", "trim": {"width": 85, "height": 54}, "bleed": 3, "safe": 2,
             "fields": [
               {"field": "product", "x": 5, "y": 5, "width": 70, "height": 8, "font": "sans", "size": 12, "smallest": 6},
               {"field": "serial", "x": 5, "y": 20, "width": 40, "height": 4, "font": "sans", "size": 8},
               {"field": "code", "x": 5, "y": 30, "width": 60, "height": 6, "font": "mono_bold", "size": 10}
             ]}
            """;
    private static final String SVG =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"91mm\" height=\"60mm\"/>";

    private TestWorld world;
    private TestServer server;
    private UUID product;

    @BeforeAll
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        product = new StockFixture(world, world.caller()).product(true);
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void aLayoutOfOnesOwnIsListedShownAndPrinted() throws IOException {
        Caller us = world.caller();
        assertThat(put("layouts/spring-card", layout(LAYOUT, "image/svg+xml", SVG), us))
                .contains("\"name\":\"spring-card\"", "\"version\":1");
        assertThat(put("sheets/our-labels", sheet(95), us)).contains("\"version\":1");

        assertThat(get("layouts", us)).contains("\"name\":\"spring-card\"", "\"own\":true");
        assertThat(get("sheets?layout=spring-card", us)).contains("\"name\":\"our-labels\"");
        try (PDDocument sample =
                Loader.loadPDF(bytes("layouts/spring-card/sample?sheet=our-labels", us))) {
            assertThat(new PDFTextStripper().getText(sample))
                    .contains("Sample product", "VOID-VOID-VOID-VOID");
        }
        PrintRun run =
                world.wiring()
                        .printing()
                        .orders()
                        .order(us, order(product, "spring-card", "our-labels"));

        assertThat(send("DELETE", "layouts/spring-card", "", us).body())
                .contains("The print run " + run.number() + " still needs it");
        assertThat(send("DELETE", "sheets/our-labels", "", us).statusCode()).isEqualTo(409);
        assertThat(put("layouts/spring-card", layout(LAYOUT, "image/svg+xml", SVG), us))
                .contains("\"version\":2");
    }

    @Test
    void artworkMayBeAPdf() throws IOException {
        String pdf = Base64.getEncoder().encodeToString(pdf(91, 60));

        assertThat(put("layouts/pdf-card", layout(LAYOUT, "application/pdf", pdf), world.caller()))
                .contains("\"version\":1");
        assertThat(bytes("layouts/pdf-card/sample", world.caller())).startsWith('%', 'P', 'D', 'F');
        assertThat(send("DELETE", "layouts/pdf-card", "", world.caller()).statusCode())
                .isEqualTo(204);
        assertThat(send("GET", "layouts/pdf-card/sample", null, world.caller()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatCannotBePrintedIsRefusedAtTheRightField() throws IOException {
        String small = Base64.getEncoder().encodeToString(pdf(85, 54));

        assertThat(refusal("layouts/gift-card", layout(LAYOUT, "image/svg+xml", SVG)))
                .contains("\"field\":\"name\"", "that of a shipped one");
        assertThat(refusal("layouts/Bad_Name", layout(LAYOUT, "image/svg+xml", SVG)))
                .contains("\"field\":\"name\"", "such as spring-card");
        for (String file : List.of("manifest", "data", "spring-card-r2", "spring-card-001")) {
            assertThat(refusal("layouts/" + file, layout(LAYOUT, "image/svg+xml", SVG)))
                    .contains("\"field\":\"name\"", "Another file of a print run");
        }
        assertThat(refusal("layouts/a", "{}"))
                .contains("\"field\":\"layout\"", "\"field\":\"artwork\"");
        assertThat(refusal("layouts/a", layout(LAYOUT, "image/png", SVG)))
                .contains("\"field\":\"artwork.media_type\"");
        assertThat(refusal("layouts/a", layout(LAYOUT, "application/pdf", "?")))
                .contains("\"field\":\"artwork");
        assertThat(refusal("layouts/a", layout(LAYOUT, "application/pdf", small)))
                .contains("\"field\":\"artwork\"", "a.pdf is 85 × 54 mm", "should be 91 × 60 mm");
        assertThat(
                        refusal(
                                "layouts/a",
                                layout(
                                        LAYOUT,
                                        "image/svg+xml",
                                        SVG.replace("/>", "><script/></svg>"))))
                .contains("\"field\":\"artwork\"", "artwork is only drawn");
        assertThat(
                        refusal(
                                "layouts/a",
                                layout(LAYOUT.replace("serial", "seral"), "image/svg+xml", SVG)))
                .contains("\"field\":\"layout\"", "is none of");
        assertThat(
                        refusal(
                                "layouts/a",
                                layout(
                                        LAYOUT.replace("\"size\": 12", "\"size\": 1e17"),
                                        "image/svg+xml",
                                        SVG)))
                .contains("\"field\":\"layout\"", "up to 1,000 pt");
        assertThat(
                        refusal(
                                "layouts/a",
                                layout(
                                        "{\"title\": null, \"trim\": null, \"fields\": [null]}",
                                        "image/svg+xml",
                                        SVG)))
                .contains("\"field\":\"layout.");
        assertThat(refusal("sheets/a", sheet(60))).contains("\"field\":\"sheet\"", "overlap");
        assertThat(refusal("sheets/bureau", sheet(95))).contains("that of a shipped one");
        assertThat(refusal("sheets/a", "{\"title\": \"\\ud800\", \"bleed\": 1}"))
                .contains("\"field\":\"sheet\"");
    }

    @Test
    void anOrderIsAnsweredAgainAlsoWhenItsLayoutIsGone() {
        Caller us = once("an order");
        put("layouts/gone-card", layout(LAYOUT, "image/svg+xml", SVG), world.caller());
        PrintingWiring printing = world.wiring().printing();
        NewPrintRun order = order(product, "gone-card", "bureau");
        PrintRun run = printing.orders().order(us, order);
        printing.runs().cancel(world.caller(), run.id());
        Caller deleting = once("a deletion");
        printing.templates().deleteLayout(deleting, "gone-card");

        assertThat(printing.orders().order(us, order)).isEqualTo(run);
        printing.templates().deleteLayout(deleting, "gone-card");
        assertThatThrownBy(() -> printing.orders().order(once("another order"), order))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aLayoutThatIsDeletedWhileItIsOrderedRefusesTheOrder() throws Exception {
        put("layouts/short-lived", layout(LAYOUT, "image/svg+xml", SVG), world.caller());
        NewPrintRun order = order(product, "short-lived", "bureau");
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<PrintRun> asked =
                    write(
                            tx -> {
                                tx.handle()
                                        .execute(
                                                "DELETE FROM own_template WHERE name = 'short-lived'");
                                Future<PrintRun> ordering =
                                        other.submit(
                                                () ->
                                                        world.wiring()
                                                                .printing()
                                                                .orders()
                                                                .order(world.caller(), order));
                                awaitLock(1);
                                return ordering;
                            });

            assertThatThrownBy(asked::get)
                    .hasRootCauseInstanceOf(Refused.class)
                    .hasMessageContaining("short-lived was deleted just now");
        }
    }

    @Test
    void aLayoutThatIsBeingOrderedIsNotDeleted() throws Exception {
        put("layouts/wanted-card", layout(LAYOUT, "image/svg+xml", SVG), world.caller());
        NewPrintRun order = order(product, "wanted-card", "bureau");
        PrintingWiring printing = world.wiring().printing();
        try (ExecutorService others = Executors.newFixedThreadPool(2)) {
            List<Future<?>> asked =
                    write(
                            tx -> {
                                tx.handle()
                                        .execute(
                                                "LOCK TABLE print_run IN SHARE ROW EXCLUSIVE MODE");
                                Future<?> ordering =
                                        others.submit(
                                                () ->
                                                        printing.orders()
                                                                .order(world.caller(), order));
                                awaitLock(1);
                                Future<?> deleting =
                                        others.submit(
                                                () ->
                                                        printing.templates()
                                                                .deleteLayout(
                                                                        world.caller(),
                                                                        "wanted-card"));
                                awaitLock(2);
                                return List.of(ordering, deleting);
                            });

            assertThat(asked.getFirst().get()).isInstanceOf(PrintRun.class);
            assertThatThrownBy(() -> asked.getLast().get())
                    .hasRootCauseInstanceOf(Refused.class)
                    .hasMessageContaining("still needs it");
        }
    }

    @Test
    void theBackOfAnOrderedLayoutIsKeptAndARunWhoseBackIsGoneAllTheSameKeepsItsCodes() {
        String front = LAYOUT.replace("\"bleed\"", "\"reverse\": \"own-back\", \"bleed\"");
        put("layouts/own-back", layout(LAYOUT, "image/svg+xml", SVG), world.caller());
        put("layouts/own-front", layout(front, "image/svg+xml", SVG), world.caller());
        PrintingWiring printing = world.wiring().printing();
        PrintRun run =
                printing.orders().order(world.caller(), order(product, "own-front", "bureau"));
        printing.minting().mint(run.id());

        assertThat(send("DELETE", "layouts/own-back", "", world.caller()).body())
                .contains("The print run " + run.number() + " still needs it");

        // As an earlier version of this program let it be deleted.
        write(tx -> tx.handle().execute("DELETE FROM own_template WHERE name = 'own-back'"));
        printing.releases().release(run.id());
        PrintRuns.Counted stopped = printing.runs().find(world.caller(), run.id());
        assertThat(stopped.run().state().label()).isEqualTo("checking");
        assertThat(stopped.run().release().failure())
                .contains("own-back", "put back", "Nothing is lost");
        assertThat(stopped.counts()).containsExactly(Map.entry(ItemState.MINTED, run.quantity()));

        put("layouts/own-back", layout(LAYOUT, "image/svg+xml", SVG), world.caller());
        printing.releaseRequests().request(world.caller(), run.id());
        printing.releases().release(run.id());
        assertThat(printing.runs().find(world.caller(), run.id()).run().state().label())
                .isEqualTo("ready");
    }

    @Test
    void anOrderWhoseBackWasDeletedJustNowIsRefused() {
        String front = LAYOUT.replace("\"bleed\"", "\"reverse\": \"lost-back\", \"bleed\"");
        put("layouts/lost-front", layout(front, "image/svg+xml", SVG), world.caller());
        OwnTemplates templates = world.wiring().printing().templates();

        assertThatThrownBy(
                        () ->
                                write(
                                        tx -> {
                                            templates.hold(
                                                    tx,
                                                    templates.needed(
                                                            List.of("lost-front"), List.of()));
                                            return true;
                                        }))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("lost-back was deleted just now");
    }

    private void awaitLock(int waiting) {
        await("those who wait for a lock").until(() -> write(OwnTemplatesIT::locked) == waiting);
    }

    private static int locked(Tx tx) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock'
                        """)
                .mapTo(Integer.class)
                .one();
    }

    private <T> T write(Function<Tx, T> work) {
        return world.wiring().transactions().write(world.caller(), work);
    }

    private Caller once(String key) {
        return new Caller(
                world.caller().scope(),
                world.caller().actor(),
                new WriteKey(key, key.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aPageTakesFilesOrWhatIsInThem() throws IOException {
        Browser browser = server.signedIn("art@harbour.example", "Kit", "operator", null);
        String page = "/console/layouts";

        HttpResponse<String> files =
                browser.upload(
                        page,
                        page,
                        Map.of("name", "from-files", "layout", "not this", "artwork", ""),
                        Map.of(
                                "layout_file", utf8("\ufeff" + LAYOUT),
                                "artwork_file", pdf(91, 60)));
        assertThat(files.statusCode()).as(files.body()).isEqualTo(303);
        HttpResponse<String> pasted =
                browser.upload(
                        page,
                        page,
                        Map.of("name", "from-text", "layout", LAYOUT, "artwork", SVG),
                        Map.of("layout_file", new byte[0], "artwork_file", new byte[0]));
        assertThat(pasted.statusCode()).as(pasted.body()).isEqualTo(303);
        HttpResponse<String> sheet =
                browser.upload(
                        "/console/sheets",
                        "/console/sheets/json",
                        Map.of("sheet_name", "from-file"),
                        Map.of("sheet_file", utf8(sheet(95))));
        assertThat(sheet.statusCode()).as(sheet.body()).isEqualTo(303);
        assertThat(browser.get(page).body()).contains("from-files", "from-text", "from-file<");

        HttpResponse<String> wrong =
                browser.upload(
                        page,
                        page,
                        Map.of("name", "wrong"),
                        Map.of("layout_file", new byte[] {(byte) 0xff}, "artwork_file", utf8(SVG)));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("<a href=\"#layout_file\">Layout as a file:</a>", "no text in UTF-8");
        browser.reading("de");
        HttpResponse<String> inGerman =
                browser.upload(
                        page,
                        page,
                        Map.of("name", "wrong", "layout", "{}", "artwork", SVG),
                        Map.of("layout_file", new byte[0], "artwork_file", new byte[0]));
        assertThat(inGerman.body())
                .contains("Das Layout wrong lässt sich nicht lesen: &quot;title&quot; fehlt.");
        assertThat(
                        browser.upload(
                                        page,
                                        page,
                                        Map.of("name", "wrong", "layout", LAYOUT, "artwork", ""),
                                        Map.of("artwork_file", pdf(85, 54)))
                                .body())
                .contains("Die Gestaltung wrong.pdf misst 85 × 54 mm; mit Beschnitt sollten es 91");
        browser.reading("en");
        assertThat(browser.upload(page, page, Map.of("csrf", "other"), Map.of()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aFormOfNumbersMakesASheet() {
        Browser browser = server.signedIn("sheets@harbour.example", "Kit", "operator", null);
        String page = "/console/sheets";
        Map<String, String> typed =
                new HashMap<>(
                        Map.ofEntries(
                                Map.entry("name", "by-numbers"),
                                Map.entry("title", "Ours"),
                                Map.entry("width", "210"),
                                Map.entry("height", "297"),
                                Map.entry("shape", "rectangle"),
                                Map.entry("label_width", "85"),
                                Map.entry("label_height", "54"),
                                Map.entry("columns", "2"),
                                Map.entry("rows", "5"),
                                Map.entry("x0", "15"),
                                Map.entry("y0", "13,5"),
                                Map.entry("pitch_x", "111")));

        HttpResponse<String> wide = browser.submit(page, page, typed);
        assertThat(wide.statusCode()).isEqualTo(422);
        assertThat(wide.body())
                .contains("id=\"pitch_x-problem\"", "would end at 211 mm", "edge is at 210 mm")
                .contains("value=\"13,5\"");
        typed.put("pitch_x", "95");
        assertThat(browser.submit(page, page, typed).statusCode()).isEqualTo(303);

        assertThat(browser.get(page + "?name=by-numbers").body())
                .contains("value=\"13.5\"", "/api/v1/sheets/by-numbers/alignment");
        assertThat(browser.reading("de").get(page + "?name=by-numbers").body())
                .contains("value=\"13,5\"")
                .doesNotContain("value=\"13.5\"");
        browser.reading("en");
        assertThat(browser.get(page + "?name=avery-l7651").statusCode()).isEqualTo(404);
        put("sheets/one-a-page", "{\"title\": \"Ours\", \"bleed\": 2}", world.caller());
        assertThat(browser.get(page + "?name=one-a-page").body())
                .contains("<details open>", "&quot;bleed&quot; : 2");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anotherProviderSeesNothingOfIt() {
        put("layouts/secret-card", layout(LAYOUT, "image/svg+xml", SVG), world.caller());
        put("sheets/secret-sheet", sheet(95), world.caller());

        assertThat(get("layouts", world.decoy())).doesNotContain("secret-card");
        assertThat(get("sheets", world.decoy())).doesNotContain("secret-sheet");
        assertThat(send("GET", "layouts/secret-card/sample", null, world.decoy()).statusCode())
                .isEqualTo(404);
        assertThat(send("DELETE", "layouts/secret-card", "", world.decoy()).statusCode())
                .isEqualTo(404);
        assertThat(put("layouts/secret-card", layout(LAYOUT, "image/svg+xml", SVG), world.decoy()))
                .as("a name of its own")
                .contains("\"version\":1");
        assertThat(get("layouts", world.caller())).contains("secret-card");
    }

    private static NewPrintRun order(UUID product, String layout, String sheet) {
        return new NewPrintRun(product.toString(), 2, layout, sheet, null);
    }

    private static String layout(String layout, String mediaType, String artwork) {
        try {
            return Json.mapper()
                    .writeValueAsString(
                            Map.of(
                                    "layout",
                                    Json.mapper().readTree(layout),
                                    "artwork",
                                    Map.of("media_type", mediaType, "content", artwork)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String sheet(int pitch) {
        return """
        {"title": "Ours", "page": {"width": 210, "height": 297}, "label": {"width": 85, "height": 54},
         "grid": {"columns": 2, "rows": 5, "x0": 15, "y0": 13.5, "pitch_x": %d, "pitch_y": 54}}
        """
                .formatted(pitch);
    }

    private static byte[] pdf(float width, float height) throws IOException {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage(new PDRectangle(width * 72 / 25.4f, height * 72 / 25.4f)));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    private String put(String path, String body, Caller caller) {
        HttpResponse<String> answer = send("PUT", path, body, caller);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private String refusal(String path, String body) {
        HttpResponse<String> answer = send("PUT", path, body, world.caller());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        return answer.body();
    }

    private String get(String path, Caller caller) {
        HttpResponse<String> answer = send("GET", path, null, caller);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private byte[] bytes(String path, Caller caller) {
        HttpResponse<byte[]> answer = server.sendForBytes(request("GET", path, null, caller));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> send(
            String verb, String path, @Nullable String body, Caller caller) {
        return server.send(request(verb, path, body, caller));
    }

    private HttpRequest request(String verb, String path, @Nullable String body, Caller caller) {
        String key = world.wiring().access().apiKeys().make(caller, "Test", null).key();
        return server.request("/api/v1/" + path)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(
                        verb,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
