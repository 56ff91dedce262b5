package io.counterfoil.settlement.statements;

import io.counterfoil.access.Zones;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Tx;
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

    /** The same of all statements at once, where it has to be known of each: one pass over each retailer's. */
    private static final String KNOWN =
            """
            SELECT * FROM (
                SELECT id, provider_id, number, retailer_id, currency, after_at, until_at, closed_at, line_count, price_minor,
                       commission_minor, tax_minor, commission_tax_minor, opening_minor, lines_minor, payments_minor, closing_minor,
                       coalesce(uncounted.paid, 0) + coalesce(sum(counted.paid) OVER later, 0)
                       + CASE WHEN closing_minor > 0 THEN coalesce(sum(-least(lines_minor, 0)) OVER later, 0)
                              ELSE coalesce(sum(-greatest(lines_minor, 0)) OVER later, 0) END AS since_minor,
                       count(*) OVER later > 0 AS carried
                FROM statement
                LEFT JOIN (SELECT statement_id AS id, sum(amount_minor) AS paid FROM payment
                           WHERE provider_id = :provider AND (:retailer::uuid IS NULL OR retailer_id = :retailer)
                           GROUP BY statement_id) AS counted USING (id)
                LEFT JOIN (SELECT retailer_id, currency, sum(amount_minor) AS paid FROM payment
                           WHERE provider_id = :provider AND statement_id IS NULL
                           GROUP BY retailer_id, currency) AS uncounted USING (retailer_id, currency)
                WHERE provider_id = :provider AND (:retailer::uuid IS NULL OR retailer_id = :retailer)
                WINDOW later AS (PARTITION BY retailer_id, currency ORDER BY until_at DESC
                                 ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
            ) AS statement
            """;

    private final Tx tx;

    StatementRepository(Tx tx) {
        this.tx = tx;
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
        return tx.handle()
                .createQuery(
                        (state.isPresent() ? KNOWN : COLUMNS)
                                + """
                                WHERE provider_id = :provider AND (:retailer::uuid IS NULL OR retailer_id = :retailer)
                                  AND (:from::timestamptz IS NULL OR closed_at >= :from)
                                  AND (:before::timestamptz IS NULL OR closed_at < :before)
                                  AND (:after::uuid IS NULL OR id < :after)
                                """
                                + state.map(one -> "AND " + condition(one)).orElse("")
                                + " ORDER BY id DESC LIMIT :limit")
                .bind("provider", tx.provider())
                .bind("retailer", filter.retailer().orElse(null))
                .bind("from", filter.days().start(zones).orElse(null))
                .bind("before", filter.days().end(zones).orElse(null))
                .bind("after", listing.after())
                .bind("limit", listing.limit() + 1)
                .map((row, context) -> statement(row))
                .list();
    }

    /** As {@link StatementState#of} says; what is owed and what is paid have one sign. */
    private static String condition(StatementState state) {
        String paid = "CASE WHEN closing_minor < 0 THEN -since_minor ELSE since_minor END";
        return switch (state) {
            case OPEN -> paid + " <= 0 AND " + paid + " < abs(closing_minor)";
            case PARTLY_PAID -> paid + " > 0 AND " + paid + " < abs(closing_minor)";
            case PAID -> paid + " >= abs(closing_minor)";
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
