/**
 * Moves of accounts from one storage node to another, with all they store, while their clients go
 * on: copied while they work, then the last objects while they wait for moments.
 *
 * <p>Staff and programs ask for moves; draining a node asks for those of all its accounts.
 */
@NullMarked
package io.counterfoil.provisioning.moves;

import org.jspecify.annotations.NullMarked;
