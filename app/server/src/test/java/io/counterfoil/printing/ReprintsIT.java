package io.counterfoil.printing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.PrintingWiring;
import io.counterfoil.TestWorld;
import io.counterfoil.catalog.Fixtures;
import io.counterfoil.codes.CodeDigester;
import io.counterfoil.codes.RedemptionCode;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.CodesCheck;
import io.counterfoil.inventory.InventoryCheck;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Event;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.KeyFolder;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.counting.NewCountIn;
import io.counterfoil.web.Download;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Spoiled items of an open run that are printed again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReprintsIT {
    private static final Pattern CODE = Pattern.compile("[0-9A-Z]{4}(-[0-9A-Z]{4}){3}");

    private static final ObjectMapper JSON = new ObjectMapper();

    private TestWorld world;
    private Caller caller;
    private PrintingWiring printing;
    private String product;

    @BeforeAll
    void open() {
        world = new TestWorld();
        caller = world.caller();
        printing = world.wiring().printing();
        product = Fixtures.giftCard(world, caller).id().toString();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void newCodesReplaceTheOldOnesUnderTheSameSerials() throws IOException {
        PrintRun run = ready(6);
        List<String> old = codes(run, "gift-card.pdf");
        assertThat(serialsOf(old)).containsExactly(1, 2, 3, 4, 5, 6);

        Reprint reprint = reprinted(run, serial(run, 2), serial(run, 4) + "-" + serial(run, 5));

        assertThat(reprint.state()).isEqualTo(Reprint.State.READY);
        assertThat(reprint.revision()).isEqualTo(2);
        assertThat(printing.files().list(caller, run))
                .filteredOn(file -> file.name().equals("gift-card-r2.pdf"))
                .singleElement()
                .satisfies(
                        file -> {
                            assertThat(file.items()).isEqualTo(3);
                            assertThat(file.sha256()).hasSize(64);
                        });
        List<String> fresh = codes(run, "gift-card-r2.pdf");
        assertThat(serialsOf(fresh)).containsExactly(2, 4, 5);
        assertThat(fresh).doesNotContainAnyElementsOf(old);
        // The old cards of these three are dead, the others live on.
        assertThat(serialsOf(old)).containsExactly(1, 3, 6);
        assertThat(events(run))
                .filteredOn(event -> event.type().equals("reprinted"))
                .extracting(event -> event.data().path("revision").asInt())
                .containsExactly(2, 2);
    }

    @Test
    void aReprintStartsOnAFreshSheet() throws IOException {
        NewPrintRun.NewPart fromTheLastLabel =
                new NewPrintRun.NewPart(
                        "gift-card", "avery-c32011-10", 10, null, null, null, null);
        PrintRun run =
                ready(NewPrintRun.ofParts(product, 2, List.of(fromTheLastLabel), null));

        reprinted(run, serial(run, 1) + "-" + serial(run, 2));

        assertThat(printing.files().list(caller, run))
                .filteredOn(file -> file.name().startsWith("gift-card"))
                .extracting(RunFiles.FileFacts::pages)
                .containsExactly(2, 1);
        assertThat(codes(run, "gift-card-r2.pdf")).hasSize(2);
    }

    @Test
    void theCountInEndsAllRevisionsAndTheirKeys() {
        try (TestWorld own = new TestWorld()) {
            own.startJobs();
            String card = Fixtures.giftCard(own, own.caller()).id().toString();
            PrintingWiring theirs = own.wiring().printing();
            PrintRun run =
                    theirs.orders()
                            .order(
                                    own.caller(),
                                    new NewPrintRun(card, 2, "gift-card", "bureau", null));
            awaitState(own, run, RunState.READY);
            Reprint reprint =
                    Objects.requireNonNull(
                            theirs.reprints()
                                    .request(
                                            own.caller(),
                                            run.id(),
                                            new NewReprint(List.of(serial(run, 1)), "Smudged"))
                                    .reprint());
            Awaitility.await("the reprint")
                    .atMost(Duration.ofMinutes(1))
                    .until(
                            () ->
                                    theirs.reprints()
                                                    .list(own.caller(), run.id())
                                                    .getFirst()
                                                    .state()
                                            == Reprint.State.READY);
            Path keys = own.dataFolder().resolve("keys/runs");
            assertThat(keys.resolve(run.id() + ".key")).exists();
            assertThat(keys.resolve(reprint.id() + ".key")).exists();

            theirs.countIns().countIn(own.caller(), run.id(), new NewCountIn(null, null, null));

            Awaitility.await("both keys are destroyed")
                    .atMost(Duration.ofMinutes(1))
                    .until(
                            () ->
                                    !Files.exists(keys.resolve(run.id() + ".key"))
                                            && !Files.exists(keys.resolve(reprint.id() + ".key")));
            assertThat(
                            catchThrowableOfType(
                                            Refused.class,
                                            () ->
                                                    theirs.files()
                                                            .open(
                                                                    own.caller(),
                                                                    run.id(),
                                                                    "gift-card-r2.pdf", Locale.ENGLISH))
                                    .type())
                    .isEqualTo(ProblemType.GONE);
        }
    }

    @Test
    void aRunIsNotCountedInWhileItemsArePrintedAgain() {
        PrintRun run = ready(3);
        Reprint reprint = request(run, serial(run, 1));

        assertThatThrownBy(() -> countIn(run)).hasMessageContaining("printed again");
        printing.reprinting().carryOut(reprint.id());
        countIn(run);

        assertThat(printing.runs().find(caller, run.id()).counts())
                .isEqualTo(Map.of(ItemState.PRINTED, 3));
        assertThat(
                        world.wiring()
                                .transactions()
                                .read(
                                        new Caller(Scope.system(), Actor.job("verify")),
                                        new InventoryCheck()::faults))
                .isEmpty();
    }

    @Test
    void anItemWhoseReprintFailedCountsAsSpoiledOnly() throws IOException {
        PrintRun run = ready(2);
        Reprint reprint = request(run, serial(run, 2));
        dieAfterMinting(reprint);
        Files.delete(world.dataFolder().resolve("keys/runs/" + reprint.id() + ".key"));

        Throwable missing = catchThrowable(() -> printing.reprinting().carryOut(reprint.id()));
        assertThat(last(run).state()).isEqualTo(Reprint.State.CHECKING);
        printing.reprinting().giveUp(reprint.id(), missing);

        assertThat(last(run).state()).isEqualTo(Reprint.State.FAILED);
        assertThat(last(run).failure()).contains("keys folder");
        assertThatThrownBy(() -> countIn(run)).hasMessageContaining("reprint failed");
        NewCountIn lost = new NewCountIn(null, List.of(serial(run, 2)), null);
        assertThatThrownBy(() -> printing.countIns().countIn(caller, run.id(), lost))
                .hasMessageContaining("Name it as spoiled");
        PrintRun closed =
                printing.countIns()
                        .countIn(
                                caller,
                                run.id(),
                                new NewCountIn(List.of(serial(run, 2)), null, null));
        assertThat(closed.state()).isEqualTo(RunState.CLOSED);
    }

    @Test
    void aReprintThatBreaksAgainAndAgainWithoutAnyCodeEndsAndCanBeAskedForAnew() {
        PrintRun run = ready(2);
        Reprint reprint = request(run, serial(run, 2));

        printing.reprinting().giveUp(reprint.id(), new IllegalStateException("a disk is full"));
        printing.reprinting().giveUp(reprint.id(), null);

        assertThat(last(run).state()).isEqualTo(Reprint.State.FAILED);
        assertThat(last(run).failure()).contains("again and again");
        assertThat(reprinted(run, serial(run, 2)).state()).isEqualTo(Reprint.State.READY);
        assertThat(countIn(run).state()).isEqualTo(RunState.CLOSED);
    }

    @Test
    void aReprintThatBreaksAgainAndAgainKeepsItsCodesAndSaysWhyOnce() {
        PrintRun run = ready(2);
        Reprint reprint = request(run, serial(run, 2));
        dieAfterMinting(reprint);

        printing.reprinting().giveUp(reprint.id(), new IllegalStateException("a disk is full"));
        printing.reprinting().giveUp(reprint.id(), null);

        assertThat(last(run).state()).isEqualTo(Reprint.State.CHECKING);
        assertThat(last(run).failure()).contains("again and again", "Nothing is lost");
        assertThat(events(run))
                .filteredOn(event -> event.type().equals("check_stalled"))
                .hasSize(2)
                .extracting(event -> event.data().path("revision").asInt())
                .containsOnly(2);
        printing.reprinting().carryOut(reprint.id());
        assertThat(last(run).state()).isEqualTo(Reprint.State.READY);
        assertThat(last(run).failure()).isNull();
    }

    @Test
    void aReprintWhoseLayoutIsGoneWaitsWithItsCodesUntilItIsPutBack() throws IOException {
        PrintRun run = ready(2);
        Reprint reprint = request(run, serial(run, 2));
        layout(run, "gone");

        printing.reprinting().carryOut(reprint.id());
        printing.reprinting().carryOut(reprint.id());

        assertThat(last(run).state()).isEqualTo(Reprint.State.CHECKING);
        assertThat(last(run).failure())
                .contains("changed since the order", "put back", "Nothing is lost");
        assertThat(refused(() -> open(run, "data-r2.csv"))).hasMessageContaining("put back");
        assertThat(needsNoKey(reprint)).isFalse();

        layout(run, "gift-card");
        ReleaseRequests.Outcome again = printing.releaseRequests().request(caller, run.id());
        assertThat(again.approval()).isNull();
        assertThat(again.run().state()).isEqualTo(RunState.READY);
        assertThat(last(run).failure()).isNull();
        printing.reprinting().carryOut(reprint.id());

        assertThat(last(run).state()).isEqualTo(Reprint.State.READY);
        assertThat(serialsOf(codes(run, "gift-card-r2.pdf"))).containsExactly(2);
        assertThat(events(run))
                .filteredOn(event -> event.type().equals("check_stalled"))
                .hasSize(1);
    }

    private boolean needsNoKey(Reprint reprint) {
        List<UUID> key = List.of(reprint.id());
        return world.wiring()
                .transactions()
                .read(caller, tx -> new ReprintRepository(tx).endedKeys(key).equals(key));
    }

    @Test
    void anItemWhoseReprintNobodyFetchedCountsAsSpoiledOnly() throws IOException {
        PrintRun run = ready(3);
        codes(run, "gift-card.pdf");
        reprinted(run, serial(run, 1), serial(run, 3));
        codes(run, "gift-card-r2.pdf");
        reprinted(run, serial(run, 3));

        assertThatThrownBy(() -> countIn(run))
                .hasMessageContaining(serial(run, 3))
                .hasMessageContaining("nobody fetched it");
        codes(run, "gift-card-r3.pdf");

        assertThat(countIn(run).state()).isEqualTo(RunState.CLOSED);
    }

    @Test
    void anItemWhoseReprintWaitsCountsAsSpoiledOnly() {
        PrintRun run = ready(2);
        Reprint reprint = request(run, serial(run, 2));
        layout(run, "gone");
        printing.reprinting().carryOut(reprint.id());

        assertThatThrownBy(() -> countIn(run)).hasMessageContaining("failed or waits");
        NewCountIn spoiled = new NewCountIn(List.of(serial(run, 2)), null, null);
        assertThat(printing.countIns().countIn(caller, run.id(), spoiled).state())
                .isEqualTo(RunState.CLOSED);

        assertThat(last(run).state()).isEqualTo(Reprint.State.FAILED);
        assertThat(needsNoKey(reprint)).isTrue();
    }

    @Test
    void aReprintWaitsForTheKeysFolder() throws IOException {
        PrintRun run = ready(1);
        Reprint reprint = request(run, serial(run, 1));
        dieAfterMinting(reprint);
        Path keys = world.dataFolder().resolve("keys/runs");
        Path away = world.dataFolder().resolve("keys-away");
        Files.move(keys, away);
        try {
            Throwable missing = catchThrowable(() -> printing.reprinting().carryOut(reprint.id()));
            printing.reprinting().giveUp(reprint.id(), missing);

            assertThat(last(run).state()).isEqualTo(Reprint.State.CHECKING);
            assertThat(last(run).failure()).contains("folder is away", "Nothing is lost");
        } finally {
            Files.move(away, keys);
        }
        printing.reprinting().carryOut(reprint.id());

        assertThat(last(run).state()).isEqualTo(Reprint.State.READY);
        assertThat(last(run).failure()).isNull();
    }

    @Test
    void aReprintGoesOnWhereAKilledServerStopped() throws IOException {
        PrintRun run = ready(2);
        Reprint reprint = request(run, serial(run, 1));
        dieAfterMinting(reprint);

        printing.reprinting().carryOut(reprint.id());
        printing.reprinting().carryOut(reprint.id());

        assertThat(last(run).state()).isEqualTo(Reprint.State.READY);
        assertThat(serialsOf(codes(run, "gift-card-r2.pdf"))).containsExactly(1);
        assertThat(events(run)).filteredOn(event -> event.type().equals("reprinted")).hasSize(1);
    }

    @Test
    void cancellingKillsTheCodesOfAllRevisions() {
        PrintRun run = ready(2);
        reprinted(run, serial(run, 1));

        printing.runs().cancel(caller, run.id());

        assertThat(printing.runs().find(caller, run.id()).counts())
                .isEqualTo(Map.of(ItemState.VOIDED, 2));
        int sealed =
                world.wiring()
                        .transactions()
                        .read(
                                caller,
                                tx ->
                                        tx.handle()
                                                .createQuery(
                                                        "SELECT count(*) FROM sealed_codes WHERE"
                                                                + " run_id = :run")
                                                .bind("run", run.id())
                                                .mapTo(Integer.class)
                                                .one());
        assertThat(sealed).isZero();
        assertThat(refused(() -> request(run, serial(run, 1))).type())
                .isEqualTo(ProblemType.CONFLICT);
    }

    @Test
    void whatCannotBePrintedAgainIsRefusedInWords() {
        PrintRun run = ready(1);
        PrintRun other = ready(1);

        assertThat(refused(() -> request(run, serial(other, 1))).fields().getFirst().message())
                .contains("not of this run");
        assertThat(
                        refused(
                                        () ->
                                                printing.reprints()
                                                        .request(
                                                                caller,
                                                                run.id(),
                                                                new NewReprint(null, " ")))
                                .fields())
                .extracting(Refused.FieldProblem::field)
                .containsExactly("reason", "serials");
        assertThat(
                        refused(
                                        () ->
                                                printing.reprints()
                                                        .request(
                                                                world.decoy(),
                                                                run.id(),
                                                                new NewReprint(
                                                                        List.of(serial(run, 1)),
                                                                        "x")))
                                .type())
                .isEqualTo(ProblemType.NOT_FOUND);
    }

    @Test
    void deadCodesAreNeverHandedOut() throws IOException {
        PrintRun run = ready(4);
        List<String> old = codes(run, "gift-card.pdf");
        reprinted(run, serial(run, 2) + "-" + serial(run, 3));
        reprinted(run, serial(run, 3));

        assertThat(refused(() -> open(run, "gift-card.pdf")))
                .satisfies(
                        refused -> assertThat(refused.type()).isEqualTo(ProblemType.CONFLICT))
                .hasMessageContaining("gift-card-r2.pdf, gift-card-r3.pdf");
        assertThat(refused(() -> open(run, "gift-card-r2.pdf")))
                .hasMessageContaining("are in gift-card-r3.pdf");
        assertThat(serialsOf(codes(run, "gift-card-r3.pdf"))).containsExactly(3);
        assertThat(serialsOf(old)).containsExactly(1, 4);
    }

    @Test
    void aReprintIsNotCutShortByACountInWhileItIsSent() {
        PrintRun run = ready(3);
        reprinted(run, serial(run, 1), serial(run, 3));
        Download sent = open(run, "gift-card-r2.pdf");
        OutputStream countingIn =
                new OutputStream() {
                    @Override
                    public void write(int one) {
                        // The same again changes nothing.
                        countIn(run);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int count) {
                        write(0);
                    }
                };

        assertThatThrownBy(() -> sent.content().writeTo(countingIn))
                .hasMessageContaining("destroyed");
        assertThat(printing.downloads().list(caller, run.id()))
                .singleElement()
                .satisfies(one -> assertThat(one.complete()).isFalse());
    }

    @Test
    void whatIsRefusedSaysWhyAndWhatTakesItsPlace() throws IOException {
        PrintRun run = ready(4);
        reprinted(run, serial(run, 2) + "-" + serial(run, 3));

        assertThat(printing.files().list(caller, run))
                .filteredOn(file -> file.refused() != null)
                .extracting(RunFiles.FileFacts::name)
                .containsExactly("gift-card.pdf", "data.csv", "data.txt");
        assertThat(printing.files().list(caller, run))
                .filteredOn(file -> file.name().equals("data.csv"))
                .singleElement()
                .satisfies(file -> assertThat(file.refused()).asString().contains("are in data-r2.csv."));
        assertThat(refused(() -> open(run, "data.csv"))).hasMessageContaining("data-r2.csv");
        assertThat(refused(() -> printing.files().facts(caller, run.id(), "data.csv")))
                .hasMessageContaining("data-r2.csv");
        List<String> rows = text(run, "data-r2.csv").lines().toList();
        assertThat(rows.getFirst()).contains("\"records\",\"2\",\"revision\",\"2\"");
        assertThat(rows.subList(2, 4))
                .extracting(row -> row.substring(1, 15))
                .containsExactly(serial(run, 2), serial(run, 3));
    }

    @Test
    void theManifestTellsWhatWasPrintedAgainAndAReprintHasOneOfItsOwn() throws IOException {
        PrintRun run = ready(5);
        reprinted(run, serial(run, 1), serial(run, 3) + "-" + serial(run, 4));
        String sha256 =
                printing.files().list(caller, run).stream()
                        .filter(file -> file.name().equals("gift-card-r2.pdf"))
                        .map(RunFiles.FileFacts::sha256)
                        .findAny()
                        .orElseThrow();
        List<String> again = List.of(serial(run, 1), serial(run, 3) + "-" + serial(run, 4));

        JsonNode ofRun = JSON.readTree(text(run, "manifest.json"));
        JsonNode reprint = ofRun.path("reprints").path(0);
        assertThat(ofRun.path("revision").asInt()).isEqualTo(1);
        assertThat(reprint.path("revision").asInt()).isEqualTo(2);
        assertThat(reprint.path("items").asInt()).isEqualTo(3);
        assertThat(reprint.path("reason").asText()).isEqualTo("Smudged");
        assertThat(reprint.path("serials")).extracting(JsonNode::asText).isEqualTo(again);
        assertThat(reprint.path("files").path(0).path("sha256").asText()).isEqualTo(sha256);

        JsonNode ofReprint = JSON.readTree(text(run, "manifest-r2.json"));
        assertThat(ofReprint.path("number").asInt()).isEqualTo(run.number());
        assertThat(ofReprint.path("revision").asInt()).isEqualTo(2);
        assertThat(ofReprint.path("quantity").asInt()).isEqualTo(3);
        assertThat(ofReprint.path("serials")).extracting(JsonNode::asText).isEqualTo(again);
        assertThat(ofReprint.path("files"))
                .extracting(file -> file.path("name").asText())
                .containsExactly("gift-card-r2.pdf", "data-r2.csv", "data-r2.txt");
        assertThat(ofReprint.path("files").path(0).path("sha256").asText()).isEqualTo(sha256);
        assertThat(words(run, "manifest.pdf")).contains("Printed again", "Smudged", sha256);
        assertThat(words(run, "manifest-r2.pdf"))
                .contains("revision 2", "Destroy what was printed of them before", sha256);
        assertThat(words(run, "manifest.pdf", Locale.GERMAN))
                .contains("Noch einmal gedruckt", "Nachdruck 2 (bereit), 3 Artikel, Grund: Smudged")
                .contains(again.getFirst().replace("-", " bis "), sha256)
                .contains("lassen sich nur die des letzten Nachdrucks einlösen")
                .doesNotContain("Revision", "ready", "because");
        assertThat(words(run, "manifest-r2.pdf", Locale.GERMAN))
                .contains("Druckauftrag " + run.number() + ", Nachdruck 2", "Warum Smudged")
                .contains("2: Artikel, die noch einmal gedruckt werden")
                .contains("Diese Artikel haben neue Codes unter ihren bisherigen Seriennummern");
    }

    private String text(PrintRun run, String file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        open(run, file).content().writeTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Of a PDF, without the ends of its lines. */
    private String words(PrintRun run, String file) throws IOException {
        return words(run, file, Locale.ENGLISH);
    }

    private String words(PrintRun run, String file, Locale language) throws IOException {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        printing.files().open(caller, run.id(), file, language).content().writeTo(pdf);
        try (PDDocument document = Loader.loadPDF(pdf.toByteArray())) {
            return new PDFTextStripper().getText(document).replaceAll("\\R", "");
        }
    }

    @Test
    void afterAChangeAllThatIsHandedOutIsCheckedAgainAndDeadCodesAreLeftAlone() throws IOException {
        PrintRun run =
                ready(
                        new NewPrintRun(
                                product,
                                3,
                                null,
                                null,
                                List.of(
                                        new NewPrintRun.NewPart("gift-card", "bureau"),
                                        new NewPrintRun.NewPart("gift-card-front", "bureau"))));
        reprinted(run, serial(run, 2));
        Map<String, String> before = digests(run);
        rename("Harbour Backup AG");
        try {
            for (String file : List.of("gift-card-front.pdf", "gift-card-r2.pdf")) {
                assertThat(refused(() -> open(run, file)))
                        .hasMessageContaining("release the run again");
            }

            ReleaseRequests.Outcome again =
                    printing.releaseRequests().request(caller, run.id());
            assertThat(again.approval()).isNull();
            assertThat(again.run().state()).isEqualTo(RunState.CHECKING);
            printing.releases().release(run.id());

            assertThat(printing.runs().find(caller, run.id()).run().state())
                    .isEqualTo(RunState.READY);
            assertThat(digests(run))
                    .containsEntry("gift-card.pdf", before.get("gift-card.pdf"))
                    .doesNotContainEntry(
                            "gift-card-front.pdf", before.get("gift-card-front.pdf"))
                    .doesNotContainEntry("gift-card-r2.pdf", before.get("gift-card-r2.pdf"));
            assertThat(text(run, "gift-card-front.pdf")).startsWith("%PDF");
            assertThat(serialsOf(codes(run, "gift-card-r2.pdf"))).containsExactly(2);
            assertThat(refused(() -> open(run, "gift-card.pdf")))
                    .hasMessageContaining("printed again");
            assertThat(events(run))
                    .filteredOn(event -> event.type().equals("files_checked"))
                    .extracting(event -> event.data().path("revision").asInt())
                    .containsExactly(1, 2, 1, 2);
        } finally {
            rename("Harbour Backup");
        }
    }

    private void rename(String name) {
        write("UPDATE provider SET name = ? WHERE id = ?", name, world.provider().id());
    }

    private Map<String, String> digests(PrintRun run) {
        return printing.files().list(caller, run).stream()
                .filter(file -> file.sha256() != null)
                .collect(
                        Collectors.toMap(
                                RunFiles.FileFacts::name,
                                file -> Objects.requireNonNull(file.sha256())));
    }

    @Test
    void aReprintWaitsWhenItsRunIsHeldUpWhileItsCodesAreMade() throws IOException {
        PrintRun run = ready(2);
        Reprint reprint = request(run, serial(run, 1));
        SecureRandom holdingUp =
                new SecureRandom() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public void nextBytes(byte[] bytes) {
                        write("UPDATE print_run SET state = 'checking' WHERE id = ?", run.id());
                        super.nextBytes(bytes);
                    }
                };

        assertThatThrownBy(() -> reprinting(holdingUp).carryOut(reprint.id()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not ready");
        write("UPDATE print_run SET state = 'ready' WHERE id = ?", run.id());
        printing.reprinting().carryOut(reprint.id());

        assertThat(last(run).state()).isEqualTo(Reprint.State.READY);
        assertThat(serialsOf(codes(run, "gift-card-r2.pdf"))).containsExactly(1);
    }

    private Reprinting reprinting(SecureRandom random) {
        KeyFolder keys = new KeyFolder(world.dataFolder().resolve("keys"), new SecureRandom());
        CodeVault vault =
                new CodeVault(world.wiring().transactions(), keys, world.wiring().jobs());
        Items items = new Items(new EventLog(), (tx, move) -> {});
        CodeDigester digester = new CodeDigester(keys.serverKey());
        return new Reprinting(
                world.wiring().transactions(),
                new RunItems(items, vault, new EventLog()),
                vault,
                new RevisionCheck(
                        world.wiring().transactions(),
                        printing.press(),
                        vault,
                        new FileCheck(
                                world.wiring().transactions(),
                                items,
                                digester,
                                new SecureRandom())),
                new Reprinting.Codes(digester, random));
    }

    @Test
    void aVoidItemIsNotPrintedAgain() throws IOException {
        PrintRun run = ready(2);
        Reprint ordered = request(run, serial(run, 1));
        write(
                "UPDATE serial_item SET state = 'voided' WHERE serial = ?",
                run.range().first().value());

        printing.reprinting().carryOut(ordered.id());

        assertThat(last(run).state()).isEqualTo(Reprint.State.FAILED);
        assertThat(last(run).failure()).contains("voided");
        assertThat(
                        refused(() -> request(run, serial(run, 1) + "-" + serial(run, 2)))
                                .fields()
                                .getFirst()
                                .message())
                .contains("1 of these items");
        assertThat(refused(() -> open(run, "gift-card-r2.pdf"))).hasMessageContaining("voided");
        // No code was replaced, so the first file has living ones.
        assertThat(serialsOf(codes(run, "gift-card.pdf"))).containsExactly(1, 2);
        // So that nothing is amiss when another test looks at all items.
        write("UPDATE serial_item SET state = 'minted' WHERE run_id = ?", run.id());
    }

    @Test
    void theCountInWaitsForAReprintThatIsBeingOrdered() throws Exception {
        PrintRun run = ready(1);
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<PrintRun> countIn =
                    world.wiring()
                            .transactions()
                            .write(
                                    caller,
                                    tx -> {
                                        new PrintRunRepository(tx).lock(run.id());
                                        Future<PrintRun> waiting =
                                                other.submit(() -> countIn(run));
                                        awaitSomebodyWaiting();
                                        new ReprintRepository(tx).insert(waiting(tx, run));
                                        return waiting;
                                    });

            assertThatThrownBy(() -> countIn.get(1, TimeUnit.MINUTES))
                    .hasMessageContaining("printed again");
        }
    }

    @Test
    void ofManyWrongSerialsOnlySomeAreNamed() {
        PrintRun run = ready(1);
        String[] wrong = new String[1000];
        Arrays.fill(wrong, "1");

        assertThat(refused(() -> request(run, wrong)).fields()).hasSize(20);
    }

    @Test
    void verifyNamesTheRevisionWhoseCodesWereChanged() {
        PrintRun run = ready(4);
        reprinted(run, serial(run, 2) + "-" + serial(run, 3));
        reprinted(run, serial(run, 3));
        assertThat(codeFaults(run)).isEmpty();

        slipInACode("serial_item", run, 4);
        assertThat(codeFaults(run)).singleElement().asString().contains("revision 1,");
        slipInACode("serial_item", run, 3);
        assertThat(codeFaults(run))
                .extracting(fault -> fault.substring(0, fault.indexOf(" are not")))
                .containsExactly(
                        codesOf(run, 1, serial(run, 1), serial(run, 4)),
                        codesOf(run, 3, serial(run, 3), serial(run, 3)));
        slipInACode("replaced_code", run, 2);
        slipInACode("replaced_code", run, 3);
        assertThat(codeFaults(run)).hasSize(3);
    }

    @Test
    void whatAnEarlierVersionBoundByNoDigestIsUnprovenAndNoFault() {
        PrintRun run = ready(3);
        Reprint reprint = reprinted(run, serial(run, 2));
        forgetDigest(run, reprint);

        assertThat(codeFaults(run)).isEmpty();
        assertThat(unproven(run))
                .extracting(sentence -> sentence.substring(0, sentence.indexOf(" can't")))
                .containsExactly(
                        codesOf(run, 1, serial(run, 1), serial(run, 3)),
                        codesOf(run, 2, serial(run, 2), serial(run, 2)));

        reprinted(run, serial(run, 1) + "-" + serial(run, 2));
        assertThat(codeFaults(run)).isEmpty();
        slipInACode("serial_item", run, 2);
        assertThat(codeFaults(run)).singleElement().asString().contains("revision 3,");
    }

    private static String codesOf(PrintRun run, int revision, String first, String last) {
        return "The codes of print run %d, revision %d, serials %s to %s,"
                .formatted(run.number(), revision, first, last);
    }

    private List<String> codeFaults(PrintRun run) {
        return ofRun(run, new CodesCheck()::faults);
    }

    private List<String> unproven(PrintRun run) {
        return ofRun(run, new CodesCheck()::unproven);
    }

    /** Other tests of this class look at runs of their own. */
    private List<String> ofRun(PrintRun run, Function<Tx, List<String>> sentences) {
        return world
                .wiring()
                .transactions()
                .read(new Caller(Scope.system(), Actor.job("verify")), sentences)
                .stream()
                .filter(sentence -> sentence.contains("run " + run.number()))
                .toList();
    }

    private void slipInACode(String table, PrintRun run, int sequence) {
        asOwner(
                "UPDATE %s SET code_digest = sha256(code_digest) WHERE serial = ?".formatted(table),
                SerialNumber.of(run.number(), sequence).value());
    }

    /** As if a version had done it that bound no codes. */
    private void forgetDigest(PrintRun run, Reprint reprint) {
        asOwner(
                """
                UPDATE event SET body = (body::jsonb #- '{data,digest}')::text
                WHERE type = 'reprinted' AND subject_id = ?
                """,
                run.id().toString());
        asOwner("DELETE FROM replaced_code WHERE revision = ?", reprint.revision());
    }

    /** What the service itself may not do. */
    private void asOwner(String sql, Object... values) {
        var owner = world.database().owner();
        Jdbi.create(world.database().jdbcUrl(), owner.user(), owner.password())
                .useHandle(handle -> handle.execute(sql, values));
    }

    private static Reprint waiting(Tx tx, PrintRun run) {
        return new Reprint(
                UUID.randomUUID(),
                run.id(),
                2,
                List.of(run.range()),
                "Smudged",
                Reprint.State.MINTING,
                false,
                null,
                tx.now());
    }

    private void awaitSomebodyWaiting() {
        Awaitility.await("the count-in waits for the run")
                .atMost(Duration.ofMinutes(1))
                .until(() -> world.wiring().transactions().read(caller, ReprintsIT::someoneWaits));
    }

    private static boolean someoneWaits(Tx tx) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT FROM pg_stat_activity
                                       WHERE datname = current_database() AND wait_event_type = 'Lock')
                        """)
                .mapTo(Boolean.class)
                .one();
    }

    private void write(String sql, Object... values) {
        world.wiring().transactions().write(caller, tx -> tx.handle().execute(sql, values));
    }

    private Download open(PrintRun run, String file) {
        return printing.files().open(caller, run.id(), file, Locale.ENGLISH);
    }

    /** The codes get made, then the server dies before anything is checked. */
    private void dieAfterMinting(Reprint reprint) {
        PrintRun run = printing.runs().find(caller, reprint.run()).run();
        layout(run, "gone");
        printing.reprinting().carryOut(reprint.id());
        layout(run, "gift-card");
        write("UPDATE reprint SET failure = NULL WHERE id = ?", reprint.id());
    }

    private void layout(PrintRun run, String name) {
        write("UPDATE print_part SET layout = ? WHERE run_id = ?", name, run.id());
    }

    private Reprint reprinted(PrintRun run, String... serials) {
        Reprint reprint = request(run, serials);
        printing.reprinting().carryOut(reprint.id());
        return last(run);
    }

    private Reprint request(PrintRun run, String... serials) {
        return Objects.requireNonNull(
                printing.reprints()
                        .request(caller, run.id(), new NewReprint(List.of(serials), "Smudged"))
                        .reprint());
    }

    private Reprint last(PrintRun run) {
        return printing.reprints().list(caller, run.id()).getLast();
    }

    private PrintRun countIn(PrintRun run) {
        return printing.countIns().countIn(caller, run.id(), new NewCountIn(null, null, null));
    }

    private PrintRun ready(int quantity) {
        return ready(new NewPrintRun(product, quantity, "gift-card", "bureau", null));
    }

    private PrintRun ready(NewPrintRun wanted) {
        PrintRun run = printing.orders().order(caller, wanted);
        printing.minting().mint(run.id());
        printing.releases().release(run.id());
        return printing.runs().find(caller, run.id()).run();
    }

    private static void awaitState(TestWorld world, PrintRun run, RunState state) {
        Awaitility.await("the run is " + state)
                .atMost(Duration.ofMinutes(1))
                .until(
                        () ->
                                world.wiring()
                                                .printing()
                                                .runs()
                                                .find(world.caller(), run.id())
                                                .run()
                                                .state()
                                        == state);
    }

    private List<String> codes(PrintRun run, String file) throws IOException {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        printing.files().open(caller, run.id(), file, Locale.ENGLISH).content().writeTo(pdf);
        try (PDDocument document = Loader.loadPDF(pdf.toByteArray())) {
            return CODE.matcher(new PDFTextStripper().getText(document))
                    .results()
                    .map(MatchResult::group)
                    .toList();
        }
    }

    /** Which items these codes would open now. */
    private List<Integer> serialsOf(List<String> codes) {
        CodeDigester digester =
                new CodeDigester(
                        new KeyFolder(world.dataFolder().resolve("keys"), new SecureRandom())
                                .serverKey());
        Items items = new Items(new EventLog(), (tx, move) -> {});
        return world.wiring()
                .transactions()
                .read(
                        caller,
                        tx ->
                                codes.stream()
                                        .map(ReprintsIT::code)
                                        .map(digester::digest)
                                        .map(digest -> items.findByCode(tx, digest))
                                        .flatMap(Optional::stream)
                                        .map(item -> item.serial().sequence())
                                        .toList());
    }

    private static RedemptionCode code(String text) {
        if (RedemptionCode.parse(text) instanceof RedemptionCode.Parsed.Valid valid) {
            return valid.code();
        }
        throw new AssertionError("not a code");
    }

    private List<Event> events(PrintRun run) {
        return world.wiring()
                .transactions()
                .read(caller, tx -> new EventLog().of(tx, Subject.run(run.id())));
    }

    private static String serial(PrintRun run, int sequence) {
        return SerialNumber.of(run.number(), sequence).toString();
    }

    private static Refused refused(Runnable work) {
        return catchThrowableOfType(Refused.class, work::run);
    }
}
