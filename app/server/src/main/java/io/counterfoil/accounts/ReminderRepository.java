package io.counterfoil.accounts;

import io.counterfoil.platform.Due;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import io.counterfoil.terms.ReminderDays;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose holders have to be reminded when, and on which days a provider does that. */
final class ReminderRepository {
    private final Tx tx;

    ReminderRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * A reminder as it is planned.
     *
     * @param at when somebody has to look whether there is something to tell; null = never
     * @param after up to when everything was told, or need not be
     */
    record Planned(@Nullable Instant at, Instant after) {}

    /** Somebody who is reminded, at an address in lower case. */
    record Holder(String greeting, String email, String address) {}

    /**
     * An account to remind of.
     *
     * @param called what mail calls it
     * @param follows whether it is a sub-account that goes with its parent
     * @param toldByParents whether its holder is that of its parent too, and told of that one
     */
    record Candidate(UUID account, String called, boolean follows, boolean toldByParents) {}

    Planned planned(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT reminder_at, reminders_after FROM account
                        WHERE provider_id = :provider AND id = :account
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .map(
                        (row, context) ->
                                new Planned(
                                        Instants.ofNullable(row, "reminder_at"),
                                        Instants.of(row, "reminders_after")))
                .one();
    }

    void plan(UUID account, Optional<Instant> at, Instant after) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE account SET reminder_at = :at, reminders_after = :after
                        WHERE provider_id = :provider AND id = :account
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("at", at)
                .bind("after", after)
                .execute();
    }

    /** Nobody is reminded of an account any more. */
    void stop(UUID account) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE account SET reminder_at = NULL
                        WHERE provider_id = :provider AND id = :account AND reminder_at IS NOT NULL
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .execute();
    }

    /** The accounts of all providers that are due first, after one that was looked at before. */
    List<Due> due(Due after, int limit) {
        return Due.list(
                tx.handle()
                        .createQuery(
                                """
                                SELECT provider_id, id, reminder_at AS at FROM account
                                WHERE reminder_at <= :now AND (reminder_at, id) > (:after, :afterId)
                                ORDER BY reminder_at, id LIMIT :limit
                                """),
                tx,
                after,
                limit);
    }

    /** The holder of an account that is due; empty if it isn't any more. */
    Optional<Holder> holder(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT contact.name, contact.email, contact.confirmed, contact.address
                        FROM account
                        JOIN contact ON contact.provider_id = account.provider_id AND contact.id = account.contact_id
                        WHERE account.provider_id = :provider AND account.id = :account AND reminder_at <= :now
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("now", tx.now())
                .map(
                        (row, context) ->
                                new Holder(
                                        CustomerRepository.greeting(row),
                                        row.getString("email"),
                                        row.getString("address")))
                .findOne();
    }

    /** All accounts of an address that are due by a moment, parents first. */
    List<Candidate> due(String address, Instant until) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT account.id, account.username, contact.name, contact.email, contact.confirmed, account.parent_id IS NOT NULL AND account.term_due_at IS NULL AS follows,
                               parents.address IS NOT NULL AND parents.address = contact.address AS same
                        FROM contact
                        JOIN account ON account.provider_id = contact.provider_id AND account.contact_id = contact.id
                        LEFT JOIN account parent ON parent.provider_id = account.provider_id AND parent.id = account.parent_id
                        LEFT JOIN contact parents ON parents.provider_id = parent.provider_id AND parents.id = parent.contact_id
                        WHERE contact.provider_id = :provider AND contact.address = :address AND account.reminder_at <= :until
                        ORDER BY account.parent_id IS NOT NULL, account.id
                        """)
                .bind("provider", tx.provider())
                .bind("address", address)
                .bind("until", until)
                .map(
                        (row, context) ->
                                new Candidate(
                                        row.getObject("id", UUID.class),
                                        Contact.mailed(
                                                row.getString("username"),
                                                CustomerRepository.greeting(row),
                                                row.getString("email")),
                                        row.getBoolean("follows"),
                                        row.getBoolean("follows") && row.getBoolean("same")))
                .list();
    }

    /** Whether somebody has to look in a time whether there is something to tell an address. */
    boolean isPlanned(String address, Instant from, Instant until) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (
                            SELECT FROM contact
                            JOIN account ON account.provider_id = contact.provider_id AND account.contact_id = contact.id
                            WHERE contact.provider_id = :provider AND contact.address = :address
                              AND account.reminder_at BETWEEN :from AND :until)
                        """)
                .bind("provider", tx.provider())
                .bind("address", address)
                .bind("from", from)
                .bind("until", until)
                .mapTo(Boolean.class)
                .one();
    }

    /** When somebody was last reminded at an address; empty: never. */
    Optional<Instant> lastReminded(String address) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT max(reminded_at) FROM contact
                        WHERE provider_id = :provider AND address = :address HAVING max(reminded_at) IS NOT NULL
                        """)
                .bind("provider", tx.provider())
                .bind("address", address)
                .mapTo(Instant.class)
                .findOne();
    }

    void reminded(String address) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE contact SET reminded_at = :now
                        WHERE provider_id = :provider AND address = :address
                        """)
                .bind("now", tx.now())
                .bind("provider", tx.provider())
                .bind("address", address)
                .execute();
    }

    /** The days that the provider has chosen; empty: none of its own. */
    Optional<ReminderDays> days() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT before_end, while_frozen, before_deletion, without_backup FROM reminder_settings
                        WHERE provider_id = :provider
                        """)
                .bind("provider", tx.provider())
                .map((row, context) -> days(row))
                .findOne();
    }

    /** Locks the days that the provider has chosen; if it has not, these are noted as chosen. */
    ReminderDays lockDays(ReminderDays otherwise) {
        return tx.handle()
                .createQuery(
                        """
                        INSERT INTO reminder_settings (provider_id, before_end, while_frozen, before_deletion, without_backup)
                        VALUES (:provider, :beforeEnd, :whileFrozen, :beforeDeletion, :withoutBackup)
                        ON CONFLICT (provider_id) DO UPDATE SET while_frozen = reminder_settings.while_frozen
                        RETURNING before_end, while_frozen, before_deletion, without_backup
                        """)
                .bind("provider", tx.provider())
                .bindArray("beforeEnd", Integer.class, otherwise.beforeEnd())
                .bind("whileFrozen", otherwise.whileFrozen())
                .bindArray("beforeDeletion", Integer.class, otherwise.beforeDeletion())
                .bind("withoutBackup", otherwise.withoutBackup())
                .map((row, context) -> days(row))
                .one();
    }

    /** Writes days that are locked. */
    void choose(ReminderDays days) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE reminder_settings
                        SET before_end = :beforeEnd, while_frozen = :whileFrozen, before_deletion = :beforeDeletion,
                            without_backup = :withoutBackup
                        WHERE provider_id = :provider
                        """)
                .bind("provider", tx.provider())
                .bindArray("beforeEnd", Integer.class, days.beforeEnd())
                .bind("whileFrozen", days.whileFrozen())
                .bindArray("beforeDeletion", Integer.class, days.beforeDeletion())
                .bind("withoutBackup", days.withoutBackup())
                .execute();
    }

    /**
     * Has the next accounts of the provider looked at anew; what is due already stays due.
     *
     * @return the last of them; empty if there are no more
     */
    Optional<UUID> planAnew(UUID after, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        WITH next AS (
                            SELECT id FROM account
                            WHERE provider_id = :provider AND id > :after AND term_state NOT IN ('purging', 'deleted')
                              AND (parent_id IS NULL OR reminder_at IS NOT NULL
                                OR term_state IN ('frozen', 'deletion_scheduled'))
                            ORDER BY id LIMIT :limit),
                        planned AS (
                            UPDATE account SET reminder_at = :now, reminders_after = greatest(reminders_after, :now)
                            FROM next
                            WHERE account.provider_id = :provider AND account.id = next.id
                              AND term_state NOT IN ('purging', 'deleted') AND coalesce(reminder_at, 'infinity') > :now)
                        SELECT id FROM next ORDER BY id DESC LIMIT 1
                        """)
                .bind("provider", tx.provider())
                .bind("after", after)
                .bind("limit", limit)
                .bind("now", tx.now())
                .mapTo(UUID.class)
                .findOne();
    }

    private static ReminderDays days(ResultSet row) throws SQLException {
        return new ReminderDays(
                numbers(row.getArray("before_end")),
                row.getInt("while_frozen"),
                numbers(row.getArray("before_deletion")),
                row.getInt("without_backup"));
    }

    private static List<Integer> numbers(Array array) throws SQLException {
        return Arrays.asList((Integer[]) array.getArray());
    }
}
