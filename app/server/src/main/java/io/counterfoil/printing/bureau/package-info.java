/**
 * What goes to a print bureau along with the volumes: manifests and data files.
 *
 * <p>For the print-run feature; it knows serials and codes, but no run and no database.
 */
@NullMarked
package io.counterfoil.printing.bureau;

import org.jspecify.annotations.NullMarked;
