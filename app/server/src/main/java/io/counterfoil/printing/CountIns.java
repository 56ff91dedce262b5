package io.counterfoil.printing;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialSet;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Counted;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.bureau.Bureaus;
import io.counterfoil.printing.bureau.PackageId;
import io.counterfoil.printing.counting.Buckets;
import io.counterfoil.printing.counting.NewCountIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.UUID;

/** Counts runs in: each item ends in exactly one bucket, and nobody can read a code again. */
public final class CountIns {
    private final Transactions transactions;
    private final RunItems items;
    private final Bureaus bureaus;

    /** Counts {@code items} in; {@code bureaus} know which packages of them left. */
    public CountIns(Transactions transactions, RunItems items, Bureaus bureaus) {
        this.transactions = transactions;
        this.items = items;
        this.bureaus = bureaus;
    }

    /**
     * Closes a run that is ready. The same count-in again changes nothing.
     *
     * @throws Refused if there is no such run, it is not ready, was counted in differently, or the
     *     lists don't add up or make too many ranges
     */
    public PrintRun countIn(Caller caller, UUID id, NewCountIn counted) {
        return countIn(caller, id, Buckets.of(range(caller, id), counted));
    }

    /**
     * The same by a table with a line per serial or range: its serial and its status, {@code
     * printed}, {@code spoiled} or {@code missing}.
     *
     * @param table comma or semicolon separated, in UTF-8; it is read as it comes, and what was read
     *     becomes part of what the caller's Idempotency-Key stands for
     * @throws Refused as above; each line that is wrong is named
     */
    public PrintRun countIn(Caller caller, UUID id, InputStream table) {
        SerialRange range = range(caller, id);
        DigestInputStream read = digested(table);
        Buckets buckets = Buckets.read(range, read);
        return countIn(caller.asking(read.getMessageDigest().digest()), id, buckets);
    }

    /**
     * What a count-in would say.
     *
     * @param printed how many items are good
     * @param spoiled how many went wrong
     * @param missing how many are not there
     */
    @Schema(name = "CountInPreview")
    public record Preview(int printed, int spoiled, int missing) {
        /** The same if nobody knows whether so many are printed. */
        Preview without(int unknown) {
            return new Preview(printed - unknown, spoiled, missing);
        }
    }

    /** What a count-in would say, to look at before it is done. Refuses as it would. */
    public Preview preview(Caller caller, UUID id, NewCountIn counted) {
        SerialRange range = range(caller, id);
        return preview(range, Buckets.of(range, counted));
    }

    /** The same for a table. */
    public Preview preview(Caller caller, UUID id, InputStream table) {
        SerialRange range = range(caller, id);
        return preview(range, Buckets.read(range, table));
    }

    private SerialRange range(Caller caller, UUID id) {
        return transactions.read(caller, tx -> PrintRuns.require(tx, id)).range();
    }

    static Preview preview(SerialRange range, Buckets buckets) {
        int spoiled = buckets.spoiled().size();
        int missing = buckets.missing().size();
        return new Preview(range.size() - spoiled - missing, spoiled, missing);
    }

    private PrintRun countIn(Caller caller, UUID id, Buckets buckets) {
        return transactions.once(caller, PrintRun.class, tx -> countIn(tx, id, buckets));
    }

    /** Closes a run as part of a transaction. */
    PrintRun countIn(Tx tx, UUID id, Buckets buckets) {
        PrintRun run = PrintRuns.require(tx, id);
        // Until the run is closed neither a reprint nor another release can begin.
        if (new PrintRunRepository(tx).lock(id) == RunState.READY) {
            refuseVoided(tx, run);
            refuseUnprinted(tx, run, buckets);
        }
        if (items.countIn(tx, run, buckets.spoiled(), buckets.missing())) {
            return PrintRuns.require(tx, id);
        }
        PrintRun now = PrintRuns.require(tx, id);
        return switch (now.state()) {
            case CLOSED -> {
                if (!items.wasCountedIn(tx, id, buckets.spoiled(), buckets.missing())) {
                    throw new Refused(
                            ProblemType.CONFLICT,
                            "This run was counted in already, with other results. Correct single"
                                    + " items on their own pages.");
                }
                yield now;
            }
            case MINTING, CHECKING, PROOF, READY ->
                    throw new Refused(
                            ProblemType.CONFLICT,
                            "This run is not ready yet. Count it in once it is printed.");
            case FAILED, CANCELLED ->
                    throw new Refused(
                            ProblemType.CONFLICT,
                            "This run was given up, so there is nothing to count in. Destroy what"
                                    + " was printed and order a new run.");
        };
    }

    private void refuseVoided(Tx tx, PrintRun run) {
        int countable = items.counts(tx, run.id()).getOrDefault(ItemState.MINTED, 0);
        if (countable != run.quantity()) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "Of this run, {items} went void before the count-in. Cancel the run,"
                                    + " destroy what was printed and order a new one.",
                            "items",
                            Text.counted(run.quantity() - countable, "item")));
        }
    }

    /** What was to be printed again has only the card of its last revision, if any. */
    private void refuseUnprinted(Tx tx, PrintRun run, Buckets buckets) {
        RunFacts facts = RunFacts.of(tx, run);
        BitSet failed = new BitSet();
        for (Reprint reprint : facts.reprints()) {
            if (!reprint.kills()) {
                continue;
            }
            switch (reprint.state()) {
                case MINTING, CHECKING -> {
                    if (!reprint.minted() || !reprint.waits()) {
                        throw new Refused(
                                ProblemType.CONFLICT,
                                "Items of this run are being printed again. Count it in once you"
                                        + " have them.");
                    }
                    set(failed, reprint, true);
                }
                case READY -> set(failed, reprint, stayedHere(tx, facts, reprint));
                case FAILED -> set(failed, reprint, true);
            }
        }
        // One that is missing may be found one day, but never with a living code.
        SerialSet.of(run.number(), failed).stream()
                .filter(serial -> !buckets.spoiled().contains(serial))
                .findFirst()
                .ifPresent(
                        serial -> {
                            throw new Refused(
                                    ProblemType.CONFLICT,
                                    Text.of(
                                            "{serial} was to be printed again, but its reprint"
                                                    + " failed or waits, or nobody fetched it, so"
                                                    + " no card of it can be redeemed. Name it as"
                                                    + " spoiled, or print a reprint of it first.",
                                            "serial",
                                            serial));
                        });
    }

    /** Whether nobody has a reprint, though something else of its run was fetched to print it. */
    private boolean stayedHere(Tx tx, RunFacts facts, Reprint reprint) {
        UUID run = reprint.run();
        DownloadRepository downloads = new DownloadRepository(tx);
        return downloads.count(run, facts.names(reprint.revision())) == 0
                && !bureaus.anySent(tx, new PackageId(run, reprint.revision()))
                && (downloads.count(run) > 0 || bureaus.anySent(tx, run));
    }

    private static void set(BitSet failed, Reprint reprint, boolean isFailed) {
        reprint.serials().forEach(range -> failed.set(range.from(), range.to() + 1, isFailed));
    }

    /** The SHA-256 of a table, which is read to its end for that. */
    static byte[] digest(InputStream table) {
        DigestInputStream read = digested(table);
        try {
            read.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read.getMessageDigest().digest();
    }

    /** A table whose SHA-256 is known once it is read to its end. */
    static DigestInputStream digested(InputStream table) {
        try {
            return new DigestInputStream(table, MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256.", e);
        }
    }
}
