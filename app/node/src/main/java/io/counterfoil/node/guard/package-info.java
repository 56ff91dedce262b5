/**
 * Counts wrong passwords by who sends them and tells who has to wait. It knows names and addresses,
 * never a password.
 *
 * <p>For the node's data port.
 */
@NullMarked
package io.counterfoil.node.guard;

import org.jspecify.annotations.NullMarked;
