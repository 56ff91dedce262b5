package io.counterfoil.printing;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Event;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/** Counts runs in: each item ends in exactly one bucket, and nobody can read a code again. */
public final class CountIns {
    private final Transactions transactions;
    private final RunItems items;
    private final EventLog events;

    /** Counts {@code items} in. */
    public CountIns(Transactions transactions, RunItems items, EventLog events) {
        this.transactions = transactions;
        this.items = items;
        this.events = events;
    }

    /**
     * Closes a run that is ready. The same count-in again changes nothing.
     *
     * @throws Refused if there is no such run, it is not ready, was counted in differently, or the
     *     lists don't add up
     */
    public PrintRun countIn(Caller caller, UUID id, NewCountIn counted) {
        return transactions.once(
                caller,
                PrintRun.class,
                tx -> countIn(tx, id, range -> Buckets.of(range, counted)));
    }

    /**
     * The same by a table with a line per serial or range: its serial and its status, {@code
     * printed}, {@code spoiled} or {@code missing}.
     *
     * @param table comma or semicolon separated, in UTF-8
     * @throws Refused as above; each line that is wrong is named
     */
    public PrintRun countIn(Caller caller, UUID id, byte[] table) {
        return transactions.once(
                caller, PrintRun.class, tx -> countIn(tx, id, range -> read(table, range)));
    }

    /**
     * What a count-in would say.
     *
     * @param printed how many items are good
     * @param spoiled how many went wrong
     * @param missing how many are not there
     */
    public record Preview(int printed, int spoiled, int missing) {}

    /** What a count-in would say, to look at before it is done. Refuses as it would. */
    public Preview preview(Caller caller, UUID id, NewCountIn counted) {
        return preview(caller, id, range -> Buckets.of(range, counted));
    }

    /** The same for a table. */
    public Preview preview(Caller caller, UUID id, byte[] table) {
        return preview(caller, id, range -> read(table, range));
    }

    private Preview preview(Caller caller, UUID id, Function<SerialRange, Buckets> counting) {
        SerialRange range = transactions.read(caller, tx -> PrintRuns.require(tx, id)).range();
        Buckets buckets = counting.apply(range);
        int spoiled = buckets.spoiled().size();
        int missing = buckets.missing().size();
        return new Preview(range.size() - spoiled - missing, spoiled, missing);
    }

    private static Buckets read(byte[] table, SerialRange range) {
        return Buckets.of(range, CountInTable.read(table, range));
    }

    private PrintRun countIn(Tx tx, UUID id, Function<SerialRange, Buckets> counting) {
        PrintRun run = PrintRuns.require(tx, id);
        Buckets buckets = counting.apply(run.range());
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
                if (!countedBefore(tx, id).equals(buckets)) {
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
                    ("%d items of this run were voided before the count-in. Cancel the run, destroy"
                                    + " what was printed and order a new one.")
                            .formatted(run.quantity() - countable));
        }
    }

    /** What was to be printed again has only the card of its last revision, if any. */
    private static void refuseUnprinted(Tx tx, PrintRun run, Buckets buckets) {
        Map<SerialNumber, Reprint> last = new TreeMap<>();
        for (Reprint reprint : new ReprintRepository(tx).of(run.id())) {
            if (!reprint.kills()) {
                continue;
            }
            switch (reprint.state()) {
                case MINTING, CHECKING ->
                        throw new Refused(
                                ProblemType.CONFLICT,
                                "Items of this run are being printed again. Count it in once you"
                                        + " have them.");
                case READY, FAILED ->
                        reprint.serials()
                                .forEach(
                                        range ->
                                                range.stream()
                                                        .forEach(
                                                                serial ->
                                                                        last.put(serial, reprint)));
            }
        }
        last.forEach(
                (serial, reprint) -> {
                    if (reprint.state() == Reprint.State.FAILED
                            && !buckets.spoiled().contains(serial)
                            && !buckets.missing().contains(serial)) {
                        throw new Refused(
                                ProblemType.CONFLICT,
                                ("%s was to be printed again, but its reprint failed, so no card of"
                                                + " it can be redeemed. Name it as spoiled, or have"
                                                + " it printed again.")
                                        .formatted(serial));
                    }
                });
    }

    private Buckets countedBefore(Tx tx, UUID id) {
        JsonNode facts =
                events.of(tx, Subject.run(id)).stream()
                        .filter(event -> event.type().equals("counted_in"))
                        .map(Event::data)
                        .findAny()
                        .orElseThrow(() -> new IllegalStateException("closed without a count-in"));
        return new Buckets(serials(facts.path("spoiled")), serials(facts.path("missing")));
    }

    private static Set<SerialNumber> serials(JsonNode values) {
        Set<SerialNumber> serials = new TreeSet<>();
        values.forEach(value -> serials.add(SerialNumber.ofValue(value.longValue())));
        return serials;
    }
}
