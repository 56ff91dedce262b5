/**
 * Closed, numbered settlement documents: what each retailer sold, what it paid, and who owes whom.
 *
 * <p>Payouts and the console use it; it stands on the ledger, retailers, the catalogue, access and
 * the platform.
 */
@NullMarked
package io.counterfoil.settlement.statements;

import org.jspecify.annotations.NullMarked;
