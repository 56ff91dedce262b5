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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** What tills sold and nobody brought back, by the provider's calendar. */
public final class Sales {
    /** So many days are told one by one. */
    private static final int RECENT_DAYS = 30;

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
     * @param days how many on each of the last 30 days, from the oldest to today
     * @param outlets those that sold something in these days, the best first
     */
    public record OfShop(
            int today,
            int month,
            List<Takings> takings,
            List<FromDay> days,
            List<OfNamedOutlet> outlets) {
        public OfShop {
            takings = List.copyOf(takings);
            days = List.copyOf(days);
            outlets = List.copyOf(outlets);
        }
    }

    /** Items sold on the day that began then. */
    public record FromDay(Instant start, int items) {}

    /** Items sold in an outlet, by what people call it. */
    public record OfNamedOutlet(String name, int items) {}

    /**
     * What customers paid today and in this month: the prices of the products, which never change, and
     * no till sells for another.
     */
    public record Takings(Money today, Money month) {}

    /**
     * What the outlets that the caller may see sold today, in this month, and on each of the
     * last 30 days.
     */
    public OfShop ofShop(Caller caller) {
        return transactions.read(caller, this::ofShop);
    }

    private OfShop ofShop(Tx tx) {
        ZoneId zone = providers.of(tx).zone();
        LocalDate today = tx.now().atZone(zone).toLocalDate();
        LocalDate month = today.withDayOfMonth(1);
        LocalDate recent = today.minusDays(RECENT_DAYS - 1L);
        Map<UUID, String> outlets =
                Slice.all(part -> retailers.outlets(tx, part)).stream()
                        .collect(Collectors.toMap(Outlet::id, Outlet::name));
        List<StockRepository.Sales> sales =
                new StockRepository(tx)
                        .sales(
                                outlets.keySet(),
                                (month.isBefore(recent) ? month : recent)
                                        .atStartOfDay(zone)
                                        .toInstant(),
                                recent.atStartOfDay(zone).toInstant(),
                                zone);
        Map<UUID, Money> prices = new HashMap<>();
        Tally tally = new Tally(today, month, recent);
        List<OfNamedOutlet> best = new ArrayList<>();
        for (StockRepository.Sales one : sales) {
            UUID product = one.product();
            LocalDate day = one.day();
            UUID outlet = one.outlet();
            if (product != null && day != null) {
                Money price =
                        prices.computeIfAbsent(
                                product, id -> catalog.product(tx, id).orElseThrow().price());
                tally.add(price, day, one.items());
            } else if (outlet != null && one.items() > 0) {
                best.add(new OfNamedOutlet(outlets.getOrDefault(outlet, ""), one.items()));
            }
        }
        best.sort(
                Comparator.comparingInt(OfNamedOutlet::items)
                        .reversed()
                        .thenComparing(OfNamedOutlet::name));
        return tally.with(best, zone);
    }

    /** Adds up what was sold on each day. */
    private static final class Tally {
        private final LocalDate today;
        private final LocalDate month;
        private final Map<LocalDate, Integer> days = new TreeMap<>();
        private final Map<Currency, Takings> takings =
                new TreeMap<>(Comparator.comparing(Currency::getCurrencyCode));
        private int soldToday;
        private int soldInMonth;

        Tally(LocalDate today, LocalDate month, LocalDate recent) {
            this.today = today;
            this.month = month;
            recent.datesUntil(today.plusDays(1)).forEach(day -> days.put(day, 0));
        }

        void add(Money price, LocalDate day, int items) {
            days.computeIfPresent(day, (same, others) -> others + items);
            if (day.isBefore(month)) {
                return;
            }
            int ofToday = day.equals(today) ? items : 0;
            soldToday += ofToday;
            soldInMonth += items;
            takings.merge(
                    price.currency(),
                    new Takings(times(price, ofToday), times(price, items)),
                    Sales::plus);
        }

        OfShop with(List<OfNamedOutlet> outlets, ZoneId zone) {
            return new OfShop(
                    soldToday,
                    soldInMonth,
                    List.copyOf(takings.values()),
                    days.entrySet().stream()
                            .map(
                                    day ->
                                            new FromDay(
                                                    day.getKey().atStartOfDay(zone).toInstant(),
                                                    day.getValue()))
                            .toList(),
                    outlets);
        }
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
