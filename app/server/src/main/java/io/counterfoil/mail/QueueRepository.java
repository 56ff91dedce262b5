package io.counterfoil.mail;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The messages in the outbox that wait, for those who send them. */
final class QueueRepository {
    private final Tx tx;

    QueueRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * What the outbox keeps of a message that is on its way.
     *
     * @param body what it says, sealed
     * @param unsubscribe where one unsubscribes from its series, sealed; null = it belongs to none
     * @param attempts how many failed so far
     * @param dueAt changes when it is put off, or somebody asks for it to be sent again
     */
    record Waiting(
            UUID id,
            String name,
            String address,
            String subject,
            byte[] body,
            byte @Nullable [] unsubscribe,
            String messageId,
            int attempts,
            Instant postedAt,
            Instant dueAt,
            Instant giveUpAt) {}

    /**
     * The provider whose message is to be sent next, of all visible ones.
     *
     * @param underWay ids of messages that are being sent already
     */
    Optional<UUID> nextProvider(Set<UUID> underWay) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT provider_id FROM mail_message
                        WHERE state = 'waiting' AND due_at <= :now AND id NOT IN (SELECT unnest(:underWay))
                        ORDER BY secret DESC, due_at LIMIT 1
                        """)
                .bind("now", tx.now())
                .bindArray("underWay", UUID.class, underWay)
                .mapTo(UUID.class)
                .findOne();
    }

    /** Gives up what waits and is not true any more; the ids of that. */
    List<UUID> giveUpLate(Set<UUID> underWay) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE mail_message SET state = 'failed', due_at = NULL, settled_at = :now,
                            reason = coalesce(replace(:tried, '{reason}', reason), :late)
                        WHERE provider_id = :provider AND state = 'waiting' AND good_until <= :now
                          AND id NOT IN (SELECT unnest(:underWay))
                        RETURNING id
                        """)
                .bind("now", tx.now())
                .bind("provider", tx.provider())
                .bind(
                        "tried",
                        Text.of(
                                        "It would have come too late to be true. The last attempt: {reason}")
                                .english())
                .bind("late", Text.of("It would have come too late to be true.").toString())
                .bindArray("underWay", UUID.class, underWay)
                .mapTo(UUID.class)
                .list();
    }

    /** Gives up what is due and not true any more; nobody sends it again. */
    void giveUpUntrue(Set<UUID> ids) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE mail_message SET state = 'failed', due_at = NULL, settled_at = :now, good_until = :now,
                            reason = :reason
                        WHERE provider_id = :provider AND id = ANY(:ids) AND state = 'waiting'
                        """)
                .bind(
                        "reason",
                        Text.of("It was not true any more when it was to be sent.").toString())
                .bind("now", tx.now())
                .bind("provider", tx.provider())
                .bindArray("ids", UUID.class, ids)
                .execute();
    }

    /** Messages that are due and not under way, those with secrets first. */
    List<Waiting> due(Set<UUID> underWay, int most) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, to_name, to_address, subject, body, unsubscribe, message_id, attempts, posted_at, due_at, give_up_at
                        FROM mail_message
                        WHERE provider_id = :provider AND state = 'waiting' AND due_at <= :now
                          AND id NOT IN (SELECT unnest(:underWay))
                        ORDER BY secret DESC, due_at LIMIT :most
                        """)
                .bind("now", tx.now())
                .bind("provider", tx.provider())
                .bindArray("underWay", UUID.class, underWay)
                .bind("most", most)
                .map(
                        (row, context) ->
                                new Waiting(
                                        row.getObject("id", UUID.class),
                                        row.getString("to_name"),
                                        row.getString("to_address"),
                                        row.getString("subject"),
                                        row.getBytes("body"),
                                        row.getBytes("unsubscribe"),
                                        row.getString("message_id"),
                                        row.getInt("attempts"),
                                        Instants.of(row, "posted_at"),
                                        Instants.of(row, "due_at"),
                                        Instants.of(row, "give_up_at")))
                .list();
    }

    /** The mail server has those of them that waited; secrets are forgotten. */
    void sent(List<UUID> ids) {
        // Joined, so that each is found by its key, whatever the planner thinks of the table.
        tx.handle()
                .createUpdate(
                        """
                        UPDATE mail_message m SET state = 'sent', reason = NULL, attempts = attempts + 1, due_at = NULL,
                            settled_at = :now, body = CASE WHEN secret THEN NULL ELSE body END, unsubscribe = NULL
                        FROM unnest(:ids) AS gone (id)
                        WHERE m.provider_id = :provider AND m.id = gone.id AND due_at IS NOT NULL
                        """)
                .bind("now", tx.now())
                .bind("provider", tx.provider())
                .bindArray("ids", UUID.class, ids)
                .execute();
    }

    /** It came to another end, unless somebody asked for it to be sent again meanwhile. */
    void ended(Waiting message, MailState state, String reason, int attempts) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE mail_message SET state = :state, reason = :reason, attempts = :attempts, due_at = NULL, settled_at = :now
                        WHERE provider_id = :provider AND id = :id AND due_at = :wasDue
                        """)
                .bind("state", state.name().toLowerCase(Locale.ROOT))
                .bind("reason", reason)
                .bind("attempts", attempts)
                .bind("now", tx.now())
                .bind("provider", tx.provider())
                .bind("id", message.id())
                .bind("wasDue", message.dueAt())
                .execute();
    }

    /** It is tried again later, unless somebody asked for that meanwhile. */
    void putOff(Waiting message, Instant due, String reason, int attempts) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE mail_message SET due_at = :due, reason = :reason, attempts = :attempts
                        WHERE provider_id = :provider AND id = :id AND due_at = :wasDue
                        """)
                .bind("due", due)
                .bind("reason", reason)
                .bind("attempts", attempts)
                .bind("provider", tx.provider())
                .bind("id", message.id())
                .bind("wasDue", message.dueAt())
                .execute();
    }
}
