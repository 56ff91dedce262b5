package io.counterfoil.followups;

import io.counterfoil.platform.Due;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Series of messages to those who left. */
final class FollowUpRepository {
    private final Tx tx;

    FollowUpRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * A series that runs, and that nobody else moves until the transaction ends.
     *
     * @param sent how many of its messages were sent or left out
     */
    record Running(String name, String address, Instant leftAt, int sent, Instant dueAt) {}

    /** Begins a series, or once more from the start; not for who unsubscribed. */
    void begin(UUID id, byte[] digest, String name, String address, Instant due) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO follow_up (provider_id, id, address_digest, name, address, left_at, due_at)
                        VALUES (:provider, :id, :digest, :name, :address, :now, :due)
                        ON CONFLICT (provider_id, address_digest) DO UPDATE
                            SET name = excluded.name, address = excluded.address, left_at = excluded.left_at, sent = 0, due_at = excluded.due_at
                            WHERE follow_up.unsubscribed_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("digest", digest)
                .bind("name", name)
                .bind("address", address)
                .bind("now", tx.now())
                .bind("due", due)
                .execute();
    }

    /** The series of all providers that are due first, after one that was looked at before. */
    List<Due> due(Due after, int limit) {
        return Due.list(
                tx.handle()
                        .createQuery(
                                """
                                SELECT provider_id, id, due_at AS at FROM follow_up
                                WHERE due_at <= :now AND (due_at, id) > (:after, :afterId)
                                ORDER BY due_at, id LIMIT :limit
                                """),
                tx,
                after,
                limit);
    }

    Optional<Running> lock(UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT name, address, left_at, sent, due_at FROM follow_up
                        WHERE provider_id = :provider AND id = :id AND due_at IS NOT NULL FOR UPDATE
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .map(
                        (row, context) ->
                                new Running(
                                        row.getString("name"),
                                        row.getString("address"),
                                        Instants.of(row, "left_at"),
                                        row.getInt("sent"),
                                        Instants.of(row, "due_at")))
                .findOne();
    }

    Optional<FollowUps.KeptSeries> find(byte[] digest) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT left_at, sent, due_at, unsubscribed_at FROM follow_up
                        WHERE provider_id = :provider AND address_digest = :digest
                        """)
                .bind("provider", tx.provider())
                .bind("digest", digest)
                .map(
                        (row, context) ->
                                new FollowUps.KeptSeries(
                                        Instants.of(row, "left_at"),
                                        row.getInt("sent"),
                                        Instants.ofNullable(row, "due_at"),
                                        Instants.ofNullable(row, "unsubscribed_at")))
                .findOne();
    }

    /** Leaves nothing of an address, unless somebody unsubscribed there. */
    void erase(byte[] digest) {
        tx.handle()
                .createUpdate(
                        """
                        DELETE FROM follow_up
                        WHERE provider_id = :provider AND address_digest = :digest AND unsubscribed_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("digest", digest)
                .execute();
    }

    void next(UUID id, int sent, Instant due) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE follow_up SET sent = :sent, due_at = :due
                        WHERE provider_id = :provider AND id = :id AND due_at IS NOT NULL
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("sent", sent)
                .bind("due", due)
                .execute();
    }

    /** Nothing of the address stays but its digest. */
    void end(UUID id) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE follow_up SET name = NULL, address = NULL, due_at = NULL
                        WHERE provider_id = :provider AND id = :id
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .execute();
    }

    /** Doing it again changes nothing. */
    void unsubscribe(UUID id) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE follow_up SET name = NULL, address = NULL, due_at = NULL, unsubscribed_at = :now
                        WHERE provider_id = :provider AND id = :id AND unsubscribed_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("now", tx.now())
                .execute();
    }
}
