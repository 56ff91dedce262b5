package io.counterfoil.retailers;

import io.counterfoil.access.ApiKeys;
import io.counterfoil.access.Audit;
import io.counterfoil.access.Providers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Keeps what is known of retailers, outlets and tills up to date, and closes them: a retailer or
 * outlet that is not active is sent nothing and sells nothing, but what it owes stays.
 */
public final class RetailerCare {
    private static final String TAKEN = "23505";

    private final Transactions transactions;
    private final Providers providers;
    private final ApiKeys keys;
    private final RetailerNews news;
    private final Audit audit;

    /** Care through {@code transactions}; tills get their keys from {@code keys}. */
    public RetailerCare(
            Transactions transactions,
            Providers providers,
            ApiKeys keys,
            RetailerNews news,
            Audit audit) {
        this.transactions = transactions;
        this.providers = providers;
        this.keys = keys;
        this.news = news;
        this.audit = audit;
    }

    /**
     * A key of a till, shown this once.
     *
     * @param key what the till sends
     */
    public record TillKey(UUID terminal, String name, String key) {
        @Override
        public String toString() {
            return "TillKey[" + terminal + ", …]";
        }
    }

    /** All that is known of a retailer that the caller may see. */
    public RetailerDetails retailer(Caller caller, UUID id) {
        return transactions.read(caller, tx -> retailer(tx, id));
    }

    /** The same as part of a transaction. */
    public RetailerDetails retailer(Tx tx, UUID id) {
        return found(new DetailsRepository(tx).retailer(id), "retailer");
    }

    /** All that is known of an outlet that the caller may see. */
    public OutletDetails outlet(Caller caller, UUID id) {
        return transactions.read(
                caller, tx -> found(new DetailsRepository(tx).outlet(id), "outlet"));
    }

    /** All that is known of a till that the caller may see. */
    public TerminalDetails terminal(Caller caller, UUID id) {
        return transactions.read(
                caller, tx -> found(new DetailsRepository(tx).terminal(id), "terminal"));
    }

    /** Which of these tills have a key that works. */
    Set<UUID> withKey(Caller caller, Collection<UUID> terminals) {
        return transactions.read(caller, tx -> keys.terminalsWithKey(tx, terminals));
    }

    /**
     * Changes a retailer. One that is not active is sent nothing and sells nothing.
     *
     * @throws Refused if there is no such retailer, a field is wrong or the name is taken
     */
    public RetailerDetails change(Caller caller, UUID id, RetailerChange wanted) {
        return once(
                caller,
                RetailerDetails.class,
                tx -> {
                    DetailsRepository details = new DetailsRepository(tx);
                    RetailerDetails before = found(details.lockRetailer(id), "retailer");
                    Fields fields = new Fields();
                    RetailerDetails after = wanted.applied(before, fields);
                    fields.done();
                    if (!after.equals(before)) {
                        details.update(after);
                        audit.record(
                                tx,
                                "retailer.changed",
                                "retailer:" + id,
                                Map.of(
                                        "name",
                                        after.name(),
                                        "active",
                                        after.active(),
                                        "country",
                                        Objects.requireNonNullElse(after.country(), ""),
                                        "statement_email",
                                        Objects.requireNonNullElse(after.statementEmail(), "")));
                        if (!Objects.equals(after.statementEmail(), before.statementEmail())) {
                            news.statementAddressChanged(tx, before, after);
                        }
                    }
                    return after;
                });
    }

    /**
     * Changes an outlet. One that is not active is sent nothing and sells nothing.
     *
     * @throws Refused if there is no such outlet, a field is wrong or the name is taken
     */
    public OutletDetails change(Caller caller, UUID id, OutletChange wanted) {
        return once(
                caller,
                OutletDetails.class,
                tx -> {
                    DetailsRepository details = new DetailsRepository(tx);
                    OutletDetails before = found(details.lockOutlet(id), "outlet");
                    Fields fields = new Fields();
                    OutletDetails after = wanted.applied(before, fields);
                    fields.done();
                    if (!after.equals(before)) {
                        details.update(after);
                        audit.record(
                                tx,
                                "outlet.changed",
                                "outlet:" + id,
                                Map.of(
                                        "name",
                                        after.name(),
                                        "active",
                                        after.active(),
                                        "opening_hours",
                                        after.hours()
                                                .map(OpeningHours::toString)
                                                .orElse(OutletChange.ALWAYS)));
                    }
                    return after;
                });
    }

    /**
     * Changes a till. One that is not active sells nothing.
     *
     * @throws Refused if there is no such till, a field is wrong or the name is taken
     */
    public TerminalDetails change(Caller caller, UUID id, TerminalPatch wanted) {
        return once(
                caller,
                TerminalDetails.class,
                tx -> {
                    DetailsRepository details = new DetailsRepository(tx);
                    TerminalDetails before = found(details.lockTerminal(id), "terminal");
                    Fields fields = new Fields();
                    TerminalDetails after =
                            wanted.applied(before, fields, providers.of(tx).currency());
                    fields.done();
                    if (!after.equals(before)) {
                        details.update(after);
                        audit.record(
                                tx,
                                "terminal.changed",
                                "terminal:" + id,
                                Map.of(
                                        "name",
                                        after.name(),
                                        "active",
                                        after.active(),
                                        "activation_limit",
                                        after.limits()
                                                .activations()
                                                .map(String::valueOf)
                                                .orElse(""),
                                        "day_limit",
                                        after.limits().dayValue().map(Money::toString).orElse("")));
                    }
                    return after;
                });
    }

    /**
     * Gives a till a new key, shown this once; the one before works no more.
     *
     * @throws Refused if there is no such till
     */
    public TillKey newKey(Caller caller, UUID id) {
        return transactions.once(
                caller,
                TillKey.class,
                tx -> {
                    TerminalDetails till =
                            found(new DetailsRepository(tx).lockTerminal(id), "terminal");
                    String outlet =
                            found(new DetailsRepository(tx).outlet(till.outlet()), "outlet").name();
                    keys.revokeOfTerminal(tx, id);
                    return new TillKey(
                            id,
                            till.name(),
                            keys.forTerminal(
                                    tx,
                                    outlet + ", " + till.name(),
                                    till.retailer(),
                                    till.outlet(),
                                    id));
                });
    }

    /**
     * Makes the key of a till invalid at once. Doing it again changes nothing.
     *
     * @throws Refused if there is no such till
     */
    public TerminalDetails withdrawKey(Caller caller, UUID id) {
        return transactions.once(
                caller,
                TerminalDetails.class,
                tx -> {
                    TerminalDetails till =
                            found(new DetailsRepository(tx).lockTerminal(id), "terminal");
                    keys.revokeOfTerminal(tx, id);
                    return till;
                });
    }

    private <T> T once(Caller caller, Class<T> type, Function<Tx, T> work) {
        try {
            return transactions.once(caller, type, work);
        } catch (UnableToExecuteStatementException e) {
            // Somebody else may take the name at this moment; only the constraint knows.
            if (e.getCause() instanceof SQLException cause && TAKEN.equals(cause.getSQLState())) {
                throw Refused.field("name", "Another one has this name. Choose a different one.");
            }
            throw e;
        }
    }

    private static <T> T found(Optional<T> details, String what) {
        return details.orElseThrow(() -> Refused.notFound(what));
    }
}
