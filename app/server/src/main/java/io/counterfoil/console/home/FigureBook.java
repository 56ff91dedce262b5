package io.counterfoil.console.home;

import io.counterfoil.access.Providers;
import io.counterfoil.accounts.Standings;
import io.counterfoil.inventory.Items;
import io.counterfoil.inventory.stock.Sales;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.redemption.SpentCodes;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.settlement.statements.RetailerBalances;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Figures over all that a provider has. Of few items they are counted when somebody looks, and are
 * those of that moment. To count a million takes a second, so a job does it every few minutes, and
 * the page says when that was.
 */
public final class FigureBook {
    /** The job. */
    private static final String JOB = "count-figures";

    private static final Duration PAUSE = Duration.ofMinutes(5);

    /** Of so many items everything is counted in a few hundredths of a second. */
    private static final int FEW = 20_000;

    private final Transactions transactions;
    private final Providers providers;
    private final Counted counted;
    private final int few;

    /**
     * What the figures are made of.
     *
     * @param items where they are
     * @param sales what was sold of them
     * @param retailers who sold it
     * @param balances what is owed for it
     * @param spent which codes opened and extended accounts
     * @param standings when the accounts end
     */
    public record Counted(
            Items items,
            Sales sales,
            Retailers retailers,
            RetailerBalances balances,
            SpentCodes spent,
            Standings standings) {}

    /** Figures of {@code providers}, made of {@code counted}. */
    public FigureBook(Transactions transactions, Providers providers, Counted counted) {
        this(transactions, providers, counted, FEW);
    }

    FigureBook(Transactions transactions, Providers providers, Counted counted, int few) {
        this.transactions = transactions;
        this.providers = providers;
        this.counted = counted;
        this.few = few;
    }

    /** Has them counted again and again where there are many items. */
    public void countEvery(Jobs jobs) {
        jobs.every(JOB, PAUSE, this::look);
    }

    /** The figures of this moment, or of many items those that were counted last. */
    Figures of(Caller caller) {
        return transactions
                .read(
                        caller,
                        tx ->
                                isMuch(tx)
                                        ? new FigureRepository(tx).find()
                                        : Optional.<Figures>empty())
                .orElseGet(() -> count(caller));
    }

    /** Counts wherever there are many items. */
    public void look() {
        providers.each(JOB, (provider, caller) -> look(caller));
    }

    private void look(Caller caller) {
        if (!transactions.read(caller, this::isMuch)) {
            return;
        }
        Figures figures = count(caller);
        transactions.write(
                caller,
                tx -> {
                    new FigureRepository(tx).put(figures);
                    return figures;
                });
    }

    private boolean isMuch(Tx tx) {
        return counted.items().areMoreThan(tx, few);
    }

    private Figures count(Caller caller) {
        List<Figures.Owed> owed =
                counted.balances().sums(caller).stream()
                        .map(
                                sum ->
                                        new Figures.Owed(
                                                sum.ours().currency().getCurrencyCode(),
                                                sum.theirs().minor(),
                                                sum.ours().minor()))
                        .toList();
        return transactions.read(caller, tx -> count(tx, owed));
    }

    private Figures count(Tx tx, List<Figures.Owed> owed) {
        Sales.Sold sold = counted.sales().lately(tx, Figures.DAYS);
        return new Figures(
                tx.now(),
                Figures.byLabel(counted.items().counts(tx)),
                counted.spent().renewals(tx),
                sold.days().stream().map(day -> new Figures.Day(day.day(), day.items())).toList(),
                best(tx, sold.outlets()),
                counted.standings().endings(tx, Figures.WEEKS),
                owed);
    }

    private List<Figures.Shop> best(Tx tx, List<Sales.OfOutlet> outlets) {
        List<Sales.OfOutlet> best = outlets.stream().limit(Figures.SHOPS).toList();
        Map<UUID, String> names =
                counted.retailers()
                        .outletNames(tx, best.stream().map(Sales.OfOutlet::outlet).toList());
        return best.stream()
                .map(
                        shop ->
                                new Figures.Shop(
                                        names.getOrDefault(shop.outlet(), ""), shop.items()))
                .toList();
    }
}
