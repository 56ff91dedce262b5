package io.counterfoil.settlement.payouts;

import io.counterfoil.platform.Money;
import io.counterfoil.platform.Text;
import io.counterfoil.settlement.statements.StatementWords;
import org.jspecify.annotations.Nullable;

/** What pages say of money. */
final class SettlementWords {
    private SettlementWords() {}

    /** What is open; null if it is nothing. */
    static @Nullable Text open(Money amount) {
        return amount.minor() == 0 ? null : StatementWords.owed(amount);
    }

    /** How far payouts in that state are. */
    static String of(PayoutState state) {
        return switch (state) {
            case DUE -> "due";
            case FROZEN -> "waits: bank details are missing or new";
            case ORDERED -> "ordered from the bank";
            case PAID -> "paid";
            case CARRIED_OVER -> "carried over to the next statement";
        };
    }

    /** How far a payout is. */
    static String of(Payout payout) {
        return switch (payout.state()) {
            case FROZEN ->
                    payout.frozenUntil() == null
                            ? "waits for bank details"
                            : "waits, since the bank details are new";
            case DUE, ORDERED, PAID, CARRIED_OVER -> of(payout.state());
        };
    }
}
