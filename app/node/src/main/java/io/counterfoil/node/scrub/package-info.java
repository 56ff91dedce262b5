/**
 * Reads all objects again, at a pace of its own, to see whether their bytes are still what their
 * names say.
 *
 * <p>For the composition root of the node.
 */
@NullMarked
package io.counterfoil.node.scrub;

import org.jspecify.annotations.NullMarked;
