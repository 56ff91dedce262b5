/** Placeholder. */
@NullMarked
package io.counterfoil.node;

import org.jspecify.annotations.NullMarked;
