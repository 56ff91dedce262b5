package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one-time links of accounts; each account has one of a kind at most.
 *
 * <p>One that is ended counts as if it had never lasted: also a transaction that began before finds
 * it no more, whose time is an earlier one, and it lasts no longer when its message is sent late.
 */
final class AccountLinkRepository {
    private final Tx tx;

    AccountLinkRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * Puts a link in the place of an older one of its kind.
     *
     * @param email the address that it confirms; null = none
     * @param since what was mailed before counts no more
     * @param most how many of its kind an account is mailed since then, as this asker wants it
     * @return false, and the older one stays, if there were so many already
     */
    boolean replace(
            UUID account,
            AccountLinks.Kind kind,
            AccountLinks.Asker asker,
            @Nullable String email,
            byte[] digest,
            Instant expires,
            Instant since,
            int most) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO account_link (provider_id, account_id, kind, email, digest, expires_at,
                                                          mailed, mailed_by_staff, since)
                                VALUES (:provider, :account, :kind, :email, :digest, :expires, :byOthers, :byStaff, :now)
                                ON CONFLICT (provider_id, account_id, kind) DO UPDATE
                                SET digest = excluded.digest, expires_at = excluded.expires_at, email = excluded.email, message_id = NULL,
                                    mailed = excluded.mailed
                                        + CASE WHEN account_link.since > :since THEN account_link.mailed ELSE 0 END,
                                    mailed_by_staff = excluded.mailed_by_staff
                                        + CASE WHEN account_link.since > :since THEN account_link.mailed_by_staff ELSE 0 END,
                                    since = CASE WHEN account_link.since > :since THEN account_link.since ELSE excluded.since END
                                WHERE account_link.since <= :since
                                   OR account_link.mailed * :byOthers + account_link.mailed_by_staff * :byStaff < :most
                                """)
                        .bind("provider", tx.provider())
                        .bind("account", account)
                        .bind("kind", label(kind))
                        .bind("email", email)
                        .bind("digest", digest)
                        .bind("expires", expires)
                        .bind("now", tx.now())
                        .bind("since", since)
                        .bind("byOthers", asker == AccountLinks.Asker.ANYBODY ? 1 : 0)
                        .bind("byStaff", asker == AccountLinks.Asker.STAFF ? 1 : 0)
                        .bind("most", most)
                        .execute()
                == 1;
    }

    /** Says which message carries the links of this kind of these accounts. */
    void carriedBy(UUID message, AccountLinks.Kind kind, List<UUID> accounts) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE account_link SET message_id = :message
                        WHERE provider_id = :provider AND account_id = ANY(:accounts) AND kind = :kind
                        """)
                .bind("message", message)
                .bind("provider", tx.provider())
                .bindArray("accounts", UUID.class, accounts)
                .bind("kind", label(kind))
                .execute();
    }

    /**
     * Lets the links of this kind that these messages carry last until then, but for those that were
     * ended. One that somebody holds is being used or ended: nobody waits for that.
     */
    void last(AccountLinks.Kind kind, Collection<UUID> messages, Instant until) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE account_link SET expires_at = :until
                        WHERE (provider_id, account_id, kind) IN (
                            SELECT provider_id, account_id, kind FROM account_link
                            WHERE provider_id = :provider AND message_id = ANY(:messages) AND kind = :kind
                              AND expires_at > since
                            FOR UPDATE SKIP LOCKED)
                        """)
                .bind("until", until)
                .bind("provider", tx.provider())
                .bindArray("messages", UUID.class, messages)
                .bind("kind", label(kind))
                .execute();
    }

    /** What a link that still lasts is for. */
    Optional<AccountLinks.Link> find(AccountLinks.Kind kind, byte[] digest) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT account_id, email FROM account_link
                        WHERE provider_id = :provider AND kind = :kind AND digest = :digest AND expires_at > :now
                        """)
                .bind("provider", tx.provider())
                .bind("kind", label(kind))
                .bind("digest", digest)
                .bind("now", tx.now())
                .map(
                        (row, context) ->
                                new AccountLinks.Link(
                                        row.getObject("account_id", UUID.class),
                                        row.getString("email")))
                .findOne();
    }

    /** Uses a link up; false if somebody else was faster, or it lasts no more. */
    boolean take(AccountLinks.Kind kind, byte[] digest) {
        return tx.handle()
                        .createUpdate(
                                """
                                DELETE FROM account_link
                                WHERE provider_id = :provider AND kind = :kind AND digest = :digest AND expires_at > :now
                                """)
                        .bind("provider", tx.provider())
                        .bind("kind", label(kind))
                        .bind("digest", digest)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** The address that an account's link confirms, while it lasts. */
    Optional<String> email(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT email FROM account_link
                        WHERE provider_id = :provider AND account_id = :account AND kind = 'email' AND expires_at > :now
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("now", tx.now())
                .mapTo(String.class)
                .findOne();
    }

    /** Ends an account's link of this kind; how many were mailed is still known. */
    void end(UUID account, AccountLinks.Kind kind) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE account_link SET expires_at = since
                        WHERE provider_id = :provider AND account_id = :account AND kind = :kind AND expires_at > since
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("kind", label(kind))
                .execute();
    }

    /** Whether an account's link of this kind lasts. */
    boolean isAsked(UUID account, AccountLinks.Kind kind) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (
                            SELECT FROM account_link
                            WHERE provider_id = :provider AND account_id = :account AND kind = :kind
                              AND expires_at > :now)
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("kind", label(kind))
                .bind("now", tx.now())
                .mapTo(Boolean.class)
                .one();
    }

    /** Ends the links of this kind of a parent account and its sub-accounts. */
    void endOfFamily(UUID parent, AccountLinks.Kind kind) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE account_link SET expires_at = since
                        FROM account
                        WHERE account.provider_id = :provider AND (account.id = :parent OR account.parent_id = :parent)
                          AND account_link.provider_id = account.provider_id AND account_link.account_id = account.id
                          AND kind = :kind AND expires_at > since
                        """)
                .bind("provider", tx.provider())
                .bind("parent", parent)
                .bind("kind", label(kind))
                .execute();
    }

    /** Ends what went to the address of a contact, in all accounts that it has. */
    void endOfContact(UUID contact) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE account_link SET expires_at = since
                        FROM account
                        WHERE account.provider_id = :provider AND account.contact_id = :contact
                          AND account_link.provider_id = account.provider_id AND account_link.account_id = account.id
                          AND account_link.expires_at > account_link.since
                        """)
                .bind("provider", tx.provider())
                .bind("contact", contact)
                .execute();
    }

    /** Ends the links of this kind of an account and of those that share its contact. */
    void endOfSharing(UUID account, AccountLinks.Kind kind) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE account_link SET expires_at = account_link.since
                        FROM account
                        JOIN account beside ON beside.provider_id = account.provider_id AND beside.contact_id = account.contact_id
                        WHERE account.provider_id = :provider AND account.id = :account
                          AND account_link.provider_id = beside.provider_id AND account_link.account_id = beside.id
                          AND account_link.kind = :kind AND account_link.expires_at > account_link.since
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("kind", label(kind))
                .execute();
    }

    /** Leaves nothing of an account's links. */
    void forget(UUID account) {
        tx.handle()
                .createUpdate(
                        """
                        DELETE FROM account_link WHERE provider_id = :provider AND account_id = :account
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .execute();
    }

    /** In the system scope: forgets links that ended before then. */
    void forgetOld(Instant endedBefore) {
        tx.handle()
                .createUpdate("DELETE FROM account_link WHERE expires_at < :before")
                .bind("before", endedBefore)
                .execute();
    }

    private static String label(AccountLinks.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
