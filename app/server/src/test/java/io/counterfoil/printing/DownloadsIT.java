package io.counterfoil.printing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.counterfoil.Browser;
import io.counterfoil.PrintingWiring;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.Approval;
import io.counterfoil.access.ApprovalFilter;
import io.counterfoil.access.Audit;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.catalog.Fixtures;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.web.Download;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Files with codes are fetched once; from then on two people must agree. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DownloadsIT {
    private static final String CARDS = "gift-card.pdf";

    private TestWorld world;
    private Caller kim;
    private Caller lee;
    private PrintingWiring printing;
    private String product;

    @BeforeAll
    void open() {
        world = new TestWorld();
        kim = staff("kim@press.example", "Kim");
        lee = staff("lee@press.example", "Lee");
        printing = world.wiring().printing();
        product = Fixtures.giftCard(world, world.caller()).id().toString();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void theFirstTimeIsFreeAndEveryOtherTimeTwoPeopleAgreeOnOnce() throws IOException {
        PrintRun run = ready();
        byte[] first = download(kim, run);

        Refused refused = refused(kim, run);
        assertThat(refused.type()).isEqualTo(ProblemType.NEEDS_APPROVAL);
        UUID approval = refused.approval();
        assertThat(refused(lee, run).approval()).isEqualTo(approval);
        assertThatThrownBy(() -> world.wiring().access().approvals().approve(kim, known(approval)))
                .isInstanceOf(Refused.class);
        world.wiring().access().approvals().approve(lee, known(approval));

        assertThat(download(kim, run)).isEqualTo(first);
        assertThat(refused(kim, run).approval()).isNotNull().isNotEqualTo(approval);
        assertThat(printing.downloads().list(kim, run.id()))
                .hasSize(2)
                .allSatisfy(
                        one -> {
                            assertThat(one.file()).isEqualTo(CARDS);
                            assertThat(one.person()).isEqualTo("Kim");
                            assertThat(one.complete()).isTrue();
                            assertThat(one.bytes()).isEqualTo(first.length);
                            assertThat(one.endedAt()).isNotNull();
                        });
        assertThat(audited(run)).containsExactly("print_run.downloaded", "print_run.downloaded");
    }

    @Test
    void aPageLeadsToTheVeryRequestThatWaits() throws IOException {
        PrintRun run = ready();
        download(kim, run);
        try (TestServer server = new TestServer(world)) {
            StaffMembers.WithPassword max = member("max@press.example", "Max");
            Browser browser = server.signedIn(max);
            String file = "/api/v1/print-runs/" + run.id() + "/files/" + CARDS;
            UUID approval = known(refused(kim, run).approval());

            HttpResponse<String> answer = browser.get(file);

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body())
                    .contains(
                            "<a href=\"/console/approvals?state=waiting#%s\">See the request that waits</a>"
                                    .formatted(approval));
            assertThat(browser.get("/console/approvals?state=waiting").body())
                    .contains("<tr id=\"" + approval + "\">");
            browser.reading("de");
            assertThat(browser.get(file).body())
                    .contains("#" + approval + "\">Die wartende Bitte ansehen</a>");
        }
    }

    @Test
    void aRejectedRequestIsAskedAnew() throws IOException {
        PrintRun run = ready();
        download(kim, run);
        UUID approval = refused(kim, run).approval();
        world.wiring().access().approvals().reject(lee, known(approval));

        UUID anew = refused(kim, run).approval();
        assertThat(anew).isNotNull().isNotEqualTo(approval);
        world.wiring().access().approvals().approve(lee, known(anew));
        download(kim, run);
        assertThat(refused(kim, run).approval()).isNotNull();
    }

    @Test
    void aDownloadThatBreaksOffWasOneAndIsNoted() {
        PrintRun run = ready();
        OutputStream full =
                new OutputStream() {
                    private int left = 1_000;

                    @Override
                    public void write(int one) throws IOException {
                        if (left-- == 0) {
                            throw new IOException("No space left on device");
                        }
                    }
                };
        Download begun = printing.files().open(kim, run.id(), CARDS, Locale.ENGLISH);

        assertThatThrownBy(() -> begun.content().writeTo(full)).isInstanceOf(IOException.class);

        assertThat(printing.downloads().list(kim, run.id()))
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.complete()).isFalse();
                            assertThat(one.endedAt()).isNotNull();
                            assertThat(one.bytes()).isBetween(1L, 1_000L);
                        });
        assertThat(audited(run))
                .containsExactly("print_run.download_broken_off", "print_run.downloaded");
        assertThat(refused(kim, run).type()).isEqualTo(ProblemType.NEEDS_APPROVAL);
    }

    @Test
    void ofTwoAtOnceOnlyOneIsTheFirst() throws Exception {
        PrintRun run = ready();
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            Callable<Boolean> work =
                    () -> {
                        try {
                            printing.files().open(kim, run.id(), CARDS, Locale.ENGLISH);
                            return true;
                        } catch (Refused second) {
                            return false;
                        }
                    };
            int won = 0;
            for (var each : two.invokeAll(List.of(work, work))) {
                won += each.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
    }

    @Test
    void theManifestIsFreeAndOtherFilesStayFree() throws IOException {
        PrintRun run = ready();
        download(kim, run);

        printing.files().open(kim, run.id(), "manifest.json", Locale.ENGLISH);
        printing.files().open(kim, run.id(), "manifest.json", Locale.ENGLISH);
        PrintRun other = ready();

        assertThat(download(lee, other)).isNotEmpty();
    }

    @Test
    void filesThatWereFetchedAreReleasedAgainByTwo() throws IOException {
        PrintRun fresh = ready();
        ReleaseRequests.Outcome free =
                printing.releaseRequests().request(kim, fresh.id());
        assertThat(free.approval()).isNull();
        assertThat(free.run().state()).isEqualTo(RunState.CHECKING);
        printing.releases().release(fresh.id());
        byte[] before = download(kim, fresh);

        UUID approval =
                printing.releaseRequests().request(kim, fresh.id()).approval();
        assertThat(approval).isNotNull();
        world.wiring().access().approvals().approve(lee, known(approval));
        printing.releases().release(fresh.id());

        // The very same file again: it was fetched before.
        assertThat(refused(kim, fresh).type()).isEqualTo(ProblemType.NEEDS_APPROVAL);
        rename("Harbour Backup AG");
        approval = printing.releaseRequests().request(kim, fresh.id()).approval();
        world.wiring().access().approvals().approve(lee, known(approval));
        printing.releases().release(fresh.id());
        assertThat(download(kim, fresh)).isNotEqualTo(before);
        rename("Harbour Backup");
    }

    @Test
    void whatWaitsForOtherFilesEndsWhenTheyAreCheckedAgain() throws IOException {
        PrintRun run = ready();
        download(kim, run);
        UUID late = known(refused(kim, run).approval());
        PrintRun other = ready();
        download(kim, other);
        UUID kept = known(refused(kim, other).approval());
        UUID again = known(printing.releaseRequests().request(kim, run.id()).approval());
        world.wiring().access().approvals().approve(lee, again);

        assertThatThrownBy(() -> world.wiring().access().approvals().approve(lee, late))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("what it was about changed");
        assertThat(world.wiring().access().approvals().list(kim, ApprovalFilter.ALL, Listing.first()).items())
                .filteredOn(approval -> approval.id().equals(late))
                .extracting(Approval::state)
                .containsExactly(Approval.State.OVERTAKEN);
        world.wiring().access().approvals().approve(lee, kept);
        printing.releases().release(run.id());
        assertThat(refused(kim, run).approval()).isNotNull().isNotEqualTo(late);
    }

    @Test
    void aPermitIsForTheVeryFileThatWasAskedFor() throws IOException {
        PrintRun run = ready();
        download(kim, run);
        world.wiring().access().approvals().approve(lee, known(refused(kim, run).approval()));
        UUID again = printing.releaseRequests().request(kim, run.id()).approval();
        assertThat(printing.releaseRequests().request(lee, run.id()).approval()).isEqualTo(again);
        rename("Harbour Backup SE");
        assertThat(printing.files().listAsOfNow(kim, now(run)))
                .filteredOn(file -> file.name().equals(CARDS))
                .singleElement()
                .satisfies(file -> assertThat(file.refused()).asString().contains("changed since"));
        world.wiring().access().approvals().approve(lee, known(again));
        printing.releases().release(run.id());

        assertThat(printing.files().listAsOfNow(kim, now(run)))
                .allSatisfy(file -> assertThat(file.refused()).isNull());
        download(kim, run);
        Refused refused = refused(kim, run);
        assertThat(refused.type()).isEqualTo(ProblemType.NEEDS_APPROVAL);
        world.wiring().access().approvals().approve(lee, known(refused.approval()));
        assertThat(download(kim, run)).isNotEmpty();
        rename("Harbour Backup");
    }

    @Test
    void aProofThatIsWantedIsLookedAtByTwo() throws IOException {
        wantProofs(true);
        PrintRun good = ready();
        PrintRun bad = ready();
        PrintRun rejected = ready();
        wantProofs(false);
        assertThat(good.state()).isEqualTo(RunState.PROOF);
        assertThat(refused(kim, good).type()).isEqualTo(ProblemType.CONFLICT);

        UUID approval = printing.proofApprovals().decide(kim, good.id(), true).approval();
        assertThat(printing.proofApprovals().decide(kim, good.id(), true).approval())
                .isEqualTo(approval);
        assertThat(state(good)).isEqualTo(RunState.PROOF);
        world.wiring().access().approvals().approve(lee, known(approval));
        printing.proofApprovals().decide(kim, bad.id(), false);
        world.wiring()
                .access()
                .approvals()
                .reject(
                        lee,
                        known(
                                printing.proofApprovals()
                                        .decide(kim, rejected.id(), true)
                                        .approval()));

        assertThat(state(good)).isEqualTo(RunState.READY);
        assertThat(download(kim, good)).isNotEmpty();
        assertThat(state(bad)).isEqualTo(RunState.CANCELLED);
        assertThat(state(rejected)).isEqualTo(RunState.CANCELLED);
        assertThat(
                        catchThrowableOfType(
                                        Refused.class,
                                        () ->
                                                printing.proofApprovals()
                                                        .decide(kim, good.id(), false))
                                .type())
                .isEqualTo(ProblemType.CONFLICT);
    }

    private RunState state(PrintRun run) {
        return now(run).state();
    }

    private PrintRun now(PrintRun run) {
        return printing.runs().find(kim, run.id()).run();
    }

    private void wantProofs(boolean wanted) {
        world.wiring()
                .transactions()
                .write(
                        kim,
                        tx ->
                                tx.handle()
                                        .execute(
                                                "UPDATE provider SET proof_approval = ? WHERE id ="
                                                        + " ?",
                                                wanted,
                                                world.provider().id()));
    }

    @Test
    void whereOnePersonWorksAloneNobodyMustAgree() throws IOException {
        try (TestWorld alone = new TestWorld()) {
            String card = Fixtures.giftCard(alone, alone.caller()).id().toString();
            PrintRun run = ready(alone, card);
            for (int time = 0; time < 2; time++) {
                alone.wiring()
                        .printing()
                        .files()
                        .open(alone.caller(), run.id(), CARDS, Locale.ENGLISH)
                        .content()
                        .writeTo(OutputStream.nullOutputStream());
            }
            assertThat(alone.wiring().printing().downloads().list(alone.caller(), run.id()))
                    .hasSize(2);
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

    private Caller staff(String email, String name) {
        UUID id = member(email, name).member().id();
        return new Caller(
                new Scope.Provider(world.provider().id()), new Actor("staff:" + id, id));
    }

    private StaffMembers.WithPassword member(String email, String name) {
        return world.member(email, name, "operator", null);
    }

    private PrintRun ready() {
        return ready(world, product);
    }

    private static PrintRun ready(TestWorld world, String product) {
        NewPrintRun order = new NewPrintRun(product, 1, "gift-card", "bureau", null);
        PrintingWiring wiring = world.wiring().printing();
        PrintRun run = wiring.orders().order(world.caller(), order);
        wiring.minting().mint(run.id());
        wiring.releases().release(run.id());
        return wiring.runs().find(world.caller(), run.id()).run();
    }

    private byte[] download(Caller caller, PrintRun run) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        printing.files().open(caller, run.id(), CARDS, Locale.ENGLISH).content().writeTo(bytes);
        return bytes.toByteArray();
    }

    private Refused refused(Caller caller, PrintRun run) {
        return catchThrowableOfType(Refused.class, () -> download(caller, run));
    }

    private List<String> audited(PrintRun run) {
        return world.wiring()
                .access()
                .audit()
                .list(kim, AuditFilter.ALL, new Listing(100, null))
                .items()
                .stream()
                .filter(entry -> entry.subject().equals("run:" + run.id()))
                .map(Audit.Entry::action)
                .toList();
    }

    private static UUID known(@Nullable UUID approval) {
        assertThat(approval).as("a second person is asked").isNotNull();
        return Objects.requireNonNull(approval);
    }
}
