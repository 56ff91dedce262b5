package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Settlement runs, and which retailers are left of them. */
final class SettlementRunRepository {
    private static final String COLUMNS =
            "SELECT id, until_at, retailers, settled, statements, asked_at, done_at FROM settlement_run ";

    private final Tx tx;

    SettlementRunRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * @param retailers how many there are to look at
     */
    void insert(UUID id, Instant until, int retailers) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO settlement_run (provider_id, id, until_at, state, retailers, asked_at, asked_by)
                        VALUES (:provider, :id, :until, 'running', :retailers, :now, :actor)
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("until", until)
                .bind("retailers", retailers)
                .bind("now", tx.now())
                .bind("actor", tx.caller().actor().name())
                .execute();
    }

    Optional<SettlementRun> find(UUID id) {
        return tx.handle()
                .createQuery(COLUMNS + "WHERE provider_id = :provider AND id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> run(row))
                .findOne();
    }

    List<SettlementRun> list(Listing listing) {
        return tx.handle()
                .createQuery(
                        COLUMNS
                                + """
                                WHERE provider_id = :provider AND (:before::uuid IS NULL OR id < :before)
                                ORDER BY id DESC LIMIT :limit
                                """)
                .bind("provider", tx.provider())
                .bind("before", listing.after())
                .bind("limit", listing.limit() + 1)
                .map((row, context) -> run(row))
                .list();
    }

    /** Counts a retailer that was looked at. */
    void settled(UUID id, int statements) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE settlement_run
                        SET settled = least(settled + 1, retailers), statements = statements + :statements
                        WHERE provider_id = :provider AND id = :id AND state = 'running'
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("statements", statements)
                .execute();
    }

    void done(UUID id) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE settlement_run SET state = 'done', settled = retailers, done_at = :now
                        WHERE provider_id = :provider AND id = :id AND state = 'running'
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("now", tx.now())
                .execute();
    }

    private static SettlementRun run(ResultSet row) throws SQLException {
        return new SettlementRun(
                row.getObject("id", UUID.class),
                Instants.of(row, "until_at"),
                row.getInt("retailers"),
                row.getInt("settled"),
                row.getInt("statements"),
                Instants.of(row, "asked_at"),
                Instants.ofNullable(row, "done_at"));
    }
}
