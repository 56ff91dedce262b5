package io.counterfoil.activation;

import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Product;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.Item;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Retailers;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Receipts with several items. Each line is a sale of its own, by its own request id, so that one
 * item that can't be sold does not keep the customer from the others, and each can be undone alone.
 */
public final class Baskets {
    /** The most lines that are sold at once, and that a page lists. */
    static final int MOST_LINES = 100;

    private final Transactions transactions;
    private final Activations activations;
    private final Retailers retailers;
    private final Items items;
    private final Catalog catalog;

    /** Receipts whose lines are sold by {@code activations}. */
    public Baskets(
            Transactions transactions,
            Activations activations,
            Retailers retailers,
            Items items,
            Catalog catalog) {
        this.transactions = transactions;
        this.activations = activations;
        this.retailers = retailers;
        this.items = items;
        this.catalog = catalog;
    }

    /**
     * Sells the lines of a receipt one after the other, each in a transaction of its own. Sent
     * again, each line gets the answer that it got before.
     *
     * @param ownTerminal the terminal that the caller's key is bound to, or null
     * @return what became of each line, in their order
     * @throws Refused if the receipt's number, the till or the lines as a whole are wrong; then
     *     nothing was sold
     */
    public List<BasketLine> sell(Caller caller, NewBasket asked, @Nullable UUID ownTerminal) {
        Fields fields = new Fields();
        String basket = Sale.basket(fields, asked.basketId());
        UUID terminal = Sale.terminal(fields, asked.terminal(), ownTerminal);
        List<NewBasket.Line> lines = lines(fields, asked.lines());
        fields.done();
        if (transactions
                .write(caller, tx -> retailers.lockTerminal(tx, terminal))
                .isEmpty()) {
            throw Activations.noSuchTerminal();
        }
        return lines.stream()
                .map(line -> sell(caller, basket, line, terminal, ownTerminal))
                .toList();
    }

    private BasketLine sell(
            Caller caller,
            String basket,
            NewBasket.Line line,
            UUID terminal,
            @Nullable UUID ownTerminal) {
        try {
            Sale sale = Sale.of(line.at(terminal.toString()), ownTerminal).in(basket);
            return new BasketLine.Answered(line, activations.activate(caller, sale));
        } catch (Refused refused) {
            return new BasketLine.Unusable(line, refused);
        }
    }

    private static List<NewBasket.Line> lines(
            Fields fields, @Nullable List<NewBasket.Line> asked) {
        if (asked == null || asked.isEmpty() || asked.size() > MOST_LINES) {
            fields.problem("lines", Text.of("Send one to {most} lines.", "most", MOST_LINES));
            return List.of();
        }
        return asked;
    }

    /**
     * What is on a receipt so far.
     *
     * @param terminal the till that it is of
     */
    public BasketView view(Caller caller, UUID terminal, String basket) {
        return transactions.read(
                caller,
                tx -> {
                    List<TillEntry> entries = activations.ofBasket(tx, terminal, basket);
                    List<BasketView.Line> lines = new ArrayList<>();
                    Map<Currency, Long> sums = new LinkedHashMap<>();
                    for (TillEntry entry : entries) {
                        Optional<Product> product = product(tx, entry);
                        lines.add(
                                new BasketView.Line(
                                        entry,
                                        product.map(Product::name).orElse(null),
                                        product.map(Product::price).orElse(null)));
                        product.filter(one -> entry.stands())
                                .map(Product::price)
                                .ifPresent(
                                        price ->
                                                sums.merge(
                                                        price.currency(),
                                                        price.minor(),
                                                        Math::addExact));
                    }
                    return new BasketView(lines, totals(sums));
                });
    }

    private Optional<Product> product(Tx tx, TillEntry entry) {
        return Optional.ofNullable(entry.serial())
                .flatMap(serial -> items.find(tx, SerialNumber.of(serial)))
                .map(Item::product)
                .flatMap(id -> catalog.product(tx, id));
    }

    private static List<Money> totals(Map<Currency, Long> sums) {
        return sums.entrySet().stream()
                .map(sum -> new Money(sum.getValue(), sum.getKey()))
                .toList();
    }
}
