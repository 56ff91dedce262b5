package io.counterfoil.accounts.own;

import io.counterfoil.access.SignInLimits;
import io.counterfoil.accounts.Account;
import io.counterfoil.accounts.AccountLinks;
import io.counterfoil.accounts.AccountSignIn;
import io.counterfoil.accounts.Accounts;
import io.counterfoil.accounts.PasswordChanges;
import io.counterfoil.accounts.Passwords;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sets the passwords of those who have a link for that, once for each link. */
public final class NewPasswords {
    private final Transactions transactions;
    private final AccountLinks links;
    private final Accounts accounts;
    private final Passwords passwords;
    private final PasswordChanges changes;
    private final SignInLimits limits;

    /** Passwords of {@code accounts}, for whoever has one of {@code links}. */
    public NewPasswords(
            Transactions transactions,
            AccountLinks links,
            Accounts accounts,
            Passwords passwords,
            PasswordChanges changes,
            SignInLimits limits) {
        this.transactions = transactions;
        this.links = links;
        this.accounts = accounts;
        this.passwords = passwords;
        this.changes = changes;
        this.limits = limits;
    }

    /** Whose password a link sets; empty if it is not good, or no longer. */
    Optional<String> awaited(Caller visitor, @Nullable String token) {
        return holder(visitor, token).map(Account::username);
    }

    private Optional<Account> holder(Caller visitor, @Nullable String token) {
        return transactions.read(
                visitor.forProvider(),
                tx ->
                        links.find(tx, AccountLinks.Kind.PASSWORD, token)
                                .flatMap(link -> open(tx, link)));
    }

    /**
     * Sets a password with a link, which is used up by that. Every browser is signed out, and
     * wrong passwords that were tried before count no more.
     *
     * @throws Refused if the link is not good any more, or the password won't do
     */
    void set(Caller visitor, @Nullable String token, String chosen) {
        Account holder = holder(visitor, token).orElseThrow(NewPasswords::deadLink);
        Fields fields = new Fields();
        Passwords.check(
                fields, "chosen", chosen, holder.username(), holder.name(), holder.email());
        fields.done();
        String hash = passwords.hash(chosen).hash();
        transactions.write(
                visitor.forProvider(),
                tx -> {
                    Account account =
                            links.take(tx, AccountLinks.Kind.PASSWORD, token)
                                    .flatMap(link -> open(tx, link))
                                    .orElseThrow(NewPasswords::deadLink);
                    changes.set(tx, account.id(), hash, "account.password_reset");
                    limits.forgive(tx, AccountSignIn.limited(account.username()));
                    return account.id();
                });
    }

    private Optional<Account> open(Tx tx, AccountLinks.Link link) {
        return accounts.find(tx, link.account()).filter(account -> account.term().isOpen());
    }

    private static Refused deadLink() {
        return new Refused(
                ProblemType.GONE,
                "This link was used already, it is older than an hour, or there is a newer one."
                        + " Please ask for another one.");
    }
}
