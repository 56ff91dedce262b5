package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Providers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Counts what was transferred, so that a balance is known without reading all of it. Transfers get
 * their numbers before they are committed: only in a moment in which none is made for a retailer can
 * it be said up to which one all are there. A job looks for that moment, and nobody who transfers
 * waits for more than a look at the last number; what isn't counted yet is read.
 */
public final class TransferCounts implements BookCheck {
    private static final String JOB = "count-transfers";
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int AT_ONCE = 100;

    // For whoever sells so much that there is hardly a moment without a sale.
    private static final int TRIES = 50;

    private final Transactions transactions;
    private final Providers providers;

    /** Counts of {@code providers}. */
    public TransferCounts(Transactions transactions, Providers providers) {
        this.transactions = transactions;
        this.providers = providers;
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
    public List<String> differences(Tx tx) {
        int wrong = new CountedTransferRepository(tx).miscounted();
        return wrong == 0
                ? List.of()
                : List.of(wrong + " balances of accounts are not what their transfers come to.");
    }

    private void look(Caller caller) {
        List<UUID> waiting =
                transactions.read(caller, tx -> new CountedTransferRepository(tx).behind());
        for (int i = 0; i < TRIES && !waiting.isEmpty(); i++) {
            waiting = busy(caller, waiting);
        }
    }

    /** Counts those of whom nothing is being transferred; the others. */
    private List<UUID> busy(Caller caller, List<UUID> retailers) {
        List<UUID> busy = new ArrayList<>(retailers);
        for (int from = 0; from < retailers.size(); from += AT_ONCE) {
            List<UUID> some =
                    retailers.subList(from, Math.min(from + AT_ONCE, retailers.size()));
            Map<UUID, Long> last = transactions.write(caller, tx -> last(tx, some));
            if (!last.isEmpty()) {
                // Without the locks: what is up to there is complete.
                transactions.write(caller, tx -> new CountedTransferRepository(tx).count(last));
                busy.removeAll(last.keySet());
            }
        }
        return busy;
    }

    private static Map<UUID, Long> last(Tx tx, List<UUID> retailers) {
        CountedTransferRepository counted = new CountedTransferRepository(tx);
        return counted.last(counted.still(retailers));
    }
}
