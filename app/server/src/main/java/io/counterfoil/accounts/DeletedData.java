package io.counterfoil.accounts;

import io.counterfoil.access.Audit;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Keeping;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What customers' backup programs delete, by mistake or by force: for how long it is kept, and how
 * staff bring it back. Bringing back takes nothing away, so that nobody else has to agree; who did
 * it and why stands in the account's log.
 */
public final class DeletedData {
    private static final int LONGEST_REASON = 200;

    private final Transactions transactions;
    private final Keeping keeping;
    private final Terms terms;
    private final EventLog events;
    private final Audit audit;

    /** Data that nodes keep by {@code keeping}. */
    public DeletedData(
            Transactions transactions,
            Keeping keeping,
            Terms terms,
            EventLog events,
            Audit audit) {
        this.transactions = transactions;
        this.keeping = keeping;
        this.terms = terms;
        this.events = events;
        this.audit = audit;
    }

    /** For how many days data of accounts without days of their own is kept; 0: not at all. */
    public int days(Caller caller) {
        return transactions.read(caller, keeping::days);
    }

    /**
     * Chooses them. Shorter days also end what was deleted before.
     *
     * @throws Refused if they are out of bounds
     */
    public int choose(Caller caller, @Nullable Integer days) {
        Fields fields = new Fields();
        int wanted = fields.number("keep_days", days, 0, Keeping.MOST_DAYS);
        fields.done();
        return transactions.once(
                caller,
                Integer.class,
                tx -> {
                    if (keeping.choose(tx, wanted)) {
                        audit.record(
                                tx,
                                "deleted_data.days_changed",
                                "deleted_data",
                                Map.of("keep_days", wanted));
                    }
                    return wanted;
                });
    }

    /**
     * What an account has.
     *
     * @throws Refused if there is no such account for this caller
     */
    public DeletedDataView view(Caller caller, UUID account) {
        return transactions.read(caller, tx -> view(tx, account));
    }

    /**
     * Chooses an account's own days.
     *
     * @param days null = as the provider has it for all
     * @throws Refused if they are out of bounds, or there is no such account for this caller
     */
    public DeletedDataView choose(Caller caller, UUID account, @Nullable Integer days) {
        Fields fields = new Fields();
        if (days != null) {
            fields.number("keep_days", days, 0, Keeping.MOST_DAYS);
        }
        fields.done();
        return transactions.once(
                caller,
                DeletedDataView.class,
                tx -> {
                    terms.lock(tx, account);
                    if (keeping.choose(tx, account, days)) {
                        Map<String, Object> facts = new HashMap<>();
                        if (days != null) {
                            facts.put("keep_days", days);
                        }
                        events.append(tx, Subject.account(account), "deleted_data_kept", facts);
                    }
                    return view(tx, account);
                });
    }

    /**
     * Has everything brought back that was deleted since an instant; the node begins at once, and
     * the view tells when it is done.
     *
     * @throws Refused if no reason is given, the instant is to come, the last time is not done, or
     *     there is no such account for this caller
     */
    public DeletedDataView bringBack(
            Caller caller, UUID account, @Nullable Instant since, @Nullable String reason) {
        Fields fields = new Fields();
        String why = fields.text("reason", reason, LONGEST_REASON);
        if (since == null) {
            fields.problem("since", "Say since when, as 2026-11-05T12:00:00Z.");
        }
        fields.done();
        return transactions.once(
                caller,
                DeletedDataView.class,
                tx -> {
                    terms.lock(tx, account);
                    Instant from = Objects.requireNonNull(since);
                    if (from.isAfter(tx.now())) {
                        throw Refused.field("since", "This time is still to come.");
                    }
                    keeping.bringBack(tx, account, from);
                    events.append(
                            tx,
                            Subject.account(account),
                            "deleted_data_asked_back",
                            Map.of("since", from.toString(), "reason", why));
                    return view(tx, account);
                });
    }

    private DeletedDataView view(Tx tx, UUID account) {
        return new AccountRepository(tx)
                .find(account)
                .flatMap(found -> keeping.find(tx, found.id()))
                .map(DeletedDataView::of)
                .orElseThrow(() -> Refused.notFound("account"));
    }
}
