package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Money;
import io.counterfoil.platform.Text;
import io.counterfoil.retailers.NewBankDetails;
import io.counterfoil.settlement.rules.AccrualKind;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What statements say to retailers, who read no signs before amounts. */
public final class StatementWords {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter GERMAN_DAY =
            DateTimeFormatter.ofPattern("d. MMM uuuu", Locale.GERMAN);

    private StatementWords() {}

    /** What a statement is made of: opening and lines less payments are the closing. */
    public record Sums(Text opening, Text lines, Text payments, Text closing) {
        static Sums of(Statement statement) {
            return new Sums(
                    owed(statement.opening()),
                    owed(statement.lines()),
                    paid(statement.payments()),
                    owed(statement.closing()));
        }
    }

    /** What a statement closes with, whenever that is read. */
    static Text closing(Money amount) {
        if (amount.minor() == 0) {
            return Text.of("Nobody owes anything.");
        }
        return Text.of(
                amount.minor() > 0
                        ? "You owe us {amount}."
                        : "We pay you {amount}, or carry it over if we agreed to pay larger amounts only.",
                "amount",
                positive(amount));
    }

    /** What a statement closed with, and what is open of that by now. */
    public static Text closing(Statement statement) {
        Money amount = statement.closing();
        if (amount.minor() == 0) {
            return Text.of("Nobody owes anything.");
        }
        boolean owed = amount.minor() > 0;
        return switch (statement.state()) {
            case OPEN ->
                    new Text(
                            owed ? "You owe us {amount}." : "We owe you {amount}.",
                            amounts(statement));
            case PARTLY_PAID ->
                    new Text(
                            owed
                                    ? "You owed us {amount}, of which {left} is open."
                                    : "We owed you {amount}, of which {left} is open.",
                            amounts(statement));
            case PAID ->
                    new Text(
                            owed ? "You owed us {amount}." : "We owed you {amount}.",
                            amounts(statement));
        };
    }

    private static Map<String, Object> amounts(Statement statement) {
        return Map.of(
                "amount", positive(statement.closing()), "left", positive(statement.left()));
    }

    /** Until when a retailer pays what a statement asks for. */
    static Text due() {
        return Text.of("At once: a statement has only what is due by our agreement.");
    }

    /**
     * How a retailer pays what a statement asks for.
     *
     * @param account where to; empty: the provider has named none
     */
    static Text howToPay(Statement statement, Optional<NewBankDetails.Checked> account) {
        String number = String.valueOf(statement.number());
        return account.map(
                        into ->
                                new Text(
                                        "By bank transfer to {holder}, {account}. Please write \"Statement {number}\" into its text.",
                                        Map.of(
                                                "holder", into.holder(),
                                                "account", into.written(),
                                                "number", number)))
                .orElseGet(
                        () ->
                                Text.of(
                                        "By bank transfer. Please ask us for the account, and write \"Statement {number}\" into its text.",
                                        "number",
                                        number));
    }

    /** What a statement closed with, for the provider. */
    public static Text ofRetailer(Statement statement) {
        Money amount = statement.closing();
        boolean owed = amount.minor() > 0;
        if (amount.minor() == 0 || statement.state() == StatementState.OPEN) {
            return ofRetailer(amount);
        }
        return statement.state() == StatementState.PAID
                ? new Text(
                        owed ? "It owed us {amount}" : "We owed it {amount}", amounts(statement))
                : new Text(
                        owed
                                ? "It owed us {amount}, of which {left} is open"
                                : "We owed it {amount}, of which {left} is open",
                        amounts(statement));
    }

    /** What a retailer owes or gets, for the provider. */
    public static Text ofRetailer(Money amount) {
        return amount.minor() == 0
                ? Text.of("Nothing is owed")
                : Text.of(
                        amount.minor() > 0 ? "It owes us {amount}" : "We owe it {amount}",
                        "amount",
                        positive(amount));
    }

    /** How much of a statement is paid. */
    public static String of(StatementState state) {
        return switch (state) {
            case OPEN -> "open";
            case PARTLY_PAID -> "partly paid";
            case PAID -> "settled";
        };
    }

    /** What was paid since the statement before. */
    public static Text paid(Money amount) {
        return signed(amount, "You paid us {amount}", "We paid you {amount}");
    }

    /** A day as people of a language write it. */
    static String day(TemporalAccessor day, Locale language) {
        return (language.getLanguage().equals(Locale.GERMAN.getLanguage()) ? GERMAN_DAY : DAY)
                .format(day);
    }

    /** Who owes whom for it. */
    public static Text owed(Money amount) {
        return signed(amount, "You owe us {amount}", "We owe you {amount}");
    }

    private static Text signed(Money amount, String above, String below) {
        return amount.minor() == 0
                ? Text.of("Nothing")
                : Text.of(amount.minor() > 0 ? above : below, "amount", positive(amount));
    }

    /** The amount without its sign. */
    public static Money positive(Money amount) {
        return new Money(Math.abs(amount.minor()), amount.currency());
    }

    /** Why money is owed. */
    public static Text of(AccrualKind kind) {
        return Text.of(
                switch (kind) {
                    case SALE -> "Sold";
                    case SHIPMENT -> "Sent to you";
                    case CREDIT -> "Sent back";
                    case BOUNTY -> "A customer of yours paid";
                    case RESIDUAL -> "A customer of yours paid again";
                    case CLAW_BACK -> "Taken back";
                    case DISPUTE -> "You were right";
                });
    }
}
