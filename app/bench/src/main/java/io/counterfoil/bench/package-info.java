/** Placeholder. */
@NullMarked
package io.counterfoil.bench;

import org.jspecify.annotations.NullMarked;
