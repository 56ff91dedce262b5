package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.inventory.ItemMoves;
import io.counterfoil.inventory.ItemNotes;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Check;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Computes from the events of every item, and from what was agreed on by then, what it has accrued
 * and where its money is, and says where the books differ. What customers pay later (bounties,
 * residual commissions) and disputes are taken from the accruals, and looked for in the accounts.
 */
public final class Reconciliation implements Check {
    private static final int MOST_DIFFERENCES = 20;

    private final Transactions transactions;
    private final Providers providers;
    private final Deals deals;

    /** Reconciles the books of {@code providers} with events, by {@code deals}. */
    public Reconciliation(Transactions transactions, Providers providers, Deals deals) {
        this.transactions = transactions;
        this.providers = providers;
        this.deals = deals;
    }

    @Override
    public String subject() {
        return "accruals and accounts";
    }

    /** Of all providers, each looked at in its own scope. */
    @Override
    public List<String> faults(Tx tx) {
        return providers.all().stream()
                .map(Provider::id)
                .map(id -> new Caller(new Scope.Provider(id), tx.caller().actor()))
                .flatMap(caller -> differences(caller).stream())
                .limit(MOST_DIFFERENCES)
                .toList();
    }

    /** The first differences of the caller's provider, a sentence each; empty if there are none. */
    public List<String> differences(Caller caller) {
        return transactions.readSnapshot(
                new Caller(new Scope.Provider(caller.provider()), Actor.job("reconciliation")),
                this::differences);
    }

    private List<String> differences(Tx tx) {
        List<String> differences = new ArrayList<>();
        try (ReconciliationRepository books = new ReconciliationRepository(tx)) {
            int wrongTimes = books.wrongTimes();
            if (wrongTimes > 0) {
                differences.add(
                        wrongTimes + " accruals don't have the time of their event.");
            }
            long since = books.booksSince();
            PastDeals past = new PastDeals(tx, deals);
            new ItemMoves()
                    .forEach(
                            tx,
                            item -> {
                                Booked booked = books.of(item.serial());
                                if (differences.size() < MOST_DIFFERENCES) {
                                    differences.addAll(
                                            Comparison.of(
                                                    item.serial(),
                                                    expected(item, booked, since, past),
                                                    booked));
                                }
                            });
        }
        return differences;
    }

    private static Expected expected(
            ItemMoves.History item, Booked booked, long since, PastDeals past) {
        return Expected.of(
                item.steps().stream().filter(made -> made.event() > since).toList(),
                item.notes().stream()
                        .filter(note -> note.type().equals(ItemNotes.DISPUTE_ACCEPTED))
                        .toList(),
                made ->
                        past.of(
                                item.product(),
                                Objects.requireNonNull(made.retailer()),
                                booked.countryAt(made.event()),
                                made.at()));
    }
}
