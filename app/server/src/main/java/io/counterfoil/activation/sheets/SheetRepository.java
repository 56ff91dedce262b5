package io.counterfoil.activation.sheets;

import io.counterfoil.codes.SheetNumber;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Terminal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class SheetRepository {
    private static final String SHEETS =
            """
            SELECT s.number, s.pile, s.terminal_id, s.retailer_id, t.name AS terminal, o.name AS outlet, s.made_at
            FROM activation_sheet s
            JOIN terminal t ON t.provider_id = s.provider_id AND t.id = s.terminal_id
            JOIN outlet o ON o.provider_id = t.provider_id AND o.id = t.outlet_id
            WHERE s.provider_id = :provider
            """;

    private final Tx tx;

    SheetRepository(Tx tx) {
        this.tx = tx;
    }

    /** Makes a pile of sheets for a till; the number of the first one. */
    SheetNumber insert(Terminal terminal, int count) {
        return tx.handle()
                .createQuery(
                        """
                        WITH numbers AS MATERIALIZED (
                            SELECT nextval('activation_sheet_number') AS number FROM generate_series(1, :count)
                        )
                        INSERT INTO activation_sheet (provider_id, number, pile, retailer_id, terminal_id, made_at)
                        SELECT :provider, number, min(number) OVER (), :retailer, :terminal, :now FROM numbers
                        RETURNING pile
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", terminal.retailer())
                .bind("terminal", terminal.id())
                .bind("now", tx.now())
                .bind("count", count)
                .mapTo(Integer.class)
                .set()
                .stream()
                .map(SheetNumber::new)
                .findAny()
                .orElseThrow();
    }

    /** Those of a pile, in order. */
    List<ActivationSheet> pile(SheetNumber first) {
        return tx.handle()
                .createQuery(SHEETS + "AND s.pile = :pile ORDER BY s.number")
                .bind("provider", tx.provider())
                .bind("pile", first.number())
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

    /**
     * The newest that the caller may see, first; one more than asked for, if there is one.
     *
     * @param terminal of this till only; null: of any
     */
    List<ActivationSheet> list(@Nullable UUID terminal, Listing listing) {
        return tx.handle()
                .createQuery(
                        SHEETS
                                + """
                                AND (:own::uuid IS NULL OR s.retailer_id = :own)
                                AND (:terminal::uuid IS NULL OR s.terminal_id = :terminal)
                                AND (:before::bigint IS NULL OR s.number < :before::bigint)
                                ORDER BY s.number DESC LIMIT :limit + 1
                                """)
                .bind("provider", tx.provider())
                // Its policy says so too, but leads to no index.
                .bind("own", tx.caller().scope().retailerOrNull())
                .bind("terminal", terminal)
                .bind(
                        "before",
                        Optional.ofNullable(listing.after())
                                .map(UUID::getLeastSignificantBits)
                                .orElse(null))
                .bind("limit", listing.limit())
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
                new SheetNumber(row.getInt("pile")).digits(),
                Instants.of(row, "made_at"));
    }
}
