/**
 * Lists of one's own, CSV files, printed on any layout and sheet without the service: {@link
 * io.counterfoil.printing.lists.ListPrinter}.
 *
 * <p>For the command line; it knows no database and no run.
 */
@NullMarked
package io.counterfoil.printing.lists;

import org.jspecify.annotations.NullMarked;
