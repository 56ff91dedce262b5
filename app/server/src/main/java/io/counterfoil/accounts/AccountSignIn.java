package io.counterfoil.accounts;

import io.counterfoil.access.GuessLimits;
import io.counterfoil.access.Guesser;
import io.counterfoil.access.PasswordHasher;
import io.counterfoil.access.Sessions;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Knows customers by username and password, slowly enough that nobody can try many. */
public final class AccountSignIn {
    private final Transactions transactions;
    private final GuessLimits limits;
    private final PasswordHasher hasher;
    private final Sessions sessions;

    /** Checks passwords with {@code hasher}, as often as {@code limits} lets it. */
    public AccountSignIn(
            Transactions transactions,
            GuessLimits limits,
            PasswordHasher hasher,
            Sessions sessions) {
        this.transactions = transactions;
        this.limits = limits;
        this.hasher = hasher;
        this.sessions = sessions;
    }

    /**
     * A browser that is signed in now.
     *
     * @param token for its cookie
     */
    public record SignedIn(String token) {
        @Override
        public String toString() {
            return "SignedIn[…]";
        }
    }

    /**
     * The account that has this username and password; empty, in the same time, if none has.
     *
     * @param address where the attempt comes from
     * @throws Refused if there were too many wrong attempts
     */
    public Optional<Account> verify(Caller caller, String typed, String password, String address) {
        String username = NewAccount.username(typed);
        List<Guesser> guessers =
                List.of(
                        Guesser.account(Guesser.Secret.PASSWORD, username),
                        Guesser.address(Guesser.Secret.PASSWORD, address));
        Optional<AccountRepository.Login> login =
                transactions.read(
                        caller.forProvider(),
                        tx -> {
                            limits.check(tx, guessers);
                            return new AccountRepository(tx).findByUsername(username);
                        });
        Optional<Account> known =
                login.filter(found -> hasher.matches(password, found.passwordHash()))
                        .map(AccountRepository.Login::account);
        if (login.isEmpty()) {
            hasher.matchesNobody(password);
        }
        if (known.isEmpty()) {
            transactions.write(
                    caller.forProvider(),
                    tx -> {
                        limits.failed(tx, guessers);
                        return guessers;
                    });
        }
        return known;
    }

    /**
     * Signs a customer in.
     *
     * @throws Refused if username and password don't belong together, or after too many attempts
     */
    public SignedIn signIn(Caller caller, String username, String password, String address) {
        Account account =
                verify(caller, username, password, address)
                        .orElseThrow(
                                () ->
                                        Refused.field(
                                                "password",
                                                "Username and password don't belong together."
                                                        + " Please check both."));
        return open(caller, account.id(), account.customer());
    }

    /**
     * Gives the account a new password and ends all its sessions but a new one.
     *
     * @throws Refused if the present password is wrong or the new one won't do
     */
    public SignedIn changePassword(
            Caller caller, UUID id, String present, String chosen, String address) {
        Account account =
                transactions.read(
                        caller,
                        tx ->
                                new AccountRepository(tx)
                                        .find(id)
                                        .orElseThrow(() -> Refused.notFound("account")));
        if (verify(caller, account.username(), present, address).isEmpty()) {
            throw Refused.field("present", "This is not your present password.");
        }
        Fields fields = new Fields();
        Passwords.check(fields, "chosen", chosen, account.username());
        if (chosen.equals(present)) {
            fields.problem("chosen", "Please choose a password that you have not had before.");
        }
        fields.done();
        String hash = hasher.hash(chosen);
        return transactions.write(
                caller,
                tx -> {
                    new AccountRepository(tx).setPassword(id, hash);
                    sessions.closeAll(tx, id);
                    return new SignedIn(sessions.openForAccount(tx, id, account.customer()));
                });
    }

    private SignedIn open(Caller caller, UUID account, UUID customer) {
        Caller holder = new Caller(new Scope.Customer(caller.provider(), customer), caller.actor());
        return transactions.write(
                holder, tx -> new SignedIn(sessions.openForAccount(tx, account, customer)));
    }
}
