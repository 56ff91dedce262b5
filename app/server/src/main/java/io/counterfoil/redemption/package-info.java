/**
 * What a customer does with a code: see what it is worth, and spend it, once, on a new account or
 * an own one.
 *
 * <p>The last step of the way from the press to the disk; nothing but the console stands above it.
 */
@NullMarked
package io.counterfoil.redemption;

import org.jspecify.annotations.NullMarked;
