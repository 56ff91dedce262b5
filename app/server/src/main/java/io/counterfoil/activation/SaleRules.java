package io.counterfoil.activation;

import io.counterfoil.catalog.Product;
import io.counterfoil.codes.Gtin;
import io.counterfoil.inventory.Item;
import io.counterfoil.platform.Text;
import io.counterfoil.retailers.Terminal;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/** Whether a till may sell an item, and if not, what to tell the clerk. */
final class SaleRules {
    /**
     * Said of items that don't exist and of those that others have: a till can't tell them apart.
     */
    static final Text NOT_IN_STOCK =
            Text.of(
                    "This item is not in your stock. Compare the number; if it is right, give the"
                            + " customer another item and put this one aside.");

    /** Said where what is in the till's outlet must not be sold, and another outlet's would join it. */
    static final Text PLACE_ON_HOLD =
            Text.of(
                    "What is in this shop is on hold, so an item of another shop can't be sold here."
                            + " Please ask your manager.");

    private SaleRules() {}

    /**
     * Why this sale is declined; empty if it isn't.
     *
     * @param today by the provider's calendar
     */
    static Optional<Text> decline(
            Sale sale,
            Terminal terminal,
            Item item,
            Product product,
            LocalDate today) {
        if (!terminal.active()) {
            return said("This shop may not sell at the moment. Please ask your manager.");
        }
        if (!Objects.equals(item.retailer(), terminal.retailer())) {
            return Optional.of(NOT_IN_STOCK);
        }
        return stateOf(item)
                .or(() -> expired(product, today))
                .or(() -> priceSymbol(sale, product))
                .or(() -> price(sale, product));
    }

    private static Optional<Text> stateOf(Item item) {
        return switch (item.state()) {
            case RECEIVED -> whileInStock(item);
            case ACTIVATED ->
                    said(
                            "This item is already active: it was sold before. Do not sell it"
                                    + " again.");
            case REDEEMED ->
                    said("This item is already active and its code was used. Put it aside.");
            case SHIPPED ->
                    said(
                            "This item is not received yet. Receive the delivery first, then sell"
                                    + " it.");
            case RETURNED, LOST, STOLEN ->
                    Optional.of(
                            Text.of(
                                    "This item is listed as {state}. Put it aside and tell your manager.",
                                    "state",
                                    Text.of(item.state().label())));
            case MINTED, PRINTED, SPOILED, MISSING -> Optional.of(NOT_IN_STOCK);
            case VOIDED, EXPIRED ->
                    Optional.of(
                            Text.of(
                                    "This item is {state} and can't be sold. Put it aside.",
                                    "state",
                                    Text.of(item.state().label())));
        };
    }

    private static Optional<Text> whileInStock(Item item) {
        if (item.takenBack()) {
            return said(
                    "This item was brought back by a customer, who may have seen its code. Don't"
                            + " sell it; send it back to your provider.");
        }
        return item.hold() == null
                ? Optional.empty()
                : said(
                        "This item is on hold. Give the customer another one and put this one"
                                + " aside.");
    }

    private static Optional<Text> expired(Product product, LocalDate today) {
        return product.isExpiredOn(today)
                ? Optional.of(
                        Text.of(
                                "The code of this item could be redeemed until {day} only. Put it aside.",
                                "day",
                                Objects.requireNonNull(product.redeemBy())))
                : Optional.empty();
    }

    private static Optional<Text> priceSymbol(Sale sale, Product product) {
        Optional<Gtin> expected =
                Optional.ofNullable(product.gtin())
                        .map(Gtin::parse)
                        .map(
                                parsed ->
                                        switch (parsed) {
                                            case Gtin.Parsed.Valid valid -> valid.gtin();
                                            case Gtin.Parsed.Invalid invalid ->
                                                    throw new IllegalStateException(
                                                            invalid.reason());
                                        });
        return sale.gtin().isEmpty() || sale.gtin().equals(expected)
                ? Optional.empty()
                : Optional.of(
                        Text.of(
                                "The scanned price symbol belongs to another product. This item is: {product}.",
                                "product",
                                product.name()));
    }

    private static Optional<Text> price(Sale sale, Product product) {
        return sale.price().isEmpty() || sale.price().get().equals(product.price())
                ? Optional.empty()
                : Optional.of(
                        Text.of(
                                "The price does not fit: this item costs {price}.",
                                "price",
                                product.price()));
    }

    private static Optional<Text> said(String why) {
        return Optional.of(Text.of(why));
    }
}
