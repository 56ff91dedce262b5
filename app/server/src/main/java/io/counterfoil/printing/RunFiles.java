package io.counterfoil.printing;

import io.counterfoil.access.Provider;
import io.counterfoil.catalog.Product;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.printing.bureau.Manifest;
import io.counterfoil.printing.layout.Item;
import io.counterfoil.printing.layout.Slip;
import io.counterfoil.printing.layout.Volume;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of a run. They are drawn anew for each download, the same every time, and never stored;
 * from the count-in on nobody can make them.
 */
public final class RunFiles {
    /** The media type of what is printed. */
    static final String PDF = "application/pdf";

    private static final String ITEMS = "items";
    private static final String JSON = "application/json";
    private static final int PROOF_ITEMS = 3;

    private final Transactions transactions;
    private final Press press;
    private final CodeVault vault;
    private final Downloads downloads;

    /**
     * Files drawn by {@code press} with codes out of {@code vault}; who fetches them is noted in
     * {@code downloads}.
     */
    public RunFiles(
            Transactions transactions, Press press, CodeVault vault, Downloads downloads) {
        this.transactions = transactions;
        this.press = press;
        this.vault = vault;
        this.downloads = downloads;
    }

    /**
     * What a file is.
     *
     * @param name unique within the run
     * @param role {@code items}, {@code data} or {@code manifest}
     * @param mediaType its media type
     * @param pages how many pages it has; null if it has none, or did not pass the check
     * @param items how many items are in it, or null if it has none
     * @param bytes how long it is; null where {@code pages} is
     * @param sha256 of all its bytes, in hexadecimal; null where {@code pages} is
     */
    public record FileFacts(
            String name,
            String role,
            String mediaType,
            @Nullable Integer pages,
            @Nullable Integer items,
            @Nullable Long bytes,
            @Nullable String sha256) {}

    /**
     * A file on its way out.
     *
     * @param fileName under which name to save it
     * @param mediaType its media type
     * @param content writes it; may take minutes
     */
    public record Download(String fileName, String mediaType, Content content) {}

    /** Writes a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything and leaves {@code out} open. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** The files that can be fetched now: none before the run is ready and after it is closed. */
    public List<FileFacts> list(Caller caller, PrintRun run) {
        if (run.state() != RunState.READY) {
            return List.of();
        }
        Map<String, PrintFile> known = facts(caller, run);
        return RunFile.of(run).stream()
                .map(
                        file ->
                                switch (file.content()) {
                                    case RunFile.Content.Manifest(RunFile.Form form) ->
                                            new FileFacts(
                                                    file.name(),
                                                    "manifest",
                                                    mediaType(form),
                                                    null,
                                                    null,
                                                    null,
                                                    null);
                                    case RunFile.Content.Volume volume ->
                                            facts(
                                                    file.name(),
                                                    volume.range().size(),
                                                    known.get(file.name()));
                                })
                .toList();
    }

    private static FileFacts facts(String name, int items, @Nullable PrintFile known) {
        return known == null
                ? new FileFacts(name, ITEMS, PDF, null, items, null, null)
                : new FileFacts(
                        name, ITEMS, PDF, known.pages(), items, known.bytes(), known.sha256());
    }

    private Map<String, PrintFile> facts(Caller caller, PrintRun run) {
        return transactions
                .read(caller, tx -> new PrintFileRepository(tx).of(run.id()))
                .stream()
                .collect(Collectors.toMap(PrintFile::name, Function.identity()));
    }

    /**
     * What is known of one file that can be fetched now.
     *
     * @throws Refused if there is no such run, or no such file of it now
     */
    public FileFacts facts(Caller caller, UUID id, String name) {
        PrintRun run = transactions.read(caller, tx -> PrintRuns.require(tx, id));
        return list(caller, run).stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refused.notFound("file"));
    }

    /**
     * A file of a run. Whoever fetches one with codes is noted, with how much of it was sent.
     *
     * @throws Refused if there is no such run or file, it is not ready or no longer, it would not be
     *     the file that was checked, or it was fetched before and a second person must agree first
     */
    public Download open(Caller caller, UUID id, String name) {
        PrintRun run = transactions.read(caller, tx -> PrintRuns.require(tx, id));
        RunFile file = RunFile.find(run, name).orElseThrow(() -> Refused.notFound("file"));
        requireReady(run);
        Press.Imprint imprint = transactions.read(caller, tx -> press.imprint(tx, run));
        String fileName = run.number() + "-" + name;
        Map<String, PrintFile> known = facts(caller, run);
        return switch (file.content()) {
            case RunFile.Content.Manifest(RunFile.Form form) -> {
                Manifest manifest = manifest(imprint.product(), run, known);
                Content content = content(manifest, form, imprint.provider());
                yield new Download(fileName, mediaType(form), content);
            }
            case RunFile.Content.Volume(int position, PrintPart part, SerialRange range) -> {
                Volume volume = press.volume(imprint, part);
                PrintFile facts = unchanged(volume, run, known.get(name));
                yield new Download(fileName, PDF, content(caller, run, facts, volume, range));
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
        Volume volume = press.proof(imprint, part);
        return new Download(
                run.number() + "-proof-" + part.layout() + ".pdf",
                PDF,
                out -> volume.write(out, withoutCodes(range), slip(range)));
    }

    private Content content(
            Caller caller, PrintRun run, PrintFile facts, Volume volume, SerialRange range) {
        if (!volume.needsCodes()) {
            return out -> volume.write(out, withoutCodes(range), slip(range));
        }
        Iterator<Item> items = vault.items(caller, run, range);
        UUID download = downloads.start(caller, run, facts);
        return out -> {
            Digested sent = new Digested(out);
            boolean complete = false;
            try {
                volume.write(sent, items, slip(range));
                complete = true;
            } finally {
                downloads.end(caller, run, download, sent.length(), complete);
            }
        };
    }

    private static Slip slip(SerialRange range) {
        return Slip.of(range.first(), range.last(), range.size());
    }

    private static Iterator<Item> withoutCodes(SerialRange range) {
        return range.stream().map(Item::withoutCode).iterator();
    }

    private static String mediaType(RunFile.Form form) {
        return switch (form) {
            case JSON -> JSON;
            case PDF -> PDF;
        };
    }

    private static Content content(Manifest manifest, RunFile.Form form, Provider provider) {
        return switch (form) {
            case JSON -> out -> out.write(manifest.toJson());
            case PDF -> manifest.toReport(provider.name(), provider.zone())::write;
        };
    }

    private static Manifest manifest(
            Product product, PrintRun run, Map<String, PrintFile> known) {
        return new Manifest(
                run.id(),
                run.number(),
                run.orderedAt(),
                new Manifest.Goods(product.id(), product.sku(), product.name(), product.gtin()),
                run.quantity(),
                run.range().first().toString(),
                run.range().last().toString(),
                volumes(run, known));
    }

    private static Manifest.Volume manifestVolume(
            String name, PrintPart part, SerialRange range, @Nullable PrintFile known) {
        return new Manifest.Volume(
                name,
                part.layout(),
                part.sheet(),
                range.size(),
                known == null ? null : known.pages(),
                known == null ? null : known.bytes(),
                known == null ? null : known.sha256(),
                range.first().toString(),
                range.last().toString());
    }

    private static List<Manifest.Volume> volumes(PrintRun run, Map<String, PrintFile> known) {
        List<Manifest.Volume> volumes = new ArrayList<>();
        for (RunFile file : RunFile.of(run)) {
            if (file.content() instanceof RunFile.Content.Volume volume) {
                volumes.add(
                        manifestVolume(
                                file.name(),
                                volume.part(),
                                volume.range(),
                                known.get(file.name())));
            }
        }
        return volumes;
    }

    private static PrintFile unchanged(
            Volume volume, PrintRun run, @Nullable PrintFile known) {
        if (known == null) {
            String failure = run.release().failure();
            throw new Refused(
                    ProblemType.CONFLICT,
                    failure == null
                            ? "This file is being checked now. Fetch it in a minute."
                            : failure + " Correct that, then release the run again.");
        }
        if (!known.isFrom(volume.fingerprint())) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "The layout, the sheet or something that stands on the items was changed since"
                            + " this file was checked. Change it back, or release the run again to"
                            + " have the file checked as it is now.");
        }
        return known;
    }

    private static void requireReady(PrintRun run) {
        switch (run.state()) {
            case READY -> {}
            case MINTING, CHECKING ->
                    throw new Refused(
                            ProblemType.CONFLICT,
                            "This run is still being made and checked. Fetch its files when it is"
                                    + " ready.");
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
