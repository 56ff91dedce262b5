/**
 * What trials bring and what they cost: how each began, whether it became paid time, and how much it
 * stored for how long, by channel, product and shop.
 *
 * <p>The provider's staff use it. It stands above accounts and redemption, which know of it only
 * what it takes notice of by.
 */
@NullMarked
package io.counterfoil.economics;

import org.jspecify.annotations.NullMarked;
