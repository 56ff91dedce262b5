/**
 * What shops have, how long it lasts and what to send them, and the counts that compare it with
 * their shelves.
 *
 * <p>Pages and programs ask {@link io.counterfoil.inventory.stock.Stocks}; it reads the items of
 * {@code inventory}, moves none of them, and uses retailers and the catalogue.
 */
@NullMarked
package io.counterfoil.inventory.stock;

import org.jspecify.annotations.NullMarked;
