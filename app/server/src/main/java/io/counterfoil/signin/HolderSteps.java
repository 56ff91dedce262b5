package io.counterfoil.signin;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.UUID;

/**
 * Second steps of customers, as far as a provider's staff has to do with them: who has lost all that
 * they could show gets in with the password again.
 */
public final class HolderSteps {
    private final Transactions transactions;
    private final SignIns people;
    private final SecondSteps steps;

    /** The {@code steps} of those of {@code people} who have accounts. */
    public HolderSteps(Transactions transactions, SignIns people, SecondSteps steps) {
        this.transactions = transactions;
        this.people = people;
        this.steps = steps;
    }

    /**
     * How a customer signs in.
     *
     * @param email where they are told of changes
     * @param on whether a second step is asked for, or a passkey lets in
     */
    record Shown(String username, String email, boolean on) {}

    /**
     * How the holder of an account signs in.
     *
     * @throws Refused if nobody signs in to such an account
     */
    Shown of(Caller caller, UUID account) {
        Person holder = transactions.read(caller, tx -> holder(tx, account));
        return new Shown(
                holder.login(),
                holder.email(),
                steps.on(caller, List.of(account)).contains(account));
    }

    /**
     * Takes second step and passkeys away, which the holder is told by mail. Doing it again changes
     * nothing.
     *
     * @throws Refused if nobody signs in to such an account
     */
    void reset(Caller caller, UUID account) {
        transactions.write(
                caller,
                tx -> {
                    Person holder = holder(tx, account);
                    steps.reset(tx, holder);
                    return holder;
                });
    }

    private Person holder(Tx tx, UUID account) {
        return people.person(tx, "account", account)
                .orElseThrow(() -> Refused.notFound("account"));
    }
}
