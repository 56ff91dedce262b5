/**
 * Serial numbers and redemption codes with their check symbols, GTINs, keyed digests and sealing:
 * pure Java and JCA, bytes in and bytes out, no files, database or clock.
 *
 * <p>Every feature may use it; it uses none of them.
 */
@NullMarked
package io.counterfoil.codes;

import org.jspecify.annotations.NullMarked;
