package io.counterfoil.settlement.payouts;

import io.counterfoil.platform.Money;
import io.counterfoil.retailers.NewBankDetails;

/**
 * One payment in an order to the bank.
 *
 * @param reference by which the payee's bank statement names it
 * @param to where it goes
 * @param words what the payee reads
 */
record CreditTransfer(String reference, Money amount, NewBankDetails.Checked to, String words) {}
