package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Money;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.LedgerAccount;
import io.counterfoil.settlement.rules.Posting;
import java.util.UUID;

/** Enters what moves between the bank accounts of provider and retailers. */
public final class Cash {
    private final Settled settled;

    /** Entries for retailers that {@code settled} knows. */
    public Cash(Settled settled) {
        this.settled = settled;
    }

    /** Has statements of the retailer wait for the end of the transaction, or waits for one. */
    public void holdOpen(Tx tx, UUID retailer) {
        settled.holdCash(tx, retailer);
    }

    /**
     * A retailer paid.
     *
     * @param amount above zero
     */
    public void received(Tx tx, UUID retailer, Money amount) {
        new TransferRepository(tx)
                .insertCash(
                        TransferKind.PAYMENT.label(),
                        new Posting(LedgerAccount.BANK, LedgerAccount.RETAILER, amount.minor()),
                        retailer,
                        amount.currency());
    }

    /**
     * A retailer had not paid after all.
     *
     * @param amount above zero
     */
    public void takenBack(Tx tx, UUID retailer, Money amount) {
        new TransferRepository(tx)
                .insertCash(
                        TransferKind.PAYMENT.label(),
                        new Posting(LedgerAccount.RETAILER, LedgerAccount.BANK, amount.minor()),
                        retailer,
                        amount.currency());
    }

    /**
     * A retailer was paid.
     *
     * @param amount above zero
     */
    public void paidOut(Tx tx, UUID retailer, Money amount) {
        new TransferRepository(tx)
                .insertCash(
                        TransferKind.PAYOUT.label(),
                        new Posting(LedgerAccount.RETAILER, LedgerAccount.BANK, amount.minor()),
                        retailer,
                        amount.currency());
    }
}
