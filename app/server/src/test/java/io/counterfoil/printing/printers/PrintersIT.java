package io.counterfoil.printing.printers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.Browser;
import io.counterfoil.platform.Caller;
import io.counterfoil.printing.PrintHouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Printers, alignment pages, and orders that say how their parts are placed. */
class PrintersIT extends PrintHouse {
    private static final String PRINTERS = "/api/v1/printers";
    private static final String RUNS = "/api/v1/print-runs";
    private static final String SHEET = "/api/v1/sheets/avery-c32011-10/alignment";


    @Test
    void aPrinterIsAddedCorrectedAndRemoved() {
        JsonNode exact = json(send("POST", PRINTERS, "{\"name\":\"Laser\"}"));
        String path = PRINTERS + "/" + exact.path("id").asText();
        assertThat(exact.path("dpi").asInt()).isEqualTo(300);
        assertThat(exact.path("offset_x_mm").asDouble()).isZero();
        assertThat(exact.path("scale_y").asDouble()).isEqualTo(100);

        JsonNode corrected =
                json(send("PATCH", path, "{\"offset_x_mm\":0.6,\"scale_y\":99.7,\"dpi\":600}"));
        assertThat(corrected.path("name").asText()).isEqualTo("Laser");
        assertThat(corrected.path("offset_x_mm").asDouble()).isEqualTo(0.6);
        assertThat(corrected.path("scale_y").asDouble()).isEqualTo(99.7);
        assertThat(corrected.path("offset_y_mm").asDouble()).isZero();
        assertThat(send("GET", PRINTERS, "").body()).contains(corrected.toString());
        assertThat(send("GET", PRINTERS, foreignKey, "").body()).isEqualTo("{\"items\":[]}");
        assertThat(send("PATCH", path, foreignKey, "{}").statusCode()).isEqualTo(404);
        assertThat(send("DELETE", path, foreignKey, "").statusCode()).isEqualTo(404);

        assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(send("DELETE", path, "").statusCode()).isEqualTo(404);
        assertThat(send("PATCH", path, "{\"dpi\":300}").statusCode()).isEqualTo(404);
    }

    @Test
    void theBackHasNumbersOfItsOwnOrThoseOfTheFront() throws IOException {
        String printer =
                printer("{\"name\":\"Duplex\",\"offset_x_mm\":1,\"back\":{\"offset_x_mm\":-0.5}}");
        String path = PRINTERS + "/" + printer;
        JsonNode renamed = json(send("PATCH", path, "{\"name\":\"Two-sided\"}"));
        assertThat(renamed.at("/back").toString())
                .isEqualTo(
                        "{\"offset_x_mm\":-0.5,\"offset_y_mm\":null,\"scale_x\":null,"
                                + "\"scale_y\":null}");
        HttpResponse<String> wrong = send("PATCH", path, "{\"back\":{\"scale_x\":50}}");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(json(wrong).at("/errors/0/field").asText()).isEqualTo("back.scale_x");

        JsonNode part = json(order("\"printer\": \"" + printer + "\"")).at("/parts/0/printer");
        assertThat(part.at("/back/offset_x_mm").asDouble()).isEqualTo(-0.5);
        assertThat(part.at("/back/scale_y").asDouble()).isEqualTo(100);
        assertThat(text(pdf(world.caller(), printer))).doesNotContain("Back");
        HttpResponse<String> both = send("GET", SHEET + "?flip=short&printer=" + printer, "");
        assertThat(both.statusCode()).isEqualTo(200);
        assertThat(send("GET", SHEET + "?flip=up", "").body()).contains("flip");

        assertThat(json(send("PATCH", path, "{\"back\":{}}")).at("/back/offset_x_mm").isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"scale_x\":0",
                "\"scale_y\":105.1",
                "\"scale_x\":\"NaN\"",
                "\"offset_x_mm\":-15.01",
                "\"offset_y_mm\":1e400",
                "\"dpi\":149",
                "\"dpi\":600.5",
                "\"name\":\"\"",
                "\"colour\":true"
            })
    void aPrinterWithOneWrongNumberIsRefused(String field) {
        HttpResponse<String> added = send("POST", PRINTERS, "{\"name\":\"Odd\"," + field + "}");

        assertThat(added.statusCode()).as(added.body()).isEqualTo(422);
        assertThat(json(added).at("/errors/0/field").asText())
                .isEqualTo(field.substring(1, field.indexOf('"', 1)));
        assertThat(send("GET", PRINTERS, "").body()).doesNotContain("Odd");
    }

    @Test
    void whatIsNoNumberIsNoJson() {
        assertThat(send("POST", PRINTERS, "{\"name\":\"Odd\",\"scale_x\":NaN}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void anAlignmentPageShowsTheSheetAndThePrintersNumbers() throws IOException {
        String printer = printer("{\"name\":\"Ink\",\"offset_x_mm\":1.5,\"scale_x\":99.5}");

        assertThat(text(pdf(world.caller(), printer)))
                .contains("Avery C32011-10", "avery-c32011-10, 10 on a page")
                .contains("300 dpi, offset 1.5 and 0 mm, scale 99.5 and 100 %", "scale x");
        HttpResponse<String> page = send("GET", SHEET + "?printer=" + printer, "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(send("GET", SHEET + "?printer=" + printer, foreignKey, "").statusCode())
                .isEqualTo(404);
        assertThat(send("GET", SHEET + "?printer=1", "").statusCode()).isEqualTo(422);
        assertThat(text(pdf(world.caller(), printer, Locale.GERMAN)))
                .contains("300 dpi, Versatz 1,5 und 0 mm, Maßstab 99,5 und 100 %");
        assertThat(send("GET", "/api/v1/sheets/none/alignment", "").statusCode()).isEqualTo(404);
        HttpResponse<String> bureau = send("GET", "/api/v1/sheets/bureau/alignment", "");
        assertThat(bureau.statusCode()).isEqualTo(422);
        assertThat(bureau.body()).contains("please say which layout");
        assertThat(send("GET", "/api/v1/sheets/bureau/alignment?layout=gift-card", "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void anOrderKeepsTheNumbersThatThePrinterHad() throws IOException {
        String printer = printer("{\"name\":\"Office\",\"offset_y_mm\":-0.4}");
        JsonNode run =
                json(
                        order(
                                """
                                "start": 8, "order": "stack", "flip": "short", "slips": true, "printer": "%s"\
                                """
                                        .formatted(printer)));
        String path = RUNS + "/" + run.path("id").asText();
        send("PATCH", PRINTERS + "/" + printer, "{\"offset_y_mm\":2}");
        send("DELETE", PRINTERS + "/" + printer, "");

        JsonNode part = json(send("GET", path, "")).at("/parts/0");
        assertThat(part.path("start").asInt()).isEqualTo(8);
        assertThat(part.path("order").asText()).isEqualTo("stack");
        assertThat(part.path("flip").asText()).isEqualTo("short");
        assertThat(part.path("slips").asBoolean()).isTrue();
        assertThat(part.at("/printer/name").asText()).isEqualTo("Office");
        assertThat(part.at("/printer/offset_y_mm").asDouble()).isEqualTo(-0.4);

        UUID id = UUID.fromString(run.path("id").asText());
        world.wiring().printing().minting().mint(id);
        world.wiring().printing().releases().release(id);
        JsonNode ready = json(send("GET", path, ""));
        assertThat(ready.path("state").asText()).as(ready.toString()).isEqualTo("ready");
        // A header, twelve cards and a trailer, from the eighth of ten labels on.
        assertThat(ready.at("/files/0/pages").asInt()).isEqualTo(3);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        world.wiring()
                .printing()
                .files()
                .open(world.caller(), id, "gift-card.pdf", Locale.ENGLISH)
                .content()
                .writeTo(file);
        assertThat(text(file.toByteArray()))
                .contains("START", "END", "12 items, 3 pages", "gift-card on avery-c32011-10")
                .contains("Run " + run.path("number").asText());
    }

    @Test
    void anOrderWithoutOptionsIsPlain() {
        JsonNode part = json(order("")).at("/parts/0");

        assertThat(part.toString())
                .isEqualTo(
                        "{\"layout\":\"gift-card\",\"sheet\":\"avery-c32011-10\",\"start\":1,"
                                + "\"order\":\"reading\",\"flip\":\"long\",\"slips\":false,"
                                + "\"printer\":null}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"start\":0",
                "\"start\":1001",
                "\"order\":\"random\"",
                "\"flip\":\"sideways\"",
                "\"slips\":\"yes\"",
                "\"printer\":\"laser\"",
                "\"printer\":\"019c137e-c100-7000-8000-000000000000\""
            })
    void anOptionThatIsNoneIsRefusedByItsName(String option) {
        HttpResponse<String> refused = order(option);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(json(refused).at("/errors/0/field").asText())
                .isEqualTo(option.substring(1, option.indexOf('"', 1)));
    }

    @Test
    void anOrderIsRefusedThatDoesNotGoWithItsSheetOrPrinter() {
        assertThat(order("\"start\":11").body()).contains("has no label 11", "from 1 to 10");
        String foreign =
                json(send("POST", PRINTERS, foreignKey, "{\"name\":\"T\"}")).path("id").asText();
        HttpResponse<String> theirs = order("\"printer\":\"" + foreign + "\"");
        assertThat(theirs.statusCode()).isEqualTo(422);
        assertThat(theirs.body()).contains("There is no such printer");
        HttpResponse<String> both =
                send(
                        "POST",
                        RUNS,
                        """
                        {"product": "%s", "quantity": 1, "start": 2, "parts": [
                          {"layout": "gift-card", "sheet": "bureau", "start": 2}]}
                        """
                                .formatted(product));
        assertThat(both.statusCode()).isEqualTo(422);
        assertThat(both.body()).contains("Send either parts, or one layout");
    }

    @Test
    void pagesAddCorrectAndRemoveAPrinter() {
        Browser browser = signedIn();
        String here = "/console/printers";
        Map<String, String> numbers =
                Map.of(
                        "name", "Desk",
                        "dpi", "600",
                        "offset_x_mm", "-0,4",
                        "offset_y_mm", "1",
                        "scale_x", "100",
                        "scale_y", "99.8");
        assertThat(browser.submit(here, here, numbers).statusCode()).isEqualTo(303);
        String list = browser.get(here).body();
        assertThat(list)
                .contains("Desk: 600 dpi, offset -0.4 and 1 mm, scale 100 and 99.8 %")
                .contains("avery-c32011-10")
                .doesNotContain("value=\"bureau\"");
        String path =
                list.replaceAll(
                        "(?s).*Desk: 600.*?action=\"(" + here + "/[0-9a-f-]{36})\".*", "$1");
        String id = path.substring(path.lastIndexOf('/') + 1);

        assertThat(list).doesNotContain("other on the back");
        Map<String, String> back = new HashMap<>(numbers);
        back.put("back.offset_x_mm", "−0,7");
        back.put("back.scale_y", "");
        assertThat(browser.submit(here, path, back).statusCode()).isEqualTo(303);
        assertThat(browser.get(here).body())
                .contains("99.8 % · other on the back", "value=\"-0.7\"");
        String german = browser.reading("de").get(here).body();
        assertThat(german)
                .contains("Versatz -0,4 und 1 mm", "value=\"-0,4\"", "value=\"99,8\"", "value=\"-0,7\"")
                .doesNotContain("value=\"99.8\"");
        browser.reading("en");
        back.put("back.scale_y", "half");
        assertThat(browser.submit(here, path, back).body())
                .contains("<a href=\"#back.scale_y-" + id + "\">Back: scale y in %:</a>");
        Map<String, String> cut = new HashMap<>(numbers);
        cut.put("dpi", "600.9");
        assertThat(browser.submit(here, path, cut).body())
                .contains("<a href=\"#dpi-" + id + "\">Dots per inch:</a>");
        cut.put("dpi", "1,200");
        for (String form : List.of(here, path)) {
            assertThat(browser.submit(here, form, cut).body())
                    .contains("without separators for thousands");
        }
        HttpResponse<String> refused = browser.submit(here, path, Map.of("name", "Desk"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("<a href=\"#scale_x-" + id + "\">Scale x in %:</a>");
        HttpResponse<String> page =
                browser.submit(
                        here,
                        here + "/alignment",
                        Map.of("sheet", "avery-c32011-10", "printer", id));
        assertThat(page.body()).startsWith("%PDF-");
        HttpResponse<String> ordered =
                browser.submit(
                        "/console/print-runs",
                        "/console/print-runs",
                        Map.of(
                                "product", product,
                                "quantity", "1",
                                "part", "gift-card/avery-c32011-10",
                                "start-0", "twelve",
                                "printer-0", id));
        assertThat(ordered.statusCode()).isEqualTo(422);
        assertThat(ordered.body())
                .contains("<a href=\"#start-0\">First label to use:</a>")
                .contains("value=\"twelve\"", "<option value=\"" + id + "\" selected>");
        assertThat(browser.submit(here, path + "/remove", Map.of()).statusCode()).isEqualTo(303);
        assertThat(browser.get(here).body()).doesNotContain("Desk: 600");
    }

    private Browser signedIn() {
        return server.signedIn("desk@harbour.example", "Kim", "operator", null);
    }

    private byte[] pdf(Caller caller, String printer) {
        return pdf(caller, printer, Locale.ENGLISH);
    }

    private byte[] pdf(Caller caller, String printer, Locale language) {
        return world.wiring()
                .printing()
                .printers()
                .alignment(
                        caller,
                        "avery-c32011-10",
                        null,
                        UUID.fromString(printer),
                        Optional.empty(),
                        language);
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private String printer(String body) {
        HttpResponse<String> added = send("POST", PRINTERS, body);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        return json(added).path("id").asText();
    }

    private HttpResponse<String> order(String options) {
        return send(
                "POST",
                RUNS,
                """
                {"product": "%s", "quantity": 12, "layout": "gift-card", "sheet": "avery-c32011-10"%s}
                """
                        .formatted(product, options.isEmpty() ? "" : ", " + options));
    }
}
