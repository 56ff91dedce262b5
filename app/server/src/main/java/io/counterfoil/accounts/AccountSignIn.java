package io.counterfoil.accounts;

import io.counterfoil.access.FailedSignIns;
import io.counterfoil.access.PasswordHasher;
import io.counterfoil.access.SignInLimits;
import io.counterfoil.access.TriedFrom;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.Optional;
import java.util.UUID;

/** Knows customers by username and password, slowly enough that nobody can try many. */
public final class AccountSignIn {
    private final Transactions transactions;
    private final SignInLimits limits;
    private final PasswordHasher hasher;
    private final AccountSessions sessions;
    private final FailedSignIns failures;
    private final PasswordChanges changes;

    /** Checks passwords with {@code hasher}, as often as {@code limits} lets it. */
    public AccountSignIn(
            Transactions transactions,
            SignInLimits limits,
            PasswordHasher hasher,
            AccountSessions sessions,
            FailedSignIns failures,
            PasswordChanges changes) {
        this.transactions = transactions;
        this.limits = limits;
        this.hasher = hasher;
        this.sessions = sessions;
        this.failures = failures;
        this.changes = changes;
    }

    /**
     * A browser that is signed in now, or has a second step to go.
     *
     * @param token for its cookie
     * @param waits whether a second step is asked for, and the token is the one of that
     * @param home where they begin after that
     */
    public record SignedIn(String token, boolean waits, String home) {
        @Override
        public String toString() {
            return "SignedIn[…]";
        }
    }

    /** An account whose password somebody has shown. */
    public static final class Proven {
        private final AccountRepository.Login login;

        private Proven(AccountRepository.Login login) {
            this.login = login;
        }

        /** The account. */
        public Account account() {
            return login.account();
        }
    }

    /**
     * The account that has this username and password; empty, in the same time, if none has.
     *
     * @throws Refused if there were too many wrong attempts
     */
    public Optional<Proven> verify(
            Caller caller, String username, String password, TriedFrom from) {
        Optional<Proven> proven = matching(caller, username, password, from);
        proven.ifPresent(
                known ->
                        transactions.write(
                                caller.forProvider(),
                                tx -> {
                                    succeeded(tx, known.account(), from);
                                    return known;
                                }));
        return proven;
    }

    /**
     * Whether the password that somebody has shown is still the account's; if so, it is until the
     * transaction ends. Checking one takes long enough for another to be set meanwhile, which shall
     * keep out whoever knows the one before.
     */
    public boolean holds(Tx tx, Proven proven) {
        UUID id = proven.account().id();
        return new TermRepository(tx).lock(id).isPresent()
                && new AccountRepository(tx).hasPassword(id, proven.login.passwordHash());
    }

    /**
     * Signs a customer in; empty if username and password don't belong together.
     *
     * @throws Refused if there were too many wrong attempts
     */
    public Optional<SignedIn> signIn(
            Caller caller, String username, String password, TriedFrom from) {
        return matching(caller, username, password, from)
                .flatMap(
                        proven ->
                                transactions.write(
                                        caller.forProvider(), tx -> signIn(tx, proven, from)));
    }

    private Optional<SignedIn> signIn(Tx tx, Proven proven, TriedFrom from) {
        if (!holds(tx, proven)) {
            return Optional.empty();
        }
        succeeded(tx, proven.account(), from);
        return Optional.of(
                sessions.waiting(tx, proven.account())
                        .map(
                                token ->
                                        new SignedIn(
                                                token,
                                                true,
                                                AccountSessions.home(proven.account())))
                        .orElseGet(() -> open(tx, proven.account())));
    }

    /**
     * Gives the account a new password and ends all its sessions but a new one.
     *
     * @throws Refused if the present password is wrong or the new one won't do
     */
    public SignedIn changePassword(
            Caller caller, UUID id, String present, String chosen, TriedFrom from) {
        Account account =
                transactions.read(
                        caller,
                        tx ->
                                new AccountRepository(tx)
                                        .find(id)
                                        .orElseThrow(() -> Refused.notFound("account")));
        Proven proven =
                verify(caller, account.username(), present, from)
                        .orElseThrow(AccountSignIn::notPresent);
        Fields fields = new Fields();
        Passwords.check(
                fields, "chosen", chosen, account.username(), account.name(), account.email());
        if (chosen.equals(present)) {
            fields.problem("chosen", "Please choose a password that you have not had before.");
        }
        fields.done();
        String hash = hasher.hash(chosen);
        return transactions.write(
                caller,
                tx -> {
                    if (!holds(tx, proven)) {
                        throw notPresent();
                    }
                    changes.set(tx, id, hash, "account.password_changed");
                    return open(tx, new AccountRepository(tx).find(id).orElseThrow());
                });
    }

    private static Refused notPresent() {
        return Refused.field("present", "This is not your present password.");
    }

    private Optional<Proven> matching(
            Caller caller, String typed, String password, TriedFrom from) {
        String username = NewAccount.username(typed);
        Optional<AccountRepository.Login> login =
                NewAccount.isUsername(username)
                        ? transactions.read(
                                caller.forProvider(),
                                tx -> new AccountRepository(tx).findByUsername(username))
                        : Optional.empty();
        UUID known = login.map(found -> found.account().id()).orElse(null);
        SignInLimits.Attempt attempt =
                limits.attempt(caller.forProvider(), limited(username), known, from);
        if (login.isEmpty()) {
            hasher.matchesNobody(password);
        }
        Optional<Proven> matching =
                login.filter(found -> hasher.matches(password, found.passwordHash()))
                        .map(Proven::new);
        if (matching.isEmpty()) {
            failures.note(caller.forProvider(), attempt, "account", known);
        }
        return matching;
    }

    private void succeeded(Tx tx, Account account, TriedFrom from) {
        limits.succeeded(tx, limited(account.username()), account.id(), from);
    }

    private SignedIn open(Tx tx, Account account) {
        return new SignedIn(sessions.open(tx, account), false, AccountSessions.home(account));
    }

    /** Under which name {@link SignInLimits} count the tries to sign in to an account. */
    public static String limited(String username) {
        return "account:" + username;
    }
}
