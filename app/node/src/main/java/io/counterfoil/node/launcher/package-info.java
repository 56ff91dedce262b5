/**
 * What is said to those who start a program: the first thing that runs, on any JVM, says in words
 * which one the rest needs; what keeps it from starting later is said in a sentence too.
 *
 * <p>For the manifests of the jars and the commands that start; the control service's may ask here
 * too.
 */
@NullMarked
package io.counterfoil.node.launcher;

import org.jspecify.annotations.NullMarked;
