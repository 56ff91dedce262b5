package io.counterfoil.inventory;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What was reported lost, stolen and found. */
final class LossRepository {
    private final Tx tx;

    LossRepository(Tx tx) {
        this.tx = tx;
    }

    void insert(Loss loss) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO loss (provider_id, id, kind, retailer_id, from_serial, to_serial, items, reason, reported_at)
                        VALUES (:provider, :id, :kind, :retailer, :from, :to, :items, :reason, :at)
                        """)
                .bind("provider", tx.provider())
                .bind("id", loss.id())
                .bind("kind", loss.kind().label())
                .bind("retailer", loss.retailer())
                .bind("from", loss.range().first().value())
                .bind("to", loss.range().last().value())
                .bind("items", loss.items())
                .bind("reason", loss.reason())
                .bind("at", loss.reportedAt())
                .execute();
    }

    /** Tells the retailers that had the items of a provider's report, each of its own part. */
    void tell(Loss loss, List<Moved> moved) {
        Map<UUID, LongSummaryStatistics> parts = new TreeMap<>();
        for (Moved some : moved) {
            if (some.retailer() != null) {
                LongSummaryStatistics part =
                        parts.computeIfAbsent(some.retailer(), one -> new LongSummaryStatistics());
                some.serials().forEach(part::accept);
            }
        }
        parts.forEach((retailer, part) -> tell(loss, retailer, part));
    }

    private void tell(Loss loss, UUID retailer, LongSummaryStatistics part) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO loss_notice (provider_id, loss_id, retailer_id, kind, from_serial, to_serial, items, reason, reported_at)
                        VALUES (:provider, :loss, :retailer, :kind, :from, :to, :items, :reason, :at)
                        """)
                .bind("provider", tx.provider())
                .bind("loss", loss.id())
                .bind("retailer", retailer)
                .bind("kind", loss.kind().label())
                .bind("from", part.getMin())
                .bind("to", part.getMax())
                .bind("items", part.getCount())
                .bind("reason", loss.reason())
                .bind("at", loss.reportedAt())
                .execute();
    }

    /**
     * Its own reports and its parts of its provider's for a retailer, all reports for a provider; one
     * row more than the listing asks for, if there is one.
     */
    List<Loss> list(Optional<LossKind> kind, Optional<UUID> retailer, Listing listing) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, kind, retailer_id, from_serial, to_serial, items, reason, reported_at
                        FROM (SELECT id, kind, retailer_id, from_serial, to_serial, items, reason, reported_at
                              FROM loss WHERE provider_id = :provider
                              UNION ALL
                              SELECT loss_id, kind, NULL, from_serial, to_serial, items, reason, reported_at
                              FROM loss_notice WHERE provider_id = :provider AND retailer_id = :reader) AS report
                        WHERE (:after::uuid IS NULL OR id < :after)
                          AND (:kind::text IS NULL OR kind = :kind)
                          AND (:retailer::uuid IS NULL OR retailer_id = :retailer)
                        ORDER BY id DESC LIMIT :limit + 1
                        """)
                .bind("provider", tx.provider())
                .bind("reader", tx.caller().scope().retailerOrNull())
                .bind("kind", kind.map(LossKind::label).orElse(null))
                .bind("retailer", retailer.orElse(null))
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> loss(row))
                .list();
    }

    private static Loss loss(ResultSet row) throws SQLException {
        return new Loss(
                row.getObject("id", UUID.class),
                LossKind.of(row.getString("kind")),
                row.getObject("retailer_id", UUID.class),
                SerialRange.ofValues(row.getLong("from_serial"), row.getLong("to_serial")),
                row.getInt("items"),
                row.getString("reason"),
                Instants.of(row, "reported_at"));
    }
}
