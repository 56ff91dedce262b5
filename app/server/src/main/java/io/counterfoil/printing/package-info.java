/**
 * Print runs from order to count-in: items are minted with their codes, files are drawn on demand,
 * and the count-in ends the time in which codes can be read.
 *
 * <p>Runs stand on packages below them. {@code pdf} and {@code barcode} draw and know nothing of
 * what is printed; {@code artwork}, {@code report} and {@code layout} draw with them a designer's
 * file, a paper for people, and items on sheets. {@code brand}, {@code templates} and {@code
 * printers} keep what a provider brings along, {@code bureau} those who print elsewhere, and {@code
 * counting} understands what came from the press. {@code shipping} stands above, {@code lists}
 * beside, without any run.
 *
 * <p>For staff and programs of the provider; other features ask {@link
 * io.counterfoil.printing.PrintRuns} whether a run is blocked.
 */
@NullMarked
package io.counterfoil.printing;

import org.jspecify.annotations.NullMarked;
