package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Text;
import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.LedgerAccount;

/** What accounts, accruals and transfers are called to those who keep the books. */
final class LedgerWords {
    private LedgerWords() {}

    /** What an account is called. */
    static Text of(LedgerAccount account) {
        return Text.of(
                switch (account) {
                    case RETAILER -> "Retailers";
                    case DEFERRED_REVENUE -> "Deferred revenue";
                    case REVENUE -> "Earned revenue";
                    case BREAKAGE -> "Breakage (never redeemed)";
                    case COMMISSION -> "Commission of shops";
                    case BOUNTY -> "Bounties of shops";
                    case TAX -> "Tax";
                    case CUSTOMER -> "Refunds to customers";
                    case BANK -> "Bank";
                });
    }

    /** What an accrual of this kind is called within a sentence. */
    static Text of(AccrualKind kind) {
        return Text.of(
                switch (kind) {
                    case SALE -> "sale";
                    case SHIPMENT -> "shipment";
                    case CREDIT -> "credit";
                    case BOUNTY -> "bounty";
                    case RESIDUAL -> "residual";
                    case CLAW_BACK -> "claw back";
                    case DISPUTE -> "dispute";
                });
    }

    /**
     * What a transfer is for.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    static Text of(Transfer transfer) {
        return Text.of(
                switch (transfer.kind()) {
                    case "sale" -> "Sold";
                    case "shipment" -> "Sent to a shop that buys";
                    case "credit" -> "Shipment credited";
                    case "bounty" -> "Bounty: a customer of the shop paid";
                    case "residual" -> "Commission: a customer of the shop paid again";
                    case "claw_back" -> "Taken back after a statement had it";
                    case "dispute" -> "Disputed by the shop, which was right";
                    case "undo" -> "Taken back";
                    case "redemption" -> "Redeemed: its tax is due";
                    case "earning" ->
                            transfer.to() == LedgerAccount.REVENUE
                                    ? "What was earned is taken back"
                                    : "Earned by days of the term";
                    case "breakage" -> "Will never be redeemed";
                    case "refund" -> "Time taken back and refunded";
                    case "payment" -> "The retailer paid";
                    case "payout" -> "Paid out to the retailer";
                    default ->
                            throw new IllegalArgumentException(
                                    "no kind of transfer: " + transfer.kind());
                });
    }
}
