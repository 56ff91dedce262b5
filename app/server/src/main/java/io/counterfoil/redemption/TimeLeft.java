package io.counterfoil.redemption;

import io.counterfoil.accounts.Account;
import io.counterfoil.accounts.Conversions;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Product;
import io.counterfoil.catalog.SalesModel;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Tx;
import io.counterfoil.terms.Conversion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the time that accounts have left cost: each part what its own card did. */
final class TimeLeft {
    private final Conversions conversions;
    private final Items items;
    private final Catalog catalog;

    TimeLeft(Conversions conversions, Items items, Catalog catalog) {
        this.conversions = conversions;
        this.items = items;
        this.catalog = catalog;
    }

    /**
     * Remaining days in a row that cost the same.
     *
     * @param product whose price they have; null: they cost nothing
     */
    record Stretch(Instant from, Instant until, long days, @Nullable Product product) {
        /** The same for the arithmetic. */
        Conversion.Part part() {
            return new Conversion.Part(days, product == null ? null : rate(product));
        }

        /** The same for a conversion. */
        Conversions.Old old() {
            return new Conversions.Old(until, part());
        }

        /** As it is shown, with what it is worth in minor units. */
        ConversionView.ConversionPart worth(long minor, Currency currency) {
            return new ConversionView.ConversionPart(
                    from,
                    until,
                    days,
                    product == null ? null : Amount.of(product.price()),
                    product == null ? null : product.term(),
                    Amount.of(new Money(minor, currency)));
        }

        private boolean costsLike(Stretch next) {
            return Objects.equals(part().rate(), next.part().rate());
        }

        private Stretch and(Stretch next) {
            return new Stretch(from, next.until, days + next.days, next.product);
        }
    }

    /**
     * All that an account has left, in its order.
     *
     * @param newest what time costs of which no card of the account's plan tells the price: a trial,
     *     a giveaway, what was given by hand; empty: nothing
     */
    List<Stretch> stretches(Tx tx, Account account, Optional<Product> newest) {
        List<Stretch> stretches = new ArrayList<>();
        for (Conversions.Rest rest : conversions.rests(tx, account)) {
            Product product =
                    Optional.ofNullable(rest.redemption())
                            .flatMap(redemption -> paid(tx, account, redemption))
                            .or(() -> newest)
                            .orElse(null);
            Stretch next = new Stretch(rest.from(), rest.until(), rest.days(), product);
            if (!stretches.isEmpty() && stretches.getLast().costsLike(next)) {
                next = stretches.removeLast().and(next);
            }
            stretches.add(next);
        }
        return stretches;
    }

    /** The product of the newest grant of its plan that somebody paid more than nothing for. */
    Optional<Product> newestPaid(Tx tx, Account account) {
        return conversions.redemptions(tx, account.id()).stream()
                .flatMap(redemption -> paid(tx, account, redemption).stream())
                .filter(product -> product.price().minor() > 0)
                .findFirst();
    }

    private Optional<Product> paid(Tx tx, Account account, UUID redemption) {
        return new RedemptionRepository(tx)
                .serial(redemption)
                .flatMap(serial -> items.find(tx, serial))
                .flatMap(item -> catalog.product(tx, item.product()))
                .filter(product -> product.plan().equals(account.plan()))
                .filter(product -> product.salesModel() != SalesModel.GIVEAWAY);
    }

    /** What time costs that a card of a product brings. */
    static Conversion.Rate rate(Product product) {
        boolean free = product.salesModel() == SalesModel.GIVEAWAY;
        return new Conversion.Rate(free ? 0 : product.price().minor(), product.term());
    }
}
