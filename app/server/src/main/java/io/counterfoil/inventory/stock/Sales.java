package io.counterfoil.inventory.stock;

import io.counterfoil.access.Providers;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Outlet;
import io.counterfoil.retailers.Retailers;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What tills sold and nobody brought back, by the provider's calendar. */
public final class Sales {
    private final Transactions transactions;
    private final Providers providers;
    private final Retailers retailers;
    private final Catalog catalog;

    /** Sales of {@code retailers} for {@code providers}, of products that {@code catalog} names. */
    public Sales(
            Transactions transactions,
            Providers providers,
            Retailers retailers,
            Catalog catalog) {
        this.transactions = transactions;
        this.providers = providers;
        this.retailers = retailers;
        this.catalog = catalog;
    }

    /**
     * Items sold.
     *
     * @param days each day, from the oldest to today, those without sales too
     * @param outlets those that sold something, the best first
     */
    public record Sold(List<OfDay> days, List<OfOutlet> outlets) {
        public Sold {
            days = List.copyOf(days);
            outlets = List.copyOf(outlets);
        }
    }

    /** Items sold on a day. */
    public record OfDay(LocalDate day, int items) {}

    /** Items sold in an outlet. */
    public record OfOutlet(UUID outlet, int items) {}

    /** What all outlets sold on so many days, today included; it reads the items of all outlets. */
    public Sold lately(Tx tx, int days) {
        ZoneId zone = providers.of(tx).zone();
        LocalDate today = tx.now().atZone(zone).toLocalDate();
        LocalDate first = today.minusDays(days - 1L);
        Map<LocalDate, Integer> byDay = new TreeMap<>();
        first.datesUntil(today.plusDays(1)).forEach(day -> byDay.put(day, 0));
        List<StockRepository.Sold> rows =
                new StockRepository(tx).sold(first.atStartOfDay(zone).toInstant(), zone);
        List<OfOutlet> outlets = new ArrayList<>();
        for (StockRepository.Sold row : rows) {
            LocalDate day = row.day();
            UUID outlet = row.outlet();
            if (day != null) {
                byDay.put(day, row.items());
            } else if (outlet != null) {
                outlets.add(new OfOutlet(outlet, row.items()));
            }
        }
        outlets.sort(Comparator.comparingInt(OfOutlet::items).reversed());
        return new Sold(
                byDay.entrySet().stream()
                        .map(day -> new OfDay(day.getKey(), day.getValue()))
                        .toList(),
                outlets);
    }

    /**
     * What a shop sold.
     *
     * @param today how many items today
     * @param month how many in this month
     * @param takings what customers paid, by currency
     */
    public record OfShop(int today, int month, List<Takings> takings) {
        public OfShop {
            takings = List.copyOf(takings);
        }
    }

    /**
     * What customers paid today and in this month: the prices of the products, which never change, and
     * no till sells for another.
     */
    public record Takings(Money today, Money month) {}

    /** What the outlets that the caller may see sold today and in this month. */
    public OfShop ofShop(Caller caller) {
        return transactions.read(caller, this::ofShop);
    }

    private OfShop ofShop(Tx tx) {
        ZoneId zone = providers.of(tx).zone();
        LocalDate today = tx.now().atZone(zone).toLocalDate();
        List<UUID> outlets =
                Slice.all(part -> retailers.outlets(tx, part)).stream()
                        .map(Outlet::id)
                        .toList();
        List<StockRepository.Sales> sales =
                new StockRepository(tx)
                        .sales(
                                outlets,
                                today.atStartOfDay(zone).toInstant(),
                                today.withDayOfMonth(1).atStartOfDay(zone).toInstant());
        Map<Currency, Takings> takings =
                new TreeMap<>(Comparator.comparing(Currency::getCurrencyCode));
        for (StockRepository.Sales one : sales) {
            Money price = catalog.product(tx, one.product()).orElseThrow().price();
            takings.merge(
                    price.currency(),
                    new Takings(times(price, one.today()), times(price, one.month())),
                    Sales::plus);
        }
        return new OfShop(
                sales.stream().mapToInt(StockRepository.Sales::today).sum(),
                sales.stream().mapToInt(StockRepository.Sales::month).sum(),
                List.copyOf(takings.values()));
    }

    private static Money times(Money price, int items) {
        return new Money(price.minor() * items, price.currency());
    }

    private static Takings plus(Takings one, Takings other) {
        return new Takings(plus(one.today(), other.today()), plus(one.month(), other.month()));
    }

    private static Money plus(Money one, Money other) {
        return new Money(one.minor() + other.minor(), one.currency());
    }
}
