package io.counterfoil.inventory;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What an outlet has had, product by product.
 *
 * @param outlet the id of the outlet
 * @param name the outlet's name
 */
public record Stock(UUID outlet, UUID retailer, String name, List<OfProduct> products) {
    public Stock {
        products = List.copyOf(products);
    }

    /**
     * One product's items.
     *
     * @param counts how many are in which state; states without items are left out
     */
    public record OfProduct(UUID product, String sku, String name, Map<String, Integer> counts) {}
}
