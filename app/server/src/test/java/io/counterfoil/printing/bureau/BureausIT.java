package io.counterfoil.printing.bureau;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterfoil.Browser;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.WriteKey;
import io.counterfoil.printing.PrintHouse;
import io.counterfoil.printing.layout.TestPress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BureausIT extends PrintHouse {
    private static final String BUREAUS = "/api/v1/bureaus";
    private static final String RUNS = "/api/v1/print-runs";

    private final PressKey press = new PressKey();
    private int bureaus;

    @Test
    void aBureauIsAsMostWantItUnlessSaidOtherwise() {
        HttpResponse<String> made = post(BUREAUS, bureau());

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode bureau = json(made);
        assertThat(bureau.path("fingerprint").asText()).matches("([0-9A-F]{4} ){9}[0-9A-F]{4}");
        assertThat(bureau.path("key_owner").asText()).isEqualTo("Press <press@press.example>");
        assertThat(bureau.path("bleed_mm").asDouble()).isEqualTo(3);
        assertThat(bureau.path("crop_marks").asBoolean()).isTrue();
        assertThat(bureau.path("cut_contour").asText()).isEqualTo("CutContour");
        assertThat(bureau.path("data_format").asText()).isEqualTo("csv");
        assertThat(bureau.path("spare_percent").asInt()).isZero();
        assertThat(json(get(BUREAUS + "/" + bureau.path("id").asText()))).isEqualTo(bureau);
        assertThat(json(get(BUREAUS)).path("items")).contains(bureau);
        assertThat(json(send("GET", BUREAUS, foreignKey, null)).path("items")).isEmpty();
    }

    @Test
    void aChangeKeepsWhatWasNotSent() {
        String path = BUREAUS + "/" + made(bureau());

        JsonNode changed =
                json(
                        send(
                                "PATCH",
                                path,
                                key,
                                object().put("bleed_mm", 2.5).put("spare_percent", 3)));

        assertThat(changed.path("bleed_mm").asDouble()).isEqualTo(2.5);
        assertThat(changed.path("spare_percent").asInt()).isEqualTo(3);
        assertThat(changed.path("slug_mm").asDouble()).isEqualTo(10);
        assertThat(changed.path("public_key").asText()).contains("BEGIN PGP PUBLIC KEY");
        assertThat(send("PATCH", path, key, object().put("public_key", "none")).statusCode())
                .isEqualTo(422);
        assertThat(json(get(path))).isEqualTo(changed);
    }

    @ParameterizedTest
    @CsvSource({
        "public_key, not a key, no OpenPGP public key",
        "name, '', fill this in",
        "bleed_mm, 99, between 0 and 10 mm",
        "slug_mm, 2, Crop marks need a slug",
        "cut_contour, Black, no spot colour",
        "cut_contour, ScratchOff, two different",
        "icc_profile, AAAA, together",
        "data_format, xml, 'csv, fixed, none'",
        "spare_percent, 26, from 0 to 25"
    })
    void whatABureauCannotWantIsRefusedInWords(String field, String value, String words) {
        ObjectNode wanted = bureau();
        if (value.matches("[0-9]+")) {
            wanted.put(field, Integer.parseInt(value));
        } else {
            wanted.put(field, value);
        }

        HttpResponse<String> answer = post(BUREAUS, wanted);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer).at("/errors/0/message").asText()).contains(words);
    }

    @Test
    void aNameIsTakenOnlyOnceUntilItsBureauIsDeleted() {
        ObjectNode first = bureau();
        String path = BUREAUS + "/" + made(first);
        assertThat(post(BUREAUS, first).statusCode()).isEqualTo(409);
        String other = BUREAUS + "/" + made(bureau());
        assertThat(send("PATCH", other, key, object().set("name", first.get("name"))).statusCode())
                .isEqualTo(409);

        assertThat(send("DELETE", path, key, null).statusCode()).isEqualTo(204);

        assertThat(get(path).statusCode()).isEqualTo(404);
        assertThat(post(BUREAUS, first).statusCode()).isEqualTo(201);
    }

    @Test
    void aBureauThatWasAddedIsAnsweredAgainAlsoWhenItIsDeletedSince() {
        Bureaus all = world.wiring().printing().bureaus();
        Caller once =
                new Caller(
                        world.caller().scope(),
                        world.caller().actor(),
                        new WriteKey("a bureau", new byte[] {1}));
        NewBureau wanted =
                new NewBureau(
                        "Press of a day", press.publicKey(), null, null, null, null, null, null,
                        null, null, null, null);
        Bureau added = all.create(once, wanted);
        all.remove(world.caller(), added.id());

        assertThat(all.create(once, wanted)).usingRecursiveComparison().isEqualTo(added);
    }

    @Test
    void aRunGoesToABureauWithSparesAndTheBureauStaysUntilItIsOver() {
        ObjectNode wanted = bureau().put("spare_percent", 3);
        String bureau = made(wanted);

        HttpResponse<String> ordered = post(RUNS, order("bureau").put("bureau", bureau));

        assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(201);
        assertThat(json(ordered).path("quantity").asInt()).isEqualTo(52);
        HttpResponse<String> refused = send("DELETE", BUREAUS + "/" + bureau, key, null);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("Count it in or cancel it first");
        String run = RUNS + "/" + json(ordered).path("id").asText();
        assertThat(send("POST", run + "/cancel", key, null).statusCode()).isEqualTo(200);
        assertThat(send("DELETE", BUREAUS + "/" + bureau, key, null).statusCode()).isEqualTo(204);
    }

    @Test
    void theKeyOfABureauWithAnOpenRunIsRenewedButNotExchanged() {
        String bureau = made(bureau());
        String path = BUREAUS + "/" + bureau;
        JsonNode ordered = json(post(RUNS, order("bureau").put("bureau", bureau)));
        ObjectNode other = object().put("public_key", new PressKey().publicKey());

        HttpResponse<String> refused = send("PATCH", path, key, other);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(refused.body())
                .contains("Print run " + ordered.path("number").asText(), "Add a new bureau");
        assertThat(json(get(path)).path("public_key").asText()).isEqualTo(press.publicKey().strip());
        ObjectNode same = object().put("public_key", press.publicKey()).put("spare_percent", 1);
        assertThat(send("PATCH", path, key, same).statusCode()).isEqualTo(200);

        String cancel = RUNS + "/" + ordered.path("id").asText() + "/cancel";
        assertThat(send("POST", cancel, key, null).statusCode()).isEqualTo(200);
        assertThat(send("PATCH", path, key, other).statusCode()).isEqualTo(200);
    }

    @Test
    void filesForAPressSayWhatTheyConformToAndSoDoesTheManifest() {
        ObjectNode pressed =
                bureau().put("output_condition", "Test press")
                        .put(
                                "icc_profile",
                                Base64.getEncoder().encodeToString(TestPress.profile()));

        String forPress = released(pressed);
        String plain = released(bureau());

        assertThat(file(forPress, "gift-card.pdf"))
                .contains(">PDF/X-4</pdfxid:GTS_PDFXVersion>", "/S/GTS_PDFX", "/Trapped/False");
        assertThat(file(forPress, "manifest.json"))
                .contains("\"conformance\" : \"PDF/X-4, PDF/A-2b\"");
        assertThat(file(plain, "gift-card.pdf"))
                .contains("/GTS_ProcStepsGroup")
                .doesNotContain("GTS_PDFX");
        assertThat(file(plain, "manifest.json")).contains("\"conformance\" : \"none\"");
    }

    /** The path of a run for a bureau whose files can be fetched. */
    private String released(ObjectNode bureau) {
        HttpResponse<String> ordered =
                post(RUNS, order("bureau").put("quantity", 2).put("bureau", made(bureau)));
        assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(201);
        UUID run = UUID.fromString(json(ordered).path("id").asText());
        release(world, run);
        return RUNS + "/" + run;
    }

    private String file(String run, String name) {
        HttpResponse<String> answer = get(run + "/files/" + name);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void onlyABureauOfOnesOwnOnItsOwnSheetCanBeOrderedFrom() {
        String bureau = made(bureau());

        assertThat(post(RUNS, order("avery-c32011-10").put("bureau", bureau)).body())
                .contains("A bureau prints on the sheet");
        assertThat(post(RUNS, order("bureau").put("bureau", "nonsense")).statusCode())
                .isEqualTo(422);
        String theirs = json(send("POST", BUREAUS, foreignKey, bureau())).path("id").asText();
        assertThat(post(RUNS, order("bureau").put("bureau", theirs)).body())
                .contains("There is no such bureau");
        assertThat(send("DELETE", BUREAUS + "/" + theirs, key, null).statusCode()).isEqualTo(404);
    }

    @Test
    void thePageAddsAndDeletes() {
        Browser browser = server.signedIn("ann@harbour.example", "Ann", "owner", null);
        String page = "/console/bureaus";

        HttpResponse<String> wrong =
                browser.submit(
                        page, page, Map.of("name", "Paged", "public_key", "x", "bleed_mm", "wide"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("value=\"Paged\"", "no OpenPGP public key", "bleed");
        HttpResponse<String> added =
                browser.submit(
                        page,
                        page,
                        Map.of(
                                "name", "Paged",
                                "public_key", press.publicKey(),
                                "bleed_mm", "2,5"));
        assertThat(added.statusCode()).isEqualTo(303);

        Map<String, byte[]> files =
                Map.of(
                        "public_key_file",
                        press.publicKey().getBytes(StandardCharsets.UTF_8),
                        "icc_profile",
                        TestPress.profile());
        HttpResponse<String> without = browser.upload(page, page, Map.of("name", "Chosen"), files);
        assertThat(without.statusCode()).isEqualTo(422);
        assertThat(without.body())
                .contains("Send output_condition and icc_profile together", "value=\"Chosen\"");
        HttpResponse<String> chosen =
                browser.upload(
                        page,
                        page,
                        Map.of("name", "Chosen", "output_condition", "TEST", "public_key", "old"),
                        files);
        assertThat(chosen.statusCode()).as(chosen.body()).isEqualTo(303);
        assertThat(browser.get(page).body()).contains("Chosen", "CutContour, ScratchOff, TEST");

        String shown = browser.get(page).body();
        assertThat(shown).contains("Paged", "bleed 2.5 mm", "Press &lt;press@press.example&gt;");
        assertThat(browser.get("/console/print-runs").body()).contains("Paged");
    }

    private ObjectNode bureau() {
        return object().put("name", "Press " + ++bureaus).put("public_key", press.publicKey());
    }

    private ObjectNode order(String sheet) {
        return object().put("product", product)
                .put("quantity", 50)
                .put("layout", "gift-card")
                .put("sheet", sheet);
    }

    private String made(ObjectNode bureau) {
        HttpResponse<String> answer = post(BUREAUS, bureau);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).path("id").asText();
    }
}
