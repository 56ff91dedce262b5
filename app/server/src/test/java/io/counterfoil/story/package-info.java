/** Stories over the real, started service, and one whose clock moves, told from outside. */
@NullMarked
package io.counterfoil.story;

import org.jspecify.annotations.NullMarked;
