/**
 * The account's term: how a card, a payment or a grant by hand moves its end, and what happens when
 * it is over. Pure: calendar arithmetic and one state machine.
 *
 * <p>Accounts and redemption use it; it uses nothing.
 */
@NullMarked
package io.counterfoil.terms;

import org.jspecify.annotations.NullMarked;
