package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Money;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Retailer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What retailers owe, part by part. */
final class BalanceRepository {
    private final Tx tx;

    BalanceRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * In the order of the retailers. Who never owed anything owes nothing in the usual currency. One
     * statement, so that nothing is counted twice or not at all while somebody is settled.
     */
    List<RetailerBalance> of(List<Retailer> retailers, Currency usual) {
        Map<UUID, String> names =
                retailers.stream().collect(Collectors.toMap(Retailer::id, Retailer::name));
        return tx.handle()
                .createQuery(
                        """
                        SELECT asked.id, coalesce(part.currency, :usual) AS currency, coalesce(sum(stated), 0)::bigint AS stated,
                               coalesce(sum(payable), 0)::bigint AS payable, coalesce(sum(held), 0)::bigint AS held
                        FROM unnest(:retailers) WITH ORDINALITY AS asked (id, place)
                        LEFT JOIN LATERAL (
                            SELECT currency, closing_minor AS stated, 0 AS payable, 0 AS held FROM (%s) AS last
                            UNION ALL
                            SELECT currency, -sum(amount_minor), 0, 0 FROM payment
                            WHERE provider_id = :provider AND retailer_id = asked.id AND statement_id IS NULL
                            GROUP BY currency
                            UNION ALL
                            (%s SELECT currency, 0, sum(amount_minor) FILTER (WHERE payable_at <= :now),
                                   sum(amount_minor) FILTER (WHERE payable_at > :now)
                            FROM parts GROUP BY currency HAVING sum(items) > 0)) AS part ON true
                        GROUP BY asked.id, asked.place, part.currency ORDER BY asked.place, currency
                        """
                                .formatted(
                                        StatementRepository.last("asked.id"),
                                        CountedRepository.parts("asked.id", ":now")))
                .bind("provider", tx.provider())
                .bindArray("retailers", UUID.class, retailers.stream().map(Retailer::id).toList())
                .bind("usual", usual.getCurrencyCode())
                .bind("now", tx.now())
                .map((row, context) -> balance(row, names))
                .list();
    }

    private static RetailerBalance balance(ResultSet row, Map<UUID, String> names)
            throws SQLException {
        UUID retailer = row.getObject("id", UUID.class);
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new RetailerBalance(
                retailer,
                names.getOrDefault(retailer, ""),
                new Money(row.getLong("stated"), currency),
                new Money(row.getLong("payable"), currency),
                new Money(row.getLong("held"), currency));
    }
}
