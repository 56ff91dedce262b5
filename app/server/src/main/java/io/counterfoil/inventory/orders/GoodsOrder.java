package io.counterfoil.inventory.orders;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an outlet asks its provider to send.
 *
 * @param retailer whose outlet it is
 * @param retailerName what people call the retailer
 * @param outletName what people call the outlet
 * @param note what the shop says besides; null: nothing
 * @param lines how much of what, each product once; what was sent without being ordered comes last
 * @param endedAt when it was sent, declined or withdrawn; null: not yet
 * @param answer why nothing, or no more, is sent; null: it wasn't declined
 * @param shipments what was sent for it, the first one first
 */
public record GoodsOrder(
        UUID id,
        UUID retailer,
        String retailerName,
        UUID outlet,
        String outletName,
        GoodsOrderState state,
        Instant orderedAt,
        @Nullable String note,
        List<OrderLine> lines,
        @Nullable Instant endedAt,
        @Nullable String answer,
        List<OrderSent> shipments) {
    public GoodsOrder {
        lines = List.copyOf(lines);
        shipments = List.copyOf(shipments);
    }

    /**
     * So much of a product.
     *
     * @param name what people call the product
     * @param items how many are ordered; 0: it was sent though nobody ordered it
     * @param sent how many were sent so far
     */
    public record OrderLine(UUID product, String sku, String name, int items, int sent) {}

    /**
     * A shipment that was sent for it.
     *
     * @param id the shipment's
     * @param items how many are in it
     */
    public record OrderSent(UUID id, Instant shippedAt, int items) {}

    /** Whether all that is ordered was sent. */
    boolean isSent() {
        return lines.stream().allMatch(line -> line.sent() >= line.items());
    }

    /** How many items are ordered. */
    public int items() {
        return lines.stream().mapToInt(OrderLine::items).sum();
    }
}
