/**
 * The accounts that the control service wants here, who may do what in them, and the workers that
 * remove or bring back their bytes.
 *
 * <p>For the ports of the node.
 */
@NullMarked
package io.counterfoil.node.accounts;

import org.jspecify.annotations.NullMarked;
