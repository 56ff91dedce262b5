/**
 * Print runs from order to count-in: items are minted with their codes, files are drawn on demand,
 * and the count-in ends the time in which codes can be read.
 *
 * <p>For staff and programs of the provider; other features ask {@link
 * io.counterfoil.printing.PrintRuns} whether a run is blocked.
 */
@NullMarked
package io.counterfoil.printing;

import org.jspecify.annotations.NullMarked;
