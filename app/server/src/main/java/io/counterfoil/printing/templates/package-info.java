/**
 * Layouts and sheets that a provider brings itself, beside those of the house: kept, listed, and
 * deleted once no run needs them.
 *
 * <p>For all that prints for a provider, through {@link
 * io.counterfoil.printing.templates.OwnTemplates}; what needs them is asked through {@link
 * io.counterfoil.printing.templates.OwnTemplates.Uses}.
 */
@NullMarked
package io.counterfoil.printing.templates;

import org.jspecify.annotations.NullMarked;
