package io.counterfoil.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.ForeignPrograms;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service is killed again and again in the middle of minting, redeeming, uploading and selling.
 * What it answered before stays so, what it did not answer can be asked for again, and its log
 * explains every state.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillsIT {
    private static final int ROUNDS = 100;
    private static final int VERIFY_EVERY = 10;
    private static final int MINTED_EACH = 20_000;
    private static final int LONGEST_LIFE_MILLIS = 1_500;
    private static final int BLOB_BYTES = 2_000_000;
    private static final int TILL_ROUNDS = 20;
    private static final int SOLD_EACH = 80;
    private static final Pattern CODE = Pattern.compile("\\S{4}(-\\S{4}){3}");

    private final Random random = new Random(20261122);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<String> accounts = new HashSet<>();
    private RunningService service;
    private Programs programs;
    private Api provider;
    private Api anyone;
    private String product = "";
    private URI node = URI.create("");
    private String authorization = "";

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        service = new RunningService(folder);
        programs = new Programs(folder);
        service.start();
        provider = new Api(service.address(), service.demo().at("/provider/api_key").asText());
        anyone = new Api(service.address(), null);
    }

    @AfterAll
    void stop() throws Exception {
        service.stop();
        client.close();
    }

    @Test
    void nothingThatWasAnsweredIsLostAndNothingIsHalfDone(@TempDir Path folder) throws Exception {
        List<String> codes = cardsOnSale(folder.resolve("cards.pdf"));
        JsonNode repository = redeem(codes.getLast(), ROUNDS).expect(201).required("repository");
        node = URI.create(repository.required("url").asText().substring("rest:".length()));
        authorization = basic(repository);
        assertThat(upload("?create=true", new byte[0])).isEqualTo(200);

        for (int round = 0; round < ROUNDS; round++) {
            oneLife(codes.get(round), round);
            if (round % VERIFY_EVERY == 0) {
                verify();
            }
        }

        assertThat(accounts).hasSize(ROUNDS);
        for (JsonNode run : provider.get("/api/v1/print-runs").expect(200).required("items")) {
            await("run " + run.required("id").asText())
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> isWhole(run.required("id").asText()));
        }
        verify();
    }

    @Test
    void tillsThatAskAgainHaveSoldEachItemOnce() throws Exception {
        JsonNode run = minted(product("TILLS", true), TILL_ROUNDS * SOLD_EACH);
        JsonNode outlet = supplied("Busy Shop", run);
        JsonNode terminal =
                provider.post(
                                "/api/v1/outlets/" + outlet.asText() + "/terminals",
                                "{'name': 'Till 1'}")
                        .expect(201);
        provider.patch(
                        "/api/v1/terminals/" + terminal.required("id").asText(),
                        "{'activation_limit': 0}")
                .expect(200);
        Api till = new Api(service.address(), terminal.required("api_key").asText());
        int number = SerialNumber.of(run.required("first_serial").asText()).run();
        for (int round = 0; round < TILL_ROUNDS; round++) {
            List<SerialNumber> items =
                    new SerialRange(
                                    number, round * SOLD_EACH + 1, (round + 1) * SOLD_EACH)
                            .stream()
                                    .toList();
            new BusyTills(service, provider, till).sellAcrossAKill("round-" + round, items);
        }
        verify();
    }

    /** Kills the service in the midst of its work, starts it again, and asks once more. */
    private void oneLife(String code, int round) throws Exception {
        byte[] blob = new byte[BLOB_BYTES];
        random.nextBytes(blob);
        String name = "data/" + hex(blob);
        Api.@Nullable Answer redeemed;
        @Nullable Integer uploaded;
        try (ExecutorService clients = Executors.newFixedThreadPool(3)) {
            Future<Api.@Nullable Answer> minting = clients.submit(() -> mint(round));
            Future<Api.@Nullable Answer> redeeming =
                    clients.submit(orNothing(() -> redeem(code, round)));
            Future<@Nullable Integer> uploading =
                    clients.submit(orNothing(() -> upload(name, blob)));
            Duration life = Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS));
            await("the end of a life").pollDelay(life).until(() -> true);
            service.kill();
            minting.get();
            redeemed = redeeming.get();
            uploaded = uploading.get();
        }
        service.start();

        JsonNode again = redeem(code, round).expect(201);
        accounts.add(again.required("account").asText());
        if (redeemed != null) {
            assertThat(again).as("round %d", round).isEqualTo(redeemed.expect(201));
        }
        if (uploaded == null) {
            assertThat(upload(name, blob)).as("round %d", round).isEqualTo(200);
        }
        assertThat(download(name)).as("round %d", round).isEqualTo(blob);
    }

    private Api.@Nullable Answer mint(int round) throws Exception {
        return round % VERIFY_EVERY == 0
                ? orNothing(() -> provider.post("/api/v1/print-runs", order(product, MINTED_EACH))).call()
                : null;
    }

    private Api.Answer redeem(String code, int round) throws IOException, InterruptedException {
        String body =
                """
                {"code": "%s", "new_account": {"name": "N", "email": "n@example.com", "username": "user-%d",
                                               "password": "a password of ten"}}
                """
                        .formatted(code, round);
        return anyone.post("/api/v1/redemptions", body, "redeem-" + round + "-" + code);
    }

    private void verify() throws Exception {
        ForeignPrograms.Ended verified = service.command("verify");
        assertThat(verified.status()).as("%s", verified).isZero();
    }

    private boolean isWhole(String run) throws Exception {
        JsonNode answer = provider.get("/api/v1/print-runs/" + run).expect(200);
        return !answer.required("state").asText().equals("minting")
                && answer.required("progress").asInt() >= 1;
    }

    /** As many cards as rounds and one more, sold, with their codes. */
    private List<String> cardsOnSale(Path pdf) throws Exception {
        product = product("KILLS", false);
        JsonNode ready = minted(product, ROUNDS + 1);
        String path = "/api/v1/print-runs/" + ready.required("id").asText();
        Files.write(pdf, provider.download(path + "/files/gift-card.pdf"));
        List<String> codes =
                programs.text(pdf).stream().filter(line -> CODE.matcher(line).matches()).toList();
        assertThat(codes).hasSize(ROUNDS + 1);

        supplied("Kills Shop", ready);
        return codes;
    }

    private String product(String sku, boolean activated) throws Exception {
        String plan =
                provider.post(
                                "/api/v1/plans",
                                "{'name': '%s', 'edition': 'select', 'features': {}}"
                                        .formatted(sku))
                        .expect(201)
                        .required("id")
                        .asText();
        return provider.post(
                        "/api/v1/products",
                        """
                        {'sku': '%1$s', 'name': '%1$s', 'plan': '%2$s', 'term': 'P1Y', 'medium': 'gift_card',
                         'sales_model': 'consignment', 'price': {'amount': '49.00', 'currency': 'EUR'},
                         'activation_required': %3$s}
                        """
                                .formatted(sku, plan, activated))
                .expect(201)
                .required("id")
                .asText();
    }

    /** A run of a product that can be printed. */
    private JsonNode minted(String of, int quantity) throws Exception {
        JsonNode run = provider.post("/api/v1/print-runs", order(of, quantity)).expect(201);
        String path = "/api/v1/print-runs/" + run.required("id").asText();
        return await("cards")
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> provider.get(path).expect(200),
                        answer -> answer.required("state").asText().equals("ready"));
    }

    /** Counts a run in and brings it to a shop of its own, whose outlet this returns. */
    private JsonNode supplied(String name, JsonNode run) throws Exception {
        provider.post(
                        "/api/v1/print-runs/" + run.required("id").asText() + "/count-in",
                        "{}")
                .expect(200);
        String retailer =
                provider.post("/api/v1/retailers", "{'name': '%s'}".formatted(name))
                        .expect(201)
                        .required("id")
                        .asText();
        JsonNode outlet =
                provider.post("/api/v1/retailers/" + retailer + "/outlets", "{'name': 'One'}")
                        .expect(201)
                        .required("id");
        JsonNode shipment =
                provider.post(
                                "/api/v1/shipments",
                                "{'outlet': %s, 'serials': {'from': %s, 'to': %s}}"
                                        .formatted(
                                                outlet,
                                                run.required("first_serial"),
                                                run.required("last_serial")))
                        .expect(201);
        provider.post(
                        "/api/v1/shipments/" + shipment.required("id").asText() + "/receipt",
                        "{'all': true}")
                .expect(200);
        return outlet;
    }

    private static String order(String product, int quantity) {
        return "{'product': '%s', 'quantity': %d, 'layout': 'gift-card', 'sheet': 'avery-c32011-10'}"
                .formatted(product, quantity);
    }

    private int upload(String name, byte[] content) throws IOException, InterruptedException {
        HttpRequest post =
                toNode(name).POST(HttpRequest.BodyPublishers.ofByteArray(content)).build();
        return client.send(post, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private byte[] download(String name) throws IOException, InterruptedException {
        return client.send(toNode(name).build(), HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    private HttpRequest.Builder toNode(String name) {
        return HttpRequest.newBuilder(node.resolve(name)).header("Authorization", authorization);
    }

    /** The answer, or nothing where the service was killed before it came. */
    private static <T> Callable<@Nullable T> orNothing(Callable<T> request) {
        return () -> {
            try {
                return request.call();
            } catch (IOException killed) {
                return null;
            }
        };
    }

    private static String basic(JsonNode repository) {
        String credentials =
                repository.required("username").asText()
                        + ":"
                        + repository.required("password").asText();
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    private static String hex(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
