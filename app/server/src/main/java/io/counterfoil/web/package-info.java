/**
 * The shell of every page, forms, assets and problem responses: how the outside sees us, whatever
 * the feature.
 *
 * <p>Resources and pages of all features use it; it uses the platform only.
 */
@NullMarked
package io.counterfoil.web;

import org.jspecify.annotations.NullMarked;
