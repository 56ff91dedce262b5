package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Providers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.LockKind;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Counts what was transferred, and which terms earn, so that balances and the revenue are known
 * without reading all of it. What isn't counted yet is read. Nobody who transfers waits for a
 * count, nor does a count wait until nobody transfers, see {@link CompleteRows}.
 */
public final class TransferCounts implements BookCheck {
    private static final String JOB = "count-transfers";
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** So many retailers are counted in one transaction. */
    private static final int AT_ONCE = 100;

    /** So many redeemed items; whoever changes one of them waits until it is counted. */
    private static final int TERMS_AT_ONCE = 2_000;

    private final Transactions transactions;
    private final Providers providers;
    private final CompleteRows complete;

    /** Counts of {@code providers}. */
    public TransferCounts(Transactions transactions, Providers providers) {
        this.transactions = transactions;
        this.providers = providers;
        this.complete =
                new CompleteRows(
                        transactions,
                        LockKind.TRANSFERS,
                        "ledger_transfer");
    }

    /** Has {@code jobs} look again and again. */
    public void lookEvery(Jobs jobs) {
        jobs.every(JOB, PAUSE, this::look);
    }

    /** Counts what was transferred since the last look. */
    public void look() {
        providers.each(JOB, (provider, caller) -> look(caller));
    }

    @Override
    public void compare(Tx tx, Consumer<Difference> found) {
        CountedTransferRepository counted = new CountedTransferRepository(tx);
        int balances = counted.miscounted();
        if (balances != 0) {
            found.accept(
                    new Difference(
                            "counted_balances",
                            Text.of(
                                    "{count, plural, one {# balance of an account is not what its transfers come to.} other {# balances of accounts are not what their transfers come to.}}",
                                    "count",
                                    balances)));
        }
        int days = counted.miscountedRevenue();
        if (days != 0) {
            found.accept(
                    new Difference(
                            "counted_revenue",
                            Text.of(
                                    "The revenue of runs on {days, plural, one {# day} other {# days}} is not what their transfers come to.",
                                    "days",
                                    days)));
        }
        int terms = new CountedTermRepository(tx).miscounted();
        if (terms != 0) {
            found.accept(
                    new Difference(
                            "counted_terms",
                            Text.of(
                                    "Of {terms, plural, one {# term} other {# terms}} not as many items are counted as there are.",
                                    "terms",
                                    terms)));
        }
    }

    private void look(Caller caller) {
        Map<UUID, Long> last =
                complete.upTo(
                        caller,
                        transactions.read(
                                caller, tx -> new CountedTransferRepository(tx).behind()));
        List<UUID> retailers = last.keySet().stream().sorted().toList();
        for (int from = 0; from < retailers.size(); from += AT_ONCE) {
            Map<UUID, Long> some = new HashMap<>(last);
            some.keySet()
                    .retainAll(
                            retailers.subList(
                                    from, Math.min(from + AT_ONCE, retailers.size())));
            transactions.write(caller, tx -> new CountedTransferRepository(tx).count(some));
        }
        OptionalLong counted = OptionalLong.of(0);
        while (counted.isPresent()) {
            long after = counted.getAsLong();
            counted =
                    transactions.write(
                            caller,
                            tx -> new CountedTermRepository(tx).count(after, TERMS_AT_ONCE));
        }
    }
}
