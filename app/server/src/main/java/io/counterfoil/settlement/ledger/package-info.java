/**
 * Who owes whom, item by item: accruals between provider and retailer, and the transfers between
 * accounts that they make, entered with the move or the grant that is the reason.
 *
 * <p>Statements, payouts and the console use it. Inventory and accounts know of it only that they
 * tell {@link io.counterfoil.inventory.Books} and {@link io.counterfoil.accounts.GrantWatch}.
 *
 * <p>What others may rely on:
 *
 * <ul>
 *   <li>An accrual's amount is what the retailer owes the provider; below zero, the provider owes
 *       it. Nothing of an accrual changes but {@code undone_at}, and that only while no statement
 *       has it; {@code undone_counted} follows, for those who sum.
 *   <li>{@code payable_at} is later than the retailer's {@code settled_until} whenever an accrual
 *       commits. {@link io.counterfoil.settlement.ledger.Settled#close} moves that on; nothing of
 *       what is payable up to it changes from then on. Statements take what is later than {@code
 *       stated_until}, which then follows: every accrual is on one statement at most, and none is
 *       left behind.
 *   <li>What is undone after that comes back as an accrual of the opposite amount, payable at once,
 *       whose {@code undoes} names the first one.
 *   <li>An accrual is taken back once at most: by a move, by a refund of the time that it is for, or
 *       because its retailer was right to dispute it. Those who take back sales and shipments meet at
 *       the item, which each of them locks first; those who take back rewards lock these.
 *   <li>Every transfer but a payment names one serial and one event, and goes with its accrual.
 *   <li>{@link io.counterfoil.settlement.ledger.TransferCounts} sums transfers. Whoever makes one
 *       holds its retailer first, so that none is left out.
 * </ul>
 */
@NullMarked
package io.counterfoil.settlement.ledger;

import org.jspecify.annotations.NullMarked;
