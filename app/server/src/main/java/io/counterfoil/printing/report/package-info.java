/**
 * Papers for people that go along with goods and files, such as packing slips and manifests: facts
 * and a table on numbered A4 pages.
 *
 * <p>For all that hands one out, through {@link io.counterfoil.printing.report.Report}.
 */
@NullMarked
package io.counterfoil.printing.report;

import org.jspecify.annotations.NullMarked;
