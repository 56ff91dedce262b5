package io.counterfoil.settlement.ledger;

import io.counterfoil.access.DayRange;
import io.counterfoil.access.Zones;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.AccrualKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Accruals as people read them. */
final class AccrualListRepository {
    private final Tx tx;
    private final NewestFirstRepository newestFirst;

    AccrualListRepository(Tx tx) {
        this.tx = tx;
        this.newestFirst = new NewestFirstRepository(tx, "accrual", "accrued_at");
    }

    /**
     * One row more than the listing asks for, if there is one; the latest first.
     *
     * @param zones of the days that are asked for
     * @throws Refused if the list goes on by time after a row that isn't there
     */
    List<Accrual> list(AccrualFilter filter, Zones zones, Listing listing) {
        Conditions conditions =
                Conditions.of(tx)
                        .ifGiven("retailer", filter.retailer(), "retailer_id = :retailer")
                        .ifGiven("outlet", filter.outlet(), "outlet_id = :outlet")
                        .ifGiven("from", filter.days().start(zones), "accrued_at >= :from")
                        .ifGiven("before", filter.days().end(zones), "accrued_at < :before");
        // In the order of the index that has what is asked for.
        boolean byTime = filter.outlet().isPresent() || !filter.days().equals(DayRange.ANY);
        newestFirst.goOn(conditions, listing, byTime);
        return tx.handle()
                .createQuery(
                        """
                        SELECT accrual.*, CASE WHEN undone_at IS NOT NULL THEN 'undone'
                                               WHEN payable_at <= stated_until THEN 'settled'
                                               WHEN payable_at <= :now THEN 'payable'
                                               ELSE 'held' END AS state
                        FROM accrual LEFT JOIN retailer_settlement USING (provider_id, retailer_id)
                        WHERE provider_id = :provider AND %s %s
                        ORDER BY %s LIMIT :limit + 1
                        """
                                .formatted(
                                        filter.state()
                                                .map(AccrualListRepository::condition)
                                                .orElse("true"),
                                        conditions.sql(),
                                        newestFirst.order(byTime)))
                .bind("provider", tx.provider())
                .bind("now", tx.now())
                .bind("limit", listing.limit())
                .bindMap(conditions.values())
                .map((row, context) -> accrual(row))
                .list();
    }

    private static Accrual accrual(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new Accrual(
                // Lists go by ids that look like all others.
                new UUID(0, row.getLong("id")),
                row.getObject("retailer_id", UUID.class),
                row.getObject("outlet_id", UUID.class),
                row.getObject("product_id", UUID.class),
                SerialNumber.ofValue(row.getLong("serial")).toString(),
                AccrualKind.of(row.getString("kind")),
                new Money(row.getLong("price_minor"), currency),
                new Money(row.getLong("commission_minor"), currency),
                new Money(row.getLong("tax_minor"), currency),
                new Money(row.getLong("commission_tax_minor"), currency),
                new Money(row.getLong("amount_minor"), currency),
                Instants.of(row, "accrued_at"),
                Instants.ofNullable(row, "sold_at"),
                Instants.of(row, "payable_at"),
                Accrual.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Instants.ofNullable(row, "undone_at"));
    }

    // One after the other as in the CASE above; apart, so that indexes can be used.
    private static String condition(Accrual.State state) {
        return switch (state) {
            case UNDONE -> "undone_at IS NOT NULL";
            case SETTLED -> "undone_at IS NULL AND payable_at <= stated_until";
            case PAYABLE ->
                    """
                    undone_at IS NULL AND payable_at <= :now
                    AND (stated_until IS NULL OR payable_at > stated_until)
                    """;
            // Nothing is settled before its time.
            case HELD -> "undone_at IS NULL AND payable_at > :now";
        };
    }
}
