/**
 * What a till says: sold, or never mind. Activation and reversal with the till's own request ids,
 * and the counter's pages.
 *
 * <p>The console and the books use it, which ask how long a sale can come back; it uses inventory,
 * retailers, the catalogue, access and the platform.
 */
@NullMarked
package io.counterfoil.activation;

import org.jspecify.annotations.NullMarked;
