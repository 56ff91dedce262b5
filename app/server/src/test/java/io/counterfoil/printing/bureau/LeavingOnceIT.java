package io.counterfoil.printing.bureau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.counterfoil.PrintingWiring;
import io.counterfoil.TestWorld;
import io.counterfoil.catalog.Fixtures;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.NewPrintRun;
import io.counterfoil.web.Download;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Codes leave once without a second person, whether alone or in the package for a bureau. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeavingOnceIT {
    private static final String CARDS = "gift-card.pdf";
    private static final String CSV = "data.csv";
    private static final String FIXED = "data.txt";
    private static final String HERE = "127.0.0.1";

    private final PressKey press = new PressKey();
    private TestWorld world;
    private PrintingWiring printing;
    private Caller kim;
    private Caller lee;
    private String product;
    private int bureaus;

    @BeforeAll
    void open() {
        world = new TestWorld();
        printing = world.wiring().printing();
        kim = staff("kim");
        lee = staff("lee");
        product = Fixtures.giftCard(world, world.caller()).id().toString();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void whatLeftInAPackageIsNotFreeAlone() throws IOException {
        UUID run = ready("csv");
        fetch(printing.deliveries().fetch(kim, PackageId.ordered(run), HERE, Locale.ENGLISH));

        assertThat(refused(run, CARDS).detail())
                .contains("The package for the bureau left before", CARDS);
        assertThat(refused(run, CSV).detail()).contains("The package for the bureau left before");
        // The same codes in the other format.
        assertThat(refused(run, FIXED).detail()).contains("The package for the bureau left before");
        fetch(printing.files().open(kim, run, "manifest.json", Locale.ENGLISH));

        agree(refused(run, CARDS).approval());
        fetch(printing.files().open(kim, run, CARDS, Locale.ENGLISH));
        assertThat(refused(run, CARDS).detail()).contains("Somebody fetched gift-card.pdf before.");
    }

    @Test
    void aPackageWithoutTheDataHasTheirCodesAllTheSame() throws IOException {
        UUID run = ready("none");
        fetch(printing.deliveries().fetch(kim, PackageId.ordered(run), HERE, Locale.ENGLISH));

        assertThat(refused(run, CSV).detail())
                .contains("The package for the bureau left before", "with the codes of data.csv");
        assertThat(refused(run, CARDS).type()).isEqualTo(ProblemType.NEEDS_APPROVAL);
    }

    @Test
    void theDataAndWhatIsPrintedInsteadLeaveOnce() throws IOException {
        UUID run = ready("csv");
        fetch(printing.files().open(kim, run, FIXED, Locale.ENGLISH));

        assertThat(refused(run, CSV).detail())
                .contains("Somebody fetched data.txt before, and codes of it are in data.csv too.");
        assertThat(refused(run, CARDS).detail())
                .contains("Somebody fetched data.txt before, and codes of it are in gift-card.pdf");

        UUID printed = ready("csv");
        fetch(printing.files().open(kim, printed, CARDS, Locale.ENGLISH));
        assertThat(refused(printed, CSV).detail())
                .contains("Somebody fetched gift-card.pdf before, and codes of it are in data.csv");
        agree(refused(printed, FIXED).approval());
        fetch(printing.files().open(kim, printed, FIXED, Locale.ENGLISH));
        assertThat(refused(printed, CARDS).type()).isEqualTo(ProblemType.NEEDS_APPROVAL);
    }

    @Test
    void partsThatGoTogetherAreEachFreeOnce() throws IOException {
        UUID run = ready("csv", "gift-card", "cd-sticker");

        fetch(printing.files().open(kim, run, CARDS, Locale.ENGLISH));
        fetch(printing.files().open(kim, run, "cd-sticker.pdf", Locale.ENGLISH));
        assertThat(refused(run, CSV).type()).isEqualTo(ProblemType.NEEDS_APPROVAL);
    }

    @Test
    void aPackageThatBrokeOffCountsAndOneThatNeverBeganDoesNot() throws IOException {
        UUID broken = ready("csv");
        breakOff(printing.deliveries().fetch(kim, PackageId.ordered(broken), HERE, Locale.ENGLISH), 1_000);
        assertThat(refused(broken, CARDS).type()).isEqualTo(ProblemType.NEEDS_APPROVAL);

        UUID nothing = ready("csv");
        breakOff(printing.deliveries().deliver(kim, link(nothing), HERE, Locale.ENGLISH), 0);
        fetch(printing.files().open(kim, nothing, CARDS, Locale.ENGLISH));

        UUID ownWithNothing = ready("csv");
        String link = link(ownWithNothing);
        breakOff(printing.deliveries().fetch(kim, PackageId.ordered(ownWithNothing), HERE, Locale.ENGLISH), 0);
        fetch(printing.deliveries().deliver(kim, link, HERE, Locale.ENGLISH));
    }

    @Test
    void aPackageAfterASingleFileNeedsASecondPerson() throws IOException {
        UUID run = ready("csv");
        String before = link(run);
        fetch(printing.files().open(kim, run, CARDS, Locale.ENGLISH));

        assertThatThrownBy(() -> printing.deliveries().fetch(kim, PackageId.ordered(run), HERE, Locale.ENGLISH))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("a file of it alone");
        assertThatThrownBy(() -> printing.deliveries().offer(kim, before))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("Since this link was made a file of the package was fetched");
        assertThatThrownBy(() -> printing.deliveries().deliver(kim, before, HERE, Locale.ENGLISH))
                .isInstanceOf(Refused.class);
        LinkOutcome asked = printing.bureauLinks().make(kim, PackageId.ordered(run), printing.packages());
        assertThat(asked).isInstanceOf(LinkOutcome.Waiting.class);

        agree(((LinkOutcome.Waiting) asked).approval());
        fetch(printing.deliveries().deliver(kim, link(run), HERE, Locale.ENGLISH));
    }

    @Test
    void ofAPackageAndAFileAtOnceOneIsTheFirst() throws Exception {
        UUID run = ready("csv");
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            Callable<Boolean> alone = () -> begins(() -> printing.files().open(kim, run, CARDS, Locale.ENGLISH));
            Callable<Boolean> packed =
                    () -> begins(() -> printing.deliveries().fetch(kim, PackageId.ordered(run), HERE, Locale.ENGLISH));
            int won = 0;
            for (var each : two.invokeAll(List.of(alone, packed))) {
                won += each.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
    }

    @Test
    void aPackageIsOfTheReleaseThatItWasPreparedFor() throws IOException {
        UUID run = ready("csv");
        Packages prepared = new CheckedAgainMeanwhile(printing.packages());
        Deliveries deliveries =
                new Deliveries(
                        world.wiring().transactions(),
                        prepared,
                        printing.bureauLinks(),
                        new Deliveries.Desk(
                                world.wiring().access().audit(),
                                new Ids(world.clock(), new SecureRandom()),
                                world.clock(),
                                new SecureRandom()));

        assertThatThrownBy(() -> deliveries.fetch(kim, PackageId.ordered(run), HERE, Locale.ENGLISH))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("checked again meanwhile");
        assertThat(printing.deliveries().receipts(kim, run)).isEmpty();
        assertThat(printing.packages().prepare(kim, PackageId.ordered(run), Locale.ENGLISH).content().digests())
                .containsOnlyKeys(CARDS, CSV);
        fetch(printing.deliveries().fetch(kim, PackageId.ordered(run), HERE, Locale.ENGLISH));
    }

    @Test
    void whatComesOutOtherwiseThanItWasCheckedIsNoWholeFile() {
        UUID alone = ready("csv");
        UUID packed = ready("csv");
        for (UUID run : List.of(alone, packed)) {
            world.wiring()
                    .transactions()
                    .write(
                            kim,
                            tx ->
                                    tx.handle()
                                            .execute(
                                                    "UPDATE print_file SET sha256 = sha256(sha256)"
                                                            + " WHERE run_id = ?",
                                                    run));
        }

        assertThatThrownBy(
                        () -> fetch(printing.files().open(kim, alone, CARDS, Locale.ENGLISH)))
                .isInstanceOf(IOException.class);
        assertThat(printing.downloads().list(kim, alone))
                .singleElement()
                .satisfies(one -> assertThat(one.complete()).isFalse());
        assertThatThrownBy(
                        () ->
                                fetch(
                                        printing.deliveries()
                                                .fetch(
                                                        kim,
                                                        PackageId.ordered(packed),
                                                        HERE,
                                                        Locale.ENGLISH)))
                .isInstanceOf(IOException.class);
        assertThat(printing.deliveries().receipts(kim, packed))
                .singleElement()
                .satisfies(
                        one ->
                                assertThat(one.state())
                                        .isEqualTo(PackageReceipt.State.BROKEN_OFF));
    }

    /** Between its preparation and its sending the product gets another name, and a new check. */
    private final class CheckedAgainMeanwhile implements Packages {
        private final Packages real;

        CheckedAgainMeanwhile(Packages real) {
            this.real = real;
        }

        @Override
        public List<Choice> choices(Caller caller, UUID run) {
            return real.choices(caller, run);
        }

        @Override
        public Summary summary(Caller caller, PackageId pack) {
            return real.summary(caller, pack);
        }

        @Override
        public Sealed prepare(Caller caller, PackageId pack, Locale language) {
            Sealed sealed = real.prepare(caller, pack, language);
            rename("Harbour Backup AG");
            printing.releaseRequests().request(caller, pack.run());
            printing.releases().release(pack.run());
            return sealed;
        }

        @Override
        public void requireStillReady(
                Tx tx, PackageId pack, Map<String, String> files) {
            real.requireStillReady(tx, pack, files);
        }

        @Override
        public int leftAlone(Tx tx, PackageId pack) {
            return real.leftAlone(tx, pack);
        }
    }

    private void rename(String name) {
        world.wiring()
                .transactions()
                .write(
                        kim,
                        tx ->
                                tx.handle()
                                        .execute(
                                                "UPDATE provider SET name = ? WHERE id = ?",
                                                name,
                                                world.provider().id()));
    }

    private static boolean begins(Runnable work) {
        try {
            work.run();
            return true;
        } catch (Refused second) {
            return false;
        }
    }

    private UUID ready(String dataFormat) {
        return ready(dataFormat, "gift-card");
    }

    private UUID ready(String dataFormat, String... layouts) {
        String bureau =
                printing.bureaus()
                        .create(
                                world.caller(),
                                new NewBureau(
                                        "Press " + ++bureaus,
                                        press.publicKey(),
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        dataFormat,
                                        null))
                        .id()
                        .toString();
        NewPrintRun order =
                new NewPrintRun(
                        product,
                        1,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Stream.of(layouts)
                                .map(layout -> new NewPrintRun.NewPart(layout, "bureau"))
                                .toList(),
                        bureau);
        UUID run = printing.orders().order(world.caller(), order).id();
        printing.minting().mint(run);
        printing.releases().release(run);
        return run;
    }

    private Caller staff(String name) {
        UUID id = world.member(name + "@press.example", name, "operator", null).member().id();
        return new Caller(world.caller().scope(), new Actor("staff:" + id, id));
    }

    private String link(UUID run) {
        LinkOutcome made = printing.bureauLinks().make(kim, PackageId.ordered(run), printing.packages());
        assertThat(made).isInstanceOf(LinkOutcome.Made.class);
        return ((LinkOutcome.Made) made).url().replaceFirst(".*=", "");
    }

    private Refused refused(UUID run, String name) {
        return catchThrowableOfType(Refused.class, () -> printing.files().open(kim, run, name, Locale.ENGLISH));
    }

    private void agree(@Nullable UUID approval) {
        world.wiring().access().approvals().approve(lee, Objects.requireNonNull(approval));
    }

    private static void fetch(Download download) throws IOException {
        download.content().writeTo(OutputStream.nullOutputStream());
    }

    private static void breakOff(Download delivery, int after) {
        OutputStream broken =
                new OutputStream() {
                    private int left = after;

                    @Override
                    public void write(int one) throws IOException {
                        if (--left < 0) {
                            throw new IOException("the connection broke");
                        }
                    }
                };
        assertThatThrownBy(() -> delivery.content().writeTo(broken))
                .hasMessage("the connection broke");
    }
}
