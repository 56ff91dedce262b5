package io.counterfoil.printing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.counterfoil.Browser;
import io.counterfoil.PrintingWiring;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.catalog.Fixtures;
import io.counterfoil.codes.CodeDigester;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.inventory.Items;
import io.counterfoil.inventory.VoidRequest;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Check;
import io.counterfoil.platform.Event;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.KeyFolder;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import io.counterfoil.printing.counting.NewCountIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Whatever comes between, each item ends in exactly one bucket, its last code is the one that lives,
 * and the events prove both.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReprintAccountsIT {
    private TestWorld world;
    private PrintingWiring printing;
    private Caller kim;
    private Caller lee;
    private String product;

    @BeforeAll
    void open() {
        world = new TestWorld();
        printing = world.wiring().printing();
        product = Fixtures.giftCard(world, world.caller()).id().toString();
        kim = staff("kim");
        lee = staff("lee");
    }

    @AfterAll
    void close() {
        world.close();
    }

    @AfterEach
    void everythingIsProved() {
        Caller caller = new Caller(Scope.system(), Actor.job("verify"));
        for (Check check : world.wiring().checks()) {
            assertThat(transactions().read(caller, check::faults)).as(check.subject()).isEmpty();
            assertThat(transactions().read(caller, check::unproven)).isEmpty();
        }
    }

    @Test
    void spoiledPrintedAgainAndCountedInEachItemIsInOneBucket() {
        PrintRun run = ready(6);
        printAgain(run, 2, 4);
        printAgain(run, 4);

        countIn(run, List.of(4), List.of(5));

        assertThat(counts(run))
                .isEqualTo(
                        Map.of(
                                ItemState.PRINTED, 4,
                                ItemState.SPOILED, 1,
                                ItemState.MISSING, 1));
        assertThat(types(run))
                .containsExactly(
                        "ordered",
                        "minted",
                        "files_checked",
                        "reprinted",
                        "reprinted",
                        "files_checked",
                        "reprinted",
                        "files_checked",
                        "counted_in");
        // The same once more changes nothing, and another count is refused.
        countIn(run, List.of(4), List.of(5));
        assertThat(refused(() -> countIn(run, List.of(), List.of())).type())
                .isEqualTo(ProblemType.CONFLICT);
        assertThat(refused(() -> request(run, 1)).type()).isEqualTo(ProblemType.CONFLICT);
    }

    @Test
    void anItemIsPrintedAgainByOneReprintAtATime() {
        PrintRun run = ready(3);
        Reprint first = agreed(run, 1, 2);

        assertThat(refused(() -> request(run, 2))).hasMessageContaining("as revision 2");
        // Another one of other items may be carried out before it.
        Reprint second = agreed(run, 3);
        printing.reprinting().carryOut(second.id());
        printing.reprinting().carryOut(first.id());
        printAgain(run, 2);

        assertThat(printing.reprints().list(kim, run.id()))
                .extracting(Reprint::state)
                .containsOnly(Reprint.State.READY);
        countIn(run, List.of(), List.of());
        assertThat(counts(run)).isEqualTo(Map.of(ItemState.PRINTED, 3));
    }

    @Test
    void whatWasAgreedToTooLateIsRefusedAndChangesNothing() {
        PrintRun run = ready(2);
        UUID late = Objects.requireNonNull(request(run, 1).approval());
        UUID overtaken = Objects.requireNonNull(request(run, 1, 2).approval());
        UUID rejected = Objects.requireNonNull(request(run, 2).approval());
        world.wiring().access().approvals().reject(lee, rejected);
        assertThat(printing.reprints().list(kim, run.id())).isEmpty();

        world.wiring().access().approvals().approve(lee, late);
        assertThat(refused(() -> world.wiring().access().approvals().approve(lee, overtaken)))
                .hasMessageContaining("as revision 2");
        Reprint only = printing.reprints().list(kim, run.id()).getFirst();
        printing.reprinting().carryOut(only.id());
        countIn(run, List.of(), List.of());

        assertThat(
                        refused(() -> world.wiring().access().approvals().approve(lee, overtaken))
                                .type())
                .isEqualTo(ProblemType.CONFLICT);
        assertThat(printing.reprints().list(kim, run.id())).hasSize(1);
        assertThat(counts(run)).isEqualTo(Map.of(ItemState.PRINTED, 2));
    }

    @Test
    void aRequestIsAskedOnceAndKillsNoCodesThatWerePrintedSince() {
        PrintRun run = ready(3);
        UUID first = Objects.requireNonNull(request(run, 1).approval());
        assertThat(request(run, 1).approval()).isEqualTo(first);
        UUID stale = Objects.requireNonNull(request(run, 1, 2).approval());
        UUID elsewhere = Objects.requireNonNull(request(run, 3).approval());

        world.wiring().access().approvals().approve(lee, first);
        printing.reprinting().carryOut(last(run).id());
        assertThat(refused(() -> world.wiring().access().approvals().approve(lee, stale)))
                .hasMessageContaining("since this was asked for, as revision 2");
        world.wiring().access().approvals().approve(lee, elsewhere);
        printing.reprinting().carryOut(last(run).id());

        // Who knows of the reprint may want another one.
        printAgain(run, 1, 2);
        assertThat(printing.reprints().list(kim, run.id()))
                .extracting(Reprint::state)
                .hasSize(3)
                .containsOnly(Reprint.State.READY);
        countIn(run, List.of(), List.of());
    }

    @Test
    void oneItemThatSomebodyWantsToVoidDoesNotStopTheCountIn() {
        PrintRun run = ready(2);
        VoidRequest one = new VoidRequest(serial(run, 1), serial(run, 1), "Fell down");

        assertThat(refused(() -> world.wiring().inventory().voiding().request(kim, one)))
                .hasMessageContaining("isn't counted in yet");
        countIn(run, List.of(1), List.of());

        assertThat(counts(run))
                .isEqualTo(Map.of(ItemState.PRINTED, 1, ItemState.SPOILED, 1));
    }

    @Test
    void cancellingTheRunEndsAReprintBeforeAndAfterItsCodesAreMade() {
        PrintRun ordered = ready(2);
        PrintRun minted = ready(2);
        Reprint waiting = agreed(ordered, 1);
        Reprint begun = agreed(minted, 1);
        dieAfterMinting(begun);

        for (PrintRun run : List.of(ordered, minted)) {
            printing.runs().cancel(kim, run.id());
            printing.reprinting().carryOut(last(run).id());

            assertThat(last(run).state()).isEqualTo(Reprint.State.FAILED);
            assertThat(last(run).failure()).isEqualTo("Its run was given up.");
            assertThat(counts(run)).isEqualTo(Map.of(ItemState.VOIDED, 2));
        }
        assertThat(keyOf(waiting)).doesNotExist();
        assertThat(types(ordered)).doesNotContain("reprinted");
        assertThat(types(minted)).endsWith("reprinted", "check_stalled", "cancelled");
    }

    @Test
    void aServerThatIsKilledWhileItMakesCodesLeavesTheOldOnesAlive() {
        PrintRun run = ready(3);
        Reprint reprint = agreed(run, 1, 3);

        assertThatThrownBy(
                        () -> reprinting(new KilledAtTheCodes()).carryOut(reprint.id()))
                .hasMessage("killed");
        assertThat(last(run).state()).isEqualTo(Reprint.State.MINTING);
        assertThat(types(run)).doesNotContain("reprinted");
        everythingIsProved();
        assertThat(refused(() -> countIn(run, List.of(), List.of())))
                .hasMessageContaining("being printed again");

        printing.reprinting().carryOut(reprint.id());
        assertThat(last(run).state()).isEqualTo(Reprint.State.READY);
        assertThat(types(run)).filteredOn("reprinted"::equals).hasSize(2);
        countIn(run, List.of(1), List.of());
        assertThat(counts(run)).isEqualTo(Map.of(ItemState.PRINTED, 2, ItemState.SPOILED, 1));
    }

    @Test
    void twoServersThatCarryOutTheSameReprintMakeItsCodesOnce() throws Exception {
        PrintRun run = ready(4);
        Reprint reprint = agreed(run, 2, 3);

        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            Callable<Boolean> work =
                    () -> {
                        printing.reprinting().carryOut(reprint.id());
                        return true;
                    };
            for (var done : two.invokeAll(List.of(work, work))) {
                assertThat(done.get()).isTrue();
            }
        }

        assertThat(last(run).state()).isEqualTo(Reprint.State.READY);
        assertThat(types(run)).filteredOn("reprinted"::equals).hasSize(1);
        assertThat(types(run)).filteredOn("files_checked"::equals).hasSize(2);
        countIn(run, List.of(), List.of());
        assertThat(counts(run)).isEqualTo(Map.of(ItemState.PRINTED, 4));
    }

    @Test
    void afterAReprintThatFailedTheNextOneMakesTheItemGood() throws IOException {
        PrintRun run = ready(2);
        Reprint failed = agreed(run, 1);
        dieAfterMinting(failed);
        Files.delete(keyOf(failed));
        Throwable missing = catchThrowable(() -> printing.reprinting().carryOut(failed.id()));
        printing.reprinting().giveUp(failed.id(), missing);
        assertThat(last(run).state()).isEqualTo(Reprint.State.FAILED);
        assertThat(refused(() -> countIn(run, List.of(), List.of())))
                .hasMessageContaining("its reprint failed");
        assertThat(printing.files().list(kim, run))
                .filteredOn(file -> file.name().equals("gift-card.pdf"))
                .singleElement()
                .satisfies(
                        file -> assertThat(file.refused()).asString().contains("That reprint failed"));

        printAgain(run, 1);

        countIn(run, List.of(), List.of());
        assertThat(counts(run)).isEqualTo(Map.of(ItemState.PRINTED, 2));
        assertThat(types(run)).contains("check_failed");
    }

    @Test
    void aRunWhoseItemsCanNotBeMadeSaysSoOnItsPageAndGoesOnFromThere() {
        PrintRun run =
                printing.orders()
                        .order(kim, new NewPrintRun(product, 2, "gift-card", "bureau", null));
        assertThat(page(run)).contains("This page goes on by itself.");

        printing.minting().stall(run.id(), null);

        assertThat(page(run))
                .contains("could not be made", "Make the other items", "/" + run.id() + "/release")
                .doesNotContain("goes on by itself");
    }

    @Test
    void aReprintThatIsGivenUpLeavesTheRunFreeToGoOn() {
        PrintRun run = ready(2);
        Reprint unmade = agreed(run, 1);
        assertThat(refused(() -> printing.releaseRequests().request(kim, run.id())))
                .hasMessageContaining("printed again just now");
        assertThat(page(run)).doesNotContain("Check the files again after a change");
        printing.reprinting().giveUp(unmade.id(), new IllegalStateException("disk full"));

        assertThat(last(run).state()).isEqualTo(Reprint.State.FAILED);
        assertThat(last(run).failure()).contains("again and again");
        // It made no codes, so the first ones are as good as ever and can be checked again.
        assertThat(printing.files().list(kim, run)).allMatch(file -> file.refused() == null);
        assertThat(page(run)).contains("Check the files again after a change");
        write("UPDATE print_run SET failure = 'It was another file.' WHERE id = ?", run.id());
        PrintRun checking = printing.releaseRequests().request(kim, run.id()).run();
        assertThat(checking.state()).isEqualTo(RunState.CHECKING);
        assertThat(checking.release().failure()).isNull();
        printing.releases().release(run.id());
        Reprint made = agreed(run, 2);
        dieAfterMinting(made);
        printing.reprinting().giveUp(made.id(), null);

        assertThat(last(run).state()).isEqualTo(Reprint.State.CHECKING);
        assertThat(page(run)).contains("again and again", "Go on with what is printed again");
        assertThat(refused(() -> countIn(run, List.of(), List.of())))
                .hasMessageContaining(serial(run, 2));
        countIn(run, List.of(2), List.of());
        assertThat(counts(run)).isEqualTo(Map.of(ItemState.PRINTED, 1, ItemState.SPOILED, 1));
        printing.reprinting().giveUp(made.id(), null);
        printing.reprinting().carryOut(made.id());
        assertThat(last(run).state()).isEqualTo(Reprint.State.FAILED);
        assertThat(types(run)).endsWith("counted_in");
    }

    /** The page of a run as its provider sees it. */
    private String page(PrintRun run) {
        try (TestServer server = new TestServer(world)) {
            Browser browser =
                    server.signedIn(
                            UUID.randomUUID() + "@harbour.example", "Visitor", "operator", null);
            return browser.get("/console/print-runs/" + run.id()).body();
        }
    }

    /** Dies as soon as it has to make a code. */
    private static final class KilledAtTheCodes extends SecureRandom {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            throw new IllegalStateException("killed");
        }
    }

    private Reprinting reprinting(SecureRandom random) {
        KeyFolder keys = new KeyFolder(world.dataFolder().resolve("keys"), new SecureRandom());
        CodeVault vault = new CodeVault(transactions(), keys, world.wiring().jobs());
        Items items = new Items(new EventLog(), (tx, move) -> {});
        CodeDigester digester = new CodeDigester(keys.serverKey());
        FileCheck check = new FileCheck(transactions(), items, digester, new SecureRandom());
        return new Reprinting(
                transactions(),
                new RunItems(items, vault, new EventLog()),
                vault,
                new RevisionCheck(transactions(), printing.press(), vault, check),
                new Reprinting.Codes(digester, random));
    }

    /** The codes get made, then the server dies before anything is checked. */
    private void dieAfterMinting(Reprint reprint) {
        write("UPDATE print_part SET layout = 'gone' WHERE run_id = ?", reprint.run());
        printing.reprinting().carryOut(reprint.id());
        write("UPDATE print_part SET layout = 'gift-card' WHERE run_id = ?", reprint.run());
        write("UPDATE reprint SET failure = NULL WHERE id = ?", reprint.id());
    }

    private Path keyOf(Reprint reprint) {
        return world.dataFolder().resolve("keys/runs/" + reprint.id() + ".key");
    }

    private void printAgain(PrintRun run, int... sequences) {
        printing.reprinting().carryOut(agreed(run, sequences).id());
    }

    private Reprint agreed(PrintRun run, int... sequences) {
        world.wiring()
                .access()
                .approvals()
                .approve(lee, Objects.requireNonNull(request(run, sequences).approval()));
        return last(run);
    }

    private Reprints.Outcome request(PrintRun run, int... sequences) {
        List<String> serials =
                Arrays.stream(sequences).mapToObj(sequence -> serial(run, sequence)).toList();
        return printing.reprints().request(kim, run.id(), new NewReprint(serials, "Smudged"));
    }

    private static String serial(PrintRun run, int sequence) {
        return SerialNumber.of(run.number(), sequence).toString();
    }

    private void countIn(PrintRun run, List<Integer> spoiled, List<Integer> missing) {
        printing.countIns()
                .countIn(
                        kim,
                        run.id(),
                        new NewCountIn(
                                spoiled.stream().map(at -> serial(run, at)).toList(),
                                missing.stream().map(at -> serial(run, at)).toList(),
                                null));
    }

    private Map<ItemState, Integer> counts(PrintRun run) {
        return printing.runs().find(kim, run.id()).counts();
    }

    /** What happened to the run, in order. */
    private List<String> types(PrintRun run) {
        return transactions()
                .read(kim, tx -> new EventLog().of(tx, Subject.run(run.id())))
                .stream()
                .map(Event::type)
                .toList();
    }

    private PrintRun ready(int quantity) {
        PrintRun run =
                printing.orders()
                        .order(kim, new NewPrintRun(product, quantity, "gift-card", "bureau", null));
        printing.minting().mint(run.id());
        printing.releases().release(run.id());
        return printing.runs().find(kim, run.id()).run();
    }

    private void write(String sql, Object... values) {
        transactions().write(kim, tx -> tx.handle().execute(sql, values));
    }

    private Transactions transactions() {
        return world.wiring().transactions();
    }

    private Caller staff(String name) {
        UUID id = world.member(name + "@harbour.example", name, "operator", null).member().id();
        return new Caller(world.caller().scope(), new Actor("staff:" + id, id));
    }

    private static Refused refused(Runnable work) {
        return catchThrowableOfType(Refused.class, work::run);
    }

    private Reprint last(PrintRun run) {
        return printing.reprints().list(kim, run.id()).getLast();
    }
}
