/**
 * What is paid out to retailers: due once a statement closes in their favour, ordered from the bank
 * by a file, paid once the bank did.
 *
 * <p>The console uses it; it stands on statements, the ledger, retailers, access and the platform.
 * IBANs are sealed in the database and shown nowhere but in that file; only the provider's own stands
 * on statements too, where they ask for money.
 */
@NullMarked
package io.counterfoil.settlement.payouts;

import org.jspecify.annotations.NullMarked;
