package io.counterfoil.printing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import io.counterfoil.TestWorld;
import io.counterfoil.catalog.Fixtures;
import io.counterfoil.codes.CodeDigester;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Event;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.KeyFolder;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import io.counterfoil.printing.counting.NewCountIn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrintRunsIT {
    private TestWorld world;
    private Caller caller;
    private PrintRuns runs;
    private String product;

    @BeforeAll
    void open() {
        world = new TestWorld();
        caller = world.caller();
        runs = world.wiring().printing().runs();
        product = Fixtures.giftCard(world, caller).id().toString();
        Fixtures.giftCard(world, world.decoy());
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void mintsEveryItemOfTheOrderAndSaysSoOnce() {
        PrintRun order = order(Minting.BLOCK + 10);

        world.wiring().printing().minting().mint(order.id());

        PrintRun run = runs.find(caller, order.id()).run();
        assertThat(run.state()).isEqualTo(RunState.CHECKING);
        assertThat(run.progress()).isEqualTo(0.5);
        assertThat(counts(run)).isEqualTo(Map.of(ItemState.MINTED, run.quantity()));
        List<Event> minted =
                events(run).stream().filter(event -> event.type().equals("minted")).toList();
        assertThat(minted).hasSize(1);
        assertThat(minted.getFirst().data().path("quantity").asInt()).isEqualTo(run.quantity());
        assertThat(minted.getFirst().data().path("digest").asText()).hasSize(64);
    }

    @Test
    void goesOnWhereAKilledServerStopped() {
        PrintRun run = order(Minting.BLOCK * 2 + 1);
        mintFirstBlock(run);
        assertThat(runs.find(caller, run.id()).run().minted()).isEqualTo(Minting.BLOCK);

        world.wiring().printing().minting().mint(run.id());

        PrintRun done = runs.find(caller, run.id()).run();
        assertThat(done.state()).isEqualTo(RunState.CHECKING);
        assertThat(counts(done)).isEqualTo(Map.of(ItemState.MINTED, run.quantity()));
    }

    @Test
    void twoServersThatMintTheSameRunMakeEachItemOnce() {
        PrintRun run = order(Minting.BLOCK * 2);
        Minting minting = world.wiring().printing().minting();

        List<Boolean> finished =
                together(
                        () -> {
                            try {
                                minting.mint(run.id());
                                return true;
                            } catch (IllegalStateException lost) {
                                return false;
                            }
                        });
        minting.mint(run.id());

        assertThat(finished).contains(true);
        assertThat(counts(run)).isEqualTo(Map.of(ItemState.MINTED, run.quantity()));
    }

    @Test
    void waitsForTheKeyOfTheFirstCodesAndVoidsNothing() throws IOException {
        PrintRun run = order(Minting.BLOCK + 1);
        mintFirstBlock(run);
        Path away = world.dataFolder().resolve("away.key");
        Files.move(keyFile(run), away);
        Minting minting = world.wiring().printing().minting();

        Throwable missing = catchThrowable(() -> minting.mint(run.id()));
        assertThat(missing).isInstanceOf(MissingKeyException.class);
        minting.stall(run.id(), missing);

        PrintRun stopped = runs.find(caller, run.id()).run();
        assertThat(stopped.state()).isEqualTo(RunState.MINTING);
        assertThat(stopped.release().failure()).contains("keys folder", "Nothing is lost");
        assertThat(counts(run)).isEqualTo(Map.of(ItemState.MINTED, Minting.BLOCK));

        Files.move(away, keyFile(run));
        world.wiring().printing().releaseRequests().request(caller, run.id());
        minting.mint(run.id());
        assertThat(counts(run)).isEqualTo(Map.of(ItemState.MINTED, run.quantity()));
    }

    @Test
    void whatCanNotBeMadeForAnHourStopsWithAReasonAndGoesOnWithoutGapsOnceSomebodySaysSo() {
        PrintRun run = order(Minting.BLOCK + 1);
        mintFirstBlock(run);
        Minting minting = world.wiring().printing().minting();

        minting.stall(run.id(), new IllegalStateException("No space left on device"));

        PrintRun stopped = runs.find(caller, run.id()).run();
        assertThat(stopped.state()).isEqualTo(RunState.MINTING);
        assertThat(stopped.release().failure())
                .contains("for an hour", "Nothing is lost")
                .doesNotContain("No space left");
        assertThat(counts(run)).isEqualTo(Map.of(ItemState.MINTED, Minting.BLOCK));

        ReleaseRequests.Outcome again =
                world.wiring().printing().releaseRequests().request(caller, run.id());
        assertThat(again.approval()).isNull();
        assertThat(again.run().release().failure()).isNull();
        assertRefused(
                () -> world.wiring().printing().releaseRequests().request(caller, run.id()),
                ProblemType.CONFLICT);
        minting.mint(run.id());
        PrintRun done = runs.find(caller, run.id()).run();
        assertThat(done.state()).isEqualTo(RunState.CHECKING);
        assertThat(counts(done)).isEqualTo(Map.of(ItemState.MINTED, run.quantity()));

        minting.stall(run.id(), null);
        assertThat(runs.find(caller, run.id()).run().release().failure())
                .as("it is made by now")
                .isNull();
    }

    @Test
    void printsTheCodesWhoseDigestsAreInTheDatabase() throws IOException {
        PrintRun run = minted(12);

        byte[] pdf = download(run, "gift-card.pdf");

        String text = textOf(pdf);
        assertThat(text).contains(run.range().first().toString(), run.range().last().toString());
        assertThat(download(run, "gift-card.pdf")).isEqualTo(pdf);
        assertThat(new String(download(run, "manifest.json"), StandardCharsets.UTF_8))
                .contains("\"quantity\" : 12", run.range().last().toString());
        assertThat(world.wiring().printing().files().list(caller, run))
                .extracting(RunFiles.FileFacts::name, RunFiles.FileFacts::pages)
                .containsExactly(
                        tuple("gift-card.pdf", 2),
                        tuple("manifest.json", null),
                        tuple("manifest.pdf", null));
        assertThat(textOf(download(run, "manifest.pdf")))
                .contains("Manifest of print run " + run.number(), "gift-card.pdf")
                .contains("gift-card on avery-c32011-10", "Page 1 of 1")
                .contains(run.range().last().toString());
        assertThat(textOf(download(run, "manifest.pdf", Locale.GERMAN)))
                .contains("Lieferverzeichnis zum Druckauftrag " + run.number(), "Bestellt")
                .contains("gift-card auf avery-c32011-10", "Seite 1 von 1")
                .contains(run.range().first() + " bis " + run.range().last())
                .contains("Vernichten Sie, was unbrauchbar ist")
                .doesNotContain("Ordered", "Product", "Items", "Pages", "First", "Manifest");
        assertThat(download(run, "manifest.json", Locale.GERMAN))
                .as("for programs it is the same")
                .isEqualTo(download(run, "manifest.json"));
    }

    @Test
    void aRunForABureauIsServedAsDataWithTheDigestsOfTheManifest() throws Exception {
        PrintRun run = order("gift-card", "bureau");
        world.wiring().printing().minting().mint(run.id());
        world.wiring().printing().releases().release(run.id());
        PrintRun ready = runs.find(caller, run.id()).run();

        String manifest =
                new String(download(ready, "manifest.json"), StandardCharsets.UTF_8);
        List<RunFiles.FileFacts> data =
                world.wiring().printing().files().list(caller, ready).stream()
                        .filter(file -> file.role().equals("data"))
                        .toList();
        assertThat(data)
                .extracting(RunFiles.FileFacts::name)
                .containsExactly("data.csv", "data.txt");
        for (RunFiles.FileFacts file : data) {
            byte[] content = download(ready, file.name());
            assertThat(file.bytes()).isEqualTo((long) content.length);
            assertThat(file.sha256())
                    .isEqualTo(
                            HexFormat.of()
                                    .formatHex(
                                            MessageDigest.getInstance("SHA-256").digest(content)));
            assertThat(manifest).contains(file.sha256());
            assertThat(new String(content, StandardCharsets.UTF_8))
                    .contains(ready.range().first().toString())
                    .containsPattern("([0-9A-Z]{4}-){3}[0-9A-Z]{4}");
        }
    }

    @Test
    void proofsShowVoidCodes() throws IOException {
        PrintRun run = minted(5);
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();

        world.wiring().printing().files().proof(caller, run.id(), null).content().writeTo(pdf);

        assertThat(textOf(pdf.toByteArray()))
                .contains("VOID-VOID-VOID-VOID")
                .contains(SerialNumber.of(run.number(), 3).toString())
                .doesNotContain(SerialNumber.of(run.number(), 4).toString());
    }

    @Test
    void countInPutsEachItemIntoOneBucketAndEndsTheFiles() {
        PrintRun run = minted(20);
        String spoiled = SerialNumber.of(run.number(), 7).toString();
        String missing = SerialNumber.of(run.number(), 8).toString();
        NewCountIn counted = new NewCountIn(List.of(spoiled), List.of(missing), null);

        PrintRun closed = world.wiring().printing().countIns().countIn(caller, run.id(), counted);

        assertThat(closed.state()).isEqualTo(RunState.CLOSED);
        assertThat(counts(run))
                .isEqualTo(
                        Map.of(ItemState.PRINTED, 18, ItemState.SPOILED, 1, ItemState.MISSING, 1));
        assertRefused(() -> download(run, "gift-card.pdf"), ProblemType.GONE);
        assertThat(world.wiring().printing().countIns().countIn(caller, run.id(), counted))
                .isEqualTo(closed);
        assertRefused(() -> countIn(run, new NewCountIn(null, null, null)), ProblemType.CONFLICT);
    }

    @Test
    void theKeyIsDestroyedSoonAfterTheCountIn() {
        try (TestWorld own = new TestWorld()) {
            own.startJobs();
            String card = Fixtures.giftCard(own, own.caller()).id().toString();
            PrintRun run =
                    own.wiring().printing().orders().order(own.caller(), giftCards(card, 20));
            Path key = own.dataFolder().resolve("keys/runs/" + run.id() + ".key");
            Awaitility.await("the job mints")
                    .until(
                            () ->
                                    own.wiring()
                                                    .printing()
                                                    .runs()
                                                    .find(own.caller(), run.id())
                                                    .run()
                                                    .state()
                                            == RunState.READY);
            assertThat(key).exists();

            own.wiring()
                    .printing()
                    .countIns()
                    .countIn(own.caller(), run.id(), new NewCountIn(null, null, null));

            Awaitility.await("the job destroys the key").until(() -> !Files.exists(key));
        }
    }

    @Test
    void aKeyThatWasAwayAtTheCountInIsDestroyedOnceItIsBack() throws IOException {
        PrintRun run = minted(2);
        PrintRun open = minted(2);
        KeyFolder keys = new KeyFolder(world.dataFolder().resolve("keys"), new SecureRandom());
        CodeVault vault = new CodeVault(world.wiring().transactions(), keys, world.wiring().jobs());
        Path folder = world.dataFolder().resolve("keys/runs");
        Path away = world.dataFolder().resolve("away");
        Files.move(folder, away);
        Files.createDirectory(folder);

        countIn(run, new NewCountIn(null, null, null));
        assertThatThrownBy(() -> vault.destroyKey(run.id())).hasMessageContaining("Bring it back");
        PrintRun next = order(1);
        assertThatThrownBy(() -> world.wiring().printing().minting().mint(next.id()))
                .isInstanceOf(MissingKeyException.class);

        Files.delete(folder);
        Files.move(away, folder);
        vault.destroyLeftKeys();
        assertThat(keyFile(run)).doesNotExist();
        assertThat(keyFile(open)).exists();
    }

    @Test
    void aKeyThatCannotBeDestroyedHoldsUpNoOther() throws IOException {
        KeyFolder keys = new KeyFolder(world.dataFolder().resolve("keys"), new SecureRandom());
        CodeVault vault = new CodeVault(world.wiring().transactions(), keys, world.wiring().jobs());
        List<PrintRun> runs = List.of(minted(2), minted(2));
        runs.forEach(run -> countIn(run, new NewCountIn(null, null, null)));
        // Whichever of the two the folder lists first.
        for (int bad = 0; bad < 2; bad++) {
            Path stuck = keyFile(runs.get(bad));
            Path other = keyFile(runs.get(1 - bad));
            Files.deleteIfExists(stuck);
            Files.write(other, new byte[] {1});
            Files.createDirectory(stuck);
            vault.destroyLeftKeys();
            assertThat(other).doesNotExist();
            assertThat(stuck).exists();
            Files.delete(stuck);
        }
    }

    @Test
    void countInRefusesWhatDoesNotAddUp() {
        PrintRun run = minted(3);
        PrintRun other = minted(3);
        String first = run.range().first().toString();

        assertRefused(
                () -> countIn(run, new NewCountIn(List.of("12345"), null, null)),
                ProblemType.INVALID);
        assertRefused(
                () ->
                        countIn(
                                run,
                                new NewCountIn(
                                        List.of(other.range().first().toString()), null, null)),
                ProblemType.INVALID);
        assertRefused(
                () -> countIn(run, new NewCountIn(List.of(first), List.of(first), null)),
                ProblemType.INVALID);
        assertRefused(
                () -> countIn(run, new NewCountIn(null, null, List.of(first))),
                ProblemType.INVALID);
        assertThat(runs.find(caller, run.id()).run().state()).isEqualTo(RunState.READY);
        assertThat(counts(run)).isEqualTo(Map.of(ItemState.MINTED, 3));
    }

    @Test
    void ofTwoDifferentCountInsAtOnceOneWins() {
        PrintRun run = minted(10);
        List<String> serials = run.range().stream().map(SerialNumber::toString).toList();
        List<NewCountIn> counts =
                List.of(
                        new NewCountIn(List.of(serials.get(0)), null, null),
                        new NewCountIn(List.of(serials.get(1)), null, null));
        AtomicInteger turn = new AtomicInteger();

        List<Boolean> won =
                together(
                        () -> {
                            try {
                                countIn(run, counts.get(turn.getAndIncrement()));
                                return true;
                            } catch (Refused conflict) {
                                assertThat(conflict.type()).isEqualTo(ProblemType.CONFLICT);
                                return false;
                            }
                        });

        assertThat(won).containsExactlyInAnyOrder(true, false);
        assertThat(counts(run)).isEqualTo(Map.of(ItemState.PRINTED, 9, ItemState.SPOILED, 1));
    }

    @Test
    void cancellingKillsTheCodesAndIsFinal() {
        PrintRun run = minted(10);

        PrintRun cancelled = runs.cancel(caller, run.id());

        assertThat(cancelled.state()).isEqualTo(RunState.CANCELLED);
        assertThat(runs.cancel(caller, run.id())).isEqualTo(cancelled);
        assertThat(counts(run)).isEqualTo(Map.of(ItemState.VOIDED, 10));
        assertRefused(() -> download(run, "gift-card.pdf"), ProblemType.GONE);
        assertRefused(() -> countIn(run, new NewCountIn(null, null, null)), ProblemType.CONFLICT);
    }

    @Test
    void cancellingWhileMintingVoidsWhatExists() {
        PrintRun run = order(Minting.BLOCK + 1);
        mintFirstBlock(run);

        runs.cancel(caller, run.id());
        world.wiring().printing().minting().mint(run.id());

        assertThat(counts(run)).isEqualTo(Map.of(ItemState.VOIDED, Minting.BLOCK));
        assertThat(events(run))
                .extracting(Event::type)
                .containsExactly("ordered", "minted", "cancelled");
    }

    @Test
    void aBlockIsASwitch() {
        PrintRun run = minted(1);

        assertThat(runs.block(caller, run.id()).blocked()).isTrue();
        assertThat(runs.block(caller, run.id()).blocked()).isTrue();
        boolean blocked =
                world.wiring().transactions().read(caller, tx -> runs.blocked(tx, run.id()));
        assertThat(blocked).isTrue();
        assertThat(runs.unblock(caller, run.id()).blocked()).isFalse();
        assertThat(events(run))
                .extracting(Event::type)
                .containsExactly("ordered", "minted", "files_checked", "blocked", "unblocked");
    }

    @Test
    void anotherProviderSeesNothingOfARun() {
        PrintRun run = minted(1);
        Caller decoy = world.decoy();

        assertRefused(() -> runs.find(decoy, run.id()), ProblemType.NOT_FOUND);
        assertRefused(() -> runs.cancel(decoy, run.id()), ProblemType.NOT_FOUND);
        assertRefused(() -> runs.block(decoy, run.id()), ProblemType.NOT_FOUND);
        assertThat(runs.list(decoy, PrintRuns.Filter.ALL, Listing.first()).items()).isEmpty();
        assertThatThrownBy(
                        () ->
                                world.wiring()
                                        .printing()
                                        .orders()
                                        .order(decoy, giftCards(product, 1)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(Refused.FieldProblem::field)
                                        .containsExactly("product"));
    }

    @Test
    void refusesOrdersThatCannotBePrinted() {
        assertRefused(() -> order(0), ProblemType.INVALID);
        assertRefused(() -> order(-1), ProblemType.INVALID);
        assertRefused(() -> order(10_000_000), ProblemType.INVALID);
        assertRefused(() -> order("no-such-layout", "bureau"), ProblemType.INVALID);
        assertRefused(() -> order("gift-card", "no-such-sheet"), ProblemType.INVALID);
        assertRefused(() -> order("gift-card", "avery-l7651"), ProblemType.INVALID);
        // A disc label alone has no code on it.
        assertRefused(() -> order("cd-label", "avery-l6043"), ProblemType.INVALID);
    }

    private PrintRun order(int quantity) {
        return world.wiring().printing().orders().order(caller, giftCards(product, quantity));
    }

    private PrintRun order(String layout, String sheet) {
        return world.wiring()
                .printing()
                .orders()
                .order(caller, new NewPrintRun(product, 1, layout, sheet, null));
    }

    private static NewPrintRun giftCards(String product, int quantity) {
        return new NewPrintRun(product, quantity, "gift-card", "avery-c32011-10", null);
    }

    private PrintRun minted(int quantity) {
        PrintRun run = order(quantity);
        world.wiring().printing().minting().mint(run.id());
        world.wiring().printing().releases().release(run.id());
        return runs.find(caller, run.id()).run();
    }

    /** Stops after one block, as a killed server does. */
    private void mintFirstBlock(PrintRun run) {
        KeyFolder keys = new KeyFolder(world.dataFolder().resolve("keys"), new SecureRandom());
        Transactions transactions = world.wiring().transactions();
        CodeVault vault = new CodeVault(transactions, keys, world.wiring().jobs());
        EventLog events = new EventLog();
        Minting killed =
                new Minting(
                        transactions,
                        new RunItems(new Items(events, (tx, move) -> {}), vault, events),
                        vault,
                        new CodeDigester(keys.serverKey()),
                        new DiesAfterOneBlock(),
                        world.wiring().jobs());

        assertThatThrownBy(() -> killed.mint(run.id())).hasRootCauseMessage("killed");
    }

    private static final class DiesAfterOneBlock extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private static final int LONGEST_NONCE = 16;
        private boolean sealed;

        @Override
        public void nextBytes(byte[] bytes) {
            if (sealed) {
                throw new IllegalStateException("killed");
            }
            super.nextBytes(bytes);
            sealed = bytes.length <= LONGEST_NONCE;
        }
    }

    private PrintRun countIn(PrintRun run, NewCountIn counted) {
        return world.wiring().printing().countIns().countIn(caller, run.id(), counted);
    }

    private byte[] download(PrintRun run, String name) throws IOException {
        return download(run, name, Locale.ENGLISH);
    }

    private byte[] download(PrintRun run, String name, Locale language) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        world.wiring()
                .printing()
                .files()
                .open(caller, run.id(), name, language)
                .content()
                .writeTo(bytes);
        return bytes.toByteArray();
    }

    private Map<ItemState, Integer> counts(PrintRun run) {
        return runs.find(caller, run.id()).counts();
    }

    private List<Event> events(PrintRun run) {
        return world.wiring()
                .transactions()
                .read(caller, tx -> new EventLog().of(tx, Subject.run(run.id())));
    }

    private Path keyFile(PrintRun run) {
        return world.dataFolder().resolve("keys/runs/" + run.id() + ".key");
    }

    private static String textOf(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static <T> List<T> together(Callable<T> work) {
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<Future<T>> results = two.invokeAll(List.of(work, work));
            return List.of(results.get(0).get(), results.get(1).get());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefused(Callable<?> work, ProblemType type) {
        assertThatThrownBy(work::call)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.type()).isEqualTo(type));
    }
}
