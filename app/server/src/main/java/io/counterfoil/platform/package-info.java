/** Placeholder. */
@NullMarked
package io.counterfoil.platform;

import org.jspecify.annotations.NullMarked;
