package io.counterfoil.catalog;

import io.counterfoil.access.Audit;
import io.counterfoil.access.Providers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The taxes inside the prices of products. A rate is never changed: another one follows it, and
 * counts for no sale that was made before it was set, so that each can be computed again.
 */
public final class TaxRates {
    private static final int MOST_YEARS = 5;
    private static final int MOST_BASIS_POINTS = 10_000;

    private final Transactions transactions;
    private final Providers providers;
    private final Audit audit;
    private final InstantSource clock;

    /**
     * Rates kept through {@code transactions}, by days of the calendars of {@code providers}; each is
     * set when {@code clock} is read.
     */
    public TaxRates(
            Transactions transactions, Providers providers, Audit audit, InstantSource clock) {
        this.transactions = transactions;
        this.providers = providers;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The rate that counted for a product in a country at a moment; empty: no tax was set. What
     * counts now does so until the transaction ends.
     */
    public Optional<TaxRate> at(Tx tx, UUID product, String country, Instant at) {
        TaxRateRepository rates = new TaxRateRepository(tx);
        if (at.equals(tx.now())) {
            tx.known(
                    Held.class,
                    product,
                    () -> {
                        rates.holdShared(product);
                        return Optional.of(new Held());
                    });
        }
        return rates.at(product, country, day(tx, at), at);
    }

    /** What was sold or redeemed keeps its day, also once there is another time zone. */
    private LocalDate day(Tx tx, Instant at) {
        return at.equals(tx.now())
                ? LocalDate.ofInstant(at, providers.of(tx).zone())
                : providers.zones(tx).day(at);
    }

    /** That no rate of a product is set until the transaction ends. */
    private record Held() {}

    /** The moments at which another rate may begin to count for a product in a country. */
    public List<Instant> changes(Tx tx, UUID product, String country) {
        TaxRateRepository rates = new TaxRateRepository(tx);
        return Stream.concat(
                        rates.setAt(product, country).stream(),
                        providers
                                .zones(tx)
                                .startsOf(rates.validFrom(product, country))
                                .stream())
                .sorted()
                .toList();
    }

    /**
     * The rates of a product that count today or later, by country and day.
     *
     * @throws Refused if there is no such product
     */
    List<TaxRate> list(Caller caller, UUID product) {
        return transactions.read(
                caller,
                tx -> {
                    require(tx, product);
                    return new TaxRateRepository(tx)
                            .list(product, LocalDate.ofInstant(tx.now(), providers.of(tx).zone()));
                });
    }

    /**
     * Sets a rate of a product in a country, from a day on.
     *
     * @throws Refused if there is no such product, or a field is wrong
     */
    TaxRate set(Caller caller, UUID product, NewTaxRate wanted) {
        return transactions.once(caller, TaxRate.class, tx -> set(tx, product, wanted));
    }

    private TaxRate set(Tx tx, UUID product, NewTaxRate wanted) {
        require(tx, product);
        TaxRateRepository rates = new TaxRateRepository(tx);
        rates.hold(product);
        // Later than all sales that this waited for: they count by what was before.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        LocalDate today = LocalDate.ofInstant(now, providers.of(tx).zone());
        Fields fields = new Fields();
        String country =
                fields.parsed(
                                "country",
                                wanted.country(),
                                TaxRates::country,
                                "The two letters of a country, such as DE.")
                        .orElse("");
        int basisPoints =
                fields.parsed(
                                "percent",
                                wanted.percent(),
                                TaxRates::basisPoints,
                                "A percentage from 0 to 100 with at most two decimals, such as 19.")
                        .orElse(0);
        VoucherKind voucher =
                wanted.voucher() == null
                        ? VoucherKind.MULTI_PURPOSE
                        : fields.oneOf("voucher", wanted.voucher(), VoucherKind.class);
        LocalDate from =
                wanted.validFrom() == null
                        ? today
                        : fields.day("valid_from", wanted.validFrom()).orElse(today);
        if (from.isBefore(today) || from.isAfter(today.plusYears(MOST_YEARS))) {
            fields.problem(
                    "valid_from",
                    Text.of(
                            "Today or a day of the next {years} years: what was sold before keeps"
                                    + " its tax.",
                            "years",
                            MOST_YEARS));
        }
        fields.done();
        TaxRate rate = new TaxRate(country, basisPoints, voucher, from);
        rates.insert(product, rate, now);
        audit.record(
                tx,
                "product.taxed",
                "product:" + product,
                Map.of(
                        "country",
                        country,
                        "basis_points",
                        basisPoints,
                        "voucher",
                        voucher.name().toLowerCase(Locale.ROOT),
                        "valid_from",
                        from.toString()));
        return rate;
    }

    private static void require(Tx tx, UUID product) {
        if (new ProductRepository(tx).find(product).isEmpty()) {
            throw Refused.notFound("product");
        }
    }

    private static String country(String typed) {
        String code = typed.strip();
        if (Arrays.stream(Locale.getISOCountries()).noneMatch(code::equals)) {
            throw new IllegalArgumentException("no country");
        }
        return code;
    }

    private static int basisPoints(String percent) {
        if (!percent.strip().matches("[0-9]{1,3}(\\.[0-9]{1,2})?")) {
            throw new IllegalArgumentException("not a percentage");
        }
        int points = new BigDecimal(percent.strip()).movePointRight(2).intValueExact();
        if (points > MOST_BASIS_POINTS) {
            throw new IllegalArgumentException("more than all");
        }
        return points;
    }
}
