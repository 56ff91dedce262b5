package io.counterfoil.inventory;

import java.util.UUID;

/**
 * A carton of a shipment and what is in it.
 *
 * @param product the id of the product
 * @param items how many items were packed; fewer than serials, if some were spoiled or missing
 */
public record PackedCarton(Shipment.Contents carton, UUID product, int items) {}
