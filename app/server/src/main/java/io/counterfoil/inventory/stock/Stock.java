package io.counterfoil.inventory.stock;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an outlet has had or has ordered, product by product.
 *
 * @param outlet the id of the outlet
 * @param retailerName what people call its retailer
 * @param name the outlet's name
 */
public record Stock(
        UUID outlet,
        UUID retailer,
        String retailerName,
        String name,
        List<OfProduct> products) {
    public Stock {
        products = List.copyOf(products);
    }

    /**
     * One product's items.
     *
     * @param counts how many are in which state; states without items are left out
     * @param missing how many of the shipped ones did not arrive with the rest
     * @param free those that nothing keeps from being sold
     * @param ageing for how long the received ones have been in the shop
     * @param recentlySold how many were sold in the last 30 days, and not brought back
     * @param recentlyRedeemed of how many the code was redeemed in the last 30 days
     * @param daysOfCover for how many days the free ones in the shop last at the pace of the last 30;
     *     null if none was sold in them, or no till sells the product
     * @param reorder when to send more
     */
    public record OfProduct(
            UUID product,
            String sku,
            String name,
            Map<String, Integer> counts,
            int missing,
            Free free,
            Ageing ageing,
            int recentlySold,
            int recentlyRedeemed,
            @Nullable Integer daysOfCover,
            Reorder reorder) {}

    /**
     * Items that aren't on hold, and that no customer brought back.
     *
     * @param here in the shop
     * @param coming on their way
     */
    public record Free(int here, int coming) {}

    /**
     * Items in a shop, by the time since they came into its stock: received, found again, or
     * their sale undone.
     *
     * @param month at most 30 days
     * @param quarter 31 to 90 days
     * @param older more than 90 days
     */
    public record Ageing(int month, int quarter, int older) {}

    /**
     * When to send more, and how much.
     *
     * @param point when the shop has this many free ones or fewer, in the shop and on their way
     * @param chosen whether somebody chose that; else it is what is sold in 14 days
     * @param suggested how many to send now beside what is ordered; 0: none, as of what is past its
     *     last day
     * @param ordered how many an open order of the shop asks for that were not sent yet
     */
    public record Reorder(int point, boolean chosen, int suggested, int ordered) {}

    /** The same with only those products of which more is to be sent. */
    Stock low() {
        return new Stock(
                outlet,
                retailer,
                retailerName,
                name,
                products.stream().filter(one -> one.reorder().suggested() > 0).toList());
    }
}
