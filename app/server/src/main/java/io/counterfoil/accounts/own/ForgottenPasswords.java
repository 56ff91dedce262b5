package io.counterfoil.accounts.own;

import io.counterfoil.access.SignInLimits;
import io.counterfoil.accounts.Account;
import io.counterfoil.accounts.AccountLinks;
import io.counterfoil.accounts.Accounts;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes the word of those who forgot their password, and mails them a link.
 *
 * <p>Whoever asks learns nothing: whether anybody has that name is looked up by a job afterwards,
 * so that neither words nor time tell, and only the mail says which accounts there are.
 */
public final class ForgottenPasswords {
    private static final String JOB = "forgotten-passwords";
    private static final Actor ACTOR = Actor.job(JOB);
    private static final String AND = " ";
    private static final Duration KEPT = Duration.ofDays(1);
    // A person has few accounts; whoever has more names the one that they mean.
    private static final int MOST_ACCOUNTS = 10;

    private final Transactions transactions;
    private final Jobs jobs;
    private final SignInLimits limits;
    private final Accounts accounts;
    private final PasswordLinks links;
    private final Ids ids;

    /** Defines the job; made before {@code jobs} start. */
    public ForgottenPasswords(
            Transactions transactions,
            Jobs jobs,
            SignInLimits limits,
            Accounts accounts,
            PasswordLinks links,
            Ids ids) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.limits = limits;
        this.accounts = accounts;
        this.links = links;
        this.ids = ids;
        jobs.define(
                JOB,
                instance -> {
                    String[] parts = instance.split(AND, -1);
                    answer(UUID.fromString(parts[0]), UUID.fromString(parts[1]));
                });
    }

    /**
     * Has a link mailed to whoever has an account of this name or at this address, if anybody does.
     *
     * @param who a username or an e-mail address
     * @param address the network address that it comes from
     * @throws Refused if nothing was typed, or it was asked too often for this name or from there
     */
    void ask(Caller visitor, @Nullable String who, String address) {
        Fields fields = new Fields();
        String asked = fields.text("who", who, NewAccount.LONGEST_USERNAME);
        fields.done();
        Caller provider = visitor.forProvider();
        limits.forgotten(provider, NewAccount.username(asked), address);
        UUID ask = ids.next();
        transactions.write(
                provider,
                tx -> {
                    new PasswordAskRepository(tx).insert(ask, asked);
                    jobs.schedule(tx, JOB, tx.provider() + AND + ask);
                    return ask;
                });
    }

    /**
     * Mails a link to the holder of an account, as staff want it. Nobody sees it here.
     *
     * @throws Refused if there is no such account for this caller, its end has begun, or so many
     *     links were mailed today already
     */
    public void mailTo(Caller caller, UUID id) {
        transactions.once(
                caller,
                UUID.class,
                tx -> {
                    Account account =
                            accounts.find(tx, id).orElseThrow(() -> Refused.notFound("account"));
                    accounts.requireOpen(account);
                    List<Accounts.Holder> holder = accounts.holder(tx, id).stream().toList();
                    if (!links.mail(tx, AccountLinks.Asker.STAFF, holder)) {
                        throw AccountLinks.tooMany();
                    }
                    return id;
                });
    }

    /** In the system scope: forgets what somebody typed, if no job took it within a day. */
    public void forgetOld(Tx tx) {
        new PasswordAskRepository(tx).forgetOld(tx.now().minus(KEPT));
    }

    private void answer(UUID provider, UUID ask) {
        transactions.write(
                new Caller(new Scope.Provider(provider), ACTOR),
                tx -> {
                    new PasswordAskRepository(tx).take(ask).ifPresent(who -> answer(tx, who));
                    return ask;
                });
    }

    private void answer(Tx tx, String who) {
        links.mail(
                tx, AccountLinks.Asker.ANYBODY, accounts.meant(tx, who, MOST_ACCOUNTS));
    }
}
