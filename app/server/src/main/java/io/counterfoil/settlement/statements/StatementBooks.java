package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.ledger.BookCheck;
import io.counterfoil.settlement.ledger.Difference;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Adds statements up again from their lines, from the statements before and from what was paid, and
 * compares what retailers owe by all that with the accounts.
 */
public final class StatementBooks implements BookCheck {

    @Override
    public void compare(Tx tx, Consumer<Difference> found) {
        StatementBooksRepository books = new StatementBooksRepository(tx);
        for (StatementBooksRepository.Wrong wrong : books.sums()) {
            found.accept(
                    new Difference(
                            "statement_sum",
                            new Text(
                                    "Statement {number}: its {what} is {amount}, not {due}.",
                                    Map.of(
                                            "number",
                                            Long.toString(wrong.number()),
                                            "what",
                                            what(wrong),
                                            "amount",
                                            Long.toString(wrong.is()),
                                            "due",
                                            Long.toString(wrong.must())))));
        }
        if (books.hasGaps()) {
            found.accept(
                    new Difference(
                            "statement_numbers",
                            Text.of("The numbers of the statements have gaps.")));
        }
        int misplaced = books.misplaced();
        say(
                found,
                "misplaced_accruals",
                misplaced,
                Text.of(
                        "{count, plural, one {# accrual is on a statement that must not have it, or on none.} other {# accruals are on a statement that must not have them, or on none.}}",
                        "count",
                        misplaced));
        int outside = books.outside();
        say(
                found,
                "outside_lines",
                outside,
                Text.of(
                        "{count, plural, one {# line is outside of its statement's time, or another retailer's.} other {# lines are outside of their statement's time, or another retailer's.}}",
                        "count",
                        outside));
        int undecided = books.undecided();
        say(
                found,
                "undecided_disputes",
                undecided,
                Text.of(
                        "{count, plural, one {# dispute was decided otherwise than its line says.} other {# disputes were decided otherwise than their lines say.}}",
                        "count",
                        undecided));
        int miscounted = books.miscounted();
        say(
                found,
                "counted_accruals",
                miscounted,
                Text.of(
                        "{count, plural, one {# hour of accruals is not counted as it is.} other {# hours of accruals are not counted as they are.}}",
                        "count",
                        miscounted));
        for (StatementBooksRepository.Balance wrong : books.balances()) {
            found.accept(
                    new Difference(
                            "retailer_balance",
                            new Text(
                                    "Retailer {retailer}: its account in {currency} is {amount} and what moved at the bank {moved}, not {due} and {due_moved}.",
                                    Map.of(
                                            "retailer",
                                            wrong.retailer().toString(),
                                            "currency",
                                            wrong.currency(),
                                            "amount",
                                            Long.toString(wrong.owes()),
                                            "moved",
                                            Long.toString(wrong.moved()),
                                            "due",
                                            Long.toString(wrong.mustOwe()),
                                            "due_moved",
                                            Long.toString(wrong.mustMove())))));
        }
    }

    private static Text what(StatementBooksRepository.Wrong wrong) {
        return switch (wrong.what()) {
            case "lines" -> Text.of("number of lines");
            case "last" -> Text.of("last line");
            case "price" -> Text.of("price");
            case "commission" -> Text.of("commission");
            case "tax" -> Text.of("tax");
            case "commission_tax" -> Text.of("tax in the commission");
            case "opening" -> Text.of("opening balance");
            case "payments" -> Text.of("payments");
            case "closing" -> Text.of("closing balance");
            default ->
                    throw new IllegalArgumentException(
                            "no sum of statements: " + wrong.what());
        };
    }

    private static void say(Consumer<Difference> found, String code, int count, Text text) {
        if (count > 0) {
            found.accept(new Difference(code, text));
        }
    }
}
