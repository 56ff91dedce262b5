package io.counterfoil.settlement.ledger;

import io.counterfoil.inventory.ItemMoves;
import io.counterfoil.inventory.ItemNotes;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Computes from the events of every item, and from what was agreed on by then, what it has accrued
 * and where its money is. What customers pay later is taken from the accruals, and looked for in the
 * accounts; {@link RewardBooks} proves it.
 */
public final class ItemBooks implements BookCheck {
    private final Deals deals;

    /** Checks by {@code deals}. */
    public ItemBooks(Deals deals) {
        this.deals = deals;
    }

    @Override
    public void compare(Tx tx, Consumer<Difference> found) {
        try (ReconciliationRepository books = new ReconciliationRepository(tx)) {
            int wrongTimes = books.wrongTimes();
            if (wrongTimes > 0) {
                found.accept(
                        new Difference(
                                "accrual_times",
                                Text.of(
                                        "{count, plural, one {# accrual does not have the time of its event.} other {# accruals don't have the time of their event.}}",
                                        "count",
                                        wrongTimes)));
            }
            long since = new AccrualRepository(tx).booksSince();
            PastDeals past = new PastDeals(tx, deals);
            new ItemMoves()
                    .forEach(
                            tx,
                            item -> {
                                Booked booked = books.of(item.serial());
                                Comparison.of(
                                                item.serial(),
                                                expected(item, booked, since, past),
                                                booked)
                                        .forEach(found);
                            });
        }
    }

    private static Expected expected(
            ItemMoves.History item, Booked booked, long since, PastDeals past) {
        return Expected.of(
                item.steps(),
                since,
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
