/**
 * Layouts and sheets (data under {@code templates/}) and the engine that makes PDF volumes of them.
 *
 * <p>For the print-run feature, through {@link io.counterfoil.printing.layout.PrintEngine}; it
 * knows no database and no run, only serials, codes and what is printed around them.
 */
@NullMarked
package io.counterfoil.printing.layout;

import org.jspecify.annotations.NullMarked;
