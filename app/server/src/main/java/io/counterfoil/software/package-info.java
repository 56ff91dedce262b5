/**
 * Where a provider's customers get their backup software: one address, a setting of the provider.
 *
 * <p>Whoever shows customers how to begin asks it; staff and programs of the provider set it.
 */
@NullMarked
package io.counterfoil.software;

import org.jspecify.annotations.NullMarked;
