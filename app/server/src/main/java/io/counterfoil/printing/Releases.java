package io.counterfoil.printing;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.printing.bureau.DataFile;
import io.counterfoil.printing.layout.Item;
import io.counterfoil.printing.layout.Prepared;
import io.counterfoil.printing.layout.Volume;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job between minting and printing: every file of the run is drawn and a sample of it read
 * back. Only then is the run ready. What is known of a file is kept at once, so that the job of a
 * killed server goes on with the next file; two servers at once come to the same facts.
 */
public final class Releases {
    static final String JOB = "release-print-run";

    private static final String SWEEP = "release-waiting-runs";
    private static final Logger LOG = LoggerFactory.getLogger(Releases.class);
    private static final Actor ACTOR = Actor.job(JOB);
    private static final Caller EVERYWHERE = new Caller(Scope.system(), ACTOR);

    private final Transactions transactions;
    private final RunItems items;
    private final Press press;
    private final CodeVault vault;
    private final FileCheck check;

    /** Releases runs whose files {@code press} draws and {@code check} approves of. */
    public Releases(
            Transactions transactions,
            RunItems items,
            Press press,
            CodeVault vault,
            FileCheck check) {
        this.transactions = transactions;
        this.items = items;
        this.press = press;
        this.vault = vault;
        this.check = check;
    }

    /**
     * Lets minting ask for the release. At its start the service also looks for runs that an
     * earlier version made ready without a check.
     */
    public void defineJobs(Jobs jobs) {
        jobs.defineLong(JOB, run -> release(UUID.fromString(run)));
        jobs.every(
                SWEEP,
                Duration.ofHours(1),
                () ->
                        transactions.write(
                                EVERYWHERE,
                                tx -> {
                                    List<UUID> runs = new PrintRunRepository(tx).unreleased();
                                    runs.forEach(run -> jobs.schedule(tx, JOB, run.toString()));
                                    return runs;
                                }));
    }

    /** Checks what is not checked yet of a run's files; does nothing if the run does not wait. */
    public void release(UUID id) {
        PrintRun run =
                transactions
                        .read(EVERYWHERE, tx -> new PrintRunRepository(tx).find(id))
                        .orElseThrow(() -> new IllegalStateException("there is no print run " + id));
        if (!run.isUnreleased()) {
            return;
        }
        Caller caller = new Caller(new Scope.Provider(run.provider()), ACTOR);
        if (!vault.hasKey(id)) {
            giveUp(caller, run, "The key of its codes is gone.");
            return;
        }
        Press.Imprint imprint = transactions.read(caller, tx -> press.imprint(tx, run));
        List<PrintFile> known =
                transactions.read(caller, tx -> new PrintFileRepository(tx).of(id));
        for (RunFile file : RunFile.of(run)) {
            boolean goesOn =
                    switch (file.content()) {
                        case RunFile.Content.Volume content ->
                                check(
                                        caller,
                                        run,
                                        new Draft(file.name(), content, known),
                                        imprint);
                        case RunFile.Content.Data(DataFile.Form form) ->
                                keepData(caller, run, form, Press.data(imprint, run.range()));
                        case RunFile.Content.Manifest manifest -> true;
                    };
            if (!goesOn) {
                return;
            }
        }
        boolean proof = imprint.provider().proofApproval();
        transactions.write(caller, tx -> items.release(tx, run, proof));
    }

    /** A file to be checked, and the facts of those that were. */
    private record Draft(String name, RunFile.Content.Volume content, List<PrintFile> known) {
        boolean isKnown(byte[] fingerprint) {
            return known.stream()
                    .anyMatch(file -> file.name().equals(name) && file.isFrom(fingerprint));
        }
    }

    /** False if the run can't go on. */
    private boolean check(Caller caller, PrintRun run, Draft draft, Press.Imprint imprint) {
        return switch (press.prepare(imprint, draft.content().part())) {
            case Prepared.Refused refused -> {
                giveUp(
                        caller,
                        run,
                        "The layout or sheet was changed since the order: " + refused.reason());
                yield false;
            }
            case Prepared.Ready ready -> {
                Optional<byte[]> fingerprint = FileCheck.fingerprint(ready.volume());
                if (fingerprint.isEmpty()) {
                    giveUp(
                            caller,
                            run,
                            "The file %s could not be drawn; the server's log says why."
                                    .formatted(draft.name()));
                    yield false;
                }
                yield draft.isKnown(fingerprint.get())
                        || draw(caller, run, draft, ready.volume(), fingerprint.get());
            }
        };
    }

    private boolean draw(
            Caller caller, PrintRun run, Draft draft, Volume volume, byte[] fingerprint) {
        SerialRange range = draft.content().range();
        FileCheck.Drawn drawn =
                check.draw(caller, volume, content(caller, run, volume, range), RunFiles.slip(range));
        if (drawn.fault().isPresent()) {
            giveUp(
                    caller,
                    run,
                    "The file %s did not pass the check. %s"
                            .formatted(draft.name(), drawn.fault().get()));
            return false;
        }
        PrintFile facts =
                new PrintFile(
                        draft.name(),
                        draft.content().position(),
                        1,
                        range.size(),
                        volume.pages(range.size()),
                        drawn.bytes(),
                        drawn.sha256(),
                        HexFormat.of().formatHex(fingerprint),
                        drawn.readBack(),
                        volume.conformance());
        return transactions.write(caller, tx -> items.keepFacts(tx, run.id(), facts));
    }

    /** Writes a data file once, for its length and digest. */
    private boolean keepData(Caller caller, PrintRun run, DataFile.Form form, DataFile file) {
        Digested digested = new Digested(OutputStream.nullOutputStream());
        try {
            file.write(form, digested, vault.items(caller, run, run.range()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DataFacts facts =
                new DataFacts(
                        form.fileName(),
                        digested.length(),
                        digested.sha256(),
                        HexFormat.of().formatHex(file.fingerprint(form)));
        return transactions.write(caller, tx -> items.keepFacts(tx, run.id(), facts));
    }

    private Iterator<Item> content(
            Caller caller, PrintRun run, Volume volume, SerialRange range) {
        return volume.needsCodes()
                ? vault.items(caller, run, range)
                : range.stream().map(Item::withoutCode).iterator();
    }

    private void giveUp(Caller caller, PrintRun run, String reason) {
        LOG.error("print run {} is not released: {}", run.id(), reason);
        transactions.write(caller, tx -> items.refuseRelease(tx, run, reason));
    }
}
