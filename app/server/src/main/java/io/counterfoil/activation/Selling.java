package io.counterfoil.activation;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Product;
import io.counterfoil.inventory.Credit;
import io.counterfoil.inventory.Item;
import io.counterfoil.inventory.Items;
import io.counterfoil.inventory.Seller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Sells an item within the transaction of a till's request, or says why not.
 *
 * <p>What was sold while the till could not ask is sold by the same rules, as they were at that
 * moment. Its customer has paid, so what is declined of it is never lost: it is listed as a case,
 * and decided again when the shop enters it again while nobody has said what came of it.
 */
public final class Selling {
    /** Clocks of tills and people's watches go wrong by less than this. */
    private static final Duration ASTRAY = Duration.ofHours(1);

    private final Items items;
    private final Catalog catalog;
    private final Providers providers;
    private final TillSettings settings;
    private final Cases cases;
    private final Credit credit;

    /**
     * Sales of {@code items}, within the limits of their tills and the {@code credit} of their
     * retailers. What was paid while a till could not ask and can't be sold any more becomes one of
     * {@code cases}; {@code settings} say how late a shop may tell.
     */
    public Selling(
            Items items,
            Catalog catalog,
            Providers providers,
            TillSettings settings,
            Cases cases,
            Credit credit) {
        this.items = items;
        this.catalog = catalog;
        this.providers = providers;
        this.settings = settings;
        this.cases = cases;
        this.credit = credit;
    }

    /**
     * Sells the item; empty if it is sold, else why not.
     *
     * @throws Refused if it was told as sold before it was sent to the shop
     */
    Optional<Text> sell(Tx tx, Seller seller, Sale sale, Optional<Item> found) {
        Terminal terminal = seller.terminal();
        TillRules rules = sale.soldAt().isPresent() ? settings.rules(tx) : TillRules.DEFAULT;
        if (isLate(tx, sale, rules)) {
            Text why =
                    Text.of(
                            "This sale is more than {days} old. It is listed for somebody to look at.",
                            "days",
                            Text.counted(rules.lateSaleDays(), "day"));
            cases.open(tx, finding(tx, CaseKind.LATE_SALE, terminal, sale, found, why));
            return Optional.of(why);
        }
        Optional<Text> declined = sell(tx, seller, sale, found, rules);
        if (sale.soldAt().isPresent()) {
            declined.ifPresentOrElse(
                    why ->
                            cases.open(
                                    tx,
                                    finding(
                                            tx,
                                            CaseKind.PAID_NOT_ACTIVATED,
                                            terminal,
                                            sale,
                                            found,
                                            why)),
                    () -> cases.sold(tx, terminal, sale.requestId()));
        }
        return declined;
    }

    /** What an item is sold for, in minor units. */
    long price(Tx tx, Item item) {
        return catalog.product(tx, item.product()).orElseThrow().price().minor();
    }

    /**
     * Whether a sale is listed as paid but not active, and nobody has said what came of it. One that
     * is listed as too late is another claim once its time is another: it stays for somebody to look
     * at.
     *
     * @param soldBefore when it was sold, as it was told before
     */
    boolean isUnsettled(Tx tx, Terminal terminal, Sale sale, Instant soldBefore) {
        return cases.isOpen(tx, terminal, sale.requestId())
                && (sale.soldAt().equals(Optional.of(soldBefore))
                        || !cases.isOpenAsLate(tx, terminal, sale.requestId()));
    }

    private static boolean isLate(Tx tx, Sale sale, TillRules rules) {
        return sale.soldAt()
                .filter(at -> at.isBefore(tx.now().minus(Duration.ofDays(rules.lateSaleDays()))))
                .isPresent();
    }

    private Cases.Finding finding(
            Tx tx,
            CaseKind kind,
            Terminal terminal,
            Sale sale,
            Optional<Item> found,
            Text why) {
        return Cases.Finding.atTill(
                kind,
                terminal,
                sale.requestId(),
                found.map(Item::serial).orElse(null),
                new Text(
                        "Sold {serial} on {time}. {reason}",
                        Map.of(
                                "serial",
                                sale.serial().toString(),
                                "time",
                                Text.at(sale.soldAt().orElseThrow(), providers.of(tx).zone()),
                                "reason",
                                why)));
    }

    /** With the last day that counts for the item: only where that is over is it asked for. */
    private Product product(Tx tx, Item item, LocalDate today) {
        Product product = catalog.product(tx, item.product()).orElseThrow();
        return product.isExpiredOn(today)
                ? product.lasting(catalog.lastDayOfRun(tx, item.serial().run()))
                : product;
    }

    private Optional<Text> sell(
            Tx tx, Seller seller, Sale sale, Optional<Item> found, TillRules rules) {
        if (found.isEmpty()) {
            return Optional.of(SaleRules.NOT_IN_STOCK);
        }
        Item item = found.get();
        Terminal terminal = seller.terminal();
        Provider provider = providers.of(tx);
        LocalDate today = LocalDate.ofInstant(tx.now(), provider.zone());
        Product product = product(tx, item, today);
        Optional<Text> declined = SaleRules.decline(sale, terminal, item, product, today);
        if (declined.isPresent()) {
            return declined;
        }
        requireSentBefore(tx, sale, provider);
        if (!seller.mayTake(item)) {
            return Optional.of(SaleRules.PLACE_ON_HOLD);
        }
        Optional<Text> limit =
                TillLimits.broken(tx, terminal, sale.soldAt(), product, provider, rules);
        ReleaseRepository releases = new ReleaseRepository(tx);
        if (limit.isPresent() && !releases.has(terminal.id())) {
            return limit;
        }
        Optional<Text> tooMuch = beyondCredit(tx, terminal.retailer(), item);
        if (tooMuch.isPresent()) {
            return tooMuch;
        }
        if (items.activate(tx, item, seller, facts(terminal, sale))) {
            // Only now: what another till sold meanwhile must not use it up.
            limit.ifPresent(broken -> releases.use(terminal.id()));
            return Optional.empty();
        }
        // Somebody was faster since we looked, and may have undone it by now: it is decided once more,
        // and nobody else changes it meanwhile.
        return sell(tx, seller, sale, items.lock(tx, sale.serial()), rules);
    }

    /**
     * A shop may sell before it finds the time to receive a delivery, but not what wasn't on its way
     * yet: then the time is wrong, and its limits would count at the wrong moment.
     */
    private void requireSentBefore(Tx tx, Sale sale, Provider provider) {
        sale.soldAt()
                .flatMap(
                        soldAt ->
                                items.sentAt(tx, sale.serial())
                                        .filter(sent -> soldAt.isBefore(sent.minus(ASTRAY))))
                .ifPresent(
                        sent -> {
                            throw Refused.field(
                                    "sold_at",
                                    Text.of(
                                            "This item was sent to you on {time}, which is later. Compare day and time, and enter it again.",
                                            "time",
                                            Text.at(sent, provider.zone())));
                        });
    }

    /** No release helps: it is the provider who lends. */
    private Optional<Text> beyondCredit(Tx tx, UUID retailer, Item item) {
        return credit.forbidding(tx, retailer, item)
                .map(
                        state ->
                                Text.of(
                                        "With this sale your shops would owe more than the {limit} agreed on with your provider. Ask your manager to pay what is open, or to agree on more.",
                                        "limit",
                                        state.limit()));
    }

    private static Map<String, String> facts(Terminal terminal, Sale sale) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("terminal", terminal.id().toString());
        facts.put("request", sale.requestId());
        sale.basket().ifPresent(basket -> facts.put("basket", basket));
        sale.soldAt().ifPresent(moment -> facts.put("sold_at", moment.toString()));
        return facts;
    }
}
