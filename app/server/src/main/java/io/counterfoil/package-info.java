/**
 * The control service: its start, its commands and the one place where everything is wired
 * together.
 */
@NullMarked
package io.counterfoil;

import org.jspecify.annotations.NullMarked;
