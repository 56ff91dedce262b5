package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.ledger.BookCheck;
import java.util.function.Consumer;

/**
 * Adds statements up again from their lines, from the statements before and from what was paid, and
 * compares what retailers owe by all that with the accounts.
 */
public final class StatementBooks implements BookCheck {

    @Override
    public void compare(Tx tx, Consumer<String> found) {
        StatementBooksRepository books = new StatementBooksRepository(tx);
        for (StatementBooksRepository.Wrong wrong : books.sums()) {
            found.accept(
                    "Statement %d: its %s is %d, not %d."
                            .formatted(wrong.number(), wrong.what(), wrong.is(), wrong.must()));
        }
        if (books.hasGaps()) {
            found.accept("The numbers of the statements have gaps.");
        }
        say(found, books.misplaced(), "accruals are on a statement that must not have them, or on none.");
        say(found, books.outside(), "lines are outside of their statement's time, or another retailer's.");
        say(found, books.undecided(), "disputes were decided otherwise than their lines say.");
        say(found, books.miscounted(), "hours of accruals are not counted as they are.");
        for (StatementBooksRepository.Balance wrong : books.balances()) {
            found.accept(
                    "Retailer %s: its account in %s is %d and what moved at the bank %d, not %d and %d."
                            .formatted(
                                    wrong.retailer(),
                                    wrong.currency(),
                                    wrong.owes(),
                                    wrong.moved(),
                                    wrong.mustOwe(),
                                    wrong.mustMove()));
        }
    }

    private static void say(Consumer<String> found, int count, String words) {
        if (count > 0) {
            found.accept(count + " " + words);
        }
    }
}
