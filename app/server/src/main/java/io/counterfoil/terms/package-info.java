/**
 * The account's term: how a card, a payment or a grant by hand moves its end. Pure calendar
 * arithmetic.
 *
 * <p>Accounts and redemption use it; it uses nothing.
 */
@NullMarked
package io.counterfoil.terms;

import org.jspecify.annotations.NullMarked;
