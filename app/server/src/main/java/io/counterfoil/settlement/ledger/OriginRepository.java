package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Which shops accounts came from. */
final class OriginRepository {
    private final Tx tx;

    OriginRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * Where an account comes from.
     *
     * @param event the position of the event of its first grant
     * @param paid whether somebody paid for that
     */
    void insert(UUID account, UUID customer, Origin origin, long event, boolean paid) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO account_origin (provider_id, account_id, customer_id, serial, product_id, retailer_id,
                                                    outlet_id, event, paid)
                        VALUES (:provider, :account, :customer, :serial, :product, :retailer, :outlet, :event, :paid)
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("customer", customer)
                .bind("serial", origin.serial())
                .bind("product", origin.product())
                .bind("retailer", origin.retailer())
                .bind("outlet", origin.outlet())
                .bind("event", event)
                .bind("paid", paid)
                .execute();
    }

    /**
     * Where an account comes from that is paid for now; empty if it was before, or from nowhere.
     *
     * @param grant the time that is paid for
     */
    Optional<Origin> pay(UUID account, UUID grant) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE account_origin SET paid = true, paid_by = :grant
                        WHERE provider_id = :provider AND account_id = :account AND NOT paid
                        RETURNING serial, product_id, retailer_id, outlet_id
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("grant", grant)
                .map((row, context) -> origin(row))
                .findOne();
    }

    /** The time by which an account was first paid for, all of which is given back; empty if none. */
    Optional<UUID> unpay(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        WITH before AS (
                            SELECT provider_id, account_id, paid_by FROM account_origin
                            WHERE provider_id = :provider AND account_id = :account AND paid_by IS NOT NULL FOR UPDATE
                        )
                        UPDATE account_origin origin SET paid = false, paid_by = NULL
                        FROM before WHERE origin.provider_id = before.provider_id AND origin.account_id = before.account_id
                        RETURNING before.paid_by
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .mapTo(UUID.class)
                .findOne();
    }

    /** Where the first account of a customer comes from. */
    Optional<Origin> ofCustomer(UUID customer) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT serial, product_id, retailer_id, outlet_id FROM account_origin
                        WHERE provider_id = :provider AND customer_id = :customer ORDER BY event LIMIT 1
                        """)
                .bind("provider", tx.provider())
                .bind("customer", customer)
                .map((row, context) -> origin(row))
                .findOne();
    }

    /** Where an account comes from. */
    Optional<Origin> ofAccount(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT serial, product_id, retailer_id, outlet_id FROM account_origin
                        WHERE provider_id = :provider AND account_id = :account
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .map((row, context) -> origin(row))
                .findOne();
    }

    /** Where a customer comes from, and since when. */
    record Since(Origin origin, Instant at) {}

    /** Where the first account of a customer comes from, and when it was opened. */
    Optional<Since> sinceOfCustomer(UUID customer) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT serial, product_id, retailer_id, outlet_id, (body::jsonb ->> 'at')::timestamptz AS at
                        FROM account_origin JOIN event ON event.position = account_origin.event
                        WHERE account_origin.provider_id = :provider AND customer_id = :customer
                        ORDER BY account_origin.event LIMIT 1
                        """)
                .bind("provider", tx.provider())
                .bind("customer", customer)
                .map((row, context) -> new Since(origin(row), Instants.of(row, "at")))
                .findOne();
    }

    private static Origin origin(ResultSet row) throws SQLException {
        return new Origin(
                row.getLong("serial"),
                row.getObject("product_id", UUID.class),
                row.getObject("retailer_id", UUID.class),
                row.getObject("outlet_id", UUID.class));
    }
}
