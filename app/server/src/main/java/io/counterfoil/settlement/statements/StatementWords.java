package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Money;
import io.counterfoil.settlement.rules.AccrualKind;

/** What statements say to retailers, who read no signs before amounts. */
public final class StatementWords {
    private StatementWords() {}

    /** What a statement closes with. */
    public static String closing(Money amount) {
        if (amount.minor() == 0) {
            return "Nobody owes anything.";
        }
        return amount.minor() > 0
                ? "You owe us " + amount + "."
                : "We pay you %s, or carry it over if we agreed to pay larger amounts only."
                        .formatted(positive(amount));
    }

    /** What was paid since the statement before. */
    public static String paid(Money amount) {
        if (amount.minor() == 0) {
            return "Nothing";
        }
        return amount.minor() > 0
                ? "You paid us " + amount
                : "We paid you " + positive(amount);
    }

    /** The amount without its sign. */
    public static Money positive(Money amount) {
        return new Money(Math.abs(amount.minor()), amount.currency());
    }

    /** Why money is owed. */
    public static String of(AccrualKind kind) {
        return switch (kind) {
            case SALE -> "Sold";
            case SHIPMENT -> "Sent to you";
            case CREDIT -> "Sent back";
            case BOUNTY -> "A customer of yours paid";
            case RESIDUAL -> "A customer of yours paid again";
            case CLAW_BACK -> "Taken back";
            case DISPUTE -> "You were right";
        };
    }
}
