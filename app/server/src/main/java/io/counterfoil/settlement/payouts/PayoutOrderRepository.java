package io.counterfoil.settlement.payouts;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Orders to banks; they are only ever added. */
final class PayoutOrderRepository {
    private static final String COLUMNS =
            """
            SELECT id, ordered_at, pay_on,
                   (SELECT count(*) FROM payout
                    WHERE payout.provider_id = payout_order.provider_id AND order_id = payout_order.id) AS payouts
            FROM payout_order
            """;

    private final Tx tx;

    PayoutOrderRepository(Tx tx) {
        this.tx = tx;
    }

    void insert(UUID id, LocalDate payOn, byte[] sealed) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO payout_order (provider_id, id, ordered_at, ordered_by, pay_on, sealed)
                        VALUES (:provider, :id, :now, :actor, :payOn, :sealed)
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("now", tx.now())
                .bind("actor", tx.caller().actor().name())
                .bind("payOn", payOn)
                .bind("sealed", sealed)
                .execute();
    }

    Optional<PayoutOrder> find(UUID id) {
        return tx.handle()
                .createQuery(COLUMNS + "WHERE provider_id = :provider AND id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> order(row))
                .findOne();
    }

    List<PayoutOrder> list(Listing listing) {
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
                .map((row, context) -> order(row))
                .list();
    }

    /** The sealed account that it is paid from. */
    byte[] sealed(UUID id) {
        return tx.handle()
                .createQuery(
                        "SELECT sealed FROM payout_order WHERE provider_id = :provider AND id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .mapTo(byte[].class)
                .one();
    }

    private static PayoutOrder order(ResultSet row) throws SQLException {
        return new PayoutOrder(
                row.getObject("id", UUID.class),
                Instants.of(row, "ordered_at"),
                row.getObject("pay_on", LocalDate.class),
                row.getInt("payouts"));
    }
}
