/**
 * How people prove who they are: passwords, second steps and what is asked of whom.
 *
 * <p>It stands on access, which knows people and their sessions, on retailers, whose people are
 * invited, and on mail, by which they hear of changes. Features whose people sign in say in
 * {@code SignIns} who these are.
 */
@NullMarked
package io.counterfoil.signin;

import org.jspecify.annotations.NullMarked;
