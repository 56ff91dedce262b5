/**
 * Trials on the web: who asks for one confirms an e-mail address and gets an account for some days,
 * once.
 *
 * <p>Visitors and the provider's staff use it; no other feature does.
 */
@NullMarked
package io.counterfoil.trials;

import org.jspecify.annotations.NullMarked;
