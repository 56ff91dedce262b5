/**
 * Where objects lie: whole and durable, on a disk or in a bucket, by account, repository, kind and
 * name. Knows neither quotas nor who asks.
 *
 * <p>For the rest of the node, which sees {@link io.counterfoil.node.store.ObjectStore} and never
 * which one it is.
 */
@NullMarked
package io.counterfoil.node.store;

import org.jspecify.annotations.NullMarked;
