package io.counterfoil.printing;

import io.counterfoil.codes.SerialRange;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which codes of a run no longer live, or soon won't, because their items were printed again.
 *
 * @param reprints of the run
 */
record DeadCodes(PrintRun run, List<Reprint> reprints) {
    /** Why codes of these items in a file must not be handed out; empty if they may. */
    Optional<String> in(RunFacts.Found found, List<SerialRange> serials) {
        return in(
                found.file().name(),
                found.revision(),
                serials,
                newer ->
                        RunFile.of(newer).stream()
                                .filter(file -> file.isLike(found.file()))
                                .map(RunFile::name));
    }

    /** The same for the package of a revision. */
    Optional<String> inPackage(Revision revision) {
        return in(
                "this package",
                revision,
                revision.serials(),
                newer -> Stream.of("the package of revision " + newer.number()));
    }

    private Optional<String> in(
            String what,
            Revision revision,
            List<SerialRange> serials,
            Function<Revision, Stream<String>> places) {
        List<Reprint> newer =
                reprints.stream()
                        .filter(reprint -> reprint.revision() > revision.number())
                        .filter(Reprint::kills)
                        .filter(reprint -> reprint.touches(serials))
                        .toList();
        if (newer.isEmpty()) {
            return Optional.empty();
        }
        String living =
                newer.stream()
                        .filter(reprint -> reprint.state() != Reprint.State.FAILED)
                        .flatMap(reprint -> places.apply(Revision.of(run, reprint)))
                        .collect(Collectors.joining(", "));
        return Optional.of(
                ("Some of the items in %s were printed again, so their codes in it are dead. %s If"
                                + " you still need others of its items, have these printed again"
                                + " too.")
                        .formatted(
                                what,
                                living.isEmpty()
                                        ? "That reprint failed: have it done again."
                                        : "The living ones are in " + living + "."));
    }
}
