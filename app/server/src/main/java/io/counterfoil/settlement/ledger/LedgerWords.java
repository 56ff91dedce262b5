package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Text;
import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.LedgerAccount;

/** What accounts, accruals and transfers are called to those who keep the books. */
final class LedgerWords {
    private LedgerWords() {}

    /** What an account is called. */
    static Text of(LedgerAccount account) {
        return switch (account) {
            case RETAILER -> Text.of("Retailers");
            case DEFERRED_REVENUE -> Text.of("Deferred revenue");
            case REVENUE -> Text.of("Earned revenue");
            case BREAKAGE -> Text.of("Breakage (never redeemed)");
            case COMMISSION -> Text.of("Commission of shops");
            case BOUNTY -> Text.of("Bounties of shops");
            case TAX -> Text.of("Tax");
            case CUSTOMER -> Text.of("Refunds to customers");
            case BANK -> Text.of("Bank");
        };
    }

    /** What an accrual of this kind is called within a sentence. */
    static Text of(AccrualKind kind) {
        return switch (kind) {
            case SALE -> Text.of("sale");
            case SHIPMENT -> Text.of("shipment");
            case CREDIT -> Text.of("credit");
            case BOUNTY -> Text.of("bounty");
            case RESIDUAL -> Text.of("residual");
            case CLAW_BACK -> Text.of("claw back");
            case DISPUTE -> Text.of("dispute");
        };
    }

    /**
     * What a transfer is for.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    static Text of(Transfer transfer) {
        return switch (transfer.kind()) {
            case "sale" -> Text.of("Sold");
            case "shipment" -> Text.of("Sent to a shop that buys");
            case "credit" -> Text.of("Shipment credited");
            case "bounty" -> Text.of("Bounty: a customer of the shop paid");
            case "residual" -> Text.of("Commission: a customer of the shop paid again");
            case "claw_back" -> Text.of("Taken back after a statement had it");
            case "dispute" -> Text.of("Disputed by the shop, which was right");
            case "undo" -> Text.of("Taken back");
            case "redemption" -> Text.of("Redeemed: its tax is due");
            case "earning" ->
                    transfer.to() == LedgerAccount.REVENUE
                            ? Text.of("What was earned is taken back")
                            : Text.of("Earned by days of the term");
            case "breakage" -> Text.of("Will never be redeemed");
            case "refund" -> Text.of("Time taken back and refunded");
            case "payment" -> Text.of("The retailer paid");
            case "payout" -> Text.of("Paid out to the retailer");
            default ->
                    throw new IllegalArgumentException(
                            "no kind of transfer: " + transfer.kind());
        };
    }
}
