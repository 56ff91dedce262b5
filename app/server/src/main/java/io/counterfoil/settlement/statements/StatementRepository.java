package io.counterfoil.settlement.statements;

import io.counterfoil.access.Zones;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.ledger.Conditions;
import io.counterfoil.settlement.ledger.Window;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Statements; they are only ever added. */
final class StatementRepository {
    private static final String COLUMNS =
            """
            SELECT id, number, retailer_id, currency, after_at, until_at, closed_at, line_count, price_minor,
                   commission_minor, tax_minor, commission_tax_minor, opening_minor, lines_minor, payments_minor, closing_minor,
                   -- What was paid after it, and what later statements have the other way round.
                   (SELECT coalesce(sum(payment.amount_minor), 0) FROM payment
                    LEFT JOIN statement later ON later.provider_id = payment.provider_id AND later.id = payment.statement_id
                    WHERE payment.provider_id = statement.provider_id AND payment.retailer_id = statement.retailer_id
                      AND payment.currency = statement.currency
                      AND (payment.statement_id IS NULL OR later.until_at > statement.until_at))
                   + (SELECT coalesce(sum(CASE WHEN statement.closing_minor > 0 THEN -least(later.lines_minor, 0)
                                               ELSE -greatest(later.lines_minor, 0) END), 0)
                      FROM statement later
                      WHERE later.provider_id = statement.provider_id AND later.retailer_id = statement.retailer_id
                        AND later.currency = statement.currency AND later.until_at > statement.until_at) AS since_minor,
                   EXISTS (SELECT FROM statement later
                           WHERE later.provider_id = statement.provider_id AND later.retailer_id = statement.retailer_id
                             AND later.currency = statement.currency AND later.until_at > statement.until_at) AS carried
            FROM statement
            """;

    /**
     * The beginning of a query that knows {@code unpaid}: statements that may not be paid, with what
     * is left of them. That is what is owed by now less what later statements added, so it goes back
     * from the last one of a retailer only as long as anything is left.
     */
    private static final String UNPAID =
            """
            WITH RECURSIVE unpaid AS (
                SELECT retailer.id AS retailer_id, last.*,
                       closing_minor - (SELECT coalesce(sum(amount_minor), 0) FROM payment
                                        WHERE provider_id = :provider AND retailer_id = retailer.id
                                          AND currency = last.currency AND statement_id IS NULL) AS left_minor
                FROM retailer CROSS JOIN LATERAL (%s) AS last
                WHERE provider_id = :provider%%s
                UNION ALL
                SELECT retailer_id, before.*, rest.left_minor
                FROM unpaid CROSS JOIN LATERAL (
                    SELECT left_minor - CASE WHEN left_minor > 0 THEN greatest(lines_minor, 0)
                                             ELSE least(lines_minor, 0) END AS left_minor) AS rest
                CROSS JOIN LATERAL (
                    SELECT id, currency, until_at, closing_minor, lines_minor FROM statement
                    WHERE provider_id = :provider AND retailer_id = unpaid.retailer_id AND currency = unpaid.currency
                      AND until_at < unpaid.until_at
                    ORDER BY until_at DESC LIMIT 1) AS before
                WHERE rest.left_minor <> 0 AND sign(rest.left_minor) = sign(unpaid.left_minor)
            )
            """
                    .formatted(last("retailer.id"));

    private final Tx tx;

    StatementRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * A query for the last statement in each currency (id, currency, until_at, closing_minor,
     * lines_minor) of a retailer of the provider, which goes from one to the other in an index.
     *
     * @param retailer its id, in SQL
     */
    static String last(String retailer) {
        return """
            WITH RECURSIVE each AS (
                (SELECT id, currency, until_at, closing_minor, lines_minor FROM statement
                 WHERE provider_id = :provider AND retailer_id = %1$s
                 ORDER BY currency DESC, until_at DESC LIMIT 1)
                UNION ALL
                SELECT next.* FROM each CROSS JOIN LATERAL (
                    SELECT id, currency, until_at, closing_minor, lines_minor FROM statement
                    WHERE provider_id = :provider AND retailer_id = %1$s AND currency < each.currency
                    ORDER BY currency DESC, until_at DESC LIMIT 1) AS next
            )
            SELECT * FROM each
            """
                .formatted(retailer);
    }

    /** The currencies in which a retailer has something to settle, or a balance. */
    List<Currency> currencies(UUID retailer, Window window) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT currency FROM accrual
                        WHERE provider_id = :provider AND retailer_id = :retailer AND undone_at IS NULL
                          AND payable_at <= :until AND (:after::timestamptz IS NULL OR payable_at > :after)
                        UNION
                        SELECT currency FROM payment
                        WHERE provider_id = :provider AND retailer_id = :retailer AND statement_id IS NULL
                        UNION
                        SELECT currency FROM statement WHERE provider_id = :provider AND retailer_id = :retailer
                        ORDER BY currency
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("after", window.after().orElse(null))
                .bind("until", window.until())
                .mapTo(String.class)
                .map(Currency::getInstance)
                .list();
    }

    /** Whether a retailer has a statement in this currency. */
    boolean hasCurrency(UUID retailer, Currency currency) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT FROM statement
                                       WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency)
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("currency", currency.getCurrencyCode())
                .mapTo(Boolean.class)
                .one();
    }

    /** The next number; whoever else makes a statement of the provider waits for this one. */
    long nextNumber() {
        return tx.handle()
                .createQuery(
                        """
                        INSERT INTO statement_counter AS counter (provider_id, last) VALUES (:provider, 1)
                        ON CONFLICT (provider_id) DO UPDATE SET last = counter.last + 1
                        RETURNING last
                        """)
                .bind("provider", tx.provider())
                .mapTo(Long.class)
                .one();
    }

    /** What the retailer's last statement closed with; zero before the first one. */
    long closing(UUID retailer, Currency currency) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT closing_minor FROM statement
                        WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                        ORDER BY until_at DESC LIMIT 1
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("currency", currency.getCurrencyCode())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    /** What lines there would be, and what they come to. */
    Sum sum(UUID retailer, Currency currency, Window window) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) AS lines, coalesce(sum(price_minor), 0) AS price,
                               coalesce(sum(commission_minor), 0) AS commission, coalesce(sum(tax_minor), 0) AS tax,
                               coalesce(sum(commission_tax_minor), 0) AS commission_tax
                        FROM accrual
                        WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                          AND undone_at IS NULL AND payable_at <= :until
                          AND (:after::timestamptz IS NULL OR payable_at > :after)
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("currency", currency.getCurrencyCode())
                .bind("after", window.after().orElse(null))
                .bind("until", window.until())
                .map(
                        (row, context) ->
                                new Sum(
                                        row.getInt("lines"),
                                        row.getLong("price"),
                                        row.getLong("commission"),
                                        row.getLong("tax"),
                                        row.getLong("commission_tax")))
                .one();
    }

    void insert(UUID id, long number, UUID run, Closing closing) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO statement (provider_id, id, number, retailer_id, run_id, currency, after_at, until_at,
                                               closed_at, line_count, price_minor, commission_minor, tax_minor,
                                               commission_tax_minor, opening_minor, lines_minor, payments_minor)
                        VALUES (:provider, :id, :number, :retailer, :run, :currency, :after, :until, :now, :lines, :price,
                                :commission, :tax, :commissionTax, :opening, :price - :commission, :payments)
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("number", number)
                .bind("retailer", closing.retailer())
                .bind("run", run)
                .bind("currency", closing.currency().getCurrencyCode())
                .bind("after", closing.window().after().orElse(null))
                .bind("until", closing.window().until())
                .bind("now", tx.now())
                .bind("lines", closing.sum().lines())
                .bind("price", closing.sum().price())
                .bind("commission", closing.sum().commission())
                .bind("tax", closing.sum().tax())
                .bind("commissionTax", closing.sum().commissionTax())
                .bind("opening", closing.opening())
                .bind("payments", closing.payments())
                .execute();
    }

    Optional<Statement> find(UUID id) {
        return tx.handle()
                .createQuery(COLUMNS + "WHERE provider_id = :provider AND id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> statement(row))
                .findOne();
    }

    /** Newest first; those that are asked for, in one state only, if it is named. */
    List<Statement> list(
            PeriodFilter filter,
            Zones zones,
            Optional<StatementState> state,
            Listing listing) {
        Conditions conditions =
                Conditions.of(tx, "retailer_id")
                        .ifGiven("retailer", filter.retailer(), "retailer_id = :retailer")
                        .ifGiven("from", filter.days().start(zones), "closed_at >= :from")
                        .ifGiven("before", filter.days().end(zones), "closed_at < :before")
                        .ifGiven("after", Optional.ofNullable(listing.after()), "id < :after");
        state.ifPresent(one -> conditions.add(condition(one)));
        String unpaid =
                UNPAID.formatted(
                        filter.retailer().map(one -> " AND retailer.id = :retailer").orElse(""));
        return tx.handle()
                .createQuery(
                        state.map(one -> unpaid).orElse("")
                                + COLUMNS
                                + "WHERE provider_id = :provider"
                                + conditions.sql()
                                + " ORDER BY id DESC LIMIT :limit")
                .bind("provider", tx.provider())
                .bindMap(conditions.values())
                .bind("limit", listing.limit() + 1)
                .map((row, context) -> statement(row))
                .list();
    }

    /** As {@link StatementState#of} says; what is left has the sign of the closing. */
    private static String condition(StatementState state) {
        String unpaid =
                "(SELECT id FROM unpaid WHERE closing_minor <> 0 AND sign(closing_minor) = sign(left_minor)%s)";
        return switch (state) {
            case OPEN -> "id IN " + unpaid.formatted(" AND abs(left_minor) >= abs(closing_minor)");
            case PARTLY_PAID -> "id IN " + unpaid.formatted(" AND abs(left_minor) < abs(closing_minor)");
            case PAID -> "id NOT IN " + unpaid.formatted("");
        };
    }

    private static Statement statement(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        long closing = row.getLong("closing_minor");
        long since = row.getLong("since_minor");
        return new Statement(
                row.getObject("id", UUID.class),
                row.getLong("number"),
                row.getObject("retailer_id", UUID.class),
                Optional.ofNullable(Instants.ofNullable(row, "after_at")),
                Instants.of(row, "until_at"),
                Instants.of(row, "closed_at"),
                row.getInt("line_count"),
                new Statement.Sums(
                        new Money(row.getLong("price_minor"), currency),
                        new Money(row.getLong("commission_minor"), currency),
                        new Money(row.getLong("tax_minor"), currency),
                        new Money(row.getLong("commission_tax_minor"), currency)),
                new Money(row.getLong("opening_minor"), currency),
                new Money(row.getLong("lines_minor"), currency),
                new Money(row.getLong("payments_minor"), currency),
                new Money(closing, currency),
                StatementState.of(closing, since),
                new Money(StatementState.left(closing, since), currency),
                row.getBoolean("carried"));
    }
}
