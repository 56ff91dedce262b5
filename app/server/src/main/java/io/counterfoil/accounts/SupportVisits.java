package io.counterfoil.accounts;

import io.counterfoil.access.Audit;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Sessions;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Event;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lets support see an account as its customer does, and the customer see that they did. */
public final class SupportVisits {
    private static final String EVENT = "support_visited";
    private static final int LONGEST_REASON = 200;
    private static final int SHOWN = 10;

    private final Transactions transactions;
    private final Sessions sessions;
    private final EventLog events;
    private final Audit audit;

    /** Visits in {@code sessions} of their own, noted in the account's log and in {@code audit}. */
    public SupportVisits(
            Transactions transactions, Sessions sessions, EventLog events, Audit audit) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.events = events;
        this.audit = audit;
    }

    /**
     * A visit that the customer is told of.
     *
     * @param at when it began
     * @param name of the member of staff
     * @param reason why
     */
    public record Visit(Instant at, String name, String reason) {}

    /** The token of a session in which support sees the account. */
    public record Begun(String token) {
        @Override
        public String toString() {
            return "Begun[…]";
        }
    }

    /**
     * Begins a visit of half an hour at most.
     *
     * @param token of the member of staff's own session, with which it ends
     * @throws Refused if no reason is given, or there is no such account for this caller
     */
    public Begun begin(
            Caller caller,
            Principal.Staff staff,
            String token,
            UUID id,
            @Nullable String reason) {
        Fields fields = new Fields();
        String why = fields.text("visit_reason", reason, LONGEST_REASON);
        fields.done();
        return transactions.write(
                caller,
                tx -> {
                    AccountRepository repository = new AccountRepository(tx);
                    Account account =
                            new TermRepository(tx)
                                    .lock(id)
                                    .flatMap(term -> repository.find(id))
                                    .orElseThrow(() -> Refused.notFound("account"));
                    events.append(
                            tx,
                            Subject.account(id),
                            EVENT,
                            Map.of("name", staff.name(), "reason", why));
                    audit.record(
                            tx, "support.visited", "account:" + id, Map.of("reason", why));
                    return new Begun(
                            sessions.openActing(tx, id, account.customer(), token));
                });
    }

    /** The latest visits to an account, the newest first. */
    public List<Visit> of(Caller caller, UUID account) {
        return transactions.read(
                caller,
                tx ->
                        events.of(tx, Subject.account(account)).reversed().stream()
                                .filter(event -> event.type().equals(EVENT))
                                .limit(SHOWN)
                                .map(SupportVisits::visit)
                                .toList());
    }

    private static Visit visit(Event event) {
        return new Visit(
                event.at(),
                event.data().path("name").asText(),
                event.data().path("reason").asText());
    }
}
