/**
 * Which account stands on which storage node, in which desired state, and how the node gets there:
 * every change has a version, a job sends it, a reconciler compares both sides and heals what
 * differs.
 *
 * <p>Accounts use it and decide; it knows accounts by id only, and talks to nodes over their admin
 * contract.
 */
@NullMarked
package io.counterfoil.provisioning;

import org.jspecify.annotations.NullMarked;
