/**
 * How a provider looks, in print and on pages: its colours, and what each of them is for. Pure.
 *
 * <p>Settings keep it and layouts are drawn in it; it uses nothing.
 */
@NullMarked
package io.counterfoil.brand;

import org.jspecify.annotations.NullMarked;
