package io.counterfoil.signin;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class InvitationRepository {
    private static final String COLUMNS = "id, email, role, retailer_id, sent_at, sent_by, sent_with";

    private final Tx tx;

    InvitationRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * The invitation as it is kept: who was invited before keeps the id. Empty if somebody else
     * invited this address.
     */
    Optional<Invitation> put(Invitation invitation, byte[] digest) {
        return tx.handle()
                .createQuery(
                        """
                        INSERT INTO invitation (provider_id, id, retailer_id, email, role, digest, sent_at, sent_by, sent_with)
                        VALUES (:provider, :id, :retailer, :email, :role, :digest, :sentAt, :sentBy, :sentWith)
                        ON CONFLICT (provider_id, email)
                        DO UPDATE SET role = excluded.role, digest = excluded.digest, sent_at = excluded.sent_at,
                            sent_by = excluded.sent_by, sent_with = excluded.sent_with
                        WHERE invitation.retailer_id IS NOT DISTINCT FROM excluded.retailer_id
                        RETURNING id, email, role, retailer_id, sent_at, sent_by, sent_with
                        """)
                .bind("provider", tx.provider())
                .bind("id", invitation.id())
                .bind("retailer", invitation.retailer())
                .bind("email", invitation.email())
                .bind("role", invitation.role())
                .bind("digest", digest)
                .bind("sentAt", invitation.sentAt())
                .bind("sentBy", invitation.sentBy())
                .bind("sentWith", invitation.sentWith())
                .map((row, context) -> invitation(row))
                .findOne();
    }

    List<Invitation> list(@Nullable UUID retailer) {
        return tx.handle()
                .createQuery(
                        "SELECT "
                                + COLUMNS
                                + " FROM invitation WHERE provider_id = :provider AND retailer_id IS"
                                + " NOT DISTINCT FROM :retailer ORDER BY sent_at DESC, id")
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .map((row, context) -> invitation(row))
                .list();
    }

    Optional<Invitation> find(byte[] digest, Instant sentAfter) {
        return tx.handle()
                .createQuery(
                        "SELECT "
                                + COLUMNS
                                + " FROM invitation WHERE provider_id = :provider AND digest ="
                                + " :digest AND sent_at > :sentAfter")
                .bind("provider", tx.provider())
                .bind("digest", digest)
                .bind("sentAfter", sentAfter)
                .map((row, context) -> invitation(row))
                .findOne();
    }

    boolean delete(UUID id) {
        return tx.handle()
                        .createUpdate(
                                "DELETE FROM invitation WHERE provider_id = :provider AND id = :id")
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .execute()
                == 1;
    }

    private static Invitation invitation(ResultSet row) throws SQLException {
        return new Invitation(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("role"),
                row.getObject("retailer_id", UUID.class),
                Instants.of(row, "sent_at"),
                row.getObject("sent_by", UUID.class),
                row.getObject("sent_with", UUID.class));
    }
}
