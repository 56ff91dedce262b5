package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterfoil.ForeignPrograms;
import io.counterfoil.codes.CodeGenerator;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job once, from the press to the disk, over HTTP against the shipped jar with nothing
 * replaced: cards and CDs are printed, read back, counted, shipped, received, sold, redeemed, and
 * backed up to, while the service is killed between the steps.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobIT {
    private static final String GTIN = "4006381333931";
    private static final Path CARDS =
            Path.of(System.getProperty("top"), "templates/sheets/avery-c32011-10.json");
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Pattern CODE =
            Pattern.compile("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}");
    private static final long QUOTA = 40L << 20;
    private static final String RANDOM_CODE = new CodeGenerator(new SecureRandom()).next().reveal();

    private final Map<SerialNumber, String> codes = new TreeMap<>();
    private Path folder;
    private RunningService service;
    private Programs programs;
    private Api provider;
    private Api till;
    private String product = "";
    private String cards = "";
    private SerialRange serials = new SerialRange(SerialNumber.FIRST_RUN, 1, 1);
    private Map<String, String> repository = Map.of();
    private String repositoryPassword = "";
    private Instant redeemedAfter = Instant.EPOCH;
    private Instant redeemedBefore = Instant.EPOCH;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        service = new RunningService(folder);
        programs = new Programs(folder);
        service.start();
        till = new Api(service.address(), null);
        provider = new Api(service.address(), service.demo().at("/provider/api_key").asText());
    }

    @AfterAll
    void stop() throws Exception {
        service.stop();
    }

    @Test
    @Order(0)
    void otherProgramsReadTheFactsOfTheDemoWorld() throws Exception {
        JsonNode demo = service.demo();
        assertThat(fields(demo))
                .containsExactlyInAnyOrder(
                        "server", "node", "provider", "retailer", "serial", "code");
        assertThat(fields(demo.required("provider")))
                .containsExactlyInAnyOrder("email", "password", "api_key");
        JsonNode retailer = demo.required("retailer");
        assertThat(fields(retailer))
                .containsExactlyInAnyOrder("email", "password", "api_key", "terminal");

        Api shop = new Api(service.address(), retailer.required("api_key").asText());
        shop.get("/api/v1/statements").expect(200);
        JsonNode sold =
                shop.post(
                                "/api/v1/activations",
                                "{'request_id': 'demo-1', 'terminal': '%s', 'serial': '%s'}"
                                        .formatted(
                                                retailer.required("terminal").asText(),
                                                demo.required("serial").asText()))
                        .expect(200);
        assertThat(sold.required("serial")).isEqualTo(demo.required("serial"));
    }

    private static List<String> fields(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
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
                "{'product': '%s', 'quantity': 100, 'layout': 'gift-card', 'sheet': 'avery-c32011-10'}"
                        .formatted(product);
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
        List<String> symbols = programs.scanLabels(pdf, CARDS);
        assertThat(symbols.stream().filter(symbol -> symbol.startsWith("CODE-128:")))
                .containsExactlyInAnyOrderElementsOf(
                        serials.stream().map(serial -> "CODE-128:" + serial).toList());
        assertThat(symbols.stream().filter(symbol -> symbol.startsWith("EAN-13:")))
                .hasSize(100)
                .containsOnly("EAN-13:" + GTIN);
        assertThat(symbols.stream().filter(symbol -> symbol.startsWith("QR-Code:")))
                .hasSize(100)
                .containsOnly("QR-Code:" + service.address() + "redeem");

        List<String> text = programs.text(pdf);
        List<String> printedCodes =
                text.stream().filter(line -> CODE.matcher(line).matches()).toList();
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
        String plan =
                provider.get("/api/v1/plans")
                        .expect(200)
                        .required("items")
                        .get(0)
                        .required("id")
                        .asText();
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
        assertThat(programs.scan(labels))
                .hasSize(20)
                .allSatisfy(symbol -> assertThat(symbol).startsWith("QR-Code:"));
        List<SerialNumber> onStickers = serialsIn(programs.text(stickers));
        assertThat(onStickers)
                .hasSize(20)
                .containsExactlyInAnyOrderElementsOf(serialsIn(programs.text(labels)));
        assertThat(programs.scan(stickers))
                .containsExactlyInAnyOrderElementsOf(
                        onStickers.stream().map(serial -> "CODE-128:" + serial).toList());
    }

    @Test
    @Order(5)
    void theCountInClosesTheRunAndDestroysItsKey() throws Exception {
        assertThat(service.runKeys().resolve(cards + ".key")).exists();
        List<String> spoiled = List.of(at(3).toString(), at(4).toString());
        String countIn =
                "{'spoiled': ['%s', '%s'], 'missing': ['%s']}"
                        .formatted(spoiled.get(0), spoiled.get(1), at(9).toString());
        JsonNode closed =
                provider.post("/api/v1/print-runs/" + cards + "/count-in", countIn).expect(200);

        assertThat(closed.required("state").asText()).isEqualTo("closed");
        assertThat(closed.at("/counts/printed").asInt()).isEqualTo(97);
        assertThat(closed.at("/counts/spoiled").asInt()).isEqualTo(2);
        assertThat(closed.at("/counts/missing").asInt()).isEqualTo(1);
        assertThat(provider.get("/api/v1/print-runs/" + cards + "/files/gift-card.pdf").status())
                .isEqualTo(410);
        await("the key to be destroyed")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(service.runKeys().resolve(cards + ".key")).doesNotExist());
    }

    @Test
    @Order(6)
    void aRetailerReceivesWhatWasPrinted() throws Exception {
        String retailer =
                provider.post("/api/v1/retailers", "{'name': 'Story Shop'}")
                        .expect(201)
                        .required("id")
                        .asText();
        String outlet =
                provider.post(
                                "/api/v1/retailers/" + retailer + "/outlets",
                                "{'name': 'High Street'}")
                        .expect(201)
                        .required("id")
                        .asText();
        JsonNode terminal =
                provider.post("/api/v1/outlets/" + outlet + "/terminals", "{'name': 'Till 1'}")
                        .expect(201);
        till = new Api(service.address(), terminal.required("api_key").asText());
        provider.patch(
                        "/api/v1/terminals/" + terminal.required("id").asText(),
                        "{'activation_limit': 0}")
                .expect(200);

        String range =
                "{'outlet': '%s', 'serials': {'from': '%s', 'to': '%s'}}"
                        .formatted(outlet, serials.first(), serials.last());
        JsonNode shipment = provider.post("/api/v1/shipments", range).expect(201);
        JsonNode receipt =
                till.post(
                                "/api/v1/shipments/"
                                        + shipment.required("id").asText()
                                        + "/receipt",
                                "{'all': true}")
                        .expect(200);
        assertThat(receipt.at("/counts/received").asInt()).isEqualTo(97);
        assertThat(receipt.at("/counts/short").asInt()).isZero();
    }

    @Test
    @Order(7)
    void tillsSellAndTakeBackAcrossAKillAmidTheirSales() throws Exception {
        JsonNode sold = activate("sale-1", at(1)).expect(201);
        assertThat(sold.required("state").asText()).isEqualTo("activated");

        new BusyTills(service, provider, till)
                .sellAcrossAKill("busy", IntStream.rangeClosed(21, 100).mapToObj(this::at).toList());

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

    @Test
    @Order(8)
    void codesThatCanNotBeUsedAreAllRefusedInTheSameWords() throws Exception {
        String notActivated = code(2);
        String reversed = code(5);
        String voided = code(8);
        Set<JsonNode> answers = new HashSet<>();
        for (String code : List.of(notActivated, reversed, voided, spoilt(code(1)), RANDOM_CODE)) {
            ObjectNode refusal =
                    (ObjectNode) redeemNew(code, "nobody" + answers.size()).expect(409);
            refusal.remove("request_id");
            answers.add(refusal);
        }
        assertThat(answers).hasSize(1);
    }

    @Test
    @Order(9)
    void aCustomerRedeemsOnTheForm() throws Exception {
        RedeemForm form = new RedeemForm(service.address());
        redeemedAfter = Instant.now();
        RedeemForm.Result result =
                form.redeemForNewAccount(code(1), "Carla Customer", "carla@example.com", "carla");
        redeemedBefore = Instant.now();
        assertThat(result.text()).contains("carla").contains("restic");
        repositoryPassword = result.password();
        repository =
                Map.of(
                        "RESTIC_REPOSITORY", result.repository(),
                        "RESTIC_PASSWORD", "a passphrase of the customer's own",
                        "RESTIC_CACHE_DIR", folder.resolve("cache").toString());
        ObjectNode used = (ObjectNode) redeemNew(code(1), "carla2").expect(409);
        assertThat(used.required("type").asText()).endsWith("code-refused");
    }

    @Test
    @Order(10)
    void resticBacksUpAndRestoresAcrossAKill() throws Exception {
        Path files = Files.createDirectories(folder.resolve("files"));
        Random random = new Random(7);
        for (int at = 0; at < 20; at++) {
            byte[] content = new byte[50_000 * (at + 1)];
            random.nextBytes(content);
            Files.write(files.resolve("file-" + at), content);
        }
        restic("init");
        restic("backup", files.toString());

        service.kill();
        service.start();

        restic("restore", "latest", "--target", folder.resolve("restored").toString());
        Path restored = Path.of(folder.resolve("restored").toString() + files);
        for (int at = 0; at < 20; at++) {
            assertThat(restored.resolve("file-" + at))
                    .hasSameBinaryContentAs(files.resolve("file-" + at));
        }
        restic("check", "--read-data");
    }

    @Test
    @Order(11)
    void aSecondCardExtendsTheAccountToTheExactDate() throws Exception {
        JsonNode preview =
                anyone().post("/api/v1/redemptions/preview", "{'code': '%s'}".formatted(code(6)))
                        .expect(200);
        assertThat(preview.toString()).doesNotContain(code(6));
        JsonNode extended =
                provider.post(
                                "/api/v1/redemptions",
                                "{'code': '%s', 'username': 'carla'}".formatted(code(6)))
                        .expect(201);
        Instant end = OffsetDateTime.parse(extended.required("term_ends_at").asText()).toInstant();
        assertThat(end).isBetween(inTwoYears(redeemedAfter), inTwoYears(redeemedBefore));
        JsonNode account =
                provider.get("/api/v1/accounts/" + extended.required("account").asText())
                        .expect(200);
        assertThat(account.at("/term/ends_at")).isEqualTo(extended.required("term_ends_at"));
    }

    private static Instant inTwoYears(Instant redeemed) {
        return redeemed.atZone(ZONE).plus(Period.ofYears(1)).plus(Period.ofYears(1)).toInstant();
    }

    @Test
    @Order(12)
    void whatExceedsTheQuotaIsRefusedAndTheRepositoryStaysSound() throws Exception {
        Path large = folder.resolve("large");
        byte[] content = new byte[(int) QUOTA];
        new Random(8).nextBytes(content);
        Files.write(large, content);
        programs.stopWhenItWarns("507", repository, "restic", "backup", large.toString());
        programs.run(repository, "restic", "unlock", "--remove-all");
        restic("check", "--read-data");
    }

    @Test
    @Order(13)
    void ofFiftyClientsWithOneCodeExactlyOneWins() throws Exception {
        List<Callable<Integer>> clients = new ArrayList<>();
        for (int at = 0; at < 50; at++) {
            String username = "racer" + at;
            clients.add(
                    () ->
                            provider.post(
                                            "/api/v1/redemptions",
                                            newAccount(code(7), username, "a password of ten"))
                                    .status());
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
            for (Future<Integer> status : threads.invokeAll(clients)) {
                statuses.add(status.get());
            }
        }
        assertThat(statuses).containsOnly(201, 409);
        assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
    }

    @Test
    @Order(14)
    void badInputIsRefusedInWordsAndLeavesNothing() throws Exception {
        int runs = provider.get("/api/v1/print-runs").expect(200).required("items").size();
        for (String quantity : List.of("0", "-1", "10000000", "1.5", "'5'", "null")) {
            String run =
                    "{'product': '%s', 'quantity': %s, 'layout': 'gift-card', 'sheet': 'avery-c32011-10'}"
                            .formatted(product, quantity);
            refused(provider.post("/api/v1/print-runs", run), 422);
        }
        refused(provider.post("/api/v1/print-runs", "{'product': "), 400);
        refused(provider.post("/api/v1/print-runs", "x".repeat(5 << 20)), 413);
        refused(provider.get("/api/v1/print-runs/" + UUID.randomUUID()), 404);
        refused(new Api(service.address(), "cf_wrong").get("/api/v1/print-runs"), 401);
        refused(anyone().get("/api/v1/print-runs"), 401);
        refused(till.get("/api/v1/print-runs"), 403);
        assertThat(provider.get("/api/v1/print-runs").expect(200).required("items")).hasSize(runs);
    }

    @Test
    @Order(15)
    void everyStateFollowsFromItsEventsAndNoSecretIsInTheLog() throws Exception {
        ForeignPrograms.Ended verified = service.command("verify");
        assertThat(verified.status()).as("%s", verified).isZero();
        String log = Files.readString(service.log());
        assertThat(log).doesNotContain(repositoryPassword);
        codes.values().forEach(code -> assertThat(log).doesNotContain(code, code.replace("-", "")));
    }

    @Test
    @Order(16)
    void oneNumberIsTracedFromItsLabelOnTheSheetToItsAccountOnTheNode() throws Exception {
        JsonNode trace = provider.get("/api/v1/serials/" + at(1)).expect(200);
        assertThat(trace.required("state").asText()).isEqualTo("redeemed");
        assertThat(trace.at("/product/id").asText()).isEqualTo(product);
        assertThat(trace.required("print_run").asText()).isEqualTo(cards);
        assertThat(trace.required("printed")).hasSize(1);
        assertThat(trace.at("/printed/0/file").asText()).isEqualTo("gift-card.pdf");
        assertThat(trace.at("/printed/0/sheet").asInt()).isEqualTo(1);
        assertThat(trace.at("/printed/0/label").asInt()).isEqualTo(1);
        assertThat(trace.required("events").findValuesAsText("type"))
                .containsExactly(
                        "minted", "counted_in", "shipped", "received", "activated", "redeemed");
        assertThat(trace.at("/events/4/facts/request").asText()).isEqualTo("sale-1");
        assertThat(trace.required("outlet").isTextual()).isTrue();
        assertThat(trace.required("money")).hasSize(1);
        assertThat(trace.at("/money/0/kind").asText()).isEqualTo("sale");
        assertThat(trace.at("/money/0/price/amount").asText()).isEqualTo("49.00");
        assertThat(trace.at("/money/0/statement").isNull())
                .as("no statement is made before the day is over")
                .isTrue();
        JsonNode account =
                provider.get("/api/v1/accounts/" + trace.required("account").asText()).expect(200);
        assertThat(account.required("username").asText()).isEqualTo("carla");
        assertThat(trace.required("node")).isEqualTo(account.at("/node/name"));
        assertThat(trace.required("bytes").isIntegralNumber())
                .as("as the node said last")
                .isTrue();
    }

    private static void refused(Api.Answer answer, int status) {
        JsonNode problem = answer.expect(status);
        assertThat(problem.required("type").asText()).startsWith("/problems/");
        assertThat(problem.required("detail").asText()).isNotBlank();
    }

    private Api.Answer redeemNew(String code, String username) throws Exception {
        return anyone().post(
                        "/api/v1/redemptions", newAccount(code, username, "a password of ten"));
    }

    private static String newAccount(String code, String username, String password) {
        return "{'code': '%s', 'new_account': {'name': 'N', 'email': 'n@example.com', 'username': '%s', 'password': '%s'}}"
                .formatted(code, username, password);
    }

    private Api anyone() {
        return new Api(service.address(), null);
    }

    private String restic(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("restic"));
        command.addAll(Arrays.asList(arguments));
        return programs.expectSuccess(repository, command.toArray(String[]::new));
    }

    private String code(int sequence) {
        return Objects.requireNonNull(codes.get(at(sequence)));
    }

    /** The code with its first symbol replaced, so that the check symbol is wrong. */
    private static String spoilt(String code) {
        return (code.charAt(0) == '7' ? '8' : '7') + code.substring(1);
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

    private String createProduct(
            JsonNode plan, String sku, String term, String medium, @Nullable String gtin)
            throws Exception {
        return createProduct(plan.required("id").asText(), sku, term, medium, gtin);
    }

    private String createProduct(
            String plan, String sku, String term, String medium, @Nullable String gtin)
            throws Exception {
        String body =
                """
                {'sku': '%s', 'name': 'Story backup', 'plan': '%s', 'term': '%s', 'medium': '%s', 'sales_model': 'consignment',
                 'price': {'amount': '49.00', 'currency': 'EUR'}, 'activation_required': true%s}
                """
                        .formatted(
                                sku,
                                plan,
                                term,
                                medium,
                                gtin == null ? "" : ", 'gtin': '" + gtin + "'");
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
        for (JsonNode file :
                provider.get("/api/v1/print-runs/" + run).expect(200).required("files")) {
            String name = file.required("name").asText();
            if (file.required("role").asText().equals("items") && name.contains(layout)) {
                return Files.write(
                        folder.resolve(name),
                        provider.download("/api/v1/print-runs/" + run + "/files/" + name));
            }
        }
        throw new AssertionError("no items file of " + layout);
    }

    private static List<SerialNumber> serialsIn(List<String> lines) {
        Pattern serial = Pattern.compile("No\\. (\\d{14})");
        return lines.stream()
                .map(serial::matcher)
                .filter(Matcher::matches)
                .map(line -> SerialNumber.of(line.group(1)))
                .toList();
    }
}
