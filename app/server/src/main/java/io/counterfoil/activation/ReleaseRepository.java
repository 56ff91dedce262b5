package io.counterfoil.activation;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Terminal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What managers let tills do beyond their limits. */
final class ReleaseRepository {
    private final Tx tx;

    ReleaseRepository(Tx tx) {
        this.tx = tx;
    }

    void insert(Terminal terminal, Releases.TillRelease release) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO till_release (provider_id, id, retailer_id, terminal_id, reason, released_by, released_at, expires_at,
                                                  sales_left)
                        VALUES (:provider, :id, :retailer, :terminal, :reason, :by, :now, :expires, :sales)
                        """)
                .bind("provider", tx.provider())
                .bind("id", release.id())
                .bind("retailer", terminal.retailer())
                .bind("terminal", terminal.id())
                .bind("reason", release.reason())
                .bind("by", tx.caller().actor().name())
                .bind("now", tx.now())
                .bind("expires", release.expiresAt())
                .bind("sales", release.sales())
                .execute();
    }

    /** Whether the till, whose requests wait for each other, has a release with a sale left. */
    boolean has(UUID terminal) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT FROM till_release
                            WHERE provider_id = :provider AND terminal_id = :terminal AND sales_left > 0 AND expires_at > :now)
                        """)
                .bind("provider", tx.provider())
                .bind("terminal", terminal)
                .bind("now", tx.now())
                .mapTo(Boolean.class)
                .one();
    }

    /** Uses one sale of a release of the till, after {@link #has}. */
    void use(UUID terminal) {
        int used =
                tx.handle()
                        .createUpdate(
                                """
                                UPDATE till_release SET sales_left = sales_left - 1
                                WHERE provider_id = :provider AND id = (
                                    SELECT id FROM till_release
                                    WHERE provider_id = :provider AND terminal_id = :terminal AND sales_left > 0 AND expires_at > :now
                                    ORDER BY expires_at, id LIMIT 1)
                                """)
                        .bind("provider", tx.provider())
                        .bind("terminal", terminal)
                        .bind("now", tx.now())
                        .execute();
        if (used != 1) {
            throw new IllegalStateException("the till had a release a moment ago");
        }
    }

    /**
     * The newest first, also those that are over; one more than asked for, if there is one.
     *
     * @param terminal only those of this till
     */
    List<Releases.TillRelease> list(Optional<UUID> terminal, Listing listing) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, terminal_id, reason, sales_left, expires_at FROM till_release
                        WHERE provider_id = :provider AND (:own::uuid IS NULL OR retailer_id = :own)
                          AND (:terminal::uuid IS NULL OR terminal_id = :terminal)
                          AND (:before::uuid IS NULL OR id < :before)
                        ORDER BY id DESC LIMIT :limit + 1
                        """)
                .bind("provider", tx.provider())
                .bind("own", tx.caller().scope().retailerOrNull())
                .bind("terminal", terminal.orElse(null))
                .bind("before", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> release(row))
                .list();
    }

    /** Those that a till can still use, the first to end first. */
    List<Releases.TillRelease> open() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, terminal_id, reason, sales_left, expires_at FROM till_release
                        WHERE provider_id = :provider AND sales_left > 0 AND expires_at > :now
                        ORDER BY expires_at, id LIMIT :limit
                        """)
                .bind("provider", tx.provider())
                .bind("now", tx.now())
                .bind("limit", Releases.MOST_SHOWN)
                .map((row, context) -> release(row))
                .list();
    }

    private static Releases.TillRelease release(ResultSet row) throws SQLException {
        return new Releases.TillRelease(
                row.getObject("id", UUID.class),
                row.getObject("terminal_id", UUID.class),
                row.getString("reason"),
                row.getInt("sales_left"),
                Instants.of(row, "expires_at"));
    }
}
