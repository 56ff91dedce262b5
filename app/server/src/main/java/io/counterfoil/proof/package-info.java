/**
 * Proof packs: the hash-chained events behind an item or a statement in one file, and the check of
 * such a file, which needs no database.
 *
 * <p>Nothing else uses it but the commands; it stands on inventory and statements.
 */
@NullMarked
package io.counterfoil.proof;

import org.jspecify.annotations.NullMarked;
