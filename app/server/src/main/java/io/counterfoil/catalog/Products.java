package io.counterfoil.catalog;

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
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.LocalDate;
import java.time.Period;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes and lists products. */
public final class Products {
    private static final int LONGEST_SKU = 40;
    private static final int LONGEST_NAME = 100;

    private final Transactions transactions;
    private final Providers providers;
    private final Ids ids;

    /** Products kept through {@code transactions}. */
    public Products(Transactions transactions, Providers providers, Ids ids) {
        this.transactions = transactions;
        this.providers = providers;
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
        return transactions.read(
                caller,
                tx -> Slice.of(listing, new ProductRepository(tx).list(listing), Product::id));
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
                    "There is already a product with the SKU \"" + sku + "\". Choose another SKU.");
        }
        return product;
    }

    private static void checkCurrency(Fields fields, Money price, Currency currency) {
        if (!price.currency().equals(currency)) {
            fields.problem("price", "Prices are in " + currency.getCurrencyCode() + " here.");
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
                fields.problem("gtin", invalid.reason());
                yield null;
            }
        };
    }
}
