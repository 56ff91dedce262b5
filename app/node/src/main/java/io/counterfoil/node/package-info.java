/**
 * The storage node: keeps accounts and their bytes behind the restic REST protocol, and knows no
 * customers and no money.
 *
 * <p>Its rooms, from the bottom up: {@code store} keeps objects, {@code content} what one account
 * has, {@code accounts} who may do what, and {@code data} and {@code admin} are the two ports. This
 * package puts them together.
 *
 * <p>Operators start {@link io.counterfoil.node.NodeApplication}; the control service may start a
 * node in its own process with {@link io.counterfoil.node.StorageNode}, and talks to any node in
 * the words of {@code contract}. Nothing else is for use from outside.
 */
@NullMarked
package io.counterfoil.node;

import org.jspecify.annotations.NullMarked;
