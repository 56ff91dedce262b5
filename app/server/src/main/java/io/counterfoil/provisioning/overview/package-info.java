/**
 * The storage nodes as staff, programs and the operator see them: their room, whose bytes are on
 * them, and whether one is to become empty.
 */
@NullMarked
package io.counterfoil.provisioning.overview;

import org.jspecify.annotations.NullMarked;
