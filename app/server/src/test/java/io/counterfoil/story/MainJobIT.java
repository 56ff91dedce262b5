package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job once, from the press to the disk, over HTTP against the shipped jar with nothing replaced: cards and CDs are printed,
 * read back, counted, shipped, received, sold, redeemed, and backed up to, while the service is killed between the steps.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobIT {
    private static final String GTIN = "4006381333931";
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Pattern CODE = Pattern.compile("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}");
    private static final long QUOTA = 40L << 20;

    private final Map<SerialNumber, String> codes = new TreeMap<>();
    @TempDir private Path folder;
    private RunningService service;
    private Programs programs;
    private Api provider;
    private Api till;
    private String product = "";
    private String cards = "";
    private SerialRange serials = new SerialRange(SerialNumber.FIRST_RUN, 1, 1);
    private JsonNode account;

    @BeforeAll
    void start() throws Exception {
        service = new RunningService(folder);
        programs = new Programs(folder);
        service.start();
        provider = new Api(service.address(), service.demo().at("/provider/api_key").asText());
    }

    @AfterAll
    void stop() throws Exception {
        service.close();
    }

    @Test
    @Order(1)
    void aProviderOrdersCardsAndTheRunSurvivesAKill() throws Exception {
        JsonNode plan =
                provider.post(
                                "/api/v1/plans",
                                "{'name': 'Story', 'edition': 'select', 'hard_quota_bytes': %d, 'features': {}}"
                                        .formatted(QUOTA))
                        .expect(201);
        product = createProduct(plan, "STORY-1Y", "P1Y", "gift_card", GTIN);
        String run =
                "{'product': '%s', 'quantity': 100, 'layout': 'gift-card', 'sheet': 'avery-c32011-10'}".formatted(product);
        cards = provider.post("/api/v1/print-runs", run).expect(201).required("id").asText();

        service.kill();
        service.start();

        JsonNode ready = awaitReady(cards);
        serials =
                SerialRange.between(
                        SerialNumber.of(ready.required("first_serial").asText()),
                        SerialNumber.of(ready.required("last_serial").asText()));
        assertThat(serials.size()).isEqualTo(100);
        assertThat(ready.required("quantity").asInt()).isEqualTo(100);
    }

    @Test
    @Order(2)
    void everySymbolOfTheCardsIsReadAndMatches() throws Exception {
        Path pdf = downloadPart(cards, "gift-card");
        List<String> symbols = programs.scan(pdf);
        assertThat(symbols.stream().filter(symbol -> symbol.startsWith("CODE-128:")))
                .containsExactlyInAnyOrderElementsOf(serials.stream().map(serial -> "CODE-128:" + serial).toList());
        assertThat(symbols).contains("EAN-13:" + GTIN);
        assertThat(symbols.stream().filter(symbol -> symbol.startsWith("QR-Code:")))
                .hasSize(100)
                .allSatisfy(symbol -> assertThat(symbol).endsWith("/redeem"));

        List<String> text = programs.text(pdf);
        List<String> printedCodes = text.stream().filter(line -> CODE.matcher(line).matches()).toList();
        List<SerialNumber> printedSerials = serialsIn(text);
        assertThat(printedSerials).containsExactlyInAnyOrderElementsOf(serials.stream().toList());
        assertThat(printedCodes).hasSize(100).doesNotHaveDuplicates();
        for (int at = 0; at < 100; at++) {
            codes.put(printedSerials.get(at), printedCodes.get(at));
        }
    }

    @Test
    @Order(3)
    void theProofIsVoid() throws Exception {
        Path proof = folder.resolve("proof.pdf");
        Files.write(proof, provider.downloadAfterPost("/api/v1/print-runs/" + cards + "/proof"));
        List<String> text = programs.text(proof);
        assertThat(text).contains("VOID-VOID-VOID-VOID");
        assertThat(text.stream().filter(line -> CODE.matcher(line).matches())).isEmpty();
    }

    @Test
    @Order(4)
    void discsAndStickersOfOneRunShareTheirSerials() throws Exception {
        String plan = provider.get("/api/v1/plans").expect(200).required("items").get(0).required("id").asText();
        String cd = createProduct(plan, "STORY-CD", "P6M", "retail_cd", null);
        String run =
                """
                {'product': '%s', 'quantity': 20, 'parts': [{'layout': 'cd-label', 'sheet': 'avery-l6043'},
                                                            {'layout': 'cd-sticker', 'sheet': 'avery-l7651'}]}
                """
                        .formatted(cd);
        String discs = provider.post("/api/v1/print-runs", run).expect(201).required("id").asText();
        awaitReady(discs);

        Path labels = downloadPart(discs, "cd-label");
        Path stickers = downloadPart(discs, "cd-sticker");
        assertThat(programs.scan(labels)).hasSize(20).allSatisfy(symbol -> assertThat(symbol).startsWith("QR-Code:"));
        List<SerialNumber> onStickers = serialsIn(programs.text(stickers));
        assertThat(onStickers).hasSize(20).containsExactlyInAnyOrderElementsOf(serialsIn(programs.text(labels)));
        assertThat(programs.scan(stickers))
                .containsExactlyInAnyOrderElementsOf(onStickers.stream().map(serial -> "CODE-128:" + serial).toList());
    }

    @Test
    @Order(5)
    void theCountInClosesTheRunAndDestroysItsKey() throws Exception {
        assertThat(service.runKeys().resolve(cards + ".key")).exists();
        List<String> spoiled = List.of(at(3).toString(), at(4).toString());
        String countIn =
                "{'spoiled': ['%s', '%s'], 'missing': ['%s']}".formatted(spoiled.get(0), spoiled.get(1), at(9).toString());
        JsonNode closed = provider.post("/api/v1/print-runs/" + cards + "/count-in", countIn).expect(200);

        assertThat(closed.required("state").asText()).isEqualTo("closed");
        assertThat(closed.at("/counts/printed").asInt()).isEqualTo(97);
        assertThat(closed.at("/counts/spoiled").asInt()).isEqualTo(2);
        assertThat(closed.at("/counts/missing").asInt()).isEqualTo(1);
        assertThat(provider.get("/api/v1/print-runs/" + cards + "/files/gift-card.pdf").status()).isEqualTo(410);
        await("the key to be destroyed")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(service.runKeys().resolve(cards + ".key")).doesNotExist());
    }

    @Test
    @Order(6)
    void aRetailerReceivesWhatWasPrinted() throws Exception {
        String retailer = provider.post("/api/v1/retailers", "{'name': 'Corner Shop'}").expect(201).required("id").asText();
        String outlet =
                provider.post("/api/v1/retailers/" + retailer + "/outlets", "{'name': 'High Street'}")
                        .expect(201)
                        .required("id")
                        .asText();
        JsonNode terminal =
                provider.post("/api/v1/outlets/" + outlet + "/terminals", "{'name': 'Till 1'}").expect(201);
        till = new Api(service.address(), terminal.required("api_key").asText());

        String range = "{'outlet': '%s', 'serials': {'from': '%s', 'to': '%s'}}".formatted(outlet, serials.first(), serials.last());
        JsonNode shipment = provider.post("/api/v1/shipments", range).expect(201);
        JsonNode receipt =
                till.post("/api/v1/shipments/" + shipment.required("id").asText() + "/receipt", "{'all': true}").expect(200);
        assertThat(receipt.at("/counts/received").asInt()).isEqualTo(97);
        assertThat(receipt.at("/counts/short").asInt()).isZero();
    }

    @Test
    @Order(7)
    void theTillSellsAndTakesBackAcrossAKill() throws Exception {
        JsonNode sold = activate("sale-1", at(1)).expect(201);
        assertThat(sold.required("state").asText()).isEqualTo("activated");

        service.kill();
        service.start();

        JsonNode again = activate("sale-1", at(1)).expect(200);
        assertThat(again.required("activated_at")).isEqualTo(sold.required("activated_at"));
        assertThat(activate("sale-other", at(1)).status()).isEqualTo(409);

        till.post("/api/v1/activations/lost-sale/reversal", "").expect(200);
        assertThat(activate("lost-sale", at(2)).status()).isEqualTo(409);

        activate("sale-5", at(5)).expect(201);
        till.post("/api/v1/activations/sale-5/reversal", "").expect(200);
        till.post("/api/v1/activations/sale-5/reversal", "").expect(200);

        activate("sale-6", at(6)).expect(201);
        activate("sale-7", at(7)).expect(201);
        activate("sale-8", at(8)).expect(201);
        String void8 = "{'from': '%s', 'to': '%s', 'reason': 'story'}".formatted(at(8), at(8));
        assertThat(provider.post("/api/v1/serials/void", void8).status()).isBetween(200, 201);
    }

    private SerialNumber at(int sequence) {
        return SerialNumber.of(serials.run(), serials.from() + sequence - 1);
    }

    private Api.Answer activate(String request, SerialNumber serial) throws Exception {
        String body =
                "{'request_id': '%s', 'serial': '%s', 'gtin': '%s', 'price': {'amount': '49.00', 'currency': 'EUR'}}"
                        .formatted(request, serial, GTIN);
        return till.post("/api/v1/activations", body);
    }

    private String createProduct(JsonNode plan, String sku, String term, String medium, String gtin) throws Exception {
        return createProduct(plan.required("id").asText(), sku, term, medium, gtin);
    }

    private String createProduct(String plan, String sku, String term, String medium, String gtin) throws Exception {
        String body =
                """
                {'sku': '%s', 'name': 'Story backup', 'plan': '%s', 'term': '%s', 'medium': '%s', 'sales_model': 'consignment',
                 'price': {'amount': '49.00', 'currency': 'EUR'}, 'activation_required': true%s}
                """
                        .formatted(sku, plan, term, medium, gtin == null ? "" : ", 'gtin': '" + gtin + "'");
        return provider.post("/api/v1/products", body).expect(201).required("id").asText();
    }

    private JsonNode awaitReady(String run) {
        return await("the run to be minted")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> provider.get("/api/v1/print-runs/" + run).expect(200),
                        answer -> answer.required("state").asText().equals("ready"));
    }

    private Path downloadPart(String run, String layout) throws Exception {
        for (JsonNode file : provider.get("/api/v1/print-runs/" + run).expect(200).required("files")) {
            String name = file.required("name").asText();
            if (file.required("role").asText().equals("items") && name.contains(layout)) {
                return Files.write(folder.resolve(name), provider.download("/api/v1/print-runs/" + run + "/files/" + name));
            }
        }
        throw new AssertionError("no items file of " + layout);
    }

    private static List<SerialNumber> serialsIn(List<String> lines) {
        Pattern serial = Pattern.compile("No\\. (\\d{14})");
        return lines.stream()
                .map(serial::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(line -> SerialNumber.of(line.group(1)))
                .toList();
    }
}
