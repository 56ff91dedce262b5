package io.counterfoil.printing.bureau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.Browser;
import io.counterfoil.PrintingWiring;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.catalog.Fixtures;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.printing.BureauReply;
import io.counterfoil.printing.CountIns;
import io.counterfoil.printing.NewPrintRun;
import io.counterfoil.printing.NewReprint;
import io.counterfoil.printing.PrintRun;
import io.counterfoil.printing.RunState;
import io.counterfoil.printing.counting.NewCountIn;
import io.counterfoil.web.Download;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a bureau gets of items that are printed again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReprintPackagesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HERE = "127.0.0.1";

    private final PressKey press = new PressKey();
    private TestWorld world;
    private TestServer server;
    private Caller caller;
    private PrintingWiring printing;
    private PrintRun run;
    private PrintRun shown;
    private PrintRun counted;
    private PrintRun replied;
    private PrintRun partly;
    private PrintRun unsaid;
    private String linkToAll;
    private String linkToReplied;
    private Browser browser;

    @BeforeAll
    void open() throws IOException {
        world = new TestWorld();
        server = new TestServer(world);
        caller = world.caller();
        printing = world.wiring().printing();
        String product = Fixtures.giftCard(world, caller).id().toString();
        String bureau = bureau();
        run = ready(product, bureau);
        shown = ready(product, bureau);
        counted = ready(product, bureau);
        replied = ready(product, bureau);
        linkToAll = made(PackageId.ordered(run.id())).url();
        printAgain(run, 1);
        printAgain(run, 3);
        printAgain(shown, 2);
        bytes(printing.deliveries().fetch(caller, PackageId.ordered(counted.id()), HERE, Locale.ENGLISH));
        printAgain(counted, 2);
        linkToReplied = token(made(PackageId.ordered(replied.id())).url());
        bytes(printing.deliveries().deliver(caller, linkToReplied, HERE, Locale.ENGLISH));
        String spoiled = SerialNumber.of(replied.number(), 2) + ",spoiled";
        printing.bureauReplies()
                .handIn(
                        caller,
                        linkToReplied,
                        new ByteArrayInputStream(spoiled.getBytes(StandardCharsets.UTF_8)),
                        HERE);
        printAgain(replied, 2);
        partly = ready(product, bureau);
        handIn(
                fetched(PackageId.ordered(partly.id())),
                SerialNumber.of(partly.number(), 2)
                        + ",spoiled\n"
                        + SerialNumber.of(partly.number(), 3)
                        + ",missing");
        unsaid = ready(product, bureau);
        fetched(PackageId.ordered(unsaid.id()));
        world.clock().forward(Duration.ofMinutes(1));
        printAgain(partly, 2);
        printAgain(unsaid, 2);
        // As long as there were no two of them nobody had to agree.
        StaffMembers.WithPassword lee = operator("lee");
        operator("kim");
        browser = server.signedIn(lee);
    }

    @AfterAll
    void close() {
        server.close();
        world.close();
    }

    @Test
    void aPackageWithDeadCodesIsNotSentAndThoseOfTheReprintsAre() throws Exception {
        PackageId all = PackageId.ordered(run.id());
        assertThat(refused(() -> printing.deliveries().fetch(caller, all, HERE, Locale.ENGLISH)))
                .hasMessageContaining("the package of revision 2, the package of revision 3");
        assertThat(refused(() -> printing.deliveries().deliver(caller, token(linkToAll), HERE, Locale.ENGLISH)).type())
                .isEqualTo(ProblemType.CONFLICT);
        assertThat(refused(() -> made(all)).type()).isEqualTo(ProblemType.CONFLICT);
        assertThat(printing.deliveries().receipts(caller, run.id())).isEmpty();

        String link = made(new PackageId(run.id(), 3)).url();
        URI page = URI.create(link);
        assertThat(server.browser().get(page.getPath() + "?" + page.getQuery()).body())
                .contains("again, as revision 3", "Destroy what you printed of them before");
        Download sent = printing.deliveries().deliver(caller, token(link), HERE, Locale.ENGLISH);
        assertThat(sent.fileName()).isEqualTo(run.number() + "-r3-package.zip.gpg");
        Map<String, byte[]> files = PressKey.unzipped(press.decrypt(bytes(sent)));
        assertThat(files.keySet())
                .containsExactly(
                        "gift-card-r3.pdf", "data-r3.csv", "manifest-r3.json", "manifest-r3.pdf");
        JsonNode manifest = JSON.readTree(files.get("manifest-r3.json"));
        assertThat(manifest.path("number").asInt()).isEqualTo(run.number());
        assertThat(manifest.path("revision").asInt()).isEqualTo(3);
        assertThat(manifest.path("reason").asText()).isEqualTo("Smudged");
        assertThat(manifest.path("quantity").asInt()).isEqualTo(1);
        assertThat(manifest.path("serials"))
                .extracting(JsonNode::asText)
                .containsExactly(SerialNumber.of(run.number(), 3).toString());
        assertThat(manifest.path("files")).hasSize(2);
        for (JsonNode file : manifest.path("files")) {
            assertThat(file.path("sha256").asText())
                    .isEqualTo(
                            sha256(Objects.requireNonNull(files.get(file.path("name").asText()))));
        }

        // What left with it has left, and nothing else.
        assertThat(printing.deliveries().receipts(caller, run.id()))
                .extracting(PackageReceipt::revision)
                .containsExactly(3);
        assertThat(printing.releaseRequests().request(caller, run.id()).approval()).isNotNull();
        assertThat(refused(() -> printing.deliveries().deliver(caller, token(link), HERE, Locale.ENGLISH)).type())
                .isEqualTo(ProblemType.GONE);
        assertThat(
                        refused(() -> printing.files().open(caller, run.id(), "data-r3.txt", Locale.ENGLISH))
                                .type())
                .isEqualTo(ProblemType.NEEDS_APPROVAL);
        PackageId other = new PackageId(run.id(), 2);
        assertThat(bytes(printing.deliveries().fetch(caller, other, HERE, Locale.ENGLISH))).isNotEmpty();
        assertThat(refused(() -> printing.deliveries().fetch(caller, other, HERE, Locale.ENGLISH)).type())
                .isEqualTo(ProblemType.NEEDS_APPROVAL);
    }

    @Test
    void whatTheBureauSaidBeforeAReprintIsNoProposalAnyMore() {
        BureauReply before =
                printing.bureauReplies().list(caller, replied.id()).getFirst();

        assertThat(before.state()).isEqualTo(BureauReply.State.REPLACED);
        assertThat(
                        refused(
                                () ->
                                        printing.bureauReplies()
                                                .accept(caller, replied.id(), before.id())))
                .hasMessageContaining("printed again since");
        assertThat(browser.get("/console/print-runs/" + replied.id()).body())
                .contains("printed again since the bureau&#39;s last reply");
        assertThat(server.browser().get("/bureau?token=" + linkToReplied).body())
                .contains("printed again since your reply of");
    }

    @Test
    void aReplyAboutAReprintLeavesTheOthersAsTheyWereSaidToBe() throws IOException {
        String token = fetched(new PackageId(partly.id(), 2));
        assertThat(server.browser().get("/bureau?token=" + token).body())
                .contains("What became of the 1 item", "what you printed again");
        BureauReply reply = handIn(token, SerialNumber.of(partly.number(), 2) + ",printed");
        assertThat(reply.counts()).isEqualTo(new CountIns.Preview(3, 0, 1));
        assertThat(reply.unsaid()).isZero();
        printing.bureauReplies().accept(caller, partly.id(), reply.id());
        assertThat(printing.runs().find(caller, partly.id()).counts())
                .isEqualTo(Map.of(ItemState.PRINTED, 3, ItemState.MISSING, 1));
    }

    @Test
    void whereNobodySaidAnythingOfTheOthersAReplyAboutAReprintCountsNothingIn() throws IOException {
        String token = fetched(new PackageId(unsaid.id(), 2));
        BureauReply reply = handIn(token, SerialNumber.of(unsaid.number(), 2) + ",spoiled");
        assertThat(reply.counts()).isEqualTo(new CountIns.Preview(0, 1, 0));
        assertThat(reply.unsaid()).isEqualTo(3);
        assertThat(
                        refused(
                                () ->
                                        printing.bureauReplies()
                                                .accept(caller, unsaid.id(), reply.id())))
                .hasMessageContaining("nobody has said what became of 3 items more");
        assertThat(browser.get("/console/print-runs/" + unsaid.id()).body())
                .contains("What became of 3 other items of the run is not known yet")
                .doesNotContain("Count the run in by this reply");
        assertThat(server.browser().get("/bureau?token=" + token).body())
                .contains("0 printed, 1 spoiled, 0 missing", "What became of 3 other items");

        BureauReply all =
                handIn(
                        token,
                        SerialNumber.of(unsaid.number(), 1)
                                + ",missing\n"
                                + SerialNumber.of(unsaid.number(), 2)
                                + "-"
                                + SerialNumber.of(unsaid.number(), 4)
                                + ",printed");
        assertThat(all.counts()).isEqualTo(new CountIns.Preview(3, 0, 1));
        printing.bureauReplies().accept(caller, unsaid.id(), all.id());
        assertThat(printing.runs().find(caller, unsaid.id()).counts())
                .isEqualTo(Map.of(ItemState.PRINTED, 3, ItemState.MISSING, 1));
    }

    @Test
    void theCountInKnowsOfAReprintThatLeftInAPackage() throws Exception {
        NewCountIn allPrinted = new NewCountIn(null, null, null);

        assertThat(refused(() -> printing.countIns().countIn(caller, counted.id(), allPrinted)))
                .hasMessageContaining("nobody fetched it");
        bytes(printing.deliveries().fetch(caller, new PackageId(counted.id(), 2), HERE, Locale.ENGLISH));

        assertThat(printing.countIns().countIn(caller, counted.id(), allPrinted).state())
                .isEqualTo(RunState.CLOSED);
    }

    @Test
    void thePagesOfferWhatCanBeSentAndSayWhyOthersCannot() {
        String page = "/console/print-runs/" + shown.id();

        assertThat(browser.get(page).body())
                .contains(
                        "The living ones are in gift-card-r2.pdf.",
                        "files/gift-card-r2.pdf\"",
                        "files/manifest.json\"")
                .doesNotContain("files/gift-card.pdf\"", "files/data.csv\"");
        assertThat(browser.get(page + "/bureau").body())
                .contains(
                        "The living ones are in the package of revision 2.",
                        "Printed again: revision 2",
                        "/package?revision=2\"")
                .doesNotContain(shown.id() + "/package\"");
        assertThat(
                        browser.submit(
                                        page + "/bureau",
                                        page + "/bureau/link",
                                        Map.of("revision", "2"))
                                .body())
                .contains("bureau?token=");
    }

    @Test
    void aRevisionThatIsNoneIsRefused() {
        String key = world.wiring().access().apiKeys().make(caller, "Test", null).key();
        assertThat(ofPackage(key, "4")).isEqualTo(404);
        for (String wrong : List.of("0", "-1", "two", "1e3", "99999999999")) {
            assertThat(ofPackage(key, wrong)).as(wrong).isEqualTo(422);
        }
        assertThat(ofPackage(key, "1")).isEqualTo(409);
    }

    private StaffMembers.WithPassword operator(String name) {
        return world.member(name + "@harbour.example", name, "operator", null);
    }

    private int ofPackage(String key, String revision) {
        HttpResponse<String> answer =
                server.send(
                        server.request(
                                        "/api/v1/print-runs/%s/package?revision=%s"
                                                .formatted(shown.id(), revision))
                                .header("Authorization", "Bearer " + key)
                                .method("GET", HttpRequest.BodyPublishers.noBody())
                                .build());
        return answer.statusCode();
    }

    private LinkOutcome.Made made(PackageId pack) {
        return (LinkOutcome.Made)
                printing.bureauLinks().make(caller, pack, printing.packages());
    }

    /** Has the bureau fetch a package; the token of its link. */
    private String fetched(PackageId pack) throws IOException {
        String token = token(made(pack).url());
        bytes(printing.deliveries().deliver(caller, token, HERE, Locale.ENGLISH));
        return token;
    }

    private BureauReply handIn(String token, String table) {
        world.clock().forward(Duration.ofSeconds(1));
        return printing.bureauReplies()
                .handIn(
                        caller,
                        token,
                        new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)),
                        HERE);
    }

    private static String token(String url) {
        return url.substring(url.indexOf('=') + 1);
    }

    private void printAgain(PrintRun of, int sequence) {
        String serial = SerialNumber.of(of.number(), sequence).toString();
        printing.reprints()
                .request(caller, of.id(), new NewReprint(List.of(serial), "Smudged"));
        printing.reprinting()
                .carryOut(printing.reprints().list(caller, of.id()).getLast().id());
    }

    private PrintRun ready(String product, String bureau) {
        PrintRun ordered =
                printing.orders()
                        .order(
                                caller,
                                new NewPrintRun(
                                        product, 4, "gift-card", "bureau", null, null, null, null,
                                        null, null, bureau));
        printing.minting().mint(ordered.id());
        printing.releases().release(ordered.id());
        return ordered;
    }

    private String bureau() {
        NewBureau wanted =
                new NewBureau(
                        "Press", press.publicKey(), null, null, null, null, null, null, null, null,
                        "csv", null);
        return printing.bureaus().create(caller, wanted).id().toString();
    }

    private static byte[] bytes(Download delivery) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        delivery.content().writeTo(out);
        return out.toByteArray();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static Refused refused(Runnable work) {
        return catchThrowableOfType(Refused.class, work::run);
    }
}
