/**
 * PDF, written front to back in flat memory, and what is drawn with: content, colours and inks,
 * fonts, page boxes, and what a press wants of a file.
 *
 * <p>For all that prints; it knows no layout, no sheet and no item.
 */
@NullMarked
package io.counterfoil.printing.pdf;

import org.jspecify.annotations.NullMarked;
