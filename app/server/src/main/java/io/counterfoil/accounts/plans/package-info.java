/**
 * Moving accounts to the newest version of their plan: what that would change, and the job that does
 * it.
 *
 * <p>Staff and programs of the provider use it; no other feature does.
 */
@NullMarked
package io.counterfoil.accounts.plans;

import org.jspecify.annotations.NullMarked;
