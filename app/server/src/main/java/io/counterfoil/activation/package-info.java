/**
 * What a till says: sold, or never mind. Activation and reversal with the till's own request ids,
 * and the counter's pages.
 *
 * <p>Nothing else uses it; it uses inventory, retailers, the catalogue, access and the platform.
 */
@NullMarked
package io.counterfoil.activation;

import org.jspecify.annotations.NullMarked;
