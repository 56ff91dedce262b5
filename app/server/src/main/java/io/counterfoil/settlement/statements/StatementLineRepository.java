package io.counterfoil.settlement.statements;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.AccrualKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/** The lines of statements. */
final class StatementLineRepository {
    private final Tx tx;

    StatementLineRepository(Tx tx) {
        this.tx = tx;
    }

    /** In the order in which they became payable. */
    int insert(UUID statement, Closing closing) {
        return tx.handle()
                .createUpdate(
                        """
                        INSERT INTO statement_line (provider_id, retailer_id, statement_id, number, accrual_id)
                        SELECT :provider, :retailer, :statement, row_number() OVER (ORDER BY payable_at, id), id
                        FROM accrual
                        WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                          AND undone_at IS NULL AND payable_at <= :until
                          AND (:after::timestamptz IS NULL OR payable_at > :after)
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", closing.retailer())
                .bind("statement", statement)
                .bind("currency", closing.currency().getCurrencyCode())
                .bind("after", closing.window().after().orElse(null))
                .bind("until", closing.window().until())
                .execute();
    }

    /** By number; one more than asked for, if there is one. */
    List<StatementLine> list(UUID statement, Listing listing) {
        UUID after = listing.after();
        return tx.handle()
                .createQuery(
                        """
                        SELECT line.number, serial, event, outlet_id, product_id, kind, accrued_at, currency,
                               price_minor, commission_minor, tax_minor, commission_tax_minor
                        FROM statement_line line
                        JOIN accrual ON accrual.provider_id = line.provider_id AND accrual.id = line.accrual_id
                        WHERE line.provider_id = :provider AND line.statement_id = :statement AND line.number > :after
                        ORDER BY line.number LIMIT :limit
                        """)
                .bind("provider", tx.provider())
                .bind("statement", statement)
                .bind("after", after == null ? 0 : StatementLine.numberAt(after))
                .bind("limit", listing.limit() + 1)
                .map((row, context) -> line(row))
                .list();
    }

    private static StatementLine line(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new StatementLine(
                row.getInt("number"),
                SerialNumber.ofValue(row.getLong("serial")),
                row.getLong("event"),
                row.getObject("outlet_id", UUID.class),
                row.getObject("product_id", UUID.class),
                AccrualKind.of(row.getString("kind")),
                row.getTimestamp("accrued_at").toInstant(),
                new Money(row.getLong("price_minor"), currency),
                new Money(row.getLong("commission_minor"), currency),
                new Money(row.getLong("tax_minor"), currency),
                new Money(row.getLong("commission_tax_minor"), currency));
    }
}
