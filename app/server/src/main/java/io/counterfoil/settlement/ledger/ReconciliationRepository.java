package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.settlement.rules.Earning;
import io.counterfoil.settlement.rules.LedgerAccount;
import io.counterfoil.settlement.rules.Line;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** All that stands in the books, item by item, in one pass over one snapshot. */
final class ReconciliationRepository implements AutoCloseable {
    private static final int ROWS_AT_ONCE = 2_000;

    private final Tx tx;
    private final List<Stream<?>> open = new ArrayList<>();
    private final Cursor<Booked.Entry> accruals;
    private final Cursor<Booked.Deferred> deferrals;
    private final Cursor<Map.Entry<LedgerAccount, Long>> balances;

    ReconciliationRepository(Tx tx) {
        this.tx = tx;
        this.accruals =
                cursor(
                        """
                        SELECT serial, id, kind, retailer_id, outlet_id, product_id, currency, country, event, price_minor, commission_minor,
                               tax_minor, commission_tax_minor, tax_at_issue, accrued_at, undoes, undone_at
                        FROM accrual WHERE provider_id = :provider ORDER BY serial, id
                        """,
                        ReconciliationRepository::entry);
        this.deferrals =
                cursor(
                        """
                        SELECT serial, amount_minor, tax_minor, first_day, end_day, earned_minor, earned_before_minor, earned_until
                        FROM deferral WHERE provider_id = :provider ORDER BY serial
                        """,
                        ReconciliationRepository::deferred);
        this.balances =
                cursor(
                        """
                        SELECT serial, account, sum(minor)::bigint AS minor
                        FROM ledger_transfer, LATERAL (VALUES (debit, amount_minor), (credit, -amount_minor)) AS side (account, minor)
                        WHERE provider_id = :provider AND serial IS NOT NULL
                        GROUP BY serial, account HAVING sum(minor) <> 0 ORDER BY serial
                        """,
                        row ->
                                Map.entry(
                                        LedgerAccount.of(row.getString("account")),
                                        row.getLong("minor")));
    }

    private interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    private record Row<T>(long serial, T value) {}

    /** Rows in the order of serials. */
    private static final class Cursor<T> {
        private final Iterator<Row<T>> rows;
        private @Nullable Row<T> next;

        Cursor(Iterator<Row<T>> rows) {
            this.rows = rows;
            forward();
        }

        /** Those of an item; whoever asks, asks in the order of the serials. */
        List<T> of(long serial) {
            List<T> found = new ArrayList<>();
            while (next != null && next.serial() <= serial) {
                if (next.serial() == serial) {
                    found.add(next.value());
                }
                forward();
            }
            return found;
        }

        private void forward() {
            next = rows.hasNext() ? rows.next() : null;
        }
    }

    /** What stands in the books for an item; asked for in the order of the serials. */
    Booked of(long serial) {
        Map<LedgerAccount, Long> sums = new EnumMap<>(LedgerAccount.class);
        balances.of(serial).forEach(each -> sums.put(each.getKey(), each.getValue()));
        return new Booked(
                accruals.of(serial), deferrals.of(serial).stream().findAny(), sums);
    }

    /** How many accruals don't have the time of their event. */
    int wrongTimes() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM accrual JOIN event ON event.position = accrual.event
                        WHERE accrual.provider_id = :provider AND accrued_at <> (body::jsonb ->> 'at')::timestamptz
                        """)
                .bind("provider", tx.provider())
                .mapTo(Integer.class)
                .one();
    }

    @Override
    public void close() {
        open.forEach(Stream::close);
    }

    private <T> Cursor<T> cursor(String sql, Mapper<T> mapper) {
        Query query =
                tx.handle()
                        .createQuery(sql)
                        .bind("provider", tx.provider())
                        .setFetchSize(ROWS_AT_ONCE);
        Stream<Row<T>> rows =
                query.map(
                                (row, context) ->
                                        new Row<>(row.getLong("serial"), mapper.map(row)))
                        .stream();
        open.add(rows);
        return new Cursor<>(rows.iterator());
    }

    private static Booked.Entry entry(ResultSet row) throws SQLException {
        return new Booked.Entry(
                row.getLong("id"),
                AccrualKind.of(row.getString("kind")),
                new Reason(
                        row.getObject("retailer_id", UUID.class),
                        row.getObject("outlet_id", UUID.class),
                        row.getObject("product_id", UUID.class),
                        Currency.getInstance(row.getString("currency")),
                        Optional.ofNullable(row.getString("country")),
                        row.getLong("event")),
                new Line(
                        row.getLong("price_minor"),
                        row.getLong("commission_minor"),
                        row.getLong("tax_minor"),
                        row.getLong("commission_tax_minor"),
                        row.getBoolean("tax_at_issue")),
                Instants.of(row, "accrued_at"),
                row.getObject("undoes", Long.class),
                Instants.ofNullable(row, "undone_at"));
    }

    private static Booked.Deferred deferred(ResultSet row) throws SQLException {
        LocalDate first = row.getObject("first_day", LocalDate.class);
        return new Booked.Deferred(
                first == null
                        ? null
                        : new Earning(
                                row.getLong("amount_minor"),
                                first,
                                row.getObject("end_day", LocalDate.class)),
                row.getLong("amount_minor"),
                row.getLong("tax_minor"),
                row.getLong("earned_minor"),
                row.getLong("earned_before_minor"),
                row.getObject("earned_until", LocalDate.class));
    }
}
