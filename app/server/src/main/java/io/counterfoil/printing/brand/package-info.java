/**
 * How a provider looks on what it prints: its logo, the page that shows it with the colours, and the
 * brand that each run keeps from its order.
 *
 * <p>For all that prints for a provider, through {@link io.counterfoil.printing.brand.Brands} and
 * {@link io.counterfoil.printing.brand.Logos}; it knows no print run but its id.
 */
@NullMarked
package io.counterfoil.printing.brand;

import org.jspecify.annotations.NullMarked;
