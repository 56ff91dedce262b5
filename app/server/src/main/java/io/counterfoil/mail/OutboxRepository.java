package io.counterfoil.mail;

import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class OutboxRepository {
    private static final String SELECT =
            """
            SELECT id, kind, to_name, to_address, subject, secret, body IS NOT NULL AS readable, state, reason, attempts,
                   posted_at, due_at, settled_at
            FROM mail_message WHERE provider_id = :provider
            """;

    private final Tx tx;

    OutboxRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * What the outbox keeps of a message that is on its way.
     *
     * @param body what it says, sealed
     * @param attempts how many failed so far
     */
    record Waiting(
            String name,
            String address,
            String subject,
            byte[] body,
            String messageId,
            int attempts,
            Instant postedAt,
            Instant giveUpAt) {}

    void insert(UUID id, Message message, String subject, byte[] body, String messageId) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO mail_message (provider_id, id, kind, to_name, to_address, subject, body, secret, message_id,
                                                  state, posted_at, due_at, give_up_at)
                        VALUES (:provider, :id, :kind, :name, :address, :subject, :body, :secret, :messageId,
                                'waiting', :now, :now, :giveUpAt)
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("kind", lower(message.kind()))
                .bind("name", message.name())
                .bind("address", message.address())
                .bind("subject", subject)
                .bind("body", body)
                .bind("secret", !message.secrets().isEmpty())
                .bind("messageId", messageId)
                .bind("now", tx.now())
                .bind("giveUpAt", tx.now().plus(RetryPlan.PATIENCE))
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

    /** One row more than the listing asks for, if there is one. */
    List<OutboxMessage> list(@Nullable MailState state, Listing listing) {
        return tx.handle()
                .createQuery(
                        SELECT
                                + """
                                 AND (:state::text IS NULL OR state = :state) AND (:after::uuid IS NULL OR id < :after)
                                ORDER BY id DESC LIMIT :limit + 1
                                """)
                .bind("provider", tx.provider())
                .bind("state", state == null ? null : lower(state))
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

    /** The message of a ticket, if it still waits. */
    Optional<Waiting> waiting(Ticket ticket) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT to_name, to_address, subject, body, message_id, attempts, posted_at, give_up_at
                        FROM mail_message
                        WHERE provider_id = :provider AND id = :id AND round = :round AND state = 'waiting'
                        """)
                .bind("provider", ticket.provider())
                .bind("id", ticket.message())
                .bind("round", ticket.round())
                .map(
                        (row, context) ->
                                new Waiting(
                                        row.getString("to_name"),
                                        row.getString("to_address"),
                                        row.getString("subject"),
                                        row.getBytes("body"),
                                        row.getString("message_id"),
                                        row.getInt("attempts"),
                                        moment(row, "posted_at"),
                                        moment(row, "give_up_at")))
                .findOne();
    }

    /** The mail server has it; a secret is forgotten. False if it doesn't wait any more. */
    boolean sent(Ticket ticket) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE mail_message SET state = 'sent', reason = NULL, attempts = attempts + 1,
                                    due_at = NULL, settled_at = :now, body = CASE WHEN secret THEN NULL ELSE body END
                                WHERE provider_id = :provider AND id = :id AND round = :round AND state = 'waiting'
                                """)
                        .bind("now", tx.now())
                        .bind("provider", ticket.provider())
                        .bind("id", ticket.message())
                        .bind("round", ticket.round())
                        .execute()
                == 1;
    }

    /** It came to another end. False if it doesn't wait any more. */
    boolean ended(Ticket ticket, MailState state, String reason, int attempts) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE mail_message SET state = :state, reason = :reason, attempts = :attempts,
                                    due_at = NULL, settled_at = :now
                                WHERE provider_id = :provider AND id = :id AND round = :round AND state = 'waiting'
                                """)
                        .bind("state", lower(state))
                        .bind("reason", reason)
                        .bind("attempts", attempts)
                        .bind("now", tx.now())
                        .bind("provider", ticket.provider())
                        .bind("id", ticket.message())
                        .bind("round", ticket.round())
                        .execute()
                == 1;
    }

    /** It is tried again later. False if it doesn't wait any more. */
    boolean putOff(Ticket ticket, Instant due, String reason, int attempts) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE mail_message SET due_at = :due, reason = :reason, attempts = :attempts
                                WHERE provider_id = :provider AND id = :id AND round = :round AND state = 'waiting'
                                """)
                        .bind("due", due)
                        .bind("reason", reason)
                        .bind("attempts", attempts)
                        .bind("provider", ticket.provider())
                        .bind("id", ticket.message())
                        .bind("round", ticket.round())
                        .execute()
                == 1;
    }

    /** Lets a message that wasn't sent wait for a new round; empty if it was, or says nothing any more. */
    Optional<Integer> again(UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE mail_message SET state = 'waiting', round = round + 1, attempts = 0, reason = NULL,
                            due_at = :now, give_up_at = :giveUpAt, settled_at = NULL
                        WHERE provider_id = :provider AND id = :id AND state <> 'sent' AND body IS NOT NULL
                        RETURNING round
                        """)
                .bind("now", tx.now())
                .bind("giveUpAt", tx.now().plus(RetryPlan.PATIENCE))
                .bind("provider", tx.provider())
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne();
    }

    /** How many messages of all visible providers wait. */
    int countWaiting() {
        return tx.handle()
                .createQuery("SELECT count(*) FROM mail_message WHERE state = 'waiting'")
                .mapTo(Integer.class)
                .one();
    }

    /** Forgets secrets that were posted, and messages that ended, before these moments. */
    void forget(Instant secretsBefore, Instant messagesBefore) {
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
                MailKind.valueOf(upper(row.getString("kind"))),
                MailState.valueOf(upper(row.getString("state"))),
                row.getString("to_name"),
                row.getString("to_address"),
                row.getString("subject"),
                row.getBoolean("secret"),
                row.getBoolean("readable"),
                row.getInt("attempts"),
                row.getString("reason"),
                moment(row, "posted_at"),
                momentOrNull(row, "due_at"),
                momentOrNull(row, "settled_at"));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant momentOrNull(ResultSet row, String column)
            throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String upper(String label) {
        return label.toUpperCase(Locale.ROOT);
    }
}
