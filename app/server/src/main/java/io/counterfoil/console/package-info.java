/**
 * What the provider's staff see first, the trace of a serial number, and what machines ask the
 * service about itself.
 *
 * <p>Nobody uses it; it may use every feature.
 */
@NullMarked
package io.counterfoil.console;

import org.jspecify.annotations.NullMarked;
