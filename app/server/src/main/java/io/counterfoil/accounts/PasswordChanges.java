package io.counterfoil.accounts;

import io.counterfoil.access.Audit;
import io.counterfoil.mail.Mail;
import io.counterfoil.mail.MailKind;
import io.counterfoil.mail.Message;
import io.counterfoil.platform.Tx;
import java.util.Map;
import java.util.UUID;

/** Gives accounts other passwords, and ends what the ones before had opened. */
public final class PasswordChanges {
    /** So many changes of passwords are told to an address within a day. */
    private static final int MOST_A_DAY = 10;

    private final AccountSessions sessions;
    private final AccountLinks links;
    private final Mail mail;
    private final Audit audit;

    /**
     * Changes that end {@code sessions} and {@code links}, are told by {@code mail} and noted in
     * {@code audit}.
     */
    public PasswordChanges(
            AccountSessions sessions, AccountLinks links, Mail mail, Audit audit) {
        this.sessions = sessions;
        this.links = links;
        this.mail = mail;
        this.audit = audit;
    }

    /**
     * Sets a password that its holder chose: all browsers are signed out, and a link to set a new
     * one opens nothing any more. Neither does one that confirms a new address for its contact:
     * whoever the new password shall keep out may have asked for that. The account's contact is
     * told.
     *
     * @param tx with the provider's scope
     * @param hash its slow hash
     * @param action what the audit log calls it
     */
    public void set(Tx tx, UUID account, String hash, String action) {
        links.hold(tx, account);
        new AccountRepository(tx).setPassword(account, hash);
        sessions.closeAll(tx, account);
        links.end(tx, account, AccountLinks.Kind.PASSWORD);
        links.endOfSharing(tx, account, AccountLinks.Kind.EMAIL);
        audit.record(tx, action, "account:" + account, Map.of());
        tell(tx, new AccountRepository(tx).holder(account).orElseThrow());
    }

    /** Not without end: to have a stranger's mail filled, one would only change it all day. */
    private void tell(Tx tx, Accounts.Holder holder) {
        if (mail.postedWithinADay(tx, holder.email(), MailKind.PASSWORD_CHANGED) < MOST_A_DAY) {
            mail.post(
                    tx,
                    Message.of(
                            MailKind.PASSWORD_CHANGED,
                            holder.greeting(),
                            holder.email(),
                            Map.of("username", holder.mailed())));
        }
    }
}
