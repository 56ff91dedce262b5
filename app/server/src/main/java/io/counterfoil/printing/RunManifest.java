package io.counterfoil.printing;

import io.counterfoil.catalog.Product;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialWords;
import io.counterfoil.printing.bureau.Manifest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells whoever prints a revision what belongs to it.
 *
 * @param known what is known of the run's files
 * @param product what is printed
 */
record RunManifest(RunFacts known, Product product) {
    /** That of a revision; that of the run tells of its reprints too. */
    Manifest of(Revision revision) {
        PrintRun run = known.run();
        return new Manifest(
                run.id(),
                run.number(),
                revision.number(),
                known.reprints().stream()
                        .filter(reprint -> reprint.revision() == revision.number())
                        .map(Reprint::reason)
                        .findAny()
                        .orElse(null),
                run.orderedAt(),
                new Manifest.Goods(product.id(), product.sku(), product.name(), product.gtin()),
                revision.items(),
                revision.serials().getFirst().first().toString(),
                revision.serials().getLast().last().toString(),
                words(revision.serials()),
                files(revision),
                revision.isReprint()
                        ? List.of()
                        : known.reprints().stream().map(this::inManifest).toList());
    }

    private Manifest.Reprint inManifest(Reprint reprint) {
        return new Manifest.Reprint(
                reprint.revision(),
                reprint.state().label(),
                reprint.requestedAt(),
                reprint.reason(),
                reprint.items(),
                words(reprint.serials()),
                reprint.state() == Reprint.State.READY
                        ? files(Revision.of(known.run(), reprint))
                        : List.of());
    }

    private static List<String> words(List<SerialRange> serials) {
        return serials.stream().map(SerialWords::write).toList();
    }

    private List<Manifest.Volume> files(Revision revision) {
        return RunFile.of(revision).stream()
                .flatMap(file -> inManifest(revision, file).stream())
                .toList();
    }

    private Optional<Manifest.Volume> inManifest(Revision revision, RunFile file) {
        String name = file.name();
        return switch (file.content()) {
            case RunFile.Content.Manifest itself -> Optional.empty();
            case RunFile.Content.Data form ->
                    Optional.of(inManifest(name, revision.serials(), known.data().get(name)));
            case RunFile.Content.Volume volume ->
                    Optional.of(inManifest(name, volume, known.volumes().get(name)));
        };
    }

    private static Manifest.Volume inManifest(
            String name, List<SerialRange> serials, @Nullable DataFacts facts) {
        return new Manifest.Volume(
                name,
                RunFacts.DATA,
                null,
                null,
                Revision.size(serials),
                null,
                facts == null ? null : facts.bytes(),
                facts == null ? null : facts.sha256(),
                null,
                serials.getFirst().first().toString(),
                serials.getLast().last().toString());
    }

    private static Manifest.Volume inManifest(
            String name, RunFile.Content.Volume volume, @Nullable PrintFile facts) {
        return new Manifest.Volume(
                name,
                RunFacts.ITEMS,
                volume.part().layout(),
                volume.part().sheet(),
                Revision.size(volume.serials()),
                facts == null ? null : facts.pages(),
                facts == null ? null : facts.bytes(),
                facts == null ? null : facts.sha256(),
                facts == null ? null : facts.conformance(),
                volume.serials().getFirst().first().toString(),
                volume.serials().getLast().last().toString());
    }
}
