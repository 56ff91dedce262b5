/**
 * The storage node: keeps accounts and their bytes behind the restic REST protocol, and knows no
 * customers and no money.
 *
 * <p>Two parts meet here. The outer part says who asks, what they may do, how much room they have
 * and in which folder it lies: {@code DataPort}, {@code Accounts}, {@code Quotas}, {@code
 * AdminServlet}. The inner part speaks the protocol over one account's repositories: {@code
 * Target}, {@code RepositoryProtocol}, {@code Upload}, {@code ObjectStore}.
 *
 * <p>Operators start {@link io.counterfoil.node.NodeApplication}; the control service may start a
 * node in its own process with {@link io.counterfoil.node.StorageNode}, and talks to any node in
 * the words of {@code contract}. Nothing else is for use from outside.
 */
@NullMarked
package io.counterfoil.node;

import org.jspecify.annotations.NullMarked;
