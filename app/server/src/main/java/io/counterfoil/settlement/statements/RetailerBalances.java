package io.counterfoil.settlement.statements;

import io.counterfoil.access.Providers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.retailers.Retailer;
import io.counterfoil.retailers.Retailers;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who owes whom, retailer by retailer. */
public final class RetailerBalances {
    private final Transactions transactions;
    private final Retailers retailers;
    private final Providers providers;

    /** Balances of {@code retailers}, in the money of {@code providers}. */
    public RetailerBalances(
            Transactions transactions, Retailers retailers, Providers providers) {
        this.transactions = transactions;
        this.retailers = retailers;
        this.providers = providers;
    }

    /**
     * What all retailers together owe, and are owed, in one currency.
     *
     * @param theirs what retailers owe the provider
     * @param ours what the provider owes retailers
     */
    public record Owed(Money theirs, Money ours) {}

    /** The sums of all balances, by currency; it reads each retailer's. */
    public List<Owed> sums(Caller caller) {
        Map<Currency, Owed> sums = new TreeMap<>(Comparator.comparing(Currency::getCurrencyCode));
        Slice.all(part -> list(caller, null, part)).stream()
                .map(RetailerBalance::total)
                .map(RetailerBalances::owed)
                .forEach(owed -> sums.merge(owed.ours().currency(), owed, RetailerBalances::plus));
        return List.copyOf(sums.values());
    }

    private static Owed owed(Money total) {
        return new Owed(
                new Money(Math.max(total.minor(), 0), total.currency()),
                new Money(Math.max(-total.minor(), 0), total.currency()));
    }

    private static Owed plus(Owed one, Owed other) {
        Currency currency = one.ours().currency();
        return new Owed(
                new Money(one.theirs().minor() + other.theirs().minor(), currency),
                new Money(one.ours().minor() + other.ours().minor(), currency));
    }

    /**
     * The balances of the retailers that the caller may see, the newest retailer first: one for each
     * currency in which something was ever owed, so that a part may have more rows than were asked
     * for.
     *
     * @param search only of retailers with this in their name; null or blank: of all
     * @throws Refused if no name could have it
     */
    public Slice<RetailerBalance> list(
            Caller caller, @Nullable String search, Listing listing) {
        Slice<Retailer> some = retailers.retailers(caller, search, listing);
        List<RetailerBalance> rows =
                transactions.read(
                        caller,
                        tx ->
                                new BalanceRepository(tx)
                                        .of(some.items(), providers.of(tx).currency()));
        return new Slice<>(rows, some.next());
    }
}
