package io.counterfoil.redemption;

import io.counterfoil.access.TriedFrom;
import io.counterfoil.accounts.Account;
import io.counterfoil.accounts.AccountSignIn;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.accounts.Passwords;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Provisioning;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Previews codes and redeems them.
 *
 * <p>Slow work comes first and outside the transaction: a code is looked at before a password is
 * hashed or compared, so that a bad code costs nobody a hash. Then everything happens at once or
 * not at all.
 */
public final class Redemptions {
    private final Transactions transactions;
    private final Spending spending;
    private final Guard guard;
    private final AccountSignIn signIn;
    private final Passwords passwords;
    private final Provisioning provisioning;

    /** Redeems through {@code spending} what {@code guard} lets pass. */
    public Redemptions(
            Transactions transactions,
            Spending spending,
            Guard guard,
            AccountSignIn signIn,
            Passwords passwords,
            Provisioning provisioning) {
        this.transactions = transactions;
        this.spending = spending;
        this.guard = guard;
        this.signIn = signIn;
        this.passwords = passwords;
        this.provisioning = provisioning;
    }

    /** What a code would do to an account, or to a new one. */
    Preview preview(Caller caller, Visitor visitor, String code, @Nullable UUID account) {
        return look(
                caller,
                visitor,
                code,
                (tx, voucher) -> spending.preview(tx, voucher, account));
    }

    /** Spends a code on a new account. */
    Redemption open(Caller caller, Visitor visitor, String code, NewAccount account) {
        Caller provider = guard.forProvider(caller, code);
        Redemption redemption =
                refusing(
                        provider,
                        visitor,
                        () -> {
                            look(provider, visitor, code);
                            Passwords.Hashed password = passwords.hash(account.password());
                            return once(provider, tx -> spending.open(tx, code, account, password));
                        });
        return redemption.withStorageReady(provisioning.deliverNow(redemption.account()));
    }

    /**
     * Spends a code on an account that exists already.
     *
     * <p>The code comes before the password, and until that is proven wrong codes count against
     * browser and address only, not against the name that somebody typed.
     *
     * @param password the account's; null only if the caller needs none
     */
    Redemption extend(
            Caller caller,
            Visitor visitor,
            String code,
            String username,
            @Nullable String password) {
        Caller provider = guard.forProvider(caller, code);
        return refusing(
                provider,
                visitor,
                () -> {
                    if (visitor.trusted() && password == null) {
                        return once(provider, tx -> spending.extend(tx, code, username, List.of()));
                    }
                    look(provider, visitor, code);
                    Account proven = verify(provider, username, password, visitor.from());
                    Collection<Guesser> holder =
                            visitor.trusted() ? List.of() : List.of(Guesser.account(proven.id()));
                    return once(provider, tx -> spending.extend(tx, code, username, holder));
                });
    }

    /** Spends a code on the account that is signed in, whose holder proved to be it by that. */
    Redemption extendOwn(Caller caller, Visitor visitor, String code, UUID account) {
        Caller provider = guard.forProvider(caller, code);
        Collection<Guesser> guessers = visitor.guessers();
        return refusing(
                provider,
                visitor,
                () -> {
                    look(provider, visitor, code);
                    return once(provider, tx -> spending.extend(tx, code, account, guessers));
                });
    }

    /** What somebody does who has proved to be the holder of an account. */
    interface Use {
        /**
         * What is slow about it, before the transaction.
         *
         * @param guessers who has to wait if they guessed too often
         * @return what is done in the transaction
         */
        Function<Tx, Redemption> of(UUID account, Collection<Guesser> guessers);
    }

    /** Looks at a good code, without spending it. */
    <T> T look(
            Caller caller, Visitor visitor, String code, BiFunction<Tx, Voucher, T> look) {
        Caller provider = guard.forProvider(caller, code);
        Collection<Guesser> guessers = visitor.guessers();
        try {
            return guard.look(
                    provider,
                    visitor,
                    code,
                    tx -> look.apply(tx, guard.check(tx, code, guessers)));
        } catch (CodeRefusedException refused) {
            throw guard.refuse(provider, visitor, refused.bad());
        }
    }

    /** Spends a code as the holder of an account wants it, once they proved to be that. */
    Redemption forHolder(
            Caller caller, Visitor visitor, String code, Holder holder, Use use) {
        Caller provider = guard.forProvider(caller, code);
        return refusing(
                provider,
                visitor,
                () -> {
                    look(provider, visitor, code);
                    UUID account = proven(provider, visitor, holder);
                    Collection<Guesser> guessers =
                            visitor.trusted() || holder.account() != null
                                    ? visitor.guessers()
                                    : List.of(Guesser.account(account));
                    return once(provider, use.of(account, guessers));
                });
    }

    private UUID proven(Caller provider, Visitor visitor, Holder holder) {
        if (holder.account() != null) {
            return holder.account();
        }
        return visitor.trusted() && holder.password() == null
                ? transactions.read(provider, tx -> spending.account(tx, holder.username())).id()
                : verify(provider, holder.username(), holder.password(), visitor.from()).id();
    }

    private void look(Caller provider, Visitor visitor, String code) {
        Collection<Guesser> guessers = visitor.guessers();
        guard.look(provider, visitor, code, tx -> guard.check(tx, code, guessers));
    }

    private Account verify(
            Caller provider, String username, @Nullable String password, TriedFrom from) {
        return signIn.verify(provider, username, password == null ? "" : password, from)
                .map(AccountSignIn.Proven::account)
                .orElseThrow(
                        () ->
                                Refused.field(
                                        "password",
                                        "Username and password don't belong together. Please check"
                                                + " both; the code is still good."));
    }

    private Redemption once(Caller provider, Function<Tx, Redemption> work) {
        return transactions.once(provider, Redemption.class, work);
    }

    /**
     * Runs an attempt. Where it is refused, the same attempt may have spent the code before: then
     * it gets that answer, since nobody else has the secrets in it.
     */
    private Redemption refusing(Caller provider, Visitor visitor, Supplier<Redemption> attempt) {
        try {
            return attempt.get();
        } catch (CodeRefusedException refused) {
            return transactions
                    .answered(provider, Redemption.class)
                    .orElseThrow(() -> guard.refuse(provider, visitor, refused.bad()));
        } catch (Refused refused) {
            return transactions.answered(provider, Redemption.class).orElseThrow(() -> refused);
        }
    }
}
