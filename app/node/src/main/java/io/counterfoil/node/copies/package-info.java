/**
 * Fetches accounts' objects from other nodes.
 *
 * <p>For the admin port and the composition root of the node.
 */
@NullMarked
package io.counterfoil.node.copies;

import org.jspecify.annotations.NullMarked;
