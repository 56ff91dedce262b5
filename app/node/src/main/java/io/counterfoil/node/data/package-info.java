/**
 * The data port: who asks, how much they may ask for at a time, and the restic REST protocol.
 *
 * <p>For the composition root of the node and its server.
 */
@NullMarked
package io.counterfoil.node.data;

import org.jspecify.annotations.NullMarked;
