package io.counterfoil.signin.openid;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

final class OpenIdRepository {
    private final Tx tx;

    OpenIdRepository(Tx tx) {
        this.tx = tx;
    }

    /** With the secret as it is kept. */
    record Row(OpenIdProvider provider, byte[] secret) {}

    Optional<Row> find() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT name, issuer, client_id, secret, both_steps FROM openid_provider
                        WHERE provider_id = :provider
                        """)
                .bind("provider", tx.provider())
                .map((row, context) -> row(row))
                .findOne();
    }

    void put(OpenIdProvider wanted, byte[] secret) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO openid_provider (provider_id, name, issuer, client_id, secret, both_steps, changed_at)
                        VALUES (:provider, :name, :issuer, :clientId, :secret, :bothSteps, :now)
                        ON CONFLICT (provider_id)
                        DO UPDATE SET name = excluded.name, issuer = excluded.issuer, client_id = excluded.client_id,
                                      secret = excluded.secret, both_steps = excluded.both_steps,
                                      changed_at = excluded.changed_at
                        """)
                .bind("provider", tx.provider())
                .bind("name", wanted.name())
                .bind("issuer", wanted.issuer())
                .bind("clientId", wanted.clientId())
                .bind("secret", secret)
                .bind("bothSteps", wanted.bothSteps())
                .bind("now", tx.now())
                .execute();
    }

    /** False if there is none. */
    boolean delete() {
        return tx.handle()
                        .createUpdate("DELETE FROM openid_provider WHERE provider_id = :provider")
                        .bind("provider", tx.provider())
                        .execute()
                == 1;
    }

    Optional<UUID> linked(String issuer, String subject) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT staff_id FROM openid_link
                        WHERE provider_id = :provider AND issuer = :issuer AND subject = :subject
                        """)
                .bind("provider", tx.provider())
                .bind("issuer", issuer)
                .bind("subject", subject)
                .mapTo(UUID.class)
                .findOne();
    }

    /** False if that person is known there as somebody else. */
    boolean link(String issuer, String subject, UUID staff) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO openid_link (provider_id, issuer, subject, staff_id, linked_at)
                                VALUES (:provider, :issuer, :subject, :staff, :now)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("provider", tx.provider())
                        .bind("issuer", issuer)
                        .bind("subject", subject)
                        .bind("staff", staff)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** Since when members of staff are known there, by their ids. */
    Map<UUID, Instant> linked(String issuer) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT staff_id, linked_at FROM openid_link
                        WHERE provider_id = :provider AND issuer = :issuer
                        """)
                .bind("provider", tx.provider())
                .bind("issuer", issuer)
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getObject("staff_id", UUID.class),
                                        Instants.of(row, "linked_at")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** False if there was none. */
    boolean unlink(UUID staff) {
        return tx.handle()
                        .createUpdate(
                                "DELETE FROM openid_link WHERE provider_id = :provider AND staff_id"
                                        + " = :staff")
                        .bind("provider", tx.provider())
                        .bind("staff", staff)
                        .execute()
                > 0;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new OpenIdProvider(
                        row.getString("name"),
                        row.getString("issuer"),
                        row.getString("client_id"),
                        row.getBoolean("both_steps")),
                row.getBytes("secret"));
    }
}
