package io.counterfoil.activation.sheets;

import io.counterfoil.codes.SheetNumber;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Terminal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class SheetRepository {
    private static final String SHEETS =
            """
            SELECT s.number, s.terminal_id, s.retailer_id, t.name AS terminal, o.name AS outlet, s.issued_at
            FROM activation_sheet s
            JOIN terminal t ON t.provider_id = s.provider_id AND t.id = s.terminal_id
            JOIN outlet o ON o.provider_id = t.provider_id AND o.id = t.outlet_id
            WHERE s.provider_id = :provider
            """;

    private final Tx tx;

    SheetRepository(Tx tx) {
        this.tx = tx;
    }

    /** Makes a number of sheets for a till. */
    void insert(Terminal terminal, int count) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO activation_sheet (provider_id, number, retailer_id, terminal_id, issued_at)
                        SELECT :provider, nextval('activation_sheet_number'), :retailer, :terminal, :now
                        FROM generate_series(1, :count)
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", terminal.retailer())
                .bind("terminal", terminal.id())
                .bind("now", tx.now())
                .bind("count", count)
                .execute();
    }

    /** Those that were made for a till at the same time as one, in order. */
    List<ActivationSheet> madeWith(ActivationSheet sheet) {
        return tx.handle()
                .createQuery(
                        SHEETS
                                + "AND s.terminal_id = :terminal AND s.issued_at = :issued ORDER BY"
                                + " s.number")
                .bind("provider", tx.provider())
                .bind("terminal", sheet.terminal())
                .bind("issued", sheet.issuedAt())
                .map((row, context) -> sheet(row))
                .list();
    }

    /** The same for those that this transaction makes. */
    List<ActivationSheet> madeNow(UUID terminal) {
        return tx.handle()
                .createQuery(
                        SHEETS
                                + "AND s.terminal_id = :terminal AND s.issued_at = :now ORDER BY"
                                + " s.number")
                .bind("provider", tx.provider())
                .bind("terminal", terminal)
                .bind("now", tx.now())
                .map((row, context) -> sheet(row))
                .list();
    }

    Optional<ActivationSheet> find(SheetNumber number) {
        return tx.handle()
                .createQuery(SHEETS + "AND s.number = :number")
                .bind("provider", tx.provider())
                .bind("number", number.number())
                .map((row, context) -> sheet(row))
                .findOne();
    }

    /** The newest that the caller may see. */
    List<ActivationSheet> latest(int limit) {
        return tx.handle()
                .createQuery(SHEETS + "ORDER BY s.number DESC LIMIT :limit")
                .bind("provider", tx.provider())
                .bind("limit", limit)
                .map((row, context) -> sheet(row))
                .list();
    }

    private static ActivationSheet sheet(ResultSet row) throws SQLException {
        return new ActivationSheet(
                new SheetNumber(row.getInt("number")).digits(),
                row.getObject("terminal_id", UUID.class),
                row.getObject("retailer_id", UUID.class),
                row.getString("terminal"),
                row.getString("outlet"),
                ActivationSheet.LINES,
                row.getTimestamp("issued_at").toInstant());
    }
}
