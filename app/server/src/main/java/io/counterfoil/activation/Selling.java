package io.counterfoil.activation;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Product;
import io.counterfoil.inventory.Item;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sells an item within the transaction of a till's request, or says why not. */
public final class Selling {
    private final Items items;
    private final Catalog catalog;
    private final Providers providers;
    private final TillSettings settings;
    private final Cases cases;

    /**
     * Sales of {@code items}, within the limits of their tills. What was paid while a till could not
     * ask and can't be sold any more becomes one of {@code cases}; {@code settings} say how late a
     * shop may tell.
     */
    public Selling(
            Items items,
            Catalog catalog,
            Providers providers,
            TillSettings settings,
            Cases cases) {
        this.items = items;
        this.catalog = catalog;
        this.providers = providers;
        this.settings = settings;
        this.cases = cases;
    }

    /** Sells the item; empty if it is sold, else why not. */
    Optional<String> sell(Tx tx, Terminal terminal, Sale sale, Optional<Item> found) {
        if (sale.soldAt().isEmpty()) {
            return found.isEmpty()
                    ? Optional.of(SaleRules.NOT_IN_STOCK)
                    : sell(tx, terminal, sale, found.get());
        }
        int days = settings.rules(tx).lateSaleDays();
        boolean late = sale.soldAt().get().isBefore(tx.now().minus(Duration.ofDays(days)));
        Optional<String> declined;
        if (late) {
            declined =
                    Optional.of(
                            "This sale is more than %d days old. It is listed for somebody to look at."
                                    .formatted(days));
        } else if (found.isEmpty()) {
            declined = Optional.of(SaleRules.NOT_IN_STOCK);
        } else {
            declined = sell(tx, terminal, sale, found.get());
        }
        declined.ifPresent(
                why ->
                        cases.open(
                                tx,
                                Cases.Finding.atTill(
                                        late ? CaseKind.LATE_SALE : CaseKind.PAID_NOT_ACTIVATED,
                                        terminal,
                                        sale.requestId(),
                                        found.map(Item::serial).orElse(null),
                                        "Sold %s, %s. %s"
                                                .formatted(
                                                        sale.serial(),
                                                        sale.soldAt().get(),
                                                        why))));
        return declined;
    }

    private Optional<String> sell(Tx tx, Terminal terminal, Sale sale, Item item) {
        Product product = catalog.product(tx, item.product()).orElseThrow();
        Provider provider = providers.of(tx);
        LocalDate today = LocalDate.ofInstant(tx.now(), provider.zone());
        Optional<String> declined =
                SaleRules.decline(sale, terminal, item, product, today)
                        .or(() -> beyondLimits(tx, terminal, sale, product, provider));
        if (declined.isPresent()) {
            return declined;
        }
        if (items.activate(tx, sale.serial(), terminal.retailer(), facts(terminal, sale))) {
            return Optional.empty();
        }
        // Somebody was faster since we looked: the item now says what happened to it.
        return SaleRules.decline(
                sale, terminal, items.find(tx, sale.serial()).orElseThrow(), product, today);
    }

    /** What was sold while the till could not ask is sold: its limits stop nobody any more. */
    private Optional<String> beyondLimits(
            Tx tx, Terminal terminal, Sale sale, Product product, Provider provider) {
        if (sale.soldAt().isPresent()) {
            return Optional.empty();
        }
        TillRepository requests = new TillRepository(tx);
        SaleRules.Pace pace =
                new SaleRules.Pace(
                        requests.sales(terminal.id(), SaleRules.WITHIN),
                        terminal.limits().activations().orElse(provider.activationLimit()));
        boolean open =
                terminal.limits()
                        .hours()
                        .map(hours -> hours.isOpen(tx.now(), provider.zone()))
                        .orElse(true);
        long sold = terminal.limits().dayValue().isEmpty() ? 0 : today(tx, terminal, provider);
        return SaleRules.limit(
                        pace, open, sold, terminal.limits().dayValue(), product.price())
                .filter(limit -> !new ReleaseRepository(tx).use(terminal.id()));
    }

    /** What the till sold today, in minor units. */
    private long today(Tx tx, Terminal terminal, Provider provider) {
        Instant midnight =
                LocalDate.ofInstant(tx.now(), provider.zone())
                        .atStartOfDay(provider.zone())
                        .toInstant();
        List<Long> serials = new TillRepository(tx).soldSince(terminal.id(), midnight);
        return items.products(tx, serials).entrySet().stream()
                .mapToLong(
                        entry ->
                                catalog.product(tx, entry.getKey()).orElseThrow().price().minor()
                                        * entry.getValue())
                .sum();
    }

    private static Map<String, String> facts(Terminal terminal, Sale sale) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("outlet", terminal.outlet().toString());
        facts.put("terminal", terminal.id().toString());
        facts.put("request", sale.requestId());
        sale.basket().ifPresent(basket -> facts.put("basket", basket));
        sale.soldAt().ifPresent(moment -> facts.put("sold_at", moment.toString()));
        return facts;
    }
}
