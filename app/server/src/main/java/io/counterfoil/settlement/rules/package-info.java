/**
 * The arithmetic of money between provider and retailers: shares of a price, what a sale moves
 * between accounts, when it is payable, and how prepaid revenue is earned. Pure.
 *
 * <p>The packages of settlement use it; it uses nothing.
 */
@NullMarked
package io.counterfoil.settlement.rules;

import org.jspecify.annotations.NullMarked;
