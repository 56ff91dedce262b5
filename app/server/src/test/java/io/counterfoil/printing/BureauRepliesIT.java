package io.counterfoil.printing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.CapturedLog;
import io.counterfoil.PrintingWiring;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.Audit;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.catalog.Fixtures;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Migrations;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.printing.bureau.LinkOutcome;
import io.counterfoil.printing.bureau.NewBureau;
import io.counterfoil.printing.bureau.PackageId;
import io.counterfoil.printing.bureau.PressKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a bureau says is a proposal, which the provider counts the run in by. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BureauRepliesIT {
    private static final String HERE = "127.0.0.1";

    private TestWorld world;
    private TestServer server;
    private PrintingWiring printing;
    private Caller caller;
    private String key;
    private String bureau;
    private String product;

    @BeforeAll
    void open() {
        world = new TestWorld();
        server = new TestServer(world);
        printing = world.wiring().printing();
        caller = world.caller();
        key = world.wiring().access().apiKeys().make(caller, "Test", null).key();
        product = Fixtures.giftCard(world, caller).id().toString();
        NewBureau press =
                new NewBureau(
                        "Press", new PressKey().publicKey(), null, null, null, null, null, null,
                        null, null, null, null);
        bureau = printing.bureaus().create(caller, press).id().toString();
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void theBureauRepliesWithItsLinkAndTheProviderCountsInByIt() throws IOException {
        PrintRun run = ready(5);
        StaffMembers.WithPassword kim =
                world.member("kim@harbour.example", "Kim", "operator", null);
        String page = "/console/print-runs/" + run.id();
        try (CapturedLog log = new CapturedLog()) {
            String token = link(run);
            assertThat(handIn(token, "", null).statusCode()).isEqualTo(410);
            fetch(token);
            world.clock().forward(Duration.ofDays(9));
            Browser provider = server.signedIn(kim);

            HttpResponse<String> asked = server.browser().get("/bureau?token=" + token);
            assertThat(asked.body())
                    .contains("What became of the 5 items", run.range().first().toString());
            HttpResponse<String> sent =
                    server.browser()
                            .submit(
                                    "/bureau?token=" + token,
                                    "/bureau/reply",
                                    Map.of(
                                            "token",
                                            token,
                                            "table",
                                            at(run, 1) + "-" + at(run, 2) + ",spoiled"));
            assertThat(sent.statusCode()).as(sent.headers().toString()).isEqualTo(200);
            assertThat(sent.body()).contains("3 printed, 2 spoiled, 0 missing");
            assertThat(provider.get(page).body()).contains("3 printed, 2 spoiled, 0 missing");
            world.clock().forward(Duration.ofSeconds(1));
            HttpResponse<String> corrected =
                    handIn(token, at(run, 1) + ",spoiled\n" + at(run, 5) + ",missing", "once");
            assertThat(corrected.statusCode()).as(corrected.body()).isEqualTo(201);
            assertThat(json(corrected).path("state").asText()).isEqualTo("proposed");
            assertThat(
                            handIn(
                                            token,
                                            at(run, 1) + ",spoiled\n" + at(run, 5) + ",missing",
                                            "once")
                                    .body())
                    .isEqualTo(corrected.body());
            assertThat(replies(run))
                    .extracting(BureauReply::state)
                    .containsExactly(BureauReply.State.PROPOSED, BureauReply.State.REPLACED);
            assertThat(state(run)).isEqualTo(RunState.READY);

            HttpResponse<String> closed =
                    provider.submit(
                            page,
                            page + "/bureau-reply",
                            Map.of("reply", replies(run).getFirst().id().toString()));
            assertThat(closed.statusCode()).isEqualTo(303);
            assertThat(provider.get(page).body()).contains("counted in as the bureau says");
            assertThat(printing.runs().find(caller, run.id()).counts())
                    .isEqualTo(
                            Map.of(
                                    ItemState.PRINTED,
                                    3,
                                    ItemState.SPOILED,
                                    1,
                                    ItemState.MISSING,
                                    1));
            assertThat(replies(run).getFirst().state()).isEqualTo(BureauReply.State.ACCEPTED);
            assertThat(handIn(token, at(run, 1) + ",spoiled", null).statusCode()).isEqualTo(410);
            assertThat(server.browser().get("/bureau?token=" + token).statusCode()).isEqualTo(410);
            assertThat(audited(run))
                    .containsSequence(
                            "bureau_reply.accepted",
                            "bureau_reply.received",
                            "bureau_reply.received");
            assertThat(log.lines()).noneSatisfy(line -> assertThat(line).contains(token));
        }
    }

    @Test
    void aReplyWithFaultsIsRefusedAndBothSidesSeeIt() throws IOException {
        PrintRun run = ready(5);
        String token = link(run);
        fetch(token);
        BureauReply good =
                printing.bureauReplies().handIn(caller, token, table(at(run, 2) + ",spoiled"), HERE);
        world.clock().forward(Duration.ofSeconds(1));
        String foreign = SerialNumber.of(100_000, 1).toString();

        HttpResponse<String> faulty =
                handIn(
                        token,
                        foreign
                                + ",printed\n"
                                + at(run, 3)
                                + ",spoiled\n"
                                + at(run, 3)
                                + ",printed\n"
                                + at(run, 1)
                                + ",printed\n",
                        null);

        assertThat(faulty.statusCode()).isEqualTo(422);
        assertThat(faulty.body())
                .contains("not of this run", "named before", "in order of their serials");
        BureauReply kept = replies(run).getFirst();
        assertThat(kept.state()).isEqualTo(BureauReply.State.FAULTY);
        assertThat(kept.faults()).hasSize(3);
        assertThat(replies(run).getLast().state()).isEqualTo(BureauReply.State.PROPOSED);
        assertThat(accept(run, kept).statusCode()).isEqualTo(409);
        assertThat(pageOf(run, "lee").replaceAll("\\s+", " "))
                .containsSubsequence(
                        "The bureau&#39;s last reply",
                        "has faults",
                        "</ul> </div> <div class=\"card\">",
                        "The reply received",
                        "The bureau sent another reply since",
                        "Count the run in by this reply");
        assertThat(server.browser().get("/bureau?token=" + token).body())
                .contains("has faults", "named before");
        assertThat(server.browser().reading("de").get("/bureau?token=" + token).body())
                .contains(
                        "Was wurde aus den 5 Artikeln",
                        "hat Fehler",
                        "Zeile 3: " + at(run, 3) + " wurde schon genannt",
                        "Antwort senden");

        world.clock().forward(Duration.ofSeconds(1));
        HttpResponse<String> wide = handIn(token, "12\0,spoiled", null);
        assertThat(wide.statusCode()).as(wide.body()).isEqualTo(422);
        assertThat(replies(run).getFirst().faults()).singleElement().asString().contains("UTF-8");
        HttpResponse<String> bell = handIn(token, "\n".repeat(5 << 20) + "12\u0007,spoiled", null);
        assertThat(bell.statusCode()).as(bell.body()).isEqualTo(422);
        world.clock().forward(Duration.ofSeconds(1));
        BureauReply better =
                printing.bureauReplies().handIn(caller, token, table(at(run, 3) + ",spoiled"), HERE);
        HttpResponse<String> old = accept(run, good);
        assertThat(old.statusCode()).isEqualTo(409);
        assertThat(old.body()).contains("sent another reply");
        HttpResponse<String> accepted = accept(run, better);
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
        assertThat(json(accepted).at("/counts/spoiled").asInt()).isEqualTo(1);
        assertThat(accept(run, better).statusCode()).isEqualTo(200);
    }

    @Test
    void onlyTheLinkThatFetchedThePackageLastLetsOneReply() throws IOException {
        PrintRun run = ready(1);
        String first = link(run);
        fetch(first);
        world.clock().forward(Duration.ofSeconds(1));
        String second = link(run);
        assertThat(handIn(second, at(run, 1) + ",printed", null).statusCode()).isEqualTo(410);
        fetch(second);

        assertThat(handIn(first, at(run, 1) + ",printed", null).statusCode()).isEqualTo(410);
        assertThat(handIn("nonsense", at(run, 1) + ",printed", null).statusCode()).isEqualTo(410);
        assertThat(handIn(null, at(run, 1) + ",printed", null).statusCode()).isEqualTo(410);
        assertThatThrownBy(
                        () ->
                                printing.bureauReplies()
                                        .handIn(world.decoy(), second, table(""), HERE))
                .isInstanceOf(Refused.class);
        assertThat(handIn(second, at(run, 1) + ",printed", null).statusCode()).isEqualTo(201);
    }

    @Test
    void thereIsAnEndToReplies() throws IOException {
        PrintRun run = ready(1);
        String token = link(run);
        fetch(token);
        BureauReplies replies = printing.bureauReplies();
        for (int i = 0; i < BureauReplies.MOST; i++) {
            replies.handIn(caller, token, table(at(run, 1) + ",spoiled"), HERE);
        }

        assertThatThrownBy(
                        () -> replies.handIn(caller, token, table(at(run, 1) + ",spoiled"), HERE))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.type()).isEqualTo(ProblemType.CONFLICT));
    }

    @Test
    void whoDidNotGetTheAnswerGetsItLaterToo() throws IOException {
        PrintRun run = ready(2);
        String token = link(run);
        fetch(token);
        String spoiled = at(run, 1) + ",spoiled";
        HttpResponse<String> faulty = handIn(token, "12,spoiled", "wrong");
        world.clock().forward(Duration.ofSeconds(1));
        HttpResponse<String> kept = handIn(token, spoiled, "lost");
        assertThat(accept(run, replies(run).getFirst()).statusCode()).isEqualTo(200);

        HttpResponse<String> again = handIn(token, spoiled, "lost");
        assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(kept.body());
        HttpResponse<String> faultyAgain = handIn(token, "12,spoiled", "wrong");
        assertThat(faultyAgain.statusCode()).isEqualTo(422);
        assertThat(json(faultyAgain).path("errors")).isEqualTo(json(faulty).path("errors"));
        assertThat(handIn(token, at(run, 2) + ",spoiled", "lost").statusCode()).isEqualTo(409);
        assertThat(handIn(token, spoiled, "other").statusCode()).isEqualTo(410);
        assertThat(handIn("nonsense", spoiled, "lost").statusCode()).isEqualTo(410);
    }

    @Test
    void whatEarlierVersionsReadAsIfItWereAboutAllItemsSaysNothingOfTheOthers() throws Exception {
        PrintRun run = ready(5);
        String token = link(run);
        fetch(token);
        handIn(token, at(run, 1) + ",spoiled\n" + at(run, 2) + ",missing", null);
        world.clock().forward(Duration.ofMinutes(1));
        printing.reprints()
                .request(caller, run.id(), new NewReprint(List.of(at(run, 1)), "Smudged"));
        printing.reprinting()
                .carryOut(printing.reprints().list(caller, run.id()).getLast().id());
        String again = link(new PackageId(run.id(), 2));
        fetch(again);
        String printed = at(run, 1) + ",printed";
        // As such replies were kept before: all items that they didn't name were printed.
        for (int reply = 0; reply < 2; reply++) {
            world.clock().forward(Duration.ofMinutes(1));
            handIn(again, printed, null);
        }
        world.database()
                .execute(
                        """
                        UPDATE bureau_reply SET printed = 5, missing = 0, missing_firsts = '{}', missing_lasts = '{}'
                        WHERE link_id = (SELECT id FROM bureau_link WHERE run_id = '%s' AND revision = 2);
                        ALTER TABLE bureau_reply DROP unsaid, DROP unsaid_firsts, DROP unsaid_lasts;
                        """
                                .formatted(run.id()));
        try (InputStream sql =
                Migrations.class.getResourceAsStream(
                        "/migrations/steps/202611301101_replies_of_reprints.sql")) {
            world.database()
                    .execute(
                            new String(
                                    Objects.requireNonNull(sql).readAllBytes(),
                                    StandardCharsets.UTF_8));
        }

        BureauReply misread = replies(run).getFirst();
        assertThat(replies(run))
                .extracting(BureauReply::state)
                .containsExactly(
                        BureauReply.State.MISREAD,
                        BureauReply.State.MISREAD,
                        BureauReply.State.REPLACED);
        assertThat(accept(run, misread).statusCode()).isEqualTo(409);
        assertThat(server.browser().get("/bureau?token=" + again).body())
                .contains("was read as if it were about the whole run", "send it once more");
        assertThat(pageOf(run, "mia")).contains("was read as if it were about the whole run");
        world.clock().forward(Duration.ofMinutes(1));
        handIn(again, printed, null);
        BureauReply newest = replies(run).getFirst();
        assertThat(newest.counts()).isEqualTo(new CountIns.Preview(4, 0, 1));
        assertThat(newest.unsaid()).isZero();
        assertThat(accept(run, newest).statusCode()).isEqualTo(200);
        assertThat(printing.runs().find(caller, run.id()).counts())
                .isEqualTo(Map.of(ItemState.PRINTED, 4, ItemState.MISSING, 1));
    }

    private String pageOf(PrintRun run, String name) {
        Browser browser = server.signedIn(name + "@press.example", name, "operator", null);
        return browser.get("/console/print-runs/" + run.id()).body();
    }

    private PrintRun ready(int quantity) {
        NewPrintRun order =
                new NewPrintRun(
                        product, quantity, "gift-card", "bureau", null, null, null, null, null,
                        null, bureau);
        PrintRun run = printing.orders().order(caller, order);
        printing.minting().mint(run.id());
        printing.releases().release(run.id());
        return run;
    }

    private String link(PrintRun run) {
        return link(PackageId.ordered(run.id()));
    }

    private String link(PackageId pack) {
        LinkOutcome made = printing.bureauLinks().make(caller, pack, printing.packages());
        assertThat(made).isInstanceOf(LinkOutcome.Made.class);
        return ((LinkOutcome.Made) made).url().replaceFirst(".*=", "");
    }

    private void fetch(String token) throws IOException {
        printing.deliveries()
                .deliver(caller, token, HERE, Locale.ENGLISH)
                .content()
                .writeTo(OutputStream.nullOutputStream());
    }

    private RunState state(PrintRun run) {
        return printing.runs().find(caller, run.id()).run().state();
    }

    private List<BureauReply> replies(PrintRun run) {
        return printing.bureauReplies().list(caller, run.id());
    }

    private List<String> audited(PrintRun run) {
        return world.wiring()
                .access()
                .audit()
                .list(caller, AuditFilter.ALL, new Listing(100, null))
                .items()
                .stream()
                .filter(entry -> entry.subject().equals("run:" + run.id()))
                .map(Audit.Entry::action)
                .toList();
    }

    private HttpResponse<String> handIn(
            @Nullable String token, String table, @Nullable String once) {
        HttpRequest.Builder request =
                server.request("/api/v1/bureau-replies")
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString(table));
        if (token != null) {
            request.header("Bureau-Token", token);
        }
        if (once != null) {
            request.header("Idempotency-Key", once);
        }
        return server.send(request.build());
    }

    private HttpResponse<String> accept(PrintRun run, BureauReply reply) {
        return server.send(
                server.request(
                                "/api/v1/print-runs/%s/bureau-replies/%s/acceptance"
                                        .formatted(run.id(), reply.id()))
                        .header("Authorization", "Bearer " + key)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build());
    }

    private static ByteArrayInputStream table(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String at(PrintRun run, int sequence) {
        return SerialNumber.of(run.number(), sequence).toString();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return new ObjectMapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }
}
