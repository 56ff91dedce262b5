package io.counterfoil.accounts;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Event;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.provisioning.RepositoryKey;
import io.counterfoil.provisioning.moves.MoveView;
import io.counterfoil.provisioning.moves.MovesUnderWay;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an account's time is made of, which keys it has and what happened to it. */
public final class AccountHistory {
    private final Transactions transactions;
    private final EventLog events;
    private final Provisioning provisioning;
    private final MovesUnderWay moves = new MovesUnderWay();

    /** History from {@code events}; keys from {@code provisioning}. */
    public AccountHistory(
            Transactions transactions, EventLog events, Provisioning provisioning) {
        this.transactions = transactions;
        this.events = events;
        this.provisioning = provisioning;
    }

    /**
     * All of it.
     *
     * @param grants of the account or, if it is a sub-account, of its parent; the oldest first
     * @param keys those that work, the oldest first; none once its deletion has begun
     * @param events the newest first
     * @param storageProblem why its last change, or its removal, is not on its node, for the
     *     operator; null = nothing is known against it
     * @param damaged objects of its repositories that its node found damaged
     * @param move its move to another node that is under way; null = there is none
     * @param mayMove whether there is another node
     */
    public record History(
            List<Granted> grants,
            List<RepositoryKey> keys,
            List<Event> events,
            @Nullable String storageProblem,
            long damaged,
            @Nullable MoveView move,
            boolean mayMove) {
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
                    Account account =
                            new AccountRepository(tx)
                                    .find(id)
                                    .orElseThrow(() -> Refused.notFound("account"));
                    return new History(
                            TermLedger.list(tx, account.termed()),
                            AccountCare.keys(tx, provisioning, account),
                            events.of(tx, Subject.account(id)).reversed(),
                            provisioning.problem(tx, id).orElse(null),
                            provisioning.damaged(tx, id),
                            moves.of(tx, account.termed()).orElse(null),
                            moves.arePossible(tx));
                });
    }
}
