package io.counterfoil.signin;

import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

final class StaffLinkRepository {
    private final Tx tx;

    StaffLinkRepository(Tx tx) {
        this.tx = tx;
    }

    /** Keeps somebody's link in the place of the one before. */
    void put(UUID staff, byte[] digest) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO staff_password_link (provider_id, staff_id, digest, made_at)
                        VALUES (:provider, :staff, :digest, :now)
                        ON CONFLICT (provider_id, staff_id)
                        DO UPDATE SET digest = excluded.digest, made_at = excluded.made_at, message_id = NULL
                        """)
                .bind("provider", tx.provider())
                .bind("staff", staff)
                .bind("digest", digest)
                .bind("now", tx.now())
                .execute();
    }

    /** Says which message carries somebody's link. */
    void carriedBy(UUID message, UUID staff) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE staff_password_link SET message_id = :message
                        WHERE provider_id = :provider AND staff_id = :staff
                        """)
                .bind("message", message)
                .bind("provider", tx.provider())
                .bind("staff", staff)
                .execute();
    }

    /**
     * Takes the links that these messages carry to be made now. One that somebody holds is being used
     * or ended: nobody waits for that.
     */
    void sent(Collection<UUID> messages) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE staff_password_link SET made_at = :now
                        WHERE (provider_id, staff_id) IN (
                            SELECT provider_id, staff_id FROM staff_password_link
                            WHERE provider_id = :provider AND message_id = ANY(:messages)
                            FOR UPDATE SKIP LOCKED)
                        """)
                .bind("now", tx.now())
                .bind("provider", tx.provider())
                .bindArray("messages", UUID.class, messages)
                .execute();
    }

    Optional<UUID> find(byte[] digest, Instant madeAfter) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT staff_id FROM staff_password_link
                        WHERE provider_id = :provider AND digest = :digest AND made_at > :madeAfter
                        """)
                .bind("provider", tx.provider())
                .bind("digest", digest)
                .bind("madeAfter", madeAfter)
                .mapTo(UUID.class)
                .findOne();
    }

    /** False if somebody was faster. */
    boolean delete(byte[] digest) {
        return tx.handle()
                        .createUpdate(
                                "DELETE FROM staff_password_link WHERE provider_id = :provider AND"
                                        + " digest = :digest")
                        .bind("provider", tx.provider())
                        .bind("digest", digest)
                        .execute()
                == 1;
    }

    void deleteOf(UUID staff) {
        tx.handle()
                .createUpdate(
                        "DELETE FROM staff_password_link WHERE provider_id = :provider AND staff_id ="
                                + " :staff")
                .bind("provider", tx.provider())
                .bind("staff", staff)
                .execute();
    }

    void deleteOld(Instant madeBefore) {
        tx.handle()
                .createUpdate("DELETE FROM staff_password_link WHERE made_at <= :madeBefore")
                .bind("madeBefore", madeBefore)
                .execute();
    }
}
