/**
 * What the provider's staff see first: how far items have come, what waits for somebody, and figures
 * over all that the provider has, counted by a job where that takes long.
 *
 * <p>Nobody uses it; it may use every feature.
 */
@NullMarked
package io.counterfoil.console.home;

import org.jspecify.annotations.NullMarked;
