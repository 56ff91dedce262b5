package io.counterfoil.activation;

import io.counterfoil.access.Zones;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Terminal;
import io.counterfoil.retailers.TillNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
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
                .bind("now", release.releasedAt())
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
     * The newest first; one more than asked for, if there is one.
     *
     * @param only those that are asked for, their days in these zones
     */
    List<Releases.TillRelease> list(ReleaseFilter only, Zones zones, Listing listing) {
        List<Releases.TillRelease> rows =
                tx.handle()
                        .createQuery(
                                """
                                SELECT id, terminal_id, reason, sales_left, released_at, expires_at, running
                                FROM till_release, LATERAL (SELECT sales_left > 0 AND expires_at > :now) AS still (running)
                                WHERE provider_id = :provider AND (:own::uuid IS NULL OR retailer_id = :own)
                                  AND (:terminal::uuid IS NULL OR terminal_id = :terminal)
                                  AND (:running::boolean IS NULL OR running = :running)
                                  AND (:from::timestamptz IS NULL OR released_at >= :from)
                                  AND (:end::timestamptz IS NULL OR released_at < :end)
                                  AND (:before::uuid IS NULL OR id < :before)
                                ORDER BY id DESC LIMIT :limit + 1
                                """)
                        .bind("provider", tx.provider())
                        // Its policy says so too, but leads to no index.
                        .bind("own", tx.caller().scope().retailerOrNull())
                        .bind("now", tx.now())
                        .bind("terminal", only.terminal().orElse(null))
                        .bind(
                                "running",
                                only.state().map(ReleaseFilter.State.RUNNING::equals).orElse(null))
                        .bind("from", only.given().start(zones).orElse(null))
                        .bind("end", only.given().end(zones).orElse(null))
                        .bind("before", listing.after())
                        .bind("limit", listing.limit())
                        .map((row, context) -> release(row))
                        .list();
        TillNames names =
                TillNames.of(tx, rows.stream().map(Releases.TillRelease::terminal).toList());
        return rows.stream()
                .map(
                        row ->
                                row.named(
                                        names.terminal(row.terminal()),
                                        names.outlet(row.terminal())))
                .toList();
    }

    private static Releases.TillRelease release(ResultSet row) throws SQLException {
        ReleaseFilter.State state =
                row.getBoolean("running")
                        ? ReleaseFilter.State.RUNNING
                        : ReleaseFilter.State.OVER;
        return new Releases.TillRelease(
                row.getObject("id", UUID.class),
                row.getObject("terminal_id", UUID.class),
                "",
                "",
                state.label(),
                row.getString("reason"),
                row.getInt("sales_left"),
                Instants.of(row, "released_at"),
                Instants.of(row, "expires_at"));
    }
}
