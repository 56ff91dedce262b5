package io.counterfoil.printing;

import io.counterfoil.catalog.Product;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.bureau.DataFile;
import io.counterfoil.printing.bureau.Manifest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the files of a run since they were made once, without making them again.
 *
 * @param volumes by their names
 * @param data by their names
 */
record RunFacts(
        PrintRun run,
        Map<String, PrintFile> volumes,
        Map<String, DataFacts> data,
        List<Reprint> reprints) {
    private static final String ITEMS = "items";
    private static final String DATA = "data";

    /** What is known of a run's files now. */
    static RunFacts of(Tx tx, PrintRun run) {
        return new RunFacts(
                run,
                byName(new PrintFileRepository(tx).of(run.id()), PrintFile::name),
                byName(new DataFactsRepository(tx).of(run.id()), DataFacts::name),
                new ReprintRepository(tx).of(run.id()));
    }

    private static <T> Map<String, T> byName(List<T> facts, Function<T, String> name) {
        return facts.stream().collect(Collectors.toMap(name, Function.identity()));
    }

    /** All files. */
    List<RunFiles.FileFacts> list() {
        return Stream.concat(ordered(), reprinted()).toList();
    }

    private Stream<RunFiles.FileFacts> reprinted() {
        return reprints.stream()
                .filter(reprint -> reprint.state() == Reprint.State.READY)
                .flatMap(
                        reprint ->
                                run.parts().stream()
                                        .map(reprint::fileName)
                                        .map(
                                                name ->
                                                        volume(
                                                                name,
                                                                reprint.items(),
                                                                volumes.get(name))));
    }

    private Stream<RunFiles.FileFacts> ordered() {
        return RunFile.of(run).stream()
                .map(
                        file ->
                                switch (file.content()) {
                                    case RunFile.Content.Manifest(RunFile.Form form) ->
                                            manifest(file.name(), form);
                                    case RunFile.Content.Data(DataFile.Form form) ->
                                            data(form, data.get(file.name()));
                                    case RunFile.Content.Volume volume ->
                                            volume(
                                                    file.name(),
                                                    volume.range().size(),
                                                    volumes.get(file.name()));
                                });
    }

    private static RunFiles.FileFacts manifest(String name, RunFile.Form form) {
        return new RunFiles.FileFacts(
                name, "manifest", form.mediaType(), null, null, null, null);
    }

    private RunFiles.FileFacts data(DataFile.Form form, @Nullable DataFacts known) {
        return new RunFiles.FileFacts(
                form.fileName(),
                DATA,
                form.mediaType(),
                null,
                run.quantity(),
                known == null ? null : known.bytes(),
                known == null ? null : known.sha256());
    }

    private static RunFiles.FileFacts volume(String name, int items, @Nullable PrintFile known) {
        return new RunFiles.FileFacts(
                name,
                ITEMS,
                RunFiles.PDF,
                known == null ? null : known.pages(),
                items,
                known == null ? null : known.bytes(),
                known == null ? null : known.sha256());
    }

    /**
     * Refuses codes that are dead, or soon will be, because their items were printed again.
     *
     * @param what which file has them, for people
     * @param revision of the file; 1 is that of all that was ordered with the run
     */
    void requireLiving(String what, int revision, List<SerialRange> serials) {
        String newer =
                reprints.stream()
                        .filter(reprint -> reprint.revision() > revision)
                        .filter(reprint -> reprint.touches(serials))
                        .flatMap(reprint -> run.parts().stream().map(reprint::fileName))
                        .collect(Collectors.joining(", "));
        if (!newer.isEmpty()) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    ("Some of the items in %s were printed again, so their codes in it are dead. The"
                                    + " living ones are in %s. If you still need others of its"
                                    + " items, have these printed again too.")
                            .formatted(what, newer));
        }
    }

    /**
     * Makes sure that files are what is known of them now.
     *
     * @param files their digests by their names
     * @throws Refused if one was checked again since somebody looked
     */
    void requireStill(Map<String, String> files) {
        if (!digests().entrySet().containsAll(files.entrySet())) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "The files of this run were checked again meanwhile, and are others now. Fetch"
                            + " what you need once more.");
        }
    }

    /** The digests of the data file in all its formats, by their names. */
    Map<String, String> dataForms() {
        return data.values().stream()
                .collect(Collectors.toMap(DataFacts::name, DataFacts::sha256));
    }

    private Map<String, String> digests() {
        Map<String, String> digests = new HashMap<>();
        volumes.forEach((name, file) -> digests.put(name, file.sha256()));
        data.forEach((name, file) -> digests.put(name, file.sha256()));
        return digests;
    }

    /** What belongs to the run, for whoever prints it. */
    Manifest manifest(Product product) {
        return new Manifest(
                run.id(),
                run.number(),
                run.orderedAt(),
                new Manifest.Goods(product.id(), product.sku(), product.name(), product.gtin()),
                run.quantity(),
                run.range().first().toString(),
                run.range().last().toString(),
                RunFile.of(run).stream().flatMap(file -> inManifest(file).stream()).toList());
    }

    private Optional<Manifest.Volume> inManifest(RunFile file) {
        String name = file.name();
        return switch (file.content()) {
            case RunFile.Content.Manifest itself -> Optional.empty();
            case RunFile.Content.Data data ->
                    Optional.of(inManifest(name, run.range(), data().get(name)));
            case RunFile.Content.Volume volume ->
                    Optional.of(inManifest(name, volume, volumes.get(name)));
        };
    }

    private static Manifest.Volume inManifest(
            String name, SerialRange range, @Nullable DataFacts known) {
        return new Manifest.Volume(
                name,
                DATA,
                null,
                null,
                range.size(),
                null,
                known == null ? null : known.bytes(),
                known == null ? null : known.sha256(),
                null,
                range.first().toString(),
                range.last().toString());
    }

    private static Manifest.Volume inManifest(
            String name, RunFile.Content.Volume volume, @Nullable PrintFile known) {
        return new Manifest.Volume(
                name,
                ITEMS,
                volume.part().layout(),
                volume.part().sheet(),
                volume.range().size(),
                known == null ? null : known.pages(),
                known == null ? null : known.bytes(),
                known == null ? null : known.sha256(),
                known == null ? null : known.conformance(),
                volume.range().first().toString(),
                volume.range().last().toString());
    }
}
