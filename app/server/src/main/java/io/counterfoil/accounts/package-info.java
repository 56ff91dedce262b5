/**
 * Customers, their contacts and their accounts: opening, sub-accounts, quotas, passwords and the term
 * as the fold of its grants.
 *
 * <p>Redemption opens and extends accounts through it. The packages in it stand above it: they list
 * accounts, move them to other plans, and let customers see them under {@code /account}.
 */
@NullMarked
package io.counterfoil.accounts;

import org.jspecify.annotations.NullMarked;
