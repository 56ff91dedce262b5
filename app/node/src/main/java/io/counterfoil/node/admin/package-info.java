/**
 * The admin port: the contract with the control service, behind the node key.
 *
 * <p>For the composition root of the node.
 */
@NullMarked
package io.counterfoil.node.admin;

import org.jspecify.annotations.NullMarked;
