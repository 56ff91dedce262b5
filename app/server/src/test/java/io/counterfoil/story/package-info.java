/** Stories over the real, started service, told from outside. */
@NullMarked
package io.counterfoil.story;

import org.jspecify.annotations.NullMarked;
