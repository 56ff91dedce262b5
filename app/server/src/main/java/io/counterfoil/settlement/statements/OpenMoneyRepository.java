package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What no statement has yet. */
final class OpenMoneyRepository {
    private final Tx tx;

    OpenMoneyRepository(Tx tx) {
        this.tx = tx;
    }

    /** Of one retailer, by currency. */
    List<OpenMoney> of(UUID retailer) {
        return tx.handle()
                .createQuery(
                        CountedRepository.parts(":retailer", ":now")
                                + """
                        SELECT currency,
                               coalesce(sum(amount_minor) FILTER (WHERE payable_at > :now), 0)::bigint AS held,
                               -- Of withdrawn ones the hours don't say when they would have been.
                               (SELECT max(payable_at) FROM accrual
                                WHERE provider_id = :provider AND retailer_id = :retailer AND undone_at IS NULL
                                  AND payable_at > :now AND currency = parts.currency) AS held_until,
                               coalesce(sum(amount_minor) FILTER (WHERE payable_at <= :now), 0)::bigint AS payable
                        FROM parts GROUP BY currency HAVING sum(items) > 0 ORDER BY currency
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("now", tx.now())
                .map((row, context) -> open(row))
                .list();
    }

    private static OpenMoney open(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new OpenMoney(
                new Money(row.getLong("held"), currency),
                Optional.ofNullable(Instants.ofNullable(row, "held_until")),
                new Money(row.getLong("payable"), currency));
    }
}
