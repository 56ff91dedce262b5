package io.counterfoil.signin;

import io.counterfoil.access.Principal;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Transactions;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What everybody may do with passkeys of their own. */
public final class OwnPasskeys {
    private final Transactions transactions;
    private final SignIns people;
    private final Passkeys passkeys;

    /** The {@code passkeys} of {@code people}. */
    public OwnPasskeys(Transactions transactions, SignIns people, Passkeys passkeys) {
        this.transactions = transactions;
        this.people = people;
        this.passkeys = passkeys;
    }

    /**
     * Somebody's passkeys.
     *
     * @param passkeys the oldest first
     * @param options with which their browser makes one more, as JSON
     */
    record Shown(List<Passkey> passkeys, String options) {}

    /** The caller's passkeys. */
    Shown of(Caller caller, Principal principal) {
        return transactions.read(
                caller.forProvider(),
                tx -> {
                    Person person = people.person(tx, principal);
                    return new Shown(
                            passkeys.of(tx, person.id()), passkeys.registration(tx, person));
                });
    }

    /** Adds one. */
    void add(Caller caller, Principal principal, @Nullable String name, String answer) {
        transactions.write(
                caller.forProvider(),
                tx -> {
                    Person person = people.person(tx, principal);
                    passkeys.register(tx, person, name, answer);
                    return person;
                });
    }

    /** Removes one. Doing it again changes nothing. */
    void remove(Caller caller, Principal principal, UUID id) {
        transactions.write(
                caller.forProvider(),
                tx -> {
                    Person person = people.person(tx, principal);
                    passkeys.remove(tx, person, id);
                    return person;
                });
    }
}
