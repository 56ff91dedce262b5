package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.Line;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Accruals, many items at a time. */
final class AccrualRepository {
    // What was neither withdrawn nor taken back, by a move, a refund or a dispute: nothing is taken back twice.
    private static final String STANDING =
            """
            SELECT id, serial, kind, retailer_id, outlet_id, product_id, currency, country, event, grant_id,
                   price_minor, commission_minor, tax_minor, commission_tax_minor, tax_at_issue, payable_at,
                   -- Where it is booked: what takes another one back goes the same way.
                   coalesce((SELECT first.kind FROM accrual first
                             WHERE first.provider_id = :provider AND first.id = accrual.undoes), kind) AS booked_as
            FROM accrual
            WHERE provider_id = :provider AND undone_at IS NULL
              AND NOT EXISTS (SELECT FROM accrual back
                              WHERE back.provider_id = :provider AND back.undoes = accrual.id)
            """;

    private final Tx tx;

    AccrualRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * Accrues the same line for each of these items; a sale or a shipment only where none stands.
     * When a shop sold something that it told later is in the event of the sale.
     *
     * @return the serials of those that accrued
     */
    List<Long> insert(
            AccrualKind kind, List<Long> serials, Reason reason, Line line, Instant payable) {
        return tx.handle()
                .createQuery(
                        """
                        INSERT INTO accrual (provider_id, retailer_id, outlet_id, product_id, serial, event, kind, price_minor,
                                             commission_minor, tax_minor, commission_tax_minor, tax_at_issue, currency,
                                             country, grant_id, accrued_at, payable_at, sold_at)
                        SELECT :provider, :retailer, :outlet, :product, sold.serial, :event, :kind, :price,
                               :commission, :tax, :commissionTax, :taxAtIssue, :currency, :country, :grant,
                               :now, :payable, (SELECT (body::jsonb #>> '{data,sold_at}')::timestamptz FROM event
                                                WHERE event.provider_id = :provider AND position = :event AND :kind = 'sale')
                        FROM unnest(:serials) AS sold (serial)
                        WHERE :kind NOT IN ('sale', 'shipment') OR 0 = (
                            -- Item by item, by the index that begins with it: EXISTS beside an OR may read all that
                            -- ever accrued, and so may another index whose plan was made when that was little.
                            SELECT count(*)
                            FROM (SELECT id, kind, undone_at FROM accrual
                                  WHERE provider_id = :provider AND serial = sold.serial OFFSET 0) AS standing
                            WHERE kind IN ('sale', 'shipment') AND undone_at IS NULL
                              AND NOT EXISTS (SELECT FROM accrual back
                                              WHERE back.provider_id = :provider AND back.undoes = standing.id))
                        RETURNING serial
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", reason.retailer())
                .bind("outlet", reason.outlet())
                .bind("product", reason.product())
                .bind("serials", serials.toArray(Long[]::new))
                .bind("event", reason.event())
                .bind("kind", kind.label())
                .bind("price", line.price())
                .bind("commission", line.commission())
                .bind("tax", line.tax())
                .bind("commissionTax", line.commissionTax())
                .bind("taxAtIssue", line.taxAtIssue())
                .bind("currency", reason.currency().getCurrencyCode())
                .bind("country", reason.country().orElse(null))
                .bind("grant", reason.grant().orElse(null))
                .bind("now", tx.now())
                .bind("payable", payable)
                .mapTo(Long.class)
                .list();
    }

    /** What stands of sales and shipments of these items. */
    List<Standing> standing(Collection<Long> serials) {
        return tx.handle()
                .createQuery(
                        STANDING
                                + """
                                  AND accrual.kind IN ('sale', 'shipment') AND serial = ANY(:serials)
                                ORDER BY id
                                """)
                .bind("provider", tx.provider())
                .bindArray("serials", Long.class, serials)
                .map((row, context) -> standing(row))
                .list();
    }

    /**
     * Lets nobody else take back what a shop got for time that somebody paid for, until the
     * transaction ends.
     */
    void lock(UUID grant, AccrualKind kind) {
        tx.handle()
                .createQuery(
                        """
                        SELECT id FROM accrual
                        WHERE provider_id = :provider AND grant_id = :grant AND kind = :kind ORDER BY id FOR UPDATE
                        """)
                .bind("provider", tx.provider())
                .bind("grant", grant)
                .bind("kind", kind.label())
                .mapTo(Long.class)
                .list();
    }

    /** What stands of what a shop got for time that somebody paid for. */
    List<Standing> standing(UUID grant, AccrualKind kind) {
        return tx.handle()
                .createQuery(STANDING + "AND grant_id = :grant AND kind = :kind ORDER BY id")
                .bind("provider", tx.provider())
                .bind("grant", grant)
                .bind("kind", kind.label())
                .map((row, context) -> standing(row))
                .list();
    }

    /** What stands of all that shops got for these times. */
    List<Standing> rewards(Collection<UUID> grants) {
        return tx.handle()
                .createQuery(
                        STANDING
                                + "AND grant_id = ANY(:grants) AND kind IN ('bounty', 'residual') ORDER BY id")
                .bind("provider", tx.provider())
                .bindArray("grants", UUID.class, grants)
                .map((row, context) -> standing(row))
                .list();
    }

    /** Those for these times that shops gave back because they were right to dispute them. */
    Set<Reward> disputedRewards(Collection<UUID> grants) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT given.kind, given.grant_id FROM accrual given
                        JOIN accrual back ON back.provider_id = given.provider_id AND back.undoes = given.id
                        WHERE given.provider_id = :provider AND given.grant_id = ANY(:grants)
                          AND given.kind IN ('bounty', 'residual') AND back.kind = 'dispute'
                        """)
                .bind("provider", tx.provider())
                .bindArray("grants", UUID.class, grants)
                .map(
                        (row, context) ->
                                new Reward(
                                        AccrualKind.of(row.getString("kind")),
                                        row.getObject("grant_id", UUID.class)))
                .set();
    }

    /** How many bounties and residual commissions stand. */
    int countRewards() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM accrual
                        WHERE provider_id = :provider AND kind IN ('bounty', 'residual') AND undone_at IS NULL
                          AND NOT EXISTS (SELECT FROM accrual back
                                          WHERE back.provider_id = :provider AND back.undoes = accrual.id)
                        """)
                .bind("provider", tx.provider())
                .mapTo(Integer.class)
                .one();
    }

    /** Lets nobody else take back an accrual until the transaction ends. */
    void lock(long id) {
        tx.handle()
                .createQuery(
                        "SELECT id FROM accrual WHERE provider_id = :provider AND id = :id FOR UPDATE")
                .bind("provider", tx.provider())
                .bind("id", id)
                .mapTo(Long.class)
                .findOne();
    }

    /** An accrual, whatever it is for, if it stands. */
    Optional<Standing> standing(long id) {
        return tx.handle()
                .createQuery(STANDING + "AND id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> standing(row))
                .findOne();
    }

    /** The position of the last event before there were books. */
    long booksSince() {
        return tx.handle()
                .createQuery("SELECT books_since FROM installation")
                .mapTo(Long.class)
                .one();
    }

    /** Withdraws accruals that no statement has. */
    int withdraw(List<Long> ids) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE accrual SET undone_at = :now
                        WHERE provider_id = :provider AND id = ANY(:ids) AND undone_at IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("now", tx.now())
                .bindArray("ids", Long.class, ids)
                .execute();
    }

    /**
     * Accrues the opposite of accruals that statements have, for the next one.
     *
     * @param kind what that is called
     * @param event the position of the event for which they are taken back
     */
    int takeBack(List<Long> ids, AccrualKind kind, long event, Instant payable) {
        return tx.handle()
                .createUpdate(
                        """
                        INSERT INTO accrual (provider_id, retailer_id, outlet_id, product_id, serial, event, kind, price_minor,
                                             commission_minor, tax_minor, commission_tax_minor, tax_at_issue, currency,
                                             country, grant_id, accrued_at, payable_at, undoes)
                        SELECT provider_id, retailer_id, outlet_id, product_id, serial, :event, :kind, -price_minor,
                               -commission_minor, -tax_minor, -commission_tax_minor, tax_at_issue, currency,
                               country, grant_id, :now, :payable, id
                        FROM accrual WHERE provider_id = :provider AND id = ANY(:ids)
                        """)
                .bind("provider", tx.provider())
                .bindArray("ids", Long.class, ids)
                .bind("kind", kind.label())
                .bind("event", event)
                .bind("now", tx.now())
                .bind("payable", payable)
                .execute();
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                row.getLong("id"),
                row.getLong("serial"),
                AccrualKind.of(row.getString("kind")),
                AccrualKind.of(row.getString("booked_as")).cost(),
                new Reason(
                        row.getObject("retailer_id", UUID.class),
                        row.getObject("outlet_id", UUID.class),
                        row.getObject("product_id", UUID.class),
                        Currency.getInstance(row.getString("currency")),
                        Optional.ofNullable(row.getString("country")),
                        row.getLong("event"),
                        Optional.ofNullable(row.getObject("grant_id", UUID.class))),
                new Line(
                        row.getLong("price_minor"),
                        row.getLong("commission_minor"),
                        row.getLong("tax_minor"),
                        row.getLong("commission_tax_minor"),
                        row.getBoolean("tax_at_issue")),
                Instants.of(row, "payable_at"));
    }
}
