package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.LockKind;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Up to which number the rows of a retailer are all there. Rows get their numbers before they are
 * committed, so that a smaller one can still come when a larger one is there. Whoever adds rows
 * shares the retailer's lock from before they have numbers until the transaction ends: once all have
 * ended who shared it when a number was seen, no smaller one comes any more. Nobody waits for that;
 * what isn't known at once is with a later call, however busy the retailer is.
 */
public final class CompleteRows {
    private final Transactions transactions;
    private final LockKind lock;
    private final String table;
    private final Map<UUID, Noted> noted = new ConcurrentHashMap<>();

    /**
     * Rows that are added under an advisory lock.
     *
     * @param lock its kind; the retailer's hash is the other half of it
     * @param table where they are, each with its retailer and its number as {@code id}
     */
    CompleteRows(Transactions transactions, LockKind lock, String table) {
        this.transactions = transactions;
        this.lock = lock;
        this.table = table;
    }

    /** A last number, and the transactions that may still commit smaller ones. */
    private record Noted(long last, Set<String> adding) {}

    /**
     * Up to which number all are there, for those of these retailers of whom that is known. Call it
     * outside of transactions.
     */
    public Map<UUID, Long> upTo(Caller caller, List<UUID> retailers) {
        if (retailers.isEmpty()) {
            return Map.of();
        }
        Map<UUID, Long> complete = new HashMap<>(noMoreAdded(caller, retailers));
        List<UUID> unknown = retailers.stream().filter(each -> !noted.containsKey(each)).toList();
        if (!unknown.isEmpty()) {
            noted.putAll(transactions.read(caller, tx -> note(tx, unknown)));
            complete.putAll(noMoreAdded(caller, unknown));
        }
        return complete;
    }

    private Map<UUID, Noted> note(Tx tx, List<UUID> retailers) {
        Map<UUID, Long> numbers = new LastRowRepository(tx).of(table, retailers);
        // Later than the numbers, not the other way.
        Map<UUID, Set<String>> adding = new LockHolderRepository(tx).of(lock, retailers);
        Map<UUID, Noted> notes = new HashMap<>();
        numbers.forEach(
                (retailer, number) ->
                        notes.put(
                                retailer,
                                new Noted(number, adding.getOrDefault(retailer, Set.of()))));
        return notes;
    }

    /** What is noted of these retailers and complete by now; it is noted no more. */
    private Map<UUID, Long> noMoreAdded(Caller caller, List<UUID> retailers) {
        Map<UUID, Noted> notes = new HashMap<>(noted);
        notes.keySet().retainAll(retailers);
        if (notes.isEmpty()) {
            return Map.of();
        }
        Map<UUID, Set<String>> adding =
                transactions.read(
                        caller,
                        tx ->
                                new LockHolderRepository(tx)
                                        .of(lock, List.copyOf(notes.keySet())));
        Map<UUID, Long> complete = new HashMap<>();
        notes.forEach(
                (retailer, note) -> {
                    Set<String> now = adding.getOrDefault(retailer, Set.of());
                    if (now.stream().noneMatch(note.adding()::contains)) {
                        complete.put(retailer, note.last());
                        noted.remove(retailer, note);
                    }
                });
        return complete;
    }
}
