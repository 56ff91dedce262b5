package io.counterfoil.printing;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.bureau.DataFile;
import io.counterfoil.printing.bureau.Packages;
import io.counterfoil.web.Download;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
    /** The role of what has items on it. */
    static final String ITEMS = "items";

    /** The role of a file for those who print from data. */
    static final String DATA = "data";

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

    /** A file of one of the run's revisions. */
    record Found(Revision revision, RunFile file) {}

    /** All revisions, in order: what was ordered, then each reprint, also one that failed. */
    private Stream<Revision> revisions() {
        return Stream.concat(
                Stream.of(Revision.ordered(run)),
                reprints.stream().map(reprint -> Revision.of(run, reprint)));
    }

    /** Those that can be printed, or could be but for the check of the run's files. */
    List<Revision> printable() {
        return revisions().filter(revision -> whyUnprintable(revision).isEmpty()).toList();
    }

    /** One of them. */
    Optional<Revision> revision(int number) {
        return revisions().filter(revision -> revision.number() == number).findAny();
    }

    /** The file of this name, also of a reprint that can't be printed. */
    Optional<Found> find(String name) {
        return revisions()
                .flatMap(RunFacts::filesOf)
                .filter(found -> found.file().name().equals(name))
                .findAny();
    }

    private static Stream<Found> filesOf(Revision revision) {
        return RunFile.of(revision).stream().map(file -> new Found(revision, file));
    }

    /** The digests of what a revision is printed from, by the names of the files. */
    Map<String, String> digests(int revision) {
        Map<String, String> digests = digests();
        digests.keySet().retainAll(names(revision));
        return digests;
    }

    /** The names of the files of a revision. */
    Set<String> names(int revision) {
        return revision(revision).stream()
                .flatMap(RunFacts::filesOf)
                .map(found -> found.file().name())
                .collect(Collectors.toSet());
    }

    /** Refuses a reprint whose files are not checked, or did not pass. */
    void requirePrintable(Revision revision) {
        whyUnprintable(revision).ifPresent(RunFacts::refuse);
    }

    private Optional<Text> whyUnprintable(Revision revision) {
        return reprints.stream()
                .filter(reprint -> reprint.revision() == revision.number())
                .filter(reprint -> reprint.state() != Reprint.State.READY)
                .map(
                        reprint ->
                                reprint.failure() == null
                                        ? Text.of(
                                                "This reprint is being checked now. Fetch it in a minute.")
                                        : reprint.isUnderWay()
                                                ? Text.of(reprint.failure())
                                                : Text.of(
                                                        "{failure} Have the items printed again.",
                                                        "failure",
                                                        Text.of(reprint.failure())))
                .findAny();
    }

    /** The packages for a bureau, also those that can't be sent. */
    List<Packages.Choice> packages() {
        return revisions()
                .map(
                        revision ->
                                new Packages.Choice(
                                        revision.number(),
                                        revision.items(),
                                        whyUnprintable(revision)
                                                .or(() -> dead().inPackage(revision))
                                                .orElse(null)))
                .toList();
    }

    /** All files of revisions that can be printed. */
    List<RunFiles.FileFacts> list() {
        return printable().stream()
                .flatMap(RunFacts::filesOf)
                .map(this::facts)
                .toList();
    }

    private RunFiles.FileFacts facts(Found found) {
        String name = found.file().name();
        Revision revision = found.revision();
        return switch (found.file().content()) {
            case RunFile.Content.Manifest(RunFile.Form form) ->
                    new RunFiles.FileFacts(
                            name,
                            "manifest",
                            form.mediaType(),
                            revision.number(),
                            null,
                            null,
                            null,
                            null,
                            null);
            case RunFile.Content.Data(DataFile.Form form) -> {
                DataFacts known = data.get(name);
                yield new RunFiles.FileFacts(
                        name,
                        DATA,
                        form.mediaType(),
                        revision.number(),
                        null,
                        revision.items(),
                        known == null ? null : known.bytes(),
                        known == null ? null : known.sha256(),
                        whyRefused(found, revision.serials(), known != null, true));
            }
            case RunFile.Content.Volume volume -> {
                PrintFile known = volumes.get(name);
                yield new RunFiles.FileFacts(
                        name,
                        ITEMS,
                        Download.PDF,
                        revision.number(),
                        known == null ? null : known.pages(),
                        Revision.size(volume.serials()),
                        known == null ? null : known.bytes(),
                        known == null ? null : known.sha256(),
                        whyRefused(
                                found,
                                volume.serials(),
                                known != null,
                                known == null || known.codes()));
            }
        };
    }

    private @Nullable Text whyRefused(
            Found found, List<SerialRange> serials, boolean known, boolean codes) {
        Optional<Text> dead = codes ? dead().in(found, serials) : Optional.empty();
        return dead.orElse(known ? null : RunFiles.whyUnknown(found.revision()));
    }

    /**
     * Refuses a file whose codes are dead, or soon will be, because their items were printed again.
     */
    void requireLiving(Found found, List<SerialRange> serials) {
        dead().in(found, serials).ifPresent(RunFacts::refuse);
    }

    /** Whether codes of these items in a file are dead, or soon will be. */
    boolean isDead(Found found, List<SerialRange> serials) {
        return dead().in(found, serials).isPresent();
    }

    /** Refuses a package for that reason. */
    void requireLiving(Revision revision) {
        dead().inPackage(revision).ifPresent(RunFacts::refuse);
    }

    private DeadCodes dead() {
        return new DeadCodes(run, reprints);
    }

    private static void refuse(Text reason) {
        throw new Refused(ProblemType.CONFLICT, reason);
    }

    /**
     * Makes sure that files can still be handed out, and are what was known of them.
     *
     * @param files their digests by their names
     * @throws Refused if one was checked again, or items of it printed again, since somebody looked
     */
    void requireStill(Map<String, String> files) {
        for (RunFiles.FileFacts file : list()) {
            if (files.containsKey(file.name()) && file.refused() != null) {
                throw new Refused(ProblemType.CONFLICT, file.refused());
            }
        }
        if (!digests().entrySet().containsAll(files.entrySet())) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "The files of this run were checked again meanwhile, and are others now. Fetch"
                            + " what you need once more.");
        }
    }

    /**
     * The digests of a file with codes, and of all others with codes of it, by their names. Data have
     * the codes of each volume of their revision in every format; volumes share codes too where a
     * run has several parts, but those go together and are meant to be printed together.
     */
    Map<String, String> sharing(Found found) {
        Map<String, String> sharing = new TreeMap<>();
        for (RunFile file : RunFile.of(found.revision())) {
            DataFacts form = data.get(file.name());
            if (form != null) {
                sharing.put(form.name(), form.sha256());
            }
            PrintFile volume = volumes.get(file.name());
            if (volume != null
                    && volume.codes()
                    && (file.equals(found.file())
                            || found.file().content() instanceof RunFile.Content.Data)) {
                sharing.put(volume.name(), volume.sha256());
            }
        }
        return sharing;
    }

    private Map<String, String> digests() {
        Map<String, String> digests = new TreeMap<>();
        volumes.forEach((name, file) -> digests.put(name, file.sha256()));
        data.forEach((name, file) -> digests.put(name, file.sha256()));
        return digests;
    }
}
