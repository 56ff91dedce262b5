/**
 * Who sells for the provider: retailers with their outlets and terminals.
 *
 * <p>Signing in, inventory, activation and settlement use it; it uses access and the platform.
 */
@NullMarked
package io.counterfoil.retailers;

import org.jspecify.annotations.NullMarked;
