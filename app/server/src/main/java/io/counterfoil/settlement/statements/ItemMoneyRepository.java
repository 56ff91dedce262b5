package io.counterfoil.settlement.statements;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.AccrualKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What single items came to. */
final class ItemMoneyRepository {
    private final Tx tx;

    ItemMoneyRepository(Tx tx) {
        this.tx = tx;
    }

    /** In the order in which it accrued. */
    List<ItemMoney> of(SerialNumber serial) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT accrual.kind, accrual.retailer_id, event, accrual.price_minor, accrual.commission_minor,
                               amount_minor, accrual.currency, accrued_at, sold_at, payable_at, undone_at,
                               statement.id AS statement_id, statement.number AS statement_number, line.number AS line_number
                        FROM accrual
                        LEFT JOIN statement_line line
                          ON line.provider_id = accrual.provider_id AND line.accrual_id = accrual.id
                        LEFT JOIN statement
                          ON statement.provider_id = line.provider_id AND statement.id = line.statement_id
                        WHERE accrual.provider_id = :provider AND accrual.serial = :serial
                        ORDER BY accrual.id
                        """)
                .bind("provider", tx.provider())
                .bind("serial", serial.value())
                .map((row, context) -> money(row))
                .list();
    }

    private static ItemMoney money(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        return new ItemMoney(
                AccrualKind.of(row.getString("kind")),
                row.getObject("retailer_id", UUID.class),
                row.getLong("event"),
                new Money(row.getLong("price_minor"), currency),
                new Money(row.getLong("commission_minor"), currency),
                new Money(row.getLong("amount_minor"), currency),
                Instants.of(row, "accrued_at"),
                Instants.ofNullable(row, "sold_at"),
                Instants.of(row, "payable_at"),
                Instants.ofNullable(row, "undone_at"),
                statement(row));
    }

    private static ItemMoney.@Nullable OnStatement statement(ResultSet row) throws SQLException {
        UUID id = row.getObject("statement_id", UUID.class);
        return id == null
                ? null
                : new ItemMoney.OnStatement(
                        id, row.getLong("statement_number"), row.getInt("line_number"));
    }
}
