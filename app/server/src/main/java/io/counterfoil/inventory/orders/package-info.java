/**
 * What shops ask their provider to send, and what became of it.
 *
 * <p>Pages and programs ask {@link io.counterfoil.inventory.orders.GoodsOrders}; it sends through
 * {@code inventory}, suggests what {@code inventory.stock} does, and uses retailers and the
 * catalogue.
 */
@NullMarked
package io.counterfoil.inventory.orders;

import org.jspecify.annotations.NullMarked;
