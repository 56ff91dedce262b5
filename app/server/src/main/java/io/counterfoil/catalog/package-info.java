/**
 * What a provider sells: plans (what an account may do) and products (a term of a plan, on a
 * medium, at a price).
 *
 * <p>Every feature that needs a plan or a product asks {@link io.counterfoil.catalog.Catalog};
 * nobody else reads these tables.
 */
@NullMarked
package io.counterfoil.catalog;

import org.jspecify.annotations.NullMarked;
