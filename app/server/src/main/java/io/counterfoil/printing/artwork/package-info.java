/**
 * What designers draw, as SVG or PDF: checked as what it is, a stranger's file, and turned into a
 * form of a document.
 *
 * <p>For the print layouts, through {@link io.counterfoil.printing.artwork.Artwork}; it knows no
 * layout, only how large the drawing must be.
 */
@NullMarked
package io.counterfoil.printing.artwork;

import org.jspecify.annotations.NullMarked;
