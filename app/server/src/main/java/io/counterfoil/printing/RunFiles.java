package io.counterfoil.printing;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.printing.artwork.TemplateException;
import io.counterfoil.printing.bureau.DataFile;
import io.counterfoil.printing.bureau.Manifest;
import io.counterfoil.printing.bureau.ManifestPapers;
import io.counterfoil.printing.layout.Item;
import io.counterfoil.printing.layout.Prepared;
import io.counterfoil.printing.layout.Volume;
import io.counterfoil.printing.report.Report;
import io.counterfoil.web.Download;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The files of a run. They are drawn anew for each download, the same every time, and never stored;
 * from the count-in on nobody can make them.
 */
public final class RunFiles {
    private static final int PROOF_ITEMS = 3;
    private static final Text CHANGED =
            Text.of(
                    "The layout, the sheet or something that stands on the items was changed since this file"
                    + " was checked. Change it back, or release the run again to have the file checked"
                    + " as it is now.");

    private final Transactions transactions;
    private final Press press;
    private final CodeVault vault;
    private final Downloads downloads;
    private final ManifestPapers papers;

    /**
     * Files drawn by {@code press} with codes out of {@code vault}; who fetches them is noted in
     * {@code downloads}; manifests are {@code papers} too.
     */
    public RunFiles(
            Transactions transactions,
            Press press,
            CodeVault vault,
            Downloads downloads,
            ManifestPapers papers) {
        this.transactions = transactions;
        this.press = press;
        this.vault = vault;
        this.downloads = downloads;
        this.papers = papers;
    }

    /**
     * What a file is.
     *
     * @param name unique within the run
     * @param role {@code items}, {@code data} or {@code manifest}
     * @param mediaType its media type
     * @param revision 1 for what was ordered with the run, more for a reprint
     * @param pages how many pages it has; null if it has none, or did not pass the check
     * @param items how many items are in it, or null if it has none
     * @param bytes how long it is; null where {@code pages} is
     * @param sha256 of all its bytes, in hexadecimal; null where {@code pages} is
     * @param refused why it is not handed out, and what takes its place; null if it is
     */
    public record FileFacts(
            String name,
            String role,
            String mediaType,
            int revision,
            @Nullable Integer pages,
            @Nullable Integer items,
            @Nullable Long bytes,
            @Nullable String sha256,
            @JsonSerialize(using = ToStringSerializer.class)
                    @Schema(implementation = String.class)
                    @Nullable Text refused) {
        private FileFacts refused(@Nullable Text reason) {
            return new FileFacts(
                    name, role, mediaType, revision, pages, items, bytes, sha256, reason);
        }
    }

    /** The files that can be fetched now: none before the run is ready and after it is closed. */
    public List<FileFacts> list(Caller caller, PrintRun run) {
        return run.state() == RunState.READY ? facts(caller, run).list() : List.of();
    }

    /**
     * The same, where a file that would not be the one that was checked is refused too, as it is to
     * who fetches it. Takes a moment, since everything on the items is drawn for that.
     */
    List<FileFacts> listAsOfNow(Caller caller, PrintRun run) {
        if (run.state() != RunState.READY) {
            return List.of();
        }
        RunFacts known = facts(caller, run);
        Present present =
                new Present(transactions.read(caller, tx -> press.imprint(tx, run)), new HashMap<>());
        return known.list().stream()
                .map(
                        file ->
                                file.refused() == null
                                        ? file.refused(whyChanged(known, present, file.name()))
                                        : file)
                .toList();
    }

    /**
     * What files would be like now.
     *
     * @param parts those that were drawn already
     */
    private record Present(Press.Imprint imprint, Map<PrintPart, Prepared> parts) {}

    /** Why a file would not be the one that was checked; null if it would, or has no codes to keep. */
    private @Nullable Text whyChanged(RunFacts known, Present present, String name) {
        RunFacts.Found found = known.find(name).orElseThrow();
        return switch (found.file().content()) {
            case RunFile.Content.Manifest itself -> null;
            case RunFile.Content.Data(DataFile.Form form) ->
                    isSame(
                                    known.data().get(name),
                                    facts ->
                                            facts.isFrom(
                                                    Press.data(present.imprint(), found.revision())
                                                            .fingerprint(form)))
                            ? null
                            : CHANGED;
            case RunFile.Content.Volume volume ->
                    whyChanged(known.volumes().get(name), present, volume.part());
        };
    }

    private @Nullable Text whyChanged(
            @Nullable PrintFile known, Present present, PrintPart wanted) {
        try {
            return switch (present.parts()
                    .computeIfAbsent(wanted, part -> press.prepare(present.imprint(), part))) {
                case Prepared.Refused refused -> Press.changed(refused.reason());
                case Prepared.Ready ready ->
                        isSame(known, facts -> facts.isFrom(ready.volume().fingerprint()))
                                ? null
                                : CHANGED;
            };
        } catch (TemplateException e) {
            return Press.changed(String.valueOf(e.getMessage()));
        }
    }

    private static <T> boolean isSame(@Nullable T known, Predicate<T> check) {
        return known == null || check.test(known);
    }

    private RunFacts facts(Caller caller, PrintRun run) {
        return transactions.read(caller, tx -> RunFacts.of(tx, run));
    }

    /**
     * What is known of one file that can be fetched now.
     *
     * @throws Refused if there is no such run, or no such file of it now, or it is not handed out
     */
    public FileFacts facts(Caller caller, UUID id, String name) {
        PrintRun run = transactions.read(caller, tx -> PrintRuns.require(tx, id));
        FileFacts facts =
                list(caller, run).stream()
                        .filter(file -> file.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> Refused.notFound("file"));
        if (facts.refused() != null) {
            throw new Refused(ProblemType.CONFLICT, facts.refused());
        }
        return facts;
    }

    /**
     * A file of a run. Whoever fetches one with codes is noted, with how much of it was sent.
     *
     * @param language of a manifest for people; all else is the same in every language
     * @throws Refused if there is no such run or file, it is not ready or no longer, some of its
     *     items were printed again, it would not be the file that was checked, or it was fetched
     *     before and a second person must agree first
     */
    public Download open(Caller caller, UUID id, String name, Locale language) {
        PrintRun run = transactions.read(caller, tx -> PrintRuns.require(tx, id));
        RunFacts known = facts(caller, run);
        RunFacts.Found found = known.find(name).orElseThrow(() -> Refused.notFound("file"));
        requireReady(run);
        Revision revision = found.revision();
        known.requirePrintable(revision);
        Press.Imprint imprint = transactions.read(caller, tx -> press.imprint(tx, run));
        String fileName = run.number() + "-" + name;
        return switch (found.file().content()) {
            case RunFile.Content.Manifest(RunFile.Form form) -> {
                Manifest manifest = new RunManifest(known, imprint.product()).of(revision);
                Download.Content content =
                        content(manifest, form, () -> papers.of(manifest, imprint.provider(), language));
                yield new Download(fileName, form.mediaType(), content);
            }
            case RunFile.Content.Data(DataFile.Form form) -> {
                known.requireLiving(found, revision.serials());
                DataFile data = Press.data(imprint, revision);
                DataFacts facts = requireKnown(revision, known.data().get(name));
                requireSame(facts.isFrom(data.fingerprint(form)));
                Iterator<Item> items = vault.items(caller, revision, revision.serials());
                yield new Download(
                        fileName,
                        form.mediaType(),
                        accounted(
                                caller,
                                run,
                                new Downloads.CodeFile(
                                        name,
                                        facts.sha256(),
                                        revision.items(),
                                        known.sharing(found)),
                                out -> data.write(form, out, items)));
            }
            case RunFile.Content.Volume(
                            int position,
                            PrintPart part,
                            List<SerialRange> serials) -> {
                Volume volume = press.volume(imprint, part);
                if (volume.needsCodes()) {
                    known.requireLiving(found, serials);
                }
                PrintFile facts = requireKnown(revision, known.volumes().get(name));
                requireSame(facts.isFrom(volume.fingerprint()));
                Downloads.CodeFile file =
                        new Downloads.CodeFile(
                                name, facts.sha256(), facts.items(), known.sharing(found));
                yield new Download(
                        fileName, Download.PDF, content(caller, revision, file, volume, serials));
            }
        };
    }

    /**
     * The first items of one part with void codes.
     *
     * @param layout which part; null: the first
     * @throws Refused if there is no such run, or no such part of it
     */
    public Download proof(Caller caller, UUID id, @Nullable String layout) {
        PrintRun run = transactions.read(caller, tx -> PrintRuns.require(tx, id));
        Press.Imprint imprint = transactions.read(caller, tx -> press.imprint(tx, run));
        PrintPart part =
                run.parts().stream()
                        .filter(one -> layout == null || one.layout().equals(layout))
                        .findFirst()
                        .orElseThrow(() -> Refused.notFound("part of this run"));
        int last = Math.min(PROOF_ITEMS, run.quantity());
        SerialRange range = new SerialRange(run.number(), 1, last);
        transactions.write(caller, tx -> new PrintRunRepository(tx).noteProof(id));
        Volume volume = press.proof(imprint, part);
        List<SerialRange> first = List.of(range);
        return new Download(
                run.number() + "-proof-" + part.layout() + ".pdf",
                Download.PDF,
                out -> volume.write(out, withoutCodes(first), Revision.slip(first)));
    }

    private Download.Content content(
            Caller caller,
            Revision revision,
            Downloads.CodeFile file,
            Volume volume,
            List<SerialRange> serials) {
        if (!volume.needsCodes()) {
            return out -> volume.write(out, withoutCodes(serials), Revision.slip(serials));
        }
        Iterator<Item> items = vault.items(caller, revision, serials);
        return accounted(
                caller,
                revision.run(),
                file,
                out -> volume.write(out, items, Revision.slip(serials)));
    }

    private Download.Content accounted(
            Caller caller, PrintRun run, Downloads.CodeFile file, Download.Content content) {
        UUID download = downloads.start(caller, run, file);
        return out -> {
            Digested sent = new Digested(out);
            boolean complete = false;
            try {
                content.writeTo(sent);
                // What waits in a buffer is not out yet.
                sent.flush();
                sent.require(file.sha256());
                complete = true;
            } finally {
                downloads.end(caller, run, download, sent.length(), complete);
            }
        };
    }

    /** Items to print where no code is shown. */
    static Iterator<Item> withoutCodes(List<SerialRange> serials) {
        return serials.stream().flatMap(SerialRange::stream).map(Item::withoutCode).iterator();
    }

    /** Writes a manifest: as it is for programs, as a paper for people. */
    static Download.Content content(
            Manifest manifest, RunFile.Form form, Supplier<Report> paper) {
        return switch (form) {
            case JSON -> out -> out.write(manifest.toJson());
            case PDF -> paper.get()::write;
        };
    }

    /** The facts of a file that was checked. */
    static <T> T requireKnown(Revision revision, @Nullable T known) {
        if (known == null) {
            throw new Refused(ProblemType.CONFLICT, whyUnknown(revision));
        }
        return known;
    }

    /** Why a file that was not checked is not handed out. */
    static Text whyUnknown(Revision revision) {
        String failure = revision.run().release().failure();
        if (failure != null) {
            return Text.of(
                    "{failure} Correct that, then release the run again.",
                    "failure",
                    Text.of(failure));
        }
        return Text.of(revision.isReprint()
                ? "An earlier version of this program made no such file of a reprint. Release the run"
                        + " again to have it made."
                : "This file is being checked now. Fetch it in a minute.");
    }

    /** Refuses a file that would not be the one that was checked. */
    static void requireSame(boolean same) {
        if (!same) {
            throw new Refused(ProblemType.CONFLICT, CHANGED);
        }
    }

    /** Refuses the files of a run that are not ready or no longer. */
    static void requireReady(PrintRun run) {
        switch (run.state()) {
            case READY -> {}
            case MINTING, CHECKING ->
                    throw new Refused(
                            ProblemType.CONFLICT,
                            "This run is still being made and checked. Fetch its files when it is"
                                    + " ready.");
            case PROOF ->
                    throw new Refused(
                            ProblemType.CONFLICT,
                            "Somebody has to approve of this run's proof first. Its files can be"
                                    + " fetched then.");
            case CLOSED ->
                    throw new Refused(
                            ProblemType.GONE,
                            "This run is counted in, so its codes are destroyed. Order a new run if"
                                    + " you need more items.");
            case FAILED, CANCELLED ->
                    throw new Refused(
                            ProblemType.GONE, "This run was given up. Order a new one instead.");
        }
    }
}
