package io.counterfoil.accounts;

import io.counterfoil.access.Sessions;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Tx;
import io.counterfoil.signin.PendingSignIns;
import io.counterfoil.signin.Person;
import io.counterfoil.signin.SignIns;
import java.util.Optional;
import java.util.UUID;

/** Browsers in which holders of accounts are signed in. */
public final class AccountSessions implements SignIns.Door {
    private static final String KIND = "account";

    private final Sessions sessions;
    private final Uninstalls uninstalls;
    private final PendingSignIns pending;

    /**
     * Sessions whose beginnings {@code uninstalls} hears of; those that take a second step are
     * {@code pending} first.
     */
    public AccountSessions(Sessions sessions, Uninstalls uninstalls, PendingSignIns pending) {
        this.sessions = sessions;
        this.uninstalls = uninstalls;
        this.pending = pending;
    }

    @Override
    public Optional<Person> person(Tx tx, UUID id) {
        AccountRepository accounts = new AccountRepository(tx);
        return accounts
                .holder(id)
                .map(
                        holder ->
                                new Person(
                                        KIND,
                                        id,
                                        holder.username(),
                                        holder.greeting(),
                                        holder.email(),
                                        KIND,
                                        home(accounts.find(id).orElseThrow())));
    }

    /** Where the holder of an account begins: a temporary password must be replaced first. */
    static String home(Account account) {
        return account.mustChangePassword() ? "/account/password" : "/account";
    }

    @Override
    public String open(Tx tx, UUID id) {
        return open(
                tx,
                new AccountRepository(tx).find(id).orElseThrow(() -> Refused.notFound("account")));
    }

    /** The token of a sign-in that waits for its second step; empty if the account has none. */
    Optional<String> waiting(Tx tx, Account account) {
        return person(tx, account.id()).isPresent()
                ? pending.begin(tx, KIND, account.id())
                : Optional.empty();
    }

    /** Opens a session for a holder, who has come back by that, and returns its token. */
    String open(Tx tx, Account account) {
        uninstalls.holderIsBack(tx, account.id());
        return sessions.openForAccount(tx, account.id(), account.customer());
    }

    /** Ends all sessions of an account. */
    void closeAll(Tx tx, UUID account) {
        sessions.closeAll(tx, account);
    }
}
