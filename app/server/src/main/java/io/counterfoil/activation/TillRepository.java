package io.counterfoil.activation;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.TextJson;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Terminal;
import io.counterfoil.retailers.TillNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What tills asked, by their own request ids. */
final class TillRepository {
    private static final String ENTRIES =
            """
            SELECT terminal_id, request_id, serial, state, reason, asked_at, sold_at, exception_at IS NOT NULL AS exception
            FROM till_request WHERE provider_id = :provider
            """;

    /** Which request of which till made a sale. */
    record TillSale(UUID terminal, String requestId) {}

    private final Tx tx;

    TillRepository(Tx tx) {
        this.tx = tx;
    }

    /** Has the transaction fail once it waits longer than that for a lock. */
    void waitAtMost(Duration time) {
        tx.handle()
                .createQuery("SELECT set_config('lock_timeout', :time, true)")
                .bind("time", time.toMillis() + "ms")
                .mapTo(String.class)
                .one();
    }

    Optional<TillRequest> find(UUID terminal, String requestId) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT serial, coalesce(asked_serial, serial) AS asked_serial, fingerprint, state, reason, activated_at, sold_at, reversed_at, returned_at
                        FROM till_request
                        WHERE provider_id = :provider AND terminal_id = :terminal AND request_id = :request
                        """)
                .bind("provider", tx.provider())
                .bind("terminal", terminal)
                .bind("request", requestId)
                .map((row, context) -> request(row))
                .findOne();
    }

    /** When a terminal made the sales that stand, between two moments and without them; in order. */
    List<Instant> madeBetween(UUID terminal, Instant after, Instant before) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT made_at FROM till_request
                        WHERE provider_id = :provider AND terminal_id = :terminal AND made_at > :after AND made_at < :before
                          AND state = 'activated'
                        ORDER BY made_at
                        """)
                .bind("provider", tx.provider())
                .bind("terminal", terminal)
                .bind("after", after)
                .bind("before", before)
                .mapTo(Instant.class)
                .list();
    }

    /** What a terminal sold for from one moment up to another, as far as it stands; in minor units. */
    long valueBetween(UUID terminal, Instant from, Instant before) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT coalesce(sum(price_minor), 0) FROM till_request
                        WHERE provider_id = :provider AND terminal_id = :terminal AND made_at >= :from AND made_at < :before
                          AND state = 'activated'
                        """)
                .bind("provider", tx.provider())
                .bind("terminal", terminal)
                .bind("from", from)
                .bind("before", before)
                .mapTo(Long.class)
                .one();
    }

    /** How many sales of a terminal that stand were entered later, since this moment. */
    int enteredSince(UUID terminal, Instant since) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM till_request
                        WHERE provider_id = :provider AND terminal_id = :terminal AND activated_at > :since
                          AND sold_at IS NOT NULL AND state = 'activated'
                        """)
                .bind("provider", tx.provider())
                .bind("terminal", terminal)
                .bind("since", since)
                .mapTo(Integer.class)
                .one();
    }

    /**
     * Keeps what a till asked, or what came of a request that so far only its reversal was known
     * of.
     */
    void keep(Terminal terminal, String requestId, TillRequest request) {
        keep(terminal, requestId, null, request, null);
    }

    /**
     * The same for a sale, with the receipt that it is a line of.
     *
     * @param price of the item, in minor units, if it is sold by this; else null
     */
    void keep(Terminal terminal, Sale sale, TillRequest request, @Nullable Long price) {
        keep(terminal, sale.requestId(), sale.basket().orElse(null), request, price);
    }

    private void keep(
            Terminal terminal,
            String requestId,
            @Nullable String basket,
            TillRequest request,
            @Nullable Long price) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO till_request (provider_id, retailer_id, outlet_id, terminal_id, request_id, basket, serial,
                                                  asked_serial, fingerprint, state, reason, asked_at, activated_at, sold_at, reversed_at, price_minor)
                        VALUES (:provider, :retailer, :outlet, :terminal, :request, :basket, :serial,
                                :asked, :fingerprint, :state, CAST(:reason AS jsonb), :now, :activatedAt, :soldAt, :reversedAt, :price)
                        ON CONFLICT (provider_id, terminal_id, request_id) DO UPDATE
                        SET basket = coalesce(till_request.basket, excluded.basket),
                            serial = excluded.serial, asked_serial = excluded.asked_serial, fingerprint = excluded.fingerprint, state = excluded.state,
                            reason = excluded.reason, activated_at = excluded.activated_at, sold_at = excluded.sold_at,
                            reversed_at = excluded.reversed_at,
                            price_minor = coalesce(excluded.price_minor, till_request.price_minor)
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", terminal.retailer())
                .bind("outlet", terminal.outlet())
                .bind("terminal", terminal.id())
                .bind("request", requestId)
                .bind("basket", basket)
                .bind("serial", request.serial() == null ? null : request.serial().value())
                .bind("asked", request.asked() == null ? null : request.asked().value())
                .bind("fingerprint", request.fingerprint())
                .bind("state", request.state().label())
                .bind("reason", request.reason() == null ? null : TextJson.write(request.reason()))
                .bind("now", tx.now())
                .bind("activatedAt", request.activatedAt())
                .bind("soldAt", request.soldAt())
                .bind("reversedAt", request.reversedAt())
                .bind("price", price)
                .execute();
    }

    /** Marks a sale that the till undid too late. */
    void markException(UUID terminal, String requestId) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE till_request SET exception_at = coalesce(exception_at, :now)
                        WHERE provider_id = :provider AND terminal_id = :terminal AND request_id = :request
                        """)
                .bind("provider", tx.provider())
                .bind("terminal", terminal)
                .bind("request", requestId)
                .bind("now", tx.now())
                .execute();
    }

    /**
     * The latest sale of an item that stands, or that the customer brought back: till and request id.
     */
    Optional<TillSale> saleOf(SerialNumber serial) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT terminal_id, request_id FROM till_request
                        WHERE provider_id = :provider AND serial = :serial AND state IN ('activated', 'returned')
                        ORDER BY activated_at DESC LIMIT 1
                        """)
                .bind("provider", tx.provider())
                .bind("serial", serial.value())
                .map(
                        (row, context) ->
                                new TillSale(
                                        row.getObject("terminal_id", UUID.class),
                                        row.getString("request_id")))
                .findOne();
    }

    /** Notes that the customer brought the item of a sale back. */
    void markReturned(UUID terminal, String requestId) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE till_request SET state = 'returned', returned_at = :now
                        WHERE provider_id = :provider AND terminal_id = :terminal AND request_id = :request
                          AND state = 'activated'
                        """)
                .bind("provider", tx.provider())
                .bind("terminal", terminal)
                .bind("request", requestId)
                .bind("now", tx.now())
                .execute();
    }

    /** The latest requests at the tills of a retailer, newest first. */
    List<TillEntry> latest(UUID retailer, int limit) {
        return named(
                tx.handle()
                        .createQuery(
                                ENTRIES
                                        // Its policy says so too, but leads to no index.
                                        + """
                                        AND retailer_id = :retailer
                                        ORDER BY asked_at DESC, request_id LIMIT :limit
                                        """)
                        .bind("provider", tx.provider())
                        .bind("retailer", retailer)
                        .bind("limit", limit)
                        .map((row, context) -> entry(row))
                        .list());
    }

    /** The latest lines of a receipt, in the order in which they came. */
    List<TillEntry> ofBasket(UUID terminal, String basket) {
        return named(
                        tx.handle()
                                .createQuery(
                                        ENTRIES
                                                + """
                                                AND terminal_id = :terminal AND basket = :basket
                                                ORDER BY asked_at DESC, request_id LIMIT :limit
                                                """)
                                .bind("provider", tx.provider())
                                .bind("terminal", terminal)
                                .bind("basket", basket)
                                .bind("limit", Baskets.MOST_LINES)
                                .map((row, context) -> entry(row))
                                .list())
                .reversed();
    }

    /** The rows with their names, which are looked up for all of them at once. */
    private List<TillEntry> named(List<TillEntry> rows) {
        TillNames names = TillNames.of(tx, rows.stream().map(TillEntry::terminal).toList());
        return rows.stream()
                .map(
                        row ->
                                row.named(
                                        names.terminal(row.terminal()),
                                        names.outlet(row.terminal())))
                .toList();
    }

    private static TillRequest request(ResultSet row) throws SQLException {
        return new TillRequest(
                serial(row, "serial"),
                serial(row, "asked_serial"),
                row.getBytes("fingerprint"),
                TillRequest.State.of(row.getString("state")),
                reason(row),
                Instants.ofNullable(row, "activated_at"),
                Instants.ofNullable(row, "sold_at"),
                Instants.ofNullable(row, "reversed_at"),
                Instants.ofNullable(row, "returned_at"));
    }

    private static TillEntry entry(ResultSet row) throws SQLException {
        SerialNumber serial = serial(row, "serial");
        return new TillEntry(
                row.getObject("terminal_id", UUID.class),
                "",
                "",
                row.getString("request_id"),
                serial == null ? null : serial.toString(),
                TillRequest.State.of(row.getString("state")).label(),
                reason(row),
                Instants.of(row, "asked_at"),
                Instants.ofNullable(row, "sold_at"),
                false,
                row.getBoolean("exception"));
    }

    private static @Nullable Text reason(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return reason == null ? null : TextJson.read(reason);
    }

    private static @Nullable SerialNumber serial(ResultSet row, String column)
            throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : SerialNumber.ofValue(value);
    }
}
