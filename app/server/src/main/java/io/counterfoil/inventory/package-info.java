/**
 * Where every serial item is and in which state: shipments, receipts, holds, voiding and stock.
 *
 * <p>Printing, activation and redemption move items through {@link io.counterfoil.inventory.Items};
 * it uses retailers, the catalogue, access and the platform.
 */
@NullMarked
package io.counterfoil.inventory;

import org.jspecify.annotations.NullMarked;
