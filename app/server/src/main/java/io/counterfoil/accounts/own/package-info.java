/**
 * What customers do by themselves under {@code /account}: look after their accounts and sub-accounts,
 * set a password that they forgot, say where mail goes, and leave.
 *
 * <p>Customers use it through its pages; the console has a link to a new password mailed.
 */
@NullMarked
package io.counterfoil.accounts.own;

import org.jspecify.annotations.NullMarked;
