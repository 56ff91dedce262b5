/**
 * What one account stores: its repositories in memory, uploads on their way in, quotas that are
 * never exceeded, and what was deleted and is kept for a while.
 *
 * <p>For the ports and the workers of the node, after it was settled who asks.
 */
@NullMarked
package io.counterfoil.node.content;

import org.jspecify.annotations.NullMarked;
