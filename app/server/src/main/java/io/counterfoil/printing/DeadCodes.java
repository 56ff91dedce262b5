package io.counterfoil.printing;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Text;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which codes of a run no longer live, or soon won't, because their items were printed again.
 *
 * @param reprints of the run
 */
record DeadCodes(PrintRun run, List<Reprint> reprints) {
    /** Why codes of these items in a file must not be handed out; empty if they may. */
    Optional<Text> in(RunFacts.Found found, List<SerialRange> serials) {
        return in(
                found.file().name(),
                found.revision(),
                serials,
                newer ->
                        RunFile.of(newer).stream()
                                .filter(file -> file.isLike(found.file()))
                                .map(RunFile::name)
                                .map(Text::of));
    }

    /** The same for the package of a revision. */
    Optional<Text> inPackage(Revision revision) {
        return in(
                Text.of("this package"),
                revision,
                revision.serials(),
                newer ->
                        Stream.of(
                                Text.of(
                                        "the package of revision {revision}",
                                        "revision",
                                        newer.number())));
    }

    private Optional<Text> in(
            Object what,
            Revision revision,
            List<SerialRange> serials,
            Function<Revision, Stream<Text>> places) {
        List<Reprint> newer =
                reprints.stream()
                        .filter(reprint -> reprint.revision() > revision.number())
                        .filter(Reprint::kills)
                        .filter(reprint -> reprint.touches(serials))
                        .toList();
        if (newer.isEmpty()) {
            return Optional.empty();
        }
        Optional<Text> living =
                newer.stream()
                        .filter(reprint -> reprint.state() != Reprint.State.FAILED)
                        .flatMap(reprint -> places.apply(Revision.of(run, reprint)))
                        .reduce(
                                (some, more) ->
                                        Text.of("{some}, {more}", "some", some, "more", more));
        return Optional.of(
                Text.of(
                        "Some of the items in {file} were printed again, so their codes in it are dead. {living} If you still need others of its items, have these printed again too.",
                        "file",
                        what,
                        "living",
                        living.isEmpty()
                                ? Text.of("That reprint failed: have it done again.")
                                : Text.of(
                                        "The living ones are in {files}.", "files", living.get())));
    }
}
