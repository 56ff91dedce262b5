package io.counterfoil.printing;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.access.Actors;
import io.counterfoil.access.Approvals;
import io.counterfoil.access.Audit;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Counted;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.bureau.Bureaus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps account of who fetched files with codes. The first time is free for each file; every other
 * time a second person must agree first, also after a download that broke off, for nobody knows
 * where its bytes are. A file that left in a package for the bureau has left, and so has one whose
 * codes left in another file: the data in one of their formats, or what is printed instead of them.
 */
public final class Downloads {
    static final String ACTION = "print-run.download-again";

    private final Transactions transactions;
    private final Bureaus bureaus;
    private final Approvals approvals;
    private final Audit audit;
    private final Ids ids;

    /**
     * Downloads whose repetition {@code approvals} has to let through; {@code bureaus} know what
     * was sent to one.
     */
    public Downloads(
            Transactions transactions,
            Bureaus bureaus,
            Approvals approvals,
            Audit audit,
            Ids ids) {
        this.transactions = transactions;
        this.bureaus = bureaus;
        this.approvals = approvals;
        this.audit = audit;
        this.ids = ids;
        approvals.define(ACTION, this::grant);
    }

    /** Grants what was asked for a file and agreed to; what was turned down stays so. */
    private void grant(Tx tx, JsonNode request) {
        DownloadRepository downloads = new DownloadRepository(tx);
        List<UUID> asked =
                downloads.asked(
                        UUID.fromString(request.required("run").asText()),
                        request.required("name").asText());
        downloads.grant(approvals.approved(tx, asked));
    }

    /**
     * A download with codes, from its start on.
     *
     * @param file which file of the run
     * @param actor who fetched it, as the audit log names them
     * @param person that member of staff's name; null if it was a key
     * @param key that key's label; null if it was a member of staff
     * @param endedAt null while it is under way, and if the server was stopped meanwhile
     * @param bytes how many were sent
     * @param complete whether that was all
     */
    public record Download(
            String file,
            String actor,
            @Nullable String person,
            @Nullable String key,
            Instant startedAt,
            @Nullable Instant endedAt,
            long bytes,
            boolean complete) {}

    /**
     * A file with codes.
     *
     * @param sha256 which file of that name, in hexadecimal
     * @param items how many items are in it
     * @param sharing the digests of all files that have left once this one has, by their names; it is
     *     among them
     */
    record CodeFile(String name, String sha256, int items, Map<String, String> sharing) {
        CodeFile {
            sharing = Map.copyOf(sharing);
        }
    }

    /** What an approval keeps. */
    private record Request(UUID run, String name, String sha256) {}

    /** How a file left before. */
    private record Before(int times, Text words) {}

    /** Either the id of a download that may begin, or of the approval that it waits for. */
    private record Start(@Nullable UUID download, @Nullable UUID approval, Text before) {}

    /** All downloads of a run, the first ones first. */
    public List<Download> list(Caller caller, UUID run) {
        return transactions.read(
                caller,
                tx -> {
                    PrintRuns.require(tx, run);
                    List<DownloadRepository.Row> rows = new DownloadRepository(tx).of(run);
                    Actors actors =
                            Actors.of(
                                    tx, rows.stream().map(DownloadRepository.Row::actor).toList());
                    return rows.stream().map(row -> download(row, actors)).toList();
                });
    }

    private static Download download(DownloadRepository.Row row, Actors actors) {
        return new Download(
                row.file(),
                row.actor(),
                actors.person(row.actor()).orElse(null),
                actors.key(row.actor()).orElse(null),
                row.startedAt(),
                row.endedAt(),
                row.bytes(),
                row.complete());
    }

    /**
     * Notes that a file is fetched now.
     *
     * @return the id of the download, for its end
     * @throws Refused if the file is another one now, or a second person must agree first; it names
     *     the approval
     */
    UUID start(Caller caller, PrintRun run, CodeFile file) {
        Start start = transactions.write(caller, tx -> start(tx, run, file));
        if (start.download() == null) {
            throw Refused.needsApproval(
                    Objects.requireNonNull(start.approval()),
                    Text.of(
                            "{before} Another owner or operator must agree to have it fetched once more; then fetch it again.",
                            "before",
                            start.before()));
        }
        return start.download();
    }

    /** Notes how a download ended. */
    void end(Caller caller, PrintRun run, UUID download, long bytes, boolean complete) {
        transactions.write(
                caller,
                tx -> {
                    new DownloadRepository(tx).end(download, bytes, complete);
                    if (!complete) {
                        audit.record(
                                tx,
                                "print_run.download_broken_off",
                                "run:" + run.id(),
                                Map.of("download", download.toString(), "bytes", bytes));
                    }
                    return download;
                });
    }

    private Start start(Tx tx, PrintRun run, CodeFile file) {
        // One after the other: of two at once only one is the first.
        PrintRuns.requireStill(tx, run);
        RunFacts.of(tx, run).requireStill(Map.of(file.name(), file.sha256()));
        DownloadRepository downloads = new DownloadRepository(tx);
        UUID id = ids.next();
        Before before = before(tx, run, file);
        Optional<DownloadRepository.Permit> permit =
                before.times() == 0 ? Optional.empty() : permit(tx, run, file);
        if (permit.isPresent() && !permit.get().granted()) {
            return new Start(null, permit.get().approval(), before.words());
        }
        downloads.start(id, run.id(), file.name(), file.sha256());
        permit.ifPresent(used -> downloads.use(used.approval(), id));
        audit.record(
                tx,
                "print_run.downloaded",
                "run:" + run.id(),
                Map.of(
                        "file",
                        file.name(),
                        "items",
                        file.items(),
                        "download",
                        id.toString(),
                        "time",
                        before.times() + 1));
        return new Start(id, null, before.words());
    }

    /** Alone, in another file, or in a package: each time is one. */
    private Before before(Tx tx, PrintRun run, CodeFile file) {
        DownloadRepository downloads = new DownloadRepository(tx);
        int itself = downloads.count(run.id(), file.name(), file.sha256());
        int all = 0;
        Text words = Text.of("Somebody fetched {file} before.", "file", file.name());
        for (Map.Entry<String, String> other : file.sharing().entrySet()) {
            int times = downloads.count(run.id(), other.getKey(), other.getValue());
            if (itself == 0 && times > 0) {
                words =
                        Text.of(
                                "Somebody fetched {other} before, and codes of it are in {file} too.",
                                "other",
                                other.getKey(),
                                "file",
                                file.name());
            }
            all += times;
        }
        int packed = bureaus.sentWith(tx, run.id(), file.sharing());
        if (all == 0) {
            words =
                    Text.of(
                            "The package for the bureau left before, in whole or in part, with the codes of {file} in it.",
                            "file",
                            file.name());
        }
        return new Before(all + packed, words);
    }

    /** A permit, granted or to wait for; empty if there is nobody who could grant one. */
    private Optional<DownloadRepository.Permit> permit(Tx tx, PrintRun run, CodeFile file) {
        DownloadRepository downloads = new DownloadRepository(tx);
        Optional<DownloadRepository.Permit> present =
                downloads.unused(run.id(), file.name(), file.sha256()).stream()
                        .filter(
                                permit ->
                                        permit.granted()
                                                || approvals.isWaiting(tx, permit.approval()))
                        .findFirst();
        if (present.isPresent()) {
            return present;
        }
        Text summary =
                new Text(
                        "Fetch {file} of print run {run} once more, with the codes of {items}",
                        Map.of(
                                "file",
                                file.name(),
                                "run",
                                String.valueOf(run.number()),
                                "items",
                                Text.counted(file.items(), "item")));
        Optional<UUID> approval =
                approvals.request(
                        tx, ACTION, summary, new Request(run.id(), file.name(), file.sha256()));
        approval.ifPresent(id -> downloads.ask(id, run.id(), file.name(), file.sha256()));
        return approval.map(id -> new DownloadRepository.Permit(id, false));
    }
}
