package io.counterfoil.accounts;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Subject;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Whether those who leave may be asked why. Nobody has agreed to it who has not said so; the choice
 * is the contact's, for all accounts that it has.
 */
public final class Consents {
    private final Transactions transactions;
    private final Terms terms;
    private final EventLog events;

    /** Choices of the holders of accounts, each noted in {@code events}. */
    public Consents(Transactions transactions, Terms terms, EventLog events) {
        this.transactions = transactions;
        this.terms = terms;
        this.events = events;
    }

    /** Whether an account's holder has agreed. */
    public boolean agreed(Caller caller, UUID account) {
        return transactions.read(caller, tx -> new ConsentRepository(tx).agreed(account));
    }

    /**
     * Notes what an account's holder wants. Doing it again changes nothing.
     *
     * @throws Refused if there is no such account, or its end has begun
     */
    public void choose(Caller caller, UUID account, boolean agreed) {
        transactions.once(
                caller,
                Boolean.class,
                tx -> {
                    terms.lock(tx, account);
                    note(tx, events, account, agreed);
                    return agreed;
                });
    }

    /** Notes what the holder of a locked or a new account wants; again changes nothing. */
    static void note(Tx tx, EventLog events, UUID account, boolean agreed) {
        if (new ConsentRepository(tx).choose(account, agreed)) {
            events.append(
                    tx, Subject.account(account), "follow_up_chosen", Map.of("agreed", agreed));
        }
    }

    /**
     * Somebody who may be asked why, should they leave.
     *
     * @param contact the id of the contact
     * @param agreedAt since when
     */
    public record Agreed(UUID contact, Instant agreedAt) {}

    /** Which contacts of a customer have agreed. */
    public List<Agreed> of(Tx tx, UUID customer) {
        return new ConsentRepository(tx).of(customer);
    }

    /** Whether somebody has an account at an address. */
    public boolean isCustomer(Tx tx, String email) {
        return new ConsentRepository(tx).isCustomer(email);
    }
}
