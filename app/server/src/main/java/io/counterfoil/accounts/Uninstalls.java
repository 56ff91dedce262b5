package io.counterfoil.accounts;

import io.counterfoil.access.SignInLimits;
import io.counterfoil.access.TriedFrom;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.KeyScope;
import io.counterfoil.provisioning.Provisioning;
import io.counterfoil.provisioning.ShownKey;
import io.counterfoil.terms.TermState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Customers who remove their software and do not want their backups any more, and those who change
 * their mind. While there is paid time left, only a confirmation by mail counts.
 */
public final class Uninstalls {
    private final Transactions transactions;
    private final Terms terms;
    private final Announcements announcements;
    private final Provisioning provisioning;
    private final SignInLimits limits;
    private final AccountLinks links;

    /** Uninstalls of the accounts that {@code terms} moves; confirmed by {@code links}. */
    public Uninstalls(
            Transactions transactions,
            Terms terms,
            Announcements announcements,
            Provisioning provisioning,
            SignInLimits limits,
            AccountLinks links) {
        this.transactions = transactions;
        this.terms = terms;
        this.announcements = announcements;
        this.provisioning = provisioning;
        this.limits = limits;
        this.links = links;
    }

    /**
     * What became of an uninstall.
     *
     * @param state how the term stands
     * @param deletesAt when everything is deleted; null = it is not
     * @param confirmationSent whether the holder was asked by mail first, since there is paid time
     *     left; the link that they have is good
     */
    public record Outcome(String state, @Nullable Instant deletesAt, boolean confirmationSent) {
        static Outcome of(TermState term) {
            return new Outcome(term.label(), term.deletion().orElse(null), false);
        }

        /**
         * What to say to somebody who has kept an account.
         *
         * @param whose {@code own} or {@code sub} for a holder of it or of its parent, else {@code
         *     other}
         */
        public Text kept(String whose) {
            if (deletesAt == null) {
                return Text.of(
                        "{whose, select, own {Your account} sub {The sub-account} other {The account}} stays, with all its backups.",
                        "whose",
                        whose);
            }
            return Text.of(
                    state.equals("frozen")
                            ? "{whose, select, own {Your account} sub {The sub-account} other {The account}} is not deleted for that any more. Its time is over, though: on the day that was told it still goes, unless it is extended."
                            : "{whose, select, own {Your account} sub {The sub-account} other {The account}} is not deleted for that any more. It still goes with its parent account, on the day that is told by mail, unless that one is kept.",
                    "whose",
                    whose);
        }
    }

    /**
     * Plans the deletion of an account, or asks its holder; again changes nothing, and the holder
     * is not asked again while a link of theirs is good.
     *
     * @throws Refused if the caller may not see it, its deletion has begun, or they were sent too
     *     many today
     */
    public Outcome uninstall(Caller caller, UUID account) {
        return transactions.once(
                caller,
                Outcome.class,
                tx ->
                        uninstall(
                                tx,
                                account,
                                !links.isAsked(tx, account, AccountLinks.Kind.UNINSTALL)));
    }

    /**
     * The same for its holder, who is sent another link if they ask again: the first mail may be
     * lost.
     *
     * @throws Refused if they were sent too many today, or the deletion has begun
     */
    public Outcome leave(Caller holder, UUID account) {
        return transactions.once(holder, Outcome.class, tx -> uninstall(tx, account, true));
    }

    /** How many days after an uninstall everything is deleted, unless a later day was announced. */
    public int days(Caller caller) {
        return transactions.read(caller, tx -> terms.days(tx).uninstall());
    }

    /**
     * Keeps an account after all; one that is kept anyway stays as it is.
     *
     * @throws Refused if the caller may not see it, its deletion has begun, or it goes with its
     *     parent account
     */
    public Outcome takeBack(Caller caller, UUID account) {
        return transactions.once(caller, Outcome.class, tx -> takeBack(tx, account));
    }

    /** Keeps an account after all, in the transaction of whoever has reason to. */
    Outcome takeBack(Tx tx, UUID account) {
        Outcome outcome = Outcome.of(terms.takeBack(tx, account));
        links.end(tx, account, AccountLinks.Kind.UNINSTALL);
        return outcome;
    }

    /**
     * What a link stands for.
     *
     * @param username of the account that it deletes
     * @param subAccounts the usernames of those that go with it
     */
    public record Leaving(String username, List<String> subAccounts) {}

    /** Whose deletion a link confirms; nothing is used up by asking. */
    public Optional<Leaving> awaited(Caller visitor, @Nullable String token) {
        return transactions.read(
                visitor.forProvider(), tx -> account(tx, token).flatMap(id -> leaving(tx, id)));
    }

    /**
     * Plans the deletion that a link stands for, once.
     *
     * @param withSubAccounts whether whoever confirms it wants the sub-accounts to go too
     * @throws Refused if the link is not good, or no longer, or there are sub-accounts of which they
     *     said nothing
     */
    public Outcome confirm(Caller visitor, @Nullable String token, boolean withSubAccounts) {
        return transactions.write(
                visitor.forProvider(),
                tx -> {
                    // Who pays, signs in or keeps it ends the link while they hold the account.
                    terms.lock(tx, account(tx, token).orElseThrow(Uninstalls::deadLink));
                    AccountLinks.Link link =
                            links.take(tx, AccountLinks.Kind.UNINSTALL, token)
                                    .orElseThrow(Uninstalls::deadLink);
                    if (!withSubAccounts
                            && leaving(tx, link.account())
                                    .filter(leaving -> !leaving.subAccounts().isEmpty())
                                    .isPresent()) {
                        throw withoutSubAccounts();
                    }
                    return Outcome.of(terms.uninstall(tx, link.account(), true));
                });
    }

    private static Optional<Leaving> leaving(Tx tx, UUID account) {
        List<String> family =
                new TermRepository(tx)
                        .family(account).stream().map(TermRepository.Member::username).toList();
        return family.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Leaving(family.getLast(), family.subList(0, family.size() - 1)));
    }

    /** What whoever deletes an account with sub-accounts has to say first. */
    public static Refused withoutSubAccounts() {
        return Refused.field(
                "with_sub_accounts",
                "They can't be without your account. Tick this to have them deleted too, or keep"
                        + " your account.");
    }

    private static Refused deadLink() {
        return new Refused(
                ProblemType.CONFLICT,
                "This link is not good any more, so nothing will be deleted. Links last for seven"
                        + " days; signing in or getting more time ends them. You can ask for"
                        + " another one in your account.");
    }

    /**
     * Notes that a holder has signed in: who was asked whether they leave shows that they stay.
     */
    void holderIsBack(Tx tx, UUID account) {
        terms.holderIsBack(tx, account);
        links.end(tx, account, AccountLinks.Kind.UNINSTALL);
    }

    /** The same as {@link #leave}, in the transaction of whoever has reason to. */
    Outcome uninstall(Tx tx, UUID account) {
        return uninstall(tx, account, true);
    }

    private Outcome uninstall(Tx tx, UUID account, boolean ask) {
        TermRepository.Locked locked = terms.lock(tx, account);
        if (Terms.isPlanned(locked) || !locked.term().hasPaidTime(tx.now())) {
            return Outcome.of(terms.uninstall(tx, account, false));
        }
        if (ask) {
            String token =
                    links.make(tx, account, AccountLinks.Kind.UNINSTALL)
                            .orElseThrow(AccountLinks::tooMany);
            announcements.askWhetherToDelete(
                    tx, new TermRepository(tx).family(account).getLast(), token);
        }
        return new Outcome(
                locked.term().label(), locked.term().deletion().orElse(null), true);
    }

    private Optional<UUID> account(Tx tx, @Nullable String token) {
        return links.find(tx, AccountLinks.Kind.UNINSTALL, token).map(AccountLinks.Link::account);
    }

    /**
     * Software that shows the credential of an account's repository, as a caller who may keep the
     * account.
     *
     * @param address the network address that it comes from
     * @throws Refused if they don't belong together, or too many tries failed
     */
    public Caller proven(
            Caller visitor, UUID account, String username, String password, String address) {
        show(visitor, account, username, password, address);
        return visitor.forProvider();
    }

    /**
     * The same, as a caller who may also uninstall the account.
     *
     * @throws Refused besides, if it is of a key that deletes no backups: such a key is for machines
     *     from which it may be stolen
     */
    public Caller mayDelete(
            Caller visitor, UUID account, String username, String password, String address) {
        if (!show(visitor, account, username, password, address).deletes()) {
            throw new Refused(
                    ProblemType.FORBIDDEN,
                    "This key deletes no backups, so it does not delete the account either. Nothing"
                            + " was changed. Use a key that may delete, or sign in to the"
                            + " account.");
        }
        return visitor.forProvider();
    }

    // What a key may do is looked at after its password was found right and its tries are forgotten.
    private KeyScope show(
            Caller visitor, UUID account, String username, String password, String address) {
        Caller provider = visitor.forProvider();
        String name = "repository:" + username;
        TriedFrom from = TriedFrom.program(address);
        limits.attempt(provider, name, null, from);
        return transactions.write(
                provider,
                tx -> {
                    ShownKey key =
                            provisioning
                                    .shown(tx, username, password)
                                    .filter(shown -> shown.account().equals(account))
                                    .orElseThrow(Uninstalls::unknownKey);
                    limits.succeeded(tx, name, null, from);
                    return key.scope();
                });
    }

    private static Refused unknownKey() {
        return new Refused(
                ProblemType.UNAUTHENTICATED,
                "This is not the user name and password of the account's repository. Nothing was"
                        + " changed.");
    }
}
