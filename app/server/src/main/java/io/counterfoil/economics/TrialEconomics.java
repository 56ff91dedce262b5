package io.counterfoil.economics;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.access.Zones;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Product;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Retailers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what became of trials. */
public final class TrialEconomics {
    /** So many months, if nothing else is asked for. */
    private static final int USUAL_MONTHS = 12;

    private static final BigDecimal GIGABYTE = BigDecimal.valueOf(1_000_000_000L);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Transactions transactions;
    private final Providers providers;
    private final Catalog catalog;
    private final Retailers retailers;

    /** Reports in which {@code catalog} and {@code retailers} name products and shops. */
    public TrialEconomics(
            Transactions transactions,
            Providers providers,
            Catalog catalog,
            Retailers retailers) {
        this.transactions = transactions;
        this.providers = providers;
        this.catalog = catalog;
        this.retailers = retailers;
    }

    /**
     * What is asked for, as it was typed.
     *
     * @param from the first month in which trials began, such as 2026-01; null or empty: eleven
     *     before the last one
     * @param to the last month; null or empty: this one
     * @param by channel, product, retailer or outlet; null or empty: channel
     * @param gbMonth what a gigabyte costs the provider a month; null or empty: costs are left out
     */
    record Asked(
            @Nullable String from,
            @Nullable String to,
            @Nullable String by,
            @Nullable String gbMonth) {}

    /**
     * The report that is asked for, in months of the provider's calendar.
     *
     * @throws Refused if a parameter is wrong
     */
    TrialReport report(Caller caller, Asked asked) {
        return transactions.read(caller, tx -> report(tx, asked));
    }

    private TrialReport report(Tx tx, Asked asked) {
        Provider provider = providers.of(tx);
        Zones zones = providers.zones(tx);
        Fields fields = new Fields();
        YearMonth to =
                month(fields, "to", asked.to())
                        .orElseGet(() -> YearMonth.from(zones.day(tx.now())));
        YearMonth from =
                month(fields, "from", asked.from())
                        .orElseGet(() -> to.minusMonths(USUAL_MONTHS - 1L));
        TrialReport.By by =
                blank(asked.by())
                        ? TrialReport.By.CHANNEL
                        : fields.oneOf("by", asked.by(), TrialReport.By.class);
        StoragePrice price =
                price(fields, asked.gbMonth(), provider.currency()).orElse(null);
        if (from.isAfter(to)) {
            fields.problem("from", "The first month is after the last one. Swap them.");
        }
        fields.done();
        List<TrialReportRepository.Counts> counts =
                new TrialReportRepository(tx)
                        .count(by, start(from, zones), start(to.plusMonths(1), zones));
        Map<String, String> names = names(tx, by, counts);
        List<TrialCohort> rows =
                counts.stream()
                        .filter(each -> !each.all())
                        .map(each -> row(each, name(each.key(), by, names), price))
                        .toList();
        TrialCohort total =
                counts.stream()
                        .filter(TrialReportRepository.Counts::all)
                        .map(each -> row(each, "All", price))
                        .findAny()
                        .orElseThrow();
        return new TrialReport(from, to, by, price, rows, total);
    }

    private static Optional<YearMonth> month(
            Fields fields, String field, @Nullable String typed) {
        return blank(typed)
                ? Optional.empty()
                : fields.parsed(
                        field,
                        typed,
                        TrialEconomics::month,
                        "A month such as 2026-01.");
    }

    private static YearMonth month(String typed) {
        // parse also takes years of nine digits.
        if (!typed.matches("[12][0-9]{3}-[0-9]{2}")) {
            throw new IllegalArgumentException("not a month of this age");
        }
        return YearMonth.parse(typed);
    }

    private static Optional<StoragePrice> price(
            Fields fields, @Nullable String typed, Currency currency) {
        return blank(typed)
                ? Optional.empty()
                : fields.parsed(
                        "gb_month",
                        typed,
                        price -> StoragePrice.parse(price, currency),
                        StoragePrice.FORM);
    }

    private static boolean blank(@Nullable String typed) {
        return typed == null || typed.isBlank();
    }

    private static Instant start(YearMonth month, Zones zones) {
        return zones.startOf(month.atDay(1));
    }

    private static TrialCohort row(
            TrialReportRepository.Counts counts, String name, @Nullable StoragePrice price) {
        return new TrialCohort(
                counts.key(),
                name,
                counts.begun(),
                counts.inTrial(),
                counts.converted(),
                counts.begun() - counts.inTrial() - counts.converted(),
                percent(counts.converted(), counts.begun()),
                counts.byteDays().divide(GIGABYTE, 3, RoundingMode.HALF_EVEN),
                price == null ? null : price.of(counts.byteDays()),
                counts.medianDays() == null
                        ? null
                        : counts.medianDays().setScale(1, RoundingMode.HALF_EVEN));
    }

    private static BigDecimal percent(long part, long whole) {
        return BigDecimal.valueOf(part)
                .multiply(HUNDRED)
                .divide(BigDecimal.valueOf(Math.max(whole, 1)), 1, RoundingMode.HALF_EVEN);
    }

    private static String name(
            @Nullable String key, TrialReport.By by, Map<String, String> names) {
        if (key == null) {
            return by == TrialReport.By.PRODUCT ? "No card or CD" : "No shop";
        }
        return Objects.requireNonNull(names.get(key));
    }

    private Map<String, String> names(
            Tx tx, TrialReport.By by, List<TrialReportRepository.Counts> counts) {
        List<String> keys =
                counts.stream()
                        .map(TrialReportRepository.Counts::key)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        return switch (by) {
            case CHANNEL ->
                    keys.stream()
                            .collect(
                                    Collectors.toMap(
                                            key -> key, key -> Channel.labelled(key).words()));
            case PRODUCT ->
                    keys.stream()
                            .collect(Collectors.toMap(key -> key, key -> product(tx, key)));
            case RETAILER -> byText(retailers.retailerNames(tx, ids(keys)));
            case OUTLET -> byText(retailers.outletNames(tx, ids(keys)));
        };
    }

    private String product(Tx tx, String id) {
        return catalog.product(tx, UUID.fromString(id)).map(Product::name).orElseThrow();
    }

    private static List<UUID> ids(List<String> keys) {
        return keys.stream().map(UUID::fromString).toList();
    }

    private static Map<String, String> byText(Map<UUID, String> names) {
        Map<String, String> byText = new HashMap<>();
        names.forEach((id, name) -> byText.put(id.toString(), name));
        return byText;
    }
}
