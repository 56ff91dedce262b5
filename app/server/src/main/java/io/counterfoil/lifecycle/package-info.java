/**
 * What time and leaving customers do to accounts: the clock that looks at terms, and the way to
 * deletion with all that has to be asked before.
 *
 * <p>It stands on accounts and provisioning; nobody but the composition root uses it.
 */
@NullMarked
package io.counterfoil.lifecycle;

import org.jspecify.annotations.NullMarked;
