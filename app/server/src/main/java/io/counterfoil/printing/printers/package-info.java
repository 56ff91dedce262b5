/**
 * The printers of a provider, by how much each misses, and the page that shows it.
 *
 * <p>For orders, through {@link io.counterfoil.printing.printers.Printers}; it knows no print run.
 */
@NullMarked
package io.counterfoil.printing.printers;

import org.jspecify.annotations.NullMarked;
