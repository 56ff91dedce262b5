/**
 * Print bureaus: their keys, how they want their files, and what goes to them: data files,
 * manifests, and encrypted packages behind links that work once.
 *
 * <p>For the print-run feature, which says through {@link
 * io.counterfoil.printing.bureau.Packages} what a package holds; it knows of runs only where they
 * go.
 */
@NullMarked
package io.counterfoil.printing.bureau;

import org.jspecify.annotations.NullMarked;
