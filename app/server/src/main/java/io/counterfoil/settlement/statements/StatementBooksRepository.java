package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.UUID;

/** What statements must come to. */
final class StatementBooksRepository {
    private final Tx tx;

    StatementBooksRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * A sum that is wrong, in minor units.
     *
     * @param number the statement's
     */
    record Wrong(long number, String what, long is, long must) {}

    /** The sums that are not what they must be. */
    List<Wrong> sums() {
        return tx.handle()
                .createQuery(
                        """
                        WITH line AS (
                            SELECT statement_id, count(*) AS lines, sum(price_minor)::bigint AS price,
                                   sum(commission_minor)::bigint AS commission, sum(tax_minor)::bigint AS tax,
                                   sum(commission_tax_minor)::bigint AS commission_tax, max(number) AS last
                            FROM statement_line
                            JOIN accrual ON accrual.provider_id = statement_line.provider_id AND accrual.id = accrual_id
                            WHERE statement_line.provider_id = :provider GROUP BY statement_id
                        ), paid AS (
                            SELECT statement_id, sum(amount_minor)::bigint AS minor FROM payment
                            WHERE provider_id = :provider AND statement_id IS NOT NULL GROUP BY statement_id
                        ), closed AS (
                            SELECT *, lag(closing_minor, 1, 0::bigint) OVER (
                                PARTITION BY retailer_id, currency ORDER BY until_at) AS before
                            FROM statement WHERE provider_id = :provider
                        )
                        SELECT number, what, is_minor, must_minor
                        FROM closed
                        LEFT JOIN line ON line.statement_id = closed.id
                        LEFT JOIN paid ON paid.statement_id = closed.id,
                        LATERAL (VALUES
                            ('lines', line_count::bigint, coalesce(lines, 0)),
                            ('last', line_count::bigint, coalesce(last, 0)::bigint),
                            ('price', price_minor, coalesce(price, 0)),
                            ('commission', commission_minor, coalesce(commission, 0)),
                            ('tax', tax_minor, coalesce(tax, 0)),
                            ('commission_tax', commission_tax_minor, coalesce(commission_tax, 0)),
                            ('opening', opening_minor, before),
                            ('payments', payments_minor, coalesce(minor, 0)),
                            ('closing', closing_minor, before + coalesce(price, 0) - coalesce(commission, 0) - coalesce(minor, 0))
                        ) AS sum (what, is_minor, must_minor)
                        WHERE is_minor <> must_minor
                        ORDER BY number, what
                        """)
                .bind("provider", tx.provider())
                .map(
                        (row, context) ->
                                new Wrong(
                                        row.getLong("number"),
                                        row.getString("what"),
                                        row.getLong("is_minor"),
                                        row.getLong("must_minor")))
                .list();
    }

    /** Whether the numbers from 1 to the last one are not all there. */
    boolean hasGaps() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) <> coalesce(max(number), 0)
                            OR count(*) <> coalesce((SELECT last FROM statement_counter WHERE provider_id = :provider), 0)
                        FROM statement WHERE provider_id = :provider
                        """)
                .bind("provider", tx.provider())
                .mapTo(Boolean.class)
                .one();
    }

    /** Accruals that are on a statement and must not be, or must be and are not. */
    int misplaced() {
        return count(
                """
                SELECT count(*) FROM accrual
                LEFT JOIN statement_line line ON line.provider_id = accrual.provider_id AND line.accrual_id = accrual.id
                LEFT JOIN retailer_settlement settled
                  ON settled.provider_id = accrual.provider_id AND settled.retailer_id = accrual.retailer_id
                WHERE accrual.provider_id = :provider
                  AND (line.accrual_id IS NOT NULL)
                      <> (undone_at IS NULL AND payable_at <= coalesce(stated_until, '-infinity'))
                """);
    }

    /** Lines that were not payable in their statement's time, or are of another retailer or currency. */
    int outside() {
        return count(
                """
                SELECT count(*) FROM statement_line line
                JOIN accrual ON accrual.provider_id = line.provider_id AND accrual.id = line.accrual_id
                JOIN statement ON statement.provider_id = line.provider_id AND statement.id = line.statement_id
                WHERE line.provider_id = :provider
                  AND (payable_at > until_at OR payable_at <= after_at OR accrual.retailer_id <> statement.retailer_id
                       OR accrual.currency <> statement.currency)
                """);
    }

    /** Disputes that were accepted and changed nothing, or changed something and were not. */
    int undecided() {
        return count(
                """
                SELECT count(*) FROM dispute
                JOIN statement_line line ON line.provider_id = dispute.provider_id
                  AND line.statement_id = dispute.statement_id AND line.number = dispute.line
                LEFT JOIN accrual back ON back.provider_id = line.provider_id AND back.undoes = line.accrual_id
                WHERE dispute.provider_id = :provider
                  AND CASE WHEN dispute.state = 'accepted'
                      THEN back.id IS NULL OR dispute.event IS NULL OR (back.kind = 'dispute' AND back.event <> dispute.event)
                      ELSE coalesce(back.kind = 'dispute', false) END
                """);
    }

    /** Hours in which accruals are payable later than statements end, and that are counted wrong. */
    int miscounted() {
        return count(
                """
                WITH known AS (
                    SELECT counted.retailer_id, last_id, coalesce(stated_until, '-infinity') AS stated
                    FROM counted_accruals counted LEFT JOIN retailer_settlement settled
                      ON settled.provider_id = counted.provider_id AND settled.retailer_id = counted.retailer_id
                    WHERE counted.provider_id = :provider
                ), kept AS (
                    SELECT retailer_id, currency, hour, first_at, last_at, items, amount_minor, first_at <= stated AS parted
                    FROM counted_money JOIN known USING (retailer_id) WHERE provider_id = :provider AND last_at > stated
                ), made AS (
                    SELECT retailer_id, currency, date_trunc('hour', payable_at, 'UTC') AS hour, min(payable_at) AS first_at,
                           max(payable_at) AS last_at, count(*) FILTER (WHERE NOT undone_counted) AS items,
                           coalesce(sum(amount_minor) FILTER (WHERE NOT undone_counted), 0) AS amount_minor
                    FROM accrual JOIN known USING (retailer_id)
                    WHERE provider_id = :provider AND id <= last_id AND payable_at > stated
                    GROUP BY retailer_id, currency, date_trunc('hour', payable_at, 'UTC')
                )
                SELECT count(*) FROM kept FULL JOIN made USING (retailer_id, currency, hour)
                WHERE parted IS NOT TRUE AND (kept.first_at, kept.last_at, kept.items, kept.amount_minor)
                    IS DISTINCT FROM (made.first_at, made.last_at, made.items, made.amount_minor)
                """);
    }

    /**
     * What a retailer owes and what moved at the bank, by its accounts and by its accruals and
     * payments, in minor units.
     */
    record Balance(
            UUID retailer, String currency, long owes, long mustOwe, long moved, long mustMove) {}

    /** The first retailers of whom the accounts say something else than accruals and payments. */
    List<Balance> balances() {
        return tx.handle()
                .createQuery(
                        """
                        WITH accounts AS (
                            SELECT retailer_id, currency,
                                   sum(CASE 'retailer' WHEN debit THEN amount_minor WHEN credit THEN -amount_minor ELSE 0 END)::bigint AS owes,
                                   sum(CASE 'bank' WHEN debit THEN amount_minor WHEN credit THEN -amount_minor ELSE 0 END)::bigint AS moved
                            FROM ledger_transfer WHERE provider_id = :provider GROUP BY retailer_id, currency
                        ), accrued AS (
                            SELECT retailer_id, currency, sum(amount_minor)::bigint AS minor
                            FROM accrual WHERE provider_id = :provider AND undone_at IS NULL GROUP BY retailer_id, currency
                        ), paid AS (
                            SELECT retailer_id, currency, sum(amount_minor)::bigint AS minor
                            FROM payment WHERE provider_id = :provider GROUP BY retailer_id, currency
                        )
                        SELECT * FROM (
                            SELECT retailer_id, currency, coalesce(owes, 0) AS owes,
                                   coalesce(accrued.minor, 0) - coalesce(paid.minor, 0) AS must_owe,
                                   coalesce(moved, 0) AS moved, coalesce(paid.minor, 0) AS must_move
                            FROM accounts FULL JOIN accrued USING (retailer_id, currency) FULL JOIN paid USING (retailer_id, currency)
                        ) AS balance
                        WHERE retailer_id IS NOT NULL AND (owes <> must_owe OR moved <> must_move)
                        ORDER BY retailer_id, currency
                        """)
                .bind("provider", tx.provider())
                .map(
                        (row, context) ->
                                new Balance(
                                        row.getObject("retailer_id", UUID.class),
                                        row.getString("currency"),
                                        row.getLong("owes"),
                                        row.getLong("must_owe"),
                                        row.getLong("moved"),
                                        row.getLong("must_move")))
                .list();
    }

    private int count(String sql) {
        return tx.handle()
                .createQuery(sql)
                .bind("provider", tx.provider())
                .mapTo(Integer.class)
                .one();
    }
}
