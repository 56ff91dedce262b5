package io.counterfoil.printing;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.artwork.TemplateException;
import io.counterfoil.printing.bureau.DataFile;
import io.counterfoil.printing.layout.Item;
import io.counterfoil.printing.layout.Prepared;
import io.counterfoil.printing.layout.ReadBackLateException;
import io.counterfoil.printing.layout.Volume;
import java.io.Serial;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Has every file of a revision made and checked once. What is known of a file is kept at once, so
 * that the job of a killed server goes on with the next file; two servers at once come to the same
 * facts.
 */
public final class RevisionCheck {
    /** Some seconds' work. */
    private static final int LOOK_EVERY = 10_000;

    private final Transactions transactions;
    private final Press press;
    private final CodeVault vault;
    private final FileCheck check;

    /** Files that {@code press} draws, with codes out of {@code vault}, and {@code check} reads. */
    public RevisionCheck(
            Transactions transactions, Press press, CodeVault vault, FileCheck check) {
        this.transactions = transactions;
        this.press = press;
        this.vault = vault;
        this.check = check;
    }

    /** What became of a check. */
    sealed interface Outcome {
        /** All files are as they should be. */
        record Passed() implements Outcome {}

        /** One is not, for this reason, which is for people and has no code in it. */
        record Failed(String reason) implements Outcome {}

        /**
         * What they are drawn with is not what it was at the order, or can't be drawn in the time
         * there is, for this reason; they can be checked once it is put back.
         */
        record Changed(String reason) implements Outcome {}

        /** A check took too long, for this reason; they can be checked another time. */
        record Late(String reason) implements Outcome {}

        /** Nobody waits for the files any more. */
        record Stopped() implements Outcome {}
    }

    /** Keeps what is known of files, as long as somebody waits for them; false if not. */
    interface Notes {
        /** Whether somebody still waits for the files. */
        boolean areAwaited(Tx tx);

        /** Of one to print. */
        boolean keep(Tx tx, PrintFile file);

        /** Of one to print from. */
        boolean keep(Tx tx, DataFacts file);
    }

    /** A revision, what stands on it, and what is known of its files. */
    private record Work(
            Caller caller, Revision revision, Press.Imprint imprint, RunFacts known, Notes notes) {
        boolean isDead(RunFile file, List<SerialRange> serials) {
            return known.isDead(new RunFacts.Found(revision, file), serials);
        }
    }

    /**
     * Makes and checks the files that are not known yet. One that has dead codes, because items of it
     * were printed again, is left as it is: it could only fail, and nobody is given it.
     *
     * <p>What is thrown is no fault of the files: a disk is full, say, or a database away.
     *
     * @throws MissingKeyException if the codes can't be opened now
     */
    Outcome check(Caller caller, Revision revision, Notes notes) {
        vault.requireKey(revision.key());
        try {
            return checkFiles(caller, revision, notes);
        } catch (UnawaitedException e) {
            return new Outcome.Stopped();
        } catch (TemplateException e) {
            // It would take as long the next time.
            return new Outcome.Changed(String.valueOf(e.getMessage()));
        }
    }

    private Outcome checkFiles(Caller caller, Revision revision, Notes notes) {
        Work work =
                transactions.read(
                        caller,
                        tx ->
                                new Work(
                                        caller,
                                        revision,
                                        press.imprint(tx, revision.run()),
                                        RunFacts.of(tx, revision.run()),
                                        notes));
        for (RunFile file : RunFile.of(revision)) {
            Outcome outcome =
                    switch (file.content()) {
                        case RunFile.Content.Volume volume -> check(work, file, volume);
                        case RunFile.Content.Data(DataFile.Form form) ->
                                work.isDead(file, revision.serials())
                                        ? new Outcome.Passed()
                                        : keepData(work, file.name(), form);
                        case RunFile.Content.Manifest manifest -> new Outcome.Passed();
                    };
            if (!(outcome instanceof Outcome.Passed)) {
                return outcome;
            }
        }
        return new Outcome.Passed();
    }

    private Outcome check(Work work, RunFile file, RunFile.Content.Volume content) {
        String name = file.name();
        return switch (press.prepare(work.imprint(), content.part())) {
            case Prepared.Refused refused ->
                    new Outcome.Changed(Press.changed(refused.reason()).toString());
            case Prepared.Ready ready
                            when ready.volume().needsCodes()
                                    && work.isDead(file, content.serials()) ->
                    new Outcome.Passed();
            case Prepared.Ready ready -> {
                byte[] fingerprint = ready.volume().fingerprint();
                PrintFile known = work.known().volumes().get(name);
                yield known != null && known.isFrom(fingerprint)
                        ? new Outcome.Passed()
                        : draw(work, name, content, ready.volume(), fingerprint);
            }
        };
    }

    private Outcome draw(
            Work work,
            String name,
            RunFile.Content.Volume content,
            Volume volume,
            byte[] fingerprint) {
        int items = Revision.size(content.serials());
        FileCheck.Drawn drawn;
        try {
            drawn =
                    check.draw(
                            work.caller(),
                            volume,
                            awaited(work, items(work, content, volume)),
                            Revision.slip(content.serials()));
        } catch (ReadBackLateException e) {
            return new Outcome.Late(
                    Text.of(
                                    "The file {file} could not be checked. {reason}",
                                    "file",
                                    name,
                                    "reason",
                                    String.valueOf(e.getMessage()))
                            .toString());
        }
        if (drawn.fault().isPresent()) {
            return failed(name, drawn.fault().get());
        }
        PrintFile facts =
                new PrintFile(
                        name,
                        content.position(),
                        work.revision().number(),
                        items,
                        volume.pages(items),
                        drawn.bytes(),
                        drawn.sha256(),
                        HexFormat.of().formatHex(fingerprint),
                        drawn.readBack(),
                        volume.conformance(),
                        volume.needsCodes());
        return kept(transactions.write(work.caller(), tx -> work.notes().keep(tx, facts)));
    }

    private Iterator<Item> items(Work work, RunFile.Content.Volume content, Volume volume) {
        return volume.needsCodes()
                ? vault.items(work.caller(), work.revision(), content.serials())
                : RunFiles.withoutCodes(content.serials());
    }

    /** Nobody waits for the files any more, so that the rest of one is not made. */
    private static final class UnawaitedException extends RuntimeException {
        @Serial private static final long serialVersionUID = 1L;
    }

    /** The same items, as long as somebody waits for them. */
    private Iterator<Item> awaited(Work work, Iterator<Item> items) {
        return new Iterator<>() {
            private int read;

            @Override
            public boolean hasNext() {
                return items.hasNext();
            }

            @Override
            public Item next() {
                if (read++ % LOOK_EVERY == 0
                        && !transactions.read(work.caller(), work.notes()::areAwaited)) {
                    throw new UnawaitedException();
                }
                return items.next();
            }
        };
    }

    /** Writes a data file once, for its length and digest, and has a sample of it read. */
    private Outcome keepData(Work work, String name, DataFile.Form form) {
        DataFile file = Press.data(work.imprint(), work.revision());
        byte[] fingerprint = file.fingerprint(form);
        DataFacts known = work.known().data().get(name);
        if (known != null && known.isFrom(fingerprint)) {
            return new Outcome.Passed();
        }
        FileCheck.Drawn written =
                check.write(
                        work.caller(),
                        file,
                        form,
                        awaited(
                                work,
                                vault.items(
                                        work.caller(),
                                        work.revision(),
                                        work.revision().serials())));
        if (written.fault().isPresent()) {
            return failed(name, written.fault().get());
        }
        DataFacts facts =
                new DataFacts(
                        name,
                        written.bytes(),
                        written.sha256(),
                        HexFormat.of().formatHex(fingerprint));
        return kept(transactions.write(work.caller(), tx -> work.notes().keep(tx, facts)));
    }

    private static Outcome failed(String name, String fault) {
        return new Outcome.Failed(
                Text.of(
                                "The file {file} did not pass the check. {fault}",
                                "file",
                                name,
                                "fault",
                                fault)
                        .toString());
    }

    private static Outcome kept(boolean kept) {
        return kept ? new Outcome.Passed() : new Outcome.Stopped();
    }
}
