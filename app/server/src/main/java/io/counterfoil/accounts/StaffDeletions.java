package io.counterfoil.accounts;

import io.counterfoil.access.Audit;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deletions that a provider's staff begin or take back for a customer, say on the phone. They say
 * why; else they can do no more than the customer can: while paid time is left, the customer is
 * asked by mail, and nothing is deleted without a yes.
 */
public final class StaffDeletions {
    private static final int LONGEST_REASON = 200;
    private static final String REASON = "deletion_reason";

    private final Transactions transactions;
    private final Uninstalls uninstalls;
    private final EventLog events;
    private final Audit audit;

    /** Deletions through {@code uninstalls}, noted in the account's log and in {@code audit}. */
    public StaffDeletions(
            Transactions transactions, Uninstalls uninstalls, EventLog events, Audit audit) {
        this.transactions = transactions;
        this.uninstalls = uninstalls;
        this.events = events;
        this.audit = audit;
    }

    /**
     * Plans the deletion of an account, or has its holder asked.
     *
     * @throws Refused if no reason is given, there is no such account for this caller, or its end
     *     has begun
     */
    public Uninstalls.Outcome begin(Caller caller, UUID account, @Nullable String reason) {
        String why = checked(reason);
        return transactions.once(
                caller,
                Uninstalls.Outcome.class,
                tx -> {
                    Uninstalls.Outcome outcome = uninstalls.uninstall(tx, account);
                    note(tx, account, "deletion_asked", why);
                    return outcome;
                });
    }

    /**
     * Keeps an account after all.
     *
     * @throws Refused if no reason is given, there is no such account for this caller, its end has
     *     begun, or it goes with its parent account
     */
    public Uninstalls.Outcome takeBack(Caller caller, UUID account, @Nullable String reason) {
        String why = checked(reason);
        return transactions.once(
                caller,
                Uninstalls.Outcome.class,
                tx -> {
                    Uninstalls.Outcome outcome = uninstalls.takeBack(tx, account);
                    note(tx, account, "deletion_taken_back", why);
                    return outcome;
                });
    }

    private void note(Tx tx, UUID account, String what, String why) {
        events.append(tx, Subject.account(account), what, Map.of("reason", why));
        audit.record(tx, "account." + what, "account:" + account, Map.of("reason", why));
    }

    private static String checked(@Nullable String reason) {
        Fields fields = new Fields();
        String why = fields.text(REASON, reason, LONGEST_REASON);
        fields.done();
        return why;
    }
}
