package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.ledger.BookCheck;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds statements up again from their lines, from the statements before and from what was paid, and
 * compares what retailers owe by all that with the accounts.
 */
public final class StatementBooks implements BookCheck {

    @Override
    public List<String> differences(Tx tx) {
        StatementBooksRepository books = new StatementBooksRepository(tx);
        List<String> differences = new ArrayList<>();
        for (StatementBooksRepository.Wrong wrong : books.sums()) {
            differences.add(
                    "Statement %d: its %s is %d, not %d."
                            .formatted(wrong.number(), wrong.what(), wrong.is(), wrong.must()));
        }
        if (books.hasGaps()) {
            differences.add("The numbers of the statements have gaps.");
        }
        say(differences, books.misplaced(), "accruals are on a statement that must not have them, or on none.");
        say(differences, books.outside(), "lines are outside of their statement's time, or another retailer's.");
        say(differences, books.undecided(), "disputes were decided otherwise than their lines say.");
        say(differences, books.miscounted(), "hours of accruals are not counted as they are.");
        for (StatementBooksRepository.Balance wrong : books.balances()) {
            differences.add(
                    "Retailer %s: its account in %s is %d and what moved at the bank %d, not %d and %d."
                            .formatted(
                                    wrong.retailer(),
                                    wrong.currency(),
                                    wrong.owes(),
                                    wrong.moved(),
                                    wrong.mustOwe(),
                                    wrong.mustMove()));
        }
        return differences;
    }

    private static void say(List<String> differences, int count, String words) {
        if (count > 0) {
            differences.add(count + " " + words);
        }
    }
}
