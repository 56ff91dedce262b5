package io.counterfoil.accounts;

import io.counterfoil.access.Tokens;
import io.counterfoil.mail.Mail;
import io.counterfoil.mail.MailKind;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One-time links that are mailed to the holders of accounts. Only digests are stored, a new one of
 * a kind ends the one before, and no account is mailed more than five of a kind a day, and five more
 * that support wants: strangers who ask don't use these up. An address that nobody has confirmed
 * gets no more than an account does, however many accounts name it: it may be anybody's.
 */
public final class AccountLinks {
    /** So many of a kind are mailed to an account within {@link #COUNTED}. */
    static final int MOST = 5;

    private static final Duration COUNTED = Duration.ofDays(1);

    // Those of an uninstall last for longer than mail is tried.
    private static final Set<Kind> FROM_HAND_OVER = EnumSet.of(Kind.PASSWORD, Kind.EMAIL);

    private final Tokens tokens;
    private final Mail mail;

    /**
     * Links that carry {@code tokens}. What {@code mail} has handed over with them lasts from then
     * on, since nobody could use it before.
     */
    public AccountLinks(Tokens tokens, Mail mail) {
        this.tokens = tokens;
        this.mail = mail;
        mail.onSent(
                (tx, messages) -> {
                    for (Kind kind : FROM_HAND_OVER) {
                        new AccountLinkRepository(tx)
                                .last(kind, messages, tx.now().plus(kind.lasts));
                    }
                });
    }

    /** What links are for. */
    public enum Kind {
        /** Confirms that an account with paid time left is to be deleted. */
        UNINSTALL(Duration.ofDays(7), MailKind.UNINSTALL_CONFIRMATION),
        /** Lets somebody who forgot their password set a new one. */
        PASSWORD(Duration.ofHours(1), MailKind.PASSWORD_LINK),
        /** Confirms that mail arrives at a new address. */
        EMAIL(Duration.ofDays(1), MailKind.EMAIL_CONFIRMATION);

        private final Duration lasts;
        private final MailKind mailed;

        Kind(Duration lasts, MailKind mailed) {
            this.lasts = lasts;
            this.mailed = mailed;
        }
    }

    /** Who has a link mailed. */
    public enum Asker {
        /** Somebody who need not be known. */
        ANYBODY,
        /** Staff who are signed in. */
        STAFF
    }

    /**
     * What a link stands for.
     *
     * @param account whose it is
     * @param email the address that it confirms; null = none
     */
    public record Link(UUID account, @Nullable String email) {
        @Override
        public String toString() {
            return "Link[" + account + "]";
        }
    }

    /** The token of a new link; empty if an account was mailed as many as a day allows. */
    public Optional<String> make(Tx tx, UUID account, Kind kind) {
        return make(tx, account, kind, Asker.ANYBODY, null);
    }

    /** The token of a new link to set a password with; otherwise as {@link #make}. */
    public Optional<String> ofPassword(Tx tx, UUID account, Asker asker) {
        return make(tx, account, Kind.PASSWORD, asker, null);
    }

    /**
     * Says which message carries the links of this kind of these accounts, so that those that set a
     * password or confirm an address last as long from when it is handed over.
     */
    public void carriedBy(Tx tx, UUID message, Kind kind, List<UUID> accounts) {
        new AccountLinkRepository(tx).carriedBy(message, kind, accounts);
    }

    /** When a message that carries such a link comes too late: the link is forgotten after that. */
    public Instant tooLate(Tx tx) {
        return tx.now().plus(COUNTED);
    }

    /** The token of a new link that confirms an address; otherwise as {@link #make}. */
    public Optional<String> confirming(Tx tx, UUID account, String email) {
        return make(tx, account, Kind.EMAIL, Asker.ANYBODY, email);
    }

    /** Whether an account has a link of this kind that is good. */
    public boolean isAsked(Tx tx, UUID account, Kind kind) {
        return new AccountLinkRepository(tx).isAsked(account, kind);
    }

    /** What is said to somebody who is known, if an account was mailed too many. */
    public static Refused tooMany() {
        return Refused.tooMany(
                COUNTED,
                Text.of(
                        "We have sent {number} mails of this kind today already. Please look for the newest one, also among unwanted mail, or try again tomorrow.",
                        "number",
                        MOST));
    }

    private Optional<String> make(
            Tx tx, UUID account, Kind kind, Asker asker, @Nullable String email) {
        if (asker == Asker.ANYBODY && isMailedEnough(tx, account, kind, email)) {
            return Optional.empty();
        }
        String token = tokens.next("");
        boolean made =
                new AccountLinkRepository(tx)
                        .replace(
                                account,
                                kind,
                                asker,
                                email,
                                tokens.digest(token),
                                tx.now().plus(kind.lasts),
                                tx.now().minus(COUNTED),
                                MOST);
        return made ? Optional.of(token) : Optional.empty();
    }

    private boolean isMailedEnough(
            Tx tx, UUID account, Kind kind, @Nullable String confirmed) {
        return Optional.ofNullable(confirmed)
                .or(() -> new CustomerRepository(tx).unconfirmedAddress(account))
                .filter(address -> mail.postedWithinADay(tx, address, kind.mailed) >= MOST)
                .isPresent();
    }

    /** What a link is good for; nothing is used up by asking. */
    public Optional<Link> find(Tx tx, Kind kind, @Nullable String token) {
        return token == null
                ? Optional.empty()
                : new AccountLinkRepository(tx).find(kind, tokens.digest(token));
    }

    /**
     * The same, and it is good no more. Whoever has it has read the mail at the address that it went
     * to, which is the contact's one but for {@link Kind#EMAIL}.
     */
    public Optional<Link> take(Tx tx, Kind kind, @Nullable String token) {
        Optional<Link> found = find(tx, kind, token);
        found.ifPresent(link -> hold(tx, link.account()));
        Optional<Link> taken =
                found.filter(
                        link ->
                                token != null
                                        && new AccountLinkRepository(tx)
                                                .take(kind, tokens.digest(token)));
        taken.ifPresent(link -> new CustomerRepository(tx).confirm(link.account(), link.email()));
        return taken;
    }

    /**
     * Locks an account and then its contact, before anything of them is changed: whoever uses a link
     * of one account may end those of others that share the contact, and so nobody waits in a
     * circle.
     */
    void hold(Tx tx, UUID account) {
        new TermRepository(tx).lock(account);
        new CustomerRepository(tx).holdContactOf(account);
    }

    /** The address that waits to be confirmed by an account's holder. */
    public Optional<String> awaited(Tx tx, UUID account) {
        return new AccountLinkRepository(tx).email(account);
    }

    /** Ends an account's link of this kind. */
    public void end(Tx tx, UUID account, Kind kind) {
        new AccountLinkRepository(tx).end(account, kind);
    }

    /** Ends the links of this kind of all accounts that have the same contact as this one. */
    void endOfSharing(Tx tx, UUID account, Kind kind) {
        new AccountLinkRepository(tx).endOfSharing(account, kind);
    }

    /** In the system scope: forgets links once they count for nothing any more. */
    public void forgetOld(Tx tx) {
        new AccountLinkRepository(tx).forgetOld(tx.now().minus(COUNTED));
    }
}
