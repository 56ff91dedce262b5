package io.counterfoil.mail;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

final class OutboxRepository {
    private static final String SELECT =
            """
            SELECT id, kind, to_name, to_address, subject, secret, body IS NOT NULL AS readable, state, reason, attempts,
                   posted_at, due_at, settled_at, good_until
            FROM mail_message WHERE provider_id = :provider
            """;

    private static final String PAGE =
            """
            AND (:after::uuid IS NULL OR id < :after)
            ORDER BY id DESC LIMIT :limit + 1
            """;

    private final Tx tx;

    OutboxRepository(Tx tx) {
        this.tx = tx;
    }

    void insert(
            UUID id,
            MailKind keptAs,
            Message message,
            String subject,
            byte[] body,
            byte @Nullable [] unsubscribe,
            String messageId) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO mail_message (provider_id, id, kind, to_name, to_address, subject, body, secret, series_id, unsubscribe, message_id,
                                                  state, posted_at, due_at, give_up_at, good_until)
                        VALUES (:provider, :id, :kind, :name, :address, :subject, :body, :secret, :series, :unsubscribe, :messageId,
                                'waiting', :now, :now, :giveUpAt, :goodUntil)
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("kind", lower(keptAs))
                .bind("name", message.name())
                .bind("address", message.address())
                .bind("subject", subject)
                .bind("body", body)
                .bind("secret", !message.secrets().isEmpty())
                .bind("series", message.series() == null ? null : message.series().id())
                .bind("unsubscribe", unsubscribe)
                .bind("messageId", messageId)
                .bind("now", tx.now())
                .bind("giveUpAt", tx.now().plus(RetryPlan.PATIENCE))
                .bind("goodUntil", message.goodUntil())
                .execute();
    }

    Optional<OutboxMessage> find(UUID id) {
        return tx.handle()
                .createQuery(SELECT + "AND id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> message(row))
                .findOne();
    }

    /** The messages to an address, the oldest first. */
    List<Mail.Posted> to(String address) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT posted_at, to_address, subject, state FROM mail_message
                        WHERE provider_id = :provider AND address_folded = lower(:address) ORDER BY id
                        """)
                .bind("provider", tx.provider())
                .bind("address", address)
                .map(
                        (row, context) ->
                                new Mail.Posted(
                                        Instants.of(row, "posted_at"),
                                        row.getString("to_address"),
                                        row.getString("subject"),
                                        row.getString("state")))
                .list();
    }

    int count(Set<MailKind> kinds, String address, Instant since) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM mail_message
                        WHERE provider_id = :provider AND address_folded = lower(:address)
                          AND kind = ANY(:kinds) AND posted_at > :since
                        """)
                .bind("provider", tx.provider())
                .bind("address", address)
                .bindArray("kinds", String.class, lower(kinds))
                .bind("since", since)
                .mapTo(Integer.class)
                .one();
    }

    /** Whether any of these kinds waits for an address and is true, or was sent to it since then. */
    boolean reaches(Set<MailKind> kinds, String address, Instant since) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (
                            SELECT FROM mail_message
                            WHERE provider_id = :provider AND address_folded = lower(:address) AND kind = ANY(:kinds)
                              AND (state = 'waiting' AND coalesce(good_until, 'infinity') > :now
                                  OR state = 'sent' AND settled_at >= :since))
                        """)
                .bind("provider", tx.provider())
                .bind("address", address)
                .bindArray("kinds", String.class, lower(kinds))
                .bind("now", tx.now())
                .bind("since", since)
                .mapTo(Boolean.class)
                .one();
    }

    List<OutboxMessage> list(@Nullable MailState state, Listing listing) {
        // Two statements, since one for both would use no index of states.
        Query query =
                state == null
                        ? tx.handle().createQuery(SELECT + PAGE)
                        : tx.handle()
                                .createQuery(SELECT + "AND state = :state " + PAGE)
                                .bind("state", lower(state));
        return query.bind("provider", tx.provider())
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> message(row))
                .list();
    }

    /** What a message says, sealed; empty if that is not kept any more. */
    Optional<byte[]> body(UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT body FROM mail_message
                        WHERE provider_id = :provider AND id = :id AND body IS NOT NULL
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .mapTo(byte[].class)
                .findOne();
    }

    /**
     * Lets a message be sent at once, and be tried for as long as a new one; one that is being sent
     * just now, only if that fails. False if it was sent, says nothing any more, or nothing that is
     * true.
     */
    boolean again(UUID id) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE mail_message SET state = 'waiting', attempts = 0, reason = NULL,
                                    due_at = :now, give_up_at = :giveUpAt, settled_at = NULL
                                WHERE provider_id = :provider AND id = :id AND state <> 'sent'
                                  AND body IS NOT NULL AND (good_until IS NULL OR good_until > :now)
                                """)
                        .bind("now", tx.now())
                        .bind("giveUpAt", tx.now().plus(RetryPlan.PATIENCE))
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /** Erases the recipient of a series' messages; what waits is not sent any more. */
    void forgetSeries(UUID series) {
        forget("series_id = :series", "They have unsubscribed.")
                .bind("series", series)
                .execute();
    }

    void forgetAddress(String address) {
        forget("address_folded = lower(:address)", "Its recipient was forgotten on request.")
                .bind("address", address)
                .execute();
    }

    private Update forget(String condition, String reason) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE mail_message SET to_name = '', to_address = '', body = NULL, unsubscribe = NULL, due_at = NULL,
                            settled_at = coalesce(settled_at, :now),
                            reason = CASE state WHEN 'waiting' THEN :reason ELSE reason END,
                            state = CASE state WHEN 'waiting' THEN 'suppressed' ELSE state END
                        WHERE provider_id = :provider AND %s
                        """
                                .formatted(condition))
                .bind("provider", tx.provider())
                .bind("reason", reason)
                .bind("now", tx.now());
    }

    /** How many failed since a moment that could still be sent. */
    int countFailed(Instant since) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM mail_message
                        WHERE provider_id = :provider AND state = 'failed' AND settled_at >= :since
                          AND coalesce(good_until, 'infinity') > :now
                        """)
                .bind("provider", tx.provider())
                .bind("since", since)
                .bind("now", tx.now())
                .mapTo(Integer.class)
                .one();
    }

    /** How many messages of all visible providers wait. */
    int countWaiting() {
        return tx.handle()
                .createQuery("SELECT count(*) FROM mail_message WHERE state = 'waiting'")
                .mapTo(Integer.class)
                .one();
    }

    /**
     * Forgets secrets that were posted, and messages that ended, before these moments. Secrets that
     * nobody tried to send for so long have failed; those that somebody asked to be sent again are
     * kept as long as they are tried.
     */
    void forget(Instant secretsBefore, Instant messagesBefore) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE mail_message SET state = 'failed', due_at = NULL, settled_at = :now,
                            reason = :reason
                        WHERE secret AND body IS NOT NULL AND posted_at < :before AND state = 'waiting'
                          AND give_up_at < :now
                        """)
                .bind(
                        "reason",
                        Text.of("Nothing was sent for two weeks, and what it said is not kept longer.")
                                .toString())
                .bind("now", tx.now())
                .bind("before", secretsBefore)
                .execute();
        tx.handle()
                .createUpdate(
                        """
                        UPDATE mail_message SET body = NULL
                        WHERE secret AND body IS NOT NULL AND posted_at < :before AND state <> 'waiting'
                        """)
                .bind("before", secretsBefore)
                .execute();
        tx.handle()
                .createUpdate("DELETE FROM mail_message WHERE settled_at < :before")
                .bind("before", messagesBefore)
                .execute();
    }

    private static OutboxMessage message(ResultSet row) throws SQLException {
        return new OutboxMessage(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                MailState.valueOf(upper(row.getString("state"))),
                row.getString("to_name"),
                row.getString("to_address"),
                row.getString("subject"),
                row.getBoolean("secret"),
                row.getBoolean("readable"),
                row.getInt("attempts"),
                row.getString("reason"),
                Instants.of(row, "posted_at"),
                Instants.ofNullable(row, "due_at"),
                Instants.ofNullable(row, "settled_at"),
                Instants.ofNullable(row, "good_until"));
    }

    private static List<String> lower(Set<MailKind> kinds) {
        return kinds.stream().map(OutboxRepository::lower).toList();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String upper(String label) {
        return label.toUpperCase(Locale.ROOT);
    }
}
