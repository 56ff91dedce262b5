/**
 * The first thing that runs, on any JVM, to say in words which one the rest needs.
 *
 * <p>For the manifests of the jars alone; the control service's launcher asks here too.
 */
@NullMarked
package io.counterfoil.node.launcher;

import org.jspecify.annotations.NullMarked;
