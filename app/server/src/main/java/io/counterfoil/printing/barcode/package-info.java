/**
 * Bar and matrix symbols as rectangles in whole modules, and modules as whole printer dots.
 *
 * <p>For the print layouts; it knows no paper and no page format.
 */
@NullMarked
package io.counterfoil.printing.barcode;

import org.jspecify.annotations.NullMarked;
