/**
 * The first thing that runs, on any JVM, to say in words which one the rest needs.
 *
 * <p>For the jar's manifest alone.
 */
@NullMarked
package io.counterfoil.launcher;

import org.jspecify.annotations.NullMarked;
