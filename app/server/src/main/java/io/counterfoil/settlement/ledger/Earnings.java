package io.counterfoil.settlement.ledger;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/**
 * Moves to revenue what terms have earned, once a month has passed in the provider's calendar. Each
 * is moved up to where it stands then, so a month that nobody looked is part of the next; two
 * servers may look.
 */
public final class Earnings {
    private static final String JOB = "earn-revenue";
    private static final Duration PAUSE = Duration.ofMinutes(30);
    private static final int AT_ONCE = 2_000;

    private final Transactions transactions;
    private final Providers providers;

    /** Earnings of {@code providers}. */
    public Earnings(Transactions transactions, Providers providers) {
        this.transactions = transactions;
        this.providers = providers;
    }

    /** Has {@code jobs} look again and again. */
    public void lookEvery(Jobs jobs) {
        jobs.every(JOB, PAUSE, this::look);
    }

    /** Moves all that was earned by the end of the last month. */
    public void look() {
        providers.each(JOB, this::look);
    }

    private void look(Provider provider, Caller caller) {
        int moved;
        do {
            moved =
                    transactions.write(
                            caller,
                            tx ->
                                    earn(
                                            tx,
                                            LocalDate.ofInstant(tx.now(), provider.zone())
                                                    .withDayOfMonth(1)
                                                    .minusDays(1)));
        } while (moved == AT_ONCE);
    }

    private static int earn(Tx tx, LocalDate day) {
        DeferralRepository deferrals = new DeferralRepository(tx);
        List<DeferralRepository.Deferral> due = deferrals.due(day, AT_ONCE);
        if (!due.isEmpty()) {
            deferrals.earn(
                    day, due, due.stream().map(each -> each.earning().earnedBy(day)).toList());
        }
        return due.size();
    }
}
