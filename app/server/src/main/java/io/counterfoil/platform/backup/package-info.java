/**
 * Copies everything that must not be lost into one file, and brings it back.
 *
 * <p>For the commands {@code backup} and {@code restore}.
 */
@NullMarked
package io.counterfoil.platform.backup;

import org.jspecify.annotations.NullMarked;
