/**
 * What storage nodes had otherwise than is desired, since when, and when that was healed.
 *
 * <p>The reconciler of the package above writes it down; staff and programs read it.
 */
@NullMarked
package io.counterfoil.provisioning.drift;

import org.jspecify.annotations.NullMarked;
