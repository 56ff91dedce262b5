package io.counterfoil.activation.sheets;

import io.counterfoil.codes.SheetNumber;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Terminal;
import io.counterfoil.retailers.TillNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class SheetRepository {
    private static final String SHEETS =
            """
            SELECT number, pile, terminal_id, retailer_id, made_at FROM activation_sheet
            WHERE provider_id = :provider
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
        return named(
                tx.handle()
                        .createQuery(SHEETS + "AND pile = :pile ORDER BY number")
                        .bind("provider", tx.provider())
                        .bind("pile", first.number())
                        .map((row, context) -> sheet(row))
                        .list());
    }

    Optional<ActivationSheet> find(SheetNumber number) {
        return named(
                        tx.handle()
                                .createQuery(SHEETS + "AND number = :number")
                                .bind("provider", tx.provider())
                                .bind("number", number.number())
                                .map((row, context) -> sheet(row))
                                .list())
                .stream()
                .findAny();
    }

    /**
     * The newest that the caller may see, first; one more than asked for, if there is one.
     *
     * @param terminal of this till only; null: of any
     * @param among of these tills only
     * @param from made then or later only; {@code end}: made before that only
     */
    List<ActivationSheet> list(
            @Nullable UUID terminal,
            Optional<List<UUID>> among,
            Optional<Instant> from,
            Optional<Instant> end,
            Listing listing) {
        return named(
                tx.handle()
                        .createQuery(
                                SHEETS
                                        + """
                                        AND (:own::uuid IS NULL OR retailer_id = :own)
                                        AND (:terminal::uuid IS NULL OR terminal_id = :terminal)
                                        AND (NOT :chosen OR terminal_id = ANY(:among))
                                        AND (:from::timestamptz IS NULL OR made_at >= :from)
                                        AND (:end::timestamptz IS NULL OR made_at < :end)
                                        AND (:before::bigint IS NULL OR number < :before::bigint)
                                        ORDER BY number DESC LIMIT :limit + 1
                                        """)
                        .bind("provider", tx.provider())
                        // Its policy says so too, but leads to no index.
                        .bind("own", tx.caller().scope().retailerOrNull())
                        .bind("terminal", terminal)
                        .bind("chosen", among.isPresent())
                        .bindArray("among", UUID.class, among.orElse(List.of()))
                        .bind("from", from.orElse(null))
                        .bind("end", end.orElse(null))
                        .bind(
                                "before",
                                Optional.ofNullable(listing.after())
                                        .map(UUID::getLeastSignificantBits)
                                        .orElse(null))
                        .bind("limit", listing.limit())
                        .map((row, context) -> sheet(row))
                        .list());
    }

    /** The rows with their names, which are looked up for all of them at once. */
    private List<ActivationSheet> named(List<ActivationSheet> rows) {
        TillNames names = TillNames.of(tx, rows.stream().map(ActivationSheet::terminal).toList());
        return rows.stream()
                .map(
                        row ->
                                row.named(
                                        names.terminal(row.terminal()),
                                        names.outlet(row.terminal())))
                .toList();
    }

    private static ActivationSheet sheet(ResultSet row) throws SQLException {
        return new ActivationSheet(
                new SheetNumber(row.getInt("number")).digits(),
                row.getObject("terminal_id", UUID.class),
                row.getObject("retailer_id", UUID.class),
                "",
                "",
                ActivationSheet.LINES,
                new SheetNumber(row.getInt("pile")).digits(),
                Instants.of(row, "made_at"));
    }
}
