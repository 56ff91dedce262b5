/**
 * What was counted when a run came from the press, as people and presses write it: lists of serials
 * and ranges, or a table. Each serial ends in exactly one bucket, or the count is refused.
 *
 * <p>For those who close runs, through {@link io.counterfoil.printing.counting.Buckets}; it knows
 * no run but its range of serials.
 */
@NullMarked
package io.counterfoil.printing.counting;

import org.jspecify.annotations.NullMarked;
