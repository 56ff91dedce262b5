package io.counterfoil.accounts;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Event;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.provisioning.RepositoryKey;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.UUID;

/** What an account's time is made of, which keys it has and what happened to it. */
public final class AccountHistory {
    private final Transactions transactions;
    private final EventLog events;
    private final Provisioning provisioning;

    /** History from {@code events}; keys from {@code provisioning}. */
    public AccountHistory(
            Transactions transactions, EventLog events, Provisioning provisioning) {
        this.transactions = transactions;
        this.events = events;
        this.provisioning = provisioning;
    }

    /**
     * Time that was granted.
     *
     * @param source {@code redemption} or {@code by_hand}
     * @param period how much
     * @param from when it starts
     * @param to when it ends
     * @param grantedAt when it was granted
     */
    public record Granted(
            String source, Period period, Instant from, Instant to, Instant grantedAt) {}

    /**
     * All of it.
     *
     * @param grants of the account or, if it is a sub-account, of its parent; the oldest first
     * @param keys those that work, the oldest first
     * @param events the newest first
     */
    public record History(
            List<Granted> grants, List<RepositoryKey> keys, List<Event> events) {
        public History {
            grants = List.copyOf(grants);
            keys = List.copyOf(keys);
            events = List.copyOf(events);
        }
    }

    /**
     * The history of an account.
     *
     * @throws Refused if there is no such account for this caller
     */
    public History of(Caller caller, UUID id) {
        return transactions.read(
                caller,
                tx -> {
                    AccountRepository repository = new AccountRepository(tx);
                    Account account =
                            repository.find(id).orElseThrow(() -> Refused.notFound("account"));
                    return new History(
                            repository.grants(account.termed()),
                            provisioning.keys(tx, id),
                            events.of(tx, Subject.account(id)).reversed());
                });
    }
}
