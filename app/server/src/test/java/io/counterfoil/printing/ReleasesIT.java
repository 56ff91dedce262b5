package io.counterfoil.printing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.counterfoil.CapturedLog;
import io.counterfoil.PrintingWiring;
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
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.artwork.TemplateException;
import io.counterfoil.printing.bureau.DataFile;
import io.counterfoil.printing.layout.Item;
import io.counterfoil.printing.layout.ReadBackLateException;
import io.counterfoil.printing.layout.Volume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The check between minting and printing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReleasesIT {
    private TestWorld world;
    private Caller caller;
    private PrintRuns runs;
    private Releases releases;
    private String product;

    @BeforeAll
    void open() {
        world = new TestWorld();
        caller = world.caller();
        runs = world.wiring().printing().runs();
        releases = world.wiring().printing().releases();
        product = Fixtures.giftCard(world, caller).id().toString();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void theDigestOfEachFileIsKnownBeforeItIsFetched() throws Exception {
        PrintRun run = minted(12);
        assertThat(run.state()).isEqualTo(RunState.CHECKING);
        assertThat(files(run)).isEmpty();
        assertRefused(() -> download(run, "gift-card.pdf"), ProblemType.CONFLICT);

        releases.release(run.id());

        PrintRun ready = run(run);
        assertThat(ready.state()).isEqualTo(RunState.READY);
        assertThat(ready.progress()).isEqualTo(1);
        RunFiles.FileFacts facts = files(ready).getFirst();
        String manifest = new String(download(run, "manifest.json"), StandardCharsets.UTF_8);
        assertThat(manifest).contains("\"sha256\" : \"" + facts.sha256() + "\"");
        byte[] pdf = download(run, "gift-card.pdf");
        assertThat(facts.bytes()).isEqualTo(pdf.length);
        assertThat(facts.sha256()).isEqualTo(sha256(pdf));
        assertThat(events(run).getLast().data().at("/sha256/gift-card.pdf").asText())
                .isEqualTo(facts.sha256());
    }

    @Test
    void aRunIsReleasedOnce() {
        PrintRun run = minted(2);
        releases.release(run.id());
        int once = events(run).size();

        releases.release(run.id());

        assertThat(events(run)).hasSize(once);
    }

    @Test
    void aKilledReleaseGoesOnWithTheFileThatItWasAt() {
        // More items than are read back of one file, so that the sample is drawn by lot.
        PrintRun run =
                minted(
                        new NewPrintRun(
                                product,
                                FileCheck.SAMPLE + 1,
                                null,
                                null,
                                List.of(
                                        part("cd-sticker", "avery-l7651"),
                                        part("gift-card", "avery-c32011-10"))));
        RuntimeException death = new IllegalStateException("killed");
        assertThatThrownBy(() -> throwingAtALot(death).release(run.id()))
                .hasMessageContaining("killed");
        PrintRun killed = run(run);
        assertThat(killed.state()).isEqualTo(RunState.CHECKING);
        assertThat(killed.release().checked()).isEqualTo(run.quantity());
        assertThat(killed.progress()).isEqualTo(0.75);

        releases.release(run.id());

        assertThat(run(run).state()).isEqualTo(RunState.READY);
        assertThat(files(run(run)))
                .filteredOn(file -> file.role().equals("items"))
                .hasSize(2)
                .allSatisfy(file -> assertThat(file.sha256()).hasSize(64));
        assertThat(events(run))
                .extracting(Event::type)
                .containsExactly("ordered", "minted", "files_checked");
    }

    @Test
    void whatIsThrownWhileDrawingIsNoFaultOfTheFile() {
        PrintRun run = minted(2);
        Press press = world.wiring().printing().press();
        Transactions transactions = world.wiring().transactions();
        Press.Imprint imprint = transactions.read(caller, tx -> press.imprint(tx, run));
        Volume volume = press.volume(imprint, run.parts().getFirst());
        FileCheck check = fileCheck();

        assertThatThrownBy(
                        () ->
                                check.draw(
                                        caller,
                                        volume,
                                        run.range().stream().map(Item::withoutCode).iterator(),
                                        Revision.slip(List.of(run.range()))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                check.draw(
                                        caller,
                                        volume,
                                        run.range().stream()
                                                .map(ReleasesIT::unreachable)
                                                .iterator(),
                                        Revision.slip(List.of(run.range()))))
                .hasMessage("the database is away");
    }

    @Test
    void aDataFileIsReadAndEachCodeOfItMustOpenItsItem() {
        PrintRun run = minted(2);
        PrintRun other = minted(2);
        Press press = world.wiring().printing().press();
        Press.Imprint imprint =
                world.wiring().transactions().read(caller, tx -> press.imprint(tx, run));
        DataFile file = Press.data(imprint, Revision.ordered(run));
        for (DataFile.Form form : DataFile.Form.values()) {
            FileCheck.Drawn good = fileCheck().write(caller, file, form, items(run).iterator());
            assertThat(good.fault()).isEmpty();
            assertThat(good.readBack()).isEqualTo(2);
            assertThat(good.sha256()).hasSize(64);

            List<Item> mixed =
                    List.of(
                            items(run).getFirst(),
                            Item.of(
                                    run.range().last(),
                                    items(other).getLast().code().orElseThrow()));
            assertThat(fileCheck().write(caller, file, form, mixed.iterator()).fault())
                    .hasValueSatisfying(
                            words -> assertThat(words).contains(run.range().last().toString()));
        }
    }

    private List<Item> items(PrintRun run) {
        List<Item> items = new ArrayList<>();
        new CodeVault(world.wiring().transactions(), keys(), world.wiring().jobs())
                .items(caller, Revision.ordered(run), List.of(run.range()))
                .forEachRemaining(items::add);
        return items;
    }

    private KeyFolder keys() {
        return new KeyFolder(world.dataFolder().resolve("keys"), new SecureRandom());
    }

    private FileCheck fileCheck() {
        return new FileCheck(
                world.wiring().transactions(),
                new Items(new EventLog(), (tx, move) -> {}),
                new CodeDigester(keys().serverKey()),
                new SecureRandom());
    }

    @Test
    void theCheckOfARunThatNobodyWaitsForStops() {
        PrintRun run = minted(2);
        Transactions transactions = world.wiring().transactions();
        RevisionCheck check =
                new RevisionCheck(
                        transactions,
                        world.wiring().printing().press(),
                        new CodeVault(transactions, keys(), world.wiring().jobs()),
                        fileCheck());

        assertThat(check.check(caller, Revision.ordered(run), new NobodyWaits()))
                .isEqualTo(new RevisionCheck.Outcome.Stopped());
    }

    private static final class NobodyWaits implements RevisionCheck.Notes {
        @Override
        public boolean areAwaited(Tx tx) {
            return false;
        }

        @Override
        public boolean keep(Tx tx, PrintFile file) {
            throw new AssertionError("a file was drawn to its end");
        }

        @Override
        public boolean keep(Tx tx, DataFacts file) {
            throw new AssertionError("a file was written to its end");
        }
    }

    private static Item unreachable(SerialNumber serial) {
        throw new IllegalStateException("the database is away");
    }

    @Test
    void whatTakesTooLongIsToldInItsOwnWordsAndCanBeCheckedAgain() {
        PrintRun run =
                minted(new NewPrintRun(product, FileCheck.SAMPLE + 1, "gift-card", "bureau", null));

        assertThat(stopped(run, new TemplateException(Text.of("The artwork takes too long."))))
                .startsWith("The artwork takes too long.")
                .contains("put back");
        assertThat(stopped(run, new ReadBackLateException(Duration.ofMinutes(15), null)))
                .contains("gift-card.pdf", "15 minutes", "less to do", "Nothing is lost")
                .doesNotContain("put back");

        runs.cancel(caller, run.id());
    }

    /** What is said of a run whose check is broken off by this; then it is asked for again. */
    private String stopped(PrintRun run, RuntimeException cause) {
        throwingAtALot(cause).release(run.id());
        PrintRun stopped = run(run);
        assertThat(stopped.state()).isEqualTo(RunState.CHECKING);
        assertThat(counts(run)).containsOnlyKeys(ItemState.MINTED);
        assertThat(world.wiring().printing().releaseRequests().request(caller, run.id()).run())
                .satisfies(again -> assertThat(again.release().failure()).isNull());
        return Objects.requireNonNull(stopped.release().failure());
    }

    private Releases throwingAtALot(RuntimeException cause) {
        KeyFolder keys = new KeyFolder(world.dataFolder().resolve("keys"), new SecureRandom());
        Transactions transactions = world.wiring().transactions();
        CodeVault vault = new CodeVault(transactions, keys, world.wiring().jobs());
        Items items = new Items(new EventLog(), (tx, move) -> {});
        Press press = world.wiring().printing().press();
        FileCheck check =
                new FileCheck(
                        transactions,
                        items,
                        new CodeDigester(keys.serverKey()),
                        new ThrowsAtALot(cause));
        return new Releases(
                transactions,
                new RunItems(items, vault, new EventLog()),
                press,
                new RevisionCheck(transactions, press, vault, check));
    }

    /** Breaks off the check of the first file of which not all sheets are read, but some by lot. */
    private static final class ThrowsAtALot extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final RuntimeException cause;

        ThrowsAtALot(RuntimeException cause) {
            this.cause = cause;
        }

        @Override
        public int nextInt(int bound) {
            throw cause;
        }
    }

    private static NewPrintRun.NewPart part(String layout, String sheet) {
        return new NewPrintRun.NewPart(layout, sheet);
    }

    @Test
    void twoServersComeToTheSameFacts() throws Exception {
        PrintRun run = minted(3);
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            Callable<Boolean> work =
                    () -> {
                        releases.release(run.id());
                        return true;
                    };
            for (var done : two.invokeAll(List.of(work, work))) {
                assertThat(done.get()).isTrue();
            }
        }

        assertThat(run(run).state()).isEqualTo(RunState.READY);
        assertThat(files(run(run)).getFirst().sha256())
                .isEqualTo(sha256(download(run, "gift-card.pdf")));
        assertThat(events(run))
                .extracting(Event::type)
                .containsExactly("ordered", "minted", "files_checked");
    }

    @Test
    void aCodeThatWouldNotOpenItsItemFailsTheRun() {
        PrintRun run = minted(3);
        write(
                "UPDATE serial_item SET code_digest = sha256(code_digest) WHERE serial = ?",
                run.range().last().value());

        releases.release(run.id());

        PrintRun failed = run(run);
        assertThat(failed.state()).isEqualTo(RunState.FAILED);
        assertThat(failed.release().failure())
                .contains("gift-card.pdf", run.range().last().toString());
        assertThat(counts(run)).isEqualTo(Map.of(ItemState.VOIDED, 3));
        assertThat(codes(run)).isZero();
        assertRefused(() -> download(run, "gift-card.pdf"), ProblemType.GONE);
        assertThat(events(run))
                .extracting(Event::type)
                .containsExactly("ordered", "minted", "check_failed", "cancelled");
    }

    @Test
    void aCheckThatBreaksForAnUnforeseenReasonStopsAndCanBeTriedAgain() {
        try (TestWorld own = new TestWorld()) {
            PrintingWiring theirs = own.wiring().printing();
            UUID card = Fixtures.giftCard(own, own.caller()).id();
            PrintRun run =
                    theirs.orders()
                            .order(
                                    own.caller(),
                                    new NewPrintRun(card.toString(), 2, "gift-card", "bureau", null));
            // What no layout, sheet or order can bring about.
            product(own, card, "UPDATE product SET gtin = '4006381333930' WHERE id = ?");
            own.startJobs();
            await("the reason")
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () -> {
                                own.clock().forward(Duration.ofSeconds(1));
                                return state(own, run).release().failure() != null;
                            });

            PrintRun stopped = state(own, run);
            assertThat(stopped.state()).isEqualTo(RunState.CHECKING);
            assertThat(stopped.release().failure()).contains("again and again", "Nothing is lost");
            assertThat(theirs.runs().find(own.caller(), run.id()).counts())
                    .containsExactly(Map.entry(ItemState.MINTED, 2));
            // Servers that start and stop beside this take the log away, so only a moment is captured.
            try (CapturedLog log = new CapturedLog()) {
                theirs.releases().stall(run.id(), new IllegalStateException("unforeseen"));
                assertThat(log.lines())
                        .anySatisfy(
                                line ->
                                        assertThat(line)
                                                .contains(
                                                        run.id().toString(),
                                                        "not be checked",
                                                        "unforeseen"));
            }

            product(own, card, "UPDATE product SET gtin = '4006381333931' WHERE id = ?");
            ReleaseRequests.Outcome again =
                    theirs.releaseRequests().request(own.caller(), run.id());
            assertThat(again.approval()).isNull();
            assertThat(again.run().release().failure()).isNull();
            await("the release")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> state(own, run).state() == RunState.READY);
        }
    }

    private static PrintRun state(TestWorld world, PrintRun run) {
        return world.wiring().printing().runs().find(world.caller(), run.id()).run();
    }

    private static void product(TestWorld world, UUID product, String sql) {
        world.wiring()
                .transactions()
                .write(world.caller(), tx -> tx.handle().execute(sql, product));
    }

    @Test
    void aRunWhoseKeyIsAwayWaitsForItAndKeepsItsCodes() throws IOException {
        PrintRun run = minted(1);
        Path key = world.dataFolder().resolve("keys/runs/" + run.id() + ".key");
        Path away = world.dataFolder().resolve("away.key");
        int sealed = codes(run);
        Files.move(key, away);

        Throwable missing = catchThrowable(() -> releases.release(run.id()));
        assertThat(missing).isInstanceOf(MissingKeyException.class);
        releases.stall(run.id(), missing);

        assertThat(run(run).state()).isEqualTo(RunState.CHECKING);
        assertThat(run(run).release().failure()).contains("keys folder", "Nothing is lost");
        assertThat(counts(run)).isEqualTo(Map.of(ItemState.MINTED, 1));
        assertThat(codes(run)).isEqualTo(sealed).isPositive();

        Files.move(away, key);
        world.wiring().printing().releaseRequests().request(caller, run.id());
        releases.release(run.id());
        assertThat(run(run).state()).isEqualTo(RunState.READY);
    }

    @Test
    void aRunThatIsCancelledMeanwhileStaysSo() {
        PrintRun run = minted(2);

        runs.cancel(caller, run.id());
        releases.release(run.id());

        assertThat(run(run).state()).isEqualTo(RunState.CANCELLED);
        assertThat(counts(run)).isEqualTo(Map.of(ItemState.VOIDED, 2));
    }

    @Test
    void aRunOfAnEarlierVersionIsCheckedAndNeverGivenUp() {
        PrintRun good = madeByAnEarlierVersion();
        PrintRun bad = madeByAnEarlierVersion();
        write(
                "UPDATE serial_item SET code_digest = sha256(code_digest) WHERE serial = ?",
                bad.range().first().value());
        assertRefused(() -> download(good, "gift-card.pdf"), ProblemType.CONFLICT);

        releases.release(good.id());
        releases.release(bad.id());

        assertThat(files(run(good)).getFirst().sha256()).isNotNull();
        assertThat(run(bad).state()).isEqualTo(RunState.READY);
        assertThat(counts(bad)).isEqualTo(Map.of(ItemState.MINTED, 2));
        assertThatThrownBy(() -> download(bad, "gift-card.pdf"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("would not open it");
    }

    @Test
    void aFileThatWouldBeAnotherThanTheCheckedOneIsRefusedInWords() throws IOException {
        PrintRun run = minted(1);
        releases.release(run.id());
        byte[] before = download(run, "gift-card.pdf");

        rename("Harbour Backup AG");
        assertThatThrownBy(() -> download(run, "gift-card.pdf"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("release the run again");
        rename("Harbour Backup");

        assertThat(download(run, "gift-card.pdf")).isEqualTo(before);
    }

    private void rename(String name) {
        write("UPDATE provider SET name = ? WHERE id = ?", name, world.provider().id());
    }

    private PrintRun madeByAnEarlierVersion() {
        PrintRun run = minted(2);
        write("UPDATE print_run SET state = 'ready' WHERE id = ?", run.id());
        return run;
    }

    private PrintRun minted(int quantity) {
        return minted(new NewPrintRun(product, quantity, "gift-card", "avery-c32011-10", null));
    }

    private PrintRun minted(NewPrintRun order) {
        PrintRun run = world.wiring().printing().orders().order(caller, order);
        world.wiring().printing().minting().mint(run.id());
        return run(run);
    }

    private PrintRun run(PrintRun run) {
        return runs.find(caller, run.id()).run();
    }

    private List<RunFiles.FileFacts> files(PrintRun run) {
        return world.wiring().printing().files().list(caller, run);
    }

    private byte[] download(PrintRun run, String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        world.wiring().printing().files().open(caller, run.id(), name, Locale.ENGLISH).content().writeTo(bytes);
        return bytes.toByteArray();
    }

    private Map<ItemState, Integer> counts(PrintRun run) {
        return runs.find(caller, run.id()).counts();
    }

    private int codes(PrintRun run) {
        return world.wiring()
                .transactions()
                .read(
                        caller,
                        tx ->
                                tx.handle()
                                        .createQuery(
                                                "SELECT count(*) FROM sealed_codes WHERE run_id ="
                                                        + " :run")
                                        .bind("run", run.id())
                                        .mapTo(Integer.class)
                                        .one());
    }

    private List<Event> events(PrintRun run) {
        return world.wiring()
                .transactions()
                .read(caller, tx -> new EventLog().of(tx, Subject.run(run.id())));
    }

    private void write(String sql, Object... values) {
        world.wiring().transactions().write(caller, tx -> tx.handle().execute(sql, values));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static void assertRefused(Callable<?> work, ProblemType type) {
        assertThatThrownBy(work::call)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.type()).isEqualTo(type));
    }
}
