/**
 * What goes along with shipments: labels for their cartons and packing slips. No code is on either.
 *
 * <p>For its own two resources; nobody else uses it.
 */
@NullMarked
package io.counterfoil.printing.shipping;

import org.jspecify.annotations.NullMarked;
