package io.counterfoil.catalog;

import io.counterfoil.access.Audit;
import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.codes.Gtin;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.LocalDate;
import java.time.Period;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes and lists products. */
public final class Products {
    private static final int LONGEST_SKU = 40;
    private static final int LONGEST_NAME = 100;

    private final Transactions transactions;
    private final Providers providers;
    private final Audit audit;
    private final Ids ids;

    /** Products kept through {@code transactions}; later last days are told to {@code audit}. */
    public Products(Transactions transactions, Providers providers, Audit audit, Ids ids) {
        this.transactions = transactions;
        this.providers = providers;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * Makes a product.
     *
     * @throws Refused if a field is wrong or the SKU is taken
     */
    public Product create(Caller caller, NewProduct wanted) {
        return transactions.once(caller, Product.class, tx -> create(tx, wanted));
    }

    /** The products of the caller's provider. */
    public Slice<Product> list(Caller caller, Listing listing) {
        return list(caller, null, listing);
    }

    /**
     * Those that have a text in their name or SKU, in small letters or capitals.
     *
     * @param search null or blank: all
     * @throws Refused if no name could have it
     */
    public Slice<Product> list(Caller caller, @Nullable String search, Listing listing) {
        Optional<String> wanted = Fields.searchIfGiven("search", search);
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new ProductRepository(tx).list(wanted, listing),
                                Product::id));
    }

    /**
     * A product.
     *
     * @throws Refused if the caller's provider has no such product
     */
    public Product find(Caller caller, UUID id) {
        return transactions.read(
                caller,
                tx ->
                        new ProductRepository(tx)
                                .find(id)
                                .orElseThrow(() -> Refused.notFound("product")));
    }

    /**
     * Gives a product's codes a later last day, those that are printed already too. The same again
     * changes nothing.
     *
     * @param day in words, such as 2031-12-31
     * @throws Refused if there is no such product, it has no last day, it is over, or the new one
     *     would be earlier
     */
    public Product redeemLater(Caller caller, UUID id, @Nullable String day) {
        return transactions.write(caller, tx -> redeemLater(tx, id, day));
    }

    /** The last day on which the codes of a run of a product can be redeemed, if there is one. */
    public Optional<LocalDate> lastDay(Tx tx, UUID id, int run) {
        return new ProductRepository(tx)
                .find(id)
                .map(product -> product.lasting(new RunLastDayRepository(tx).of(run)).redeemBy());
    }

    /**
     * Gives the codes of one run of a product a later last day, as if it were the product's.
     *
     * @param run its number
     * @return the day that counted before
     * @throws Refused for the same reasons
     */
    public LocalDate redeemLater(Tx tx, UUID id, int run, @Nullable String typed) {
        LocalDate day = day(typed);
        RunLastDayRepository runs = new RunLastDayRepository(tx);
        Product product = locked(tx, id).lasting(runs.of(run));
        LocalDate before = requireNotEarlier(tx, product, day);
        if (day.isAfter(before)) {
            runs.put(run, id, day);
        }
        return before;
    }

    private Product redeemLater(Tx tx, UUID id, @Nullable String typed) {
        LocalDate after = day(typed);
        LocalDate before = requireNotEarlier(tx, locked(tx, id), after);
        ProductRepository products = new ProductRepository(tx);
        if (after.isAfter(before)) {
            products.redeemBy(id, after);
            audit.record(
                    tx,
                    "product.redeem_by_moved",
                    "product:" + id,
                    Map.of("from", before.toString(), "to", after.toString()));
        }
        return products.find(id).orElseThrow();
    }

    private static LocalDate day(@Nullable String typed) {
        Fields fields = new Fields();
        Optional<LocalDate> day = fields.day("redeem_by", typed);
        fields.done();
        return day.orElseThrow();
    }

    private static Product locked(Tx tx, UUID id) {
        return new ProductRepository(tx).lock(id).orElseThrow(() -> Refused.notFound("product"));
    }

    /** The last day so far. */
    private LocalDate requireNotEarlier(Tx tx, Product product, LocalDate after) {
        LocalDate before = product.redeemBy();
        if (before == null) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "The codes of this product never expire. One that shall expire is another product.");
        }
        if (after.isBefore(before)) {
            throw Refused.field(
                    "redeem_by",
                    Text.of(
                            "Customers were promised {day}: choose a later day.",
                            "day",
                            before));
        }
        if (before.isBefore(LocalDate.ofInstant(tx.now(), providers.of(tx).zone()))) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "The last day was {day}, and what was left then has expired and does"
                                    + " not come back. Make a new product.",
                            "day",
                            before));
        }
        return before;
    }

    /** Today in the caller's provider's calendar, by which last days are over. */
    LocalDate today(Caller caller) {
        return transactions.read(
                caller, tx -> LocalDate.ofInstant(tx.now(), providers.of(tx).zone()));
    }

    /** The caller's provider, in whose currency products are priced. */
    Provider seller(Caller caller) {
        return transactions.read(caller, providers::of);
    }

    private Product create(Tx tx, NewProduct wanted) {
        Fields fields = new Fields();
        String sku = fields.text("sku", wanted.sku(), LONGEST_SKU);
        String name = fields.text("name", wanted.name(), LONGEST_NAME);
        UUID plan = fields.id("plan", wanted.plan());
        Optional<Period> term = TermWords.read(fields, "term", wanted.term());
        Medium medium = fields.oneOf("medium", wanted.medium(), Medium.class);
        SalesModel salesModel = fields.oneOf("sales_model", wanted.salesModel(), SalesModel.class);
        Optional<Money> price = fields.money("price", wanted.price());
        price.ifPresent(money -> checkCurrency(fields, money, providers.of(tx).currency()));
        String gtin = wanted.gtin() == null ? null : gtin(fields, wanted.gtin());
        LocalDate today = LocalDate.ofInstant(tx.now(), providers.of(tx).zone());
        LocalDate redeemBy =
                wanted.redeemBy() == null ? null : redeemBy(fields, wanted.redeemBy(), today);
        fields.done();
        if (new PlanRepository(tx).find(plan).isEmpty()) {
            throw Refused.field(
                    "plan", "There is no such plan. Copy the id from the answer that made it.");
        }
        boolean activationRequired =
                wanted.activationRequired() == null
                        ? medium != Medium.FREE_CD
                        : wanted.activationRequired();
        Product product =
                new Product(
                        ids.next(),
                        sku,
                        name,
                        plan,
                        term.orElseThrow(),
                        medium,
                        salesModel,
                        price.orElseThrow(),
                        gtin,
                        activationRequired,
                        redeemBy);
        if (!new ProductRepository(tx).insert(product)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "There is already a product with the SKU \"{sku}\". Choose another"
                                    + " SKU.",
                            "sku",
                            sku));
        }
        return product;
    }

    private static void checkCurrency(Fields fields, Money price, Currency currency) {
        if (!price.currency().equals(currency)) {
            fields.problem("price", Text.of(
                    "Prices are in {currency} here.",
                    "currency",
                    currency.getCurrencyCode()));
        }
    }

    private static @Nullable LocalDate redeemBy(
            Fields fields, String text, LocalDate today) {
        Optional<LocalDate> day = fields.day("redeem_by", text);
        day.filter(given -> !given.isAfter(today))
                .ifPresent(given -> fields.problem("redeem_by", "A day after today."));
        return day.orElse(null);
    }

    private static @Nullable String gtin(Fields fields, String text) {
        return switch (Gtin.parse(text)) {
            case Gtin.Parsed.Valid valid -> text.replaceAll("[\\s-]", "");
            case Gtin.Parsed.Invalid invalid -> {
                fields.problem("gtin", Text.of(invalid.why()));
                yield null;
            }
        };
    }
}
