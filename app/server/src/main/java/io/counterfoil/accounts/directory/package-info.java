/**
 * The directory: which customers there are and what accounts they have, searched, in lists and as
 * tables.
 *
 * <p>It stands above the accounts, which know nothing of it. Staff and programs of the provider read
 * it; customers see their own sub-accounts in it.
 */
@NullMarked
package io.counterfoil.accounts.directory;

import org.jspecify.annotations.NullMarked;
