package io.counterfoil.mail;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class SuppressionRepository {
    private static final String SELECT =
            """
            SELECT id, address, kind, detail, since FROM mail_suppression
            WHERE provider_id = :provider AND lifted_at IS NULL
            """;

    private final Tx tx;

    SuppressionRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * A complaint counts for more than messages that come back, and is written over them.
     *
     * @return which one was made or changed; empty if the address gets nothing already
     */
    Optional<UUID> insert(
            UUID id, String address, Suppression.Kind kind, @Nullable String detail) {
        return tx.handle()
                .createQuery(
                        """
                        INSERT INTO mail_suppression AS known (provider_id, id, address, kind, detail, since)
                        VALUES (:provider, :id, :address, :kind, :detail, :now)
                        ON CONFLICT (provider_id, address) WHERE lifted_at IS NULL
                            DO UPDATE SET kind = excluded.kind, detail = excluded.detail
                            WHERE known.kind = 'bounce' AND excluded.kind = 'complaint'
                        RETURNING id
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("address", address)
                .bind("kind", kind.name().toLowerCase(Locale.ROOT))
                .bind("detail", detail)
                .bind("now", tx.now())
                .mapTo(UUID.class)
                .findOne();
    }

    /** Those of these addresses that get nothing. */
    List<Suppression> of(Set<String> addresses) {
        return tx.handle()
                .createQuery(SELECT + "AND address = ANY(:addresses)")
                .bind("provider", tx.provider())
                .bindArray("addresses", String.class, List.copyOf(addresses))
                .map((row, context) -> suppression(row))
                .list();
    }

    /** One row more than the listing asks for, if there is one. */
    List<Suppression> list(Optional<String> search, Listing listing) {
        return tx.handle()
                .createQuery(
                        SELECT
                                + """
                                 AND (:search::text IS NULL OR strpos(lower(address), lower(:search)) > 0)
                                 AND (:after::uuid IS NULL OR id < :after)
                                ORDER BY id DESC LIMIT :limit + 1
                                """)
                .bind("provider", tx.provider())
                .bind("search", search.orElse(null))
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> suppression(row))
                .list();
    }

    /** The address that gets messages again; empty if there is no such suppression any more. */
    Optional<String> lift(UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE mail_suppression SET lifted_at = :now
                        WHERE provider_id = :provider AND id = :id AND lifted_at IS NULL
                        RETURNING address
                        """)
                .bind("now", tx.now())
                .bind("provider", tx.provider())
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    private static Suppression suppression(ResultSet row) throws SQLException {
        return new Suppression(
                row.getObject("id", UUID.class),
                row.getString("address"),
                Suppression.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("detail"),
                Instants.of(row, "since"));
    }
}
