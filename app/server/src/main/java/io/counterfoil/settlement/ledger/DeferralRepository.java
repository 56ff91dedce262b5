package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.Earning;
import io.counterfoil.settlement.rules.Redeemed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What redeemed items brought and terms earn. */
final class DeferralRepository {
    private static final String COLUMNS =
            """
            serial, product_id, retailer_id, outlet_id, event, currency, amount_minor, tax_minor, first_day, end_day, earned_minor
            """;

    /** Notes what {@code was}, so that reports of days before that stay as they are. */
    private static final String KEPT =
            """
            kept AS (
                INSERT INTO deferral_before (provider_id, serial, until_at, amount_minor, first_day, end_day)
                SELECT provider_id, serial, :now, amount_minor, first_day, end_day FROM was WHERE first_day IS NOT NULL
            )
            """;

    private final Tx tx;

    DeferralRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * What an item brought, and its term.
     *
     * @param tax what went to the tax of it
     * @param earned how much of it is moved to revenue
     */
    record Deferral(long serial, Reason reason, Earning earning, long tax, long earned) {}

    /** What an item brought that is redeemed now; its term is not known yet. */
    void insert(long serial, Reason reason, long amount, long tax) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO deferral (provider_id, serial, product_id, retailer_id, outlet_id, event,
                                              amount_minor, tax_minor, currency)
                        VALUES (:provider, :serial, :product, :retailer, :outlet, :event, :amount, :tax, :currency)
                        """)
                .bind("provider", tx.provider())
                .bind("serial", serial)
                .bind("product", reason.product())
                .bind("retailer", reason.retailer())
                .bind("outlet", reason.outlet())
                .bind("event", reason.event())
                .bind("amount", amount)
                .bind("tax", tax)
                .bind("currency", reason.currency().getCurrencyCode())
                .execute();
    }

    /** The term that an item was redeemed for; 0 if it brought nothing. */
    int bind(long serial, LocalDate first, LocalDate end) {
        return tx.handle()
                .createUpdate(
                        """
                        UPDATE deferral SET first_day = :first, end_day = :end
                        WHERE provider_id = :provider AND serial = :serial AND first_day IS NULL
                        """)
                .bind("provider", tx.provider())
                .bind("serial", serial)
                .bind("first", first)
                .bind("end", end)
                .execute();
    }

    /** What an item brought whose term is known, locked. */
    Optional<Deferral> lock(long serial) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT %s FROM deferral
                        WHERE provider_id = :provider AND serial = :serial AND first_day IS NOT NULL FOR UPDATE
                        """
                                .formatted(COLUMNS))
                .bind("provider", tx.provider())
                .bind("serial", serial)
                .map((row, context) -> deferral(row))
                .findOne();
    }

    /**
     * Has a term begin and end on other days; 0 if it has these, or the item brought nothing. What
     * was earned by then stays, and its new days are looked at from the first one on.
     */
    int move(long serial, LocalDate first, LocalDate end) {
        return tx.handle()
                .createUpdate(
                        """
                        WITH was AS (
                            SELECT * FROM deferral
                            WHERE provider_id = :provider AND serial = :serial AND first_day IS NOT NULL
                              AND (first_day, end_day) <> (:first, :end) FOR UPDATE
                        ), %s
                        UPDATE deferral SET first_day = :first, end_day = :end,
                            earned_before_minor = deferral.earned_minor, earned_until = NULL
                        FROM was WHERE deferral.provider_id = was.provider_id AND deferral.serial = was.serial
                        """
                                .formatted(KEPT))
                .bind("now", tx.now())
                .bind("provider", tx.provider())
                .bind("serial", serial)
                .bind("first", first)
                .bind("end", end)
                .execute();
    }

    /** Shortens the term of a locked one; what was earned stays, as far as there is so much left. */
    void shorten(long serial, Earning left, long tax) {
        tx.handle()
                .createUpdate(
                        """
                        WITH was AS (
                            SELECT * FROM deferral WHERE provider_id = :provider AND serial = :serial
                        ), %s
                        UPDATE deferral SET amount_minor = :amount, tax_minor = :tax, end_day = :end,
                            earned_minor = least(earned_minor, :amount),
                            earned_before_minor = least(earned_minor, :amount), earned_until = NULL
                        WHERE provider_id = :provider AND serial = :serial
                        """
                                .formatted(KEPT))
                .bind("now", tx.now())
                .bind("provider", tx.provider())
                .bind("serial", serial)
                .bind("amount", left.minor())
                .bind("tax", tax)
                .bind("end", left.to())
                .execute();
    }

    /** Has an item earn nothing any more, nor have earned anything; what it had come to before. */
    Optional<Redeemed> end(long serial) {
        return tx.handle()
                .createQuery(
                        """
                        WITH was AS (
                            SELECT * FROM deferral WHERE provider_id = :provider AND serial = :serial FOR UPDATE
                        ), %s
                        UPDATE deferral SET amount_minor = 0, tax_minor = 0, earned_minor = 0, earned_before_minor = 0
                        FROM was WHERE deferral.provider_id = was.provider_id AND deferral.serial = was.serial
                        RETURNING was.amount_minor, was.tax_minor, was.earned_minor
                        """
                                .formatted(KEPT))
                .bind("now", tx.now())
                .bind("provider", tx.provider())
                .bind("serial", serial)
                .map(
                        (row, context) ->
                                new Redeemed(
                                        row.getLong("amount_minor"),
                                        row.getLong("tax_minor"),
                                        row.getLong("earned_minor")))
                .findOne();
    }

    /** Some of those that can have earned more by a day than was looked at, locked. */
    List<Deferral> due(LocalDate day, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT %s FROM deferral
                        WHERE provider_id = :provider AND earned_minor < amount_minor AND first_day <= :day
                          AND (earned_until IS NULL OR earned_until < :day)
                        ORDER BY earned_until NULLS FIRST, serial LIMIT :limit FOR UPDATE SKIP LOCKED
                        """
                                .formatted(COLUMNS))
                .bind("provider", tx.provider())
                .bind("day", day)
                .bind("limit", limit)
                .map((row, context) -> deferral(row))
                .list();
    }

    /**
     * Notes what these have earned by a day, and moves what is new of it to revenue. Of a term that
     * was shortened the share may be rounded to less than was moved before: that stays.
     */
    void earn(LocalDate day, List<Deferral> deferrals, List<Long> earned) {
        new CountedTransferRepository(tx)
                .hold(
                        deferrals.stream()
                                .map(each -> each.reason().retailer())
                                .distinct()
                                .toList());
        tx.handle()
                .createUpdate(
                        """
                        WITH due AS (
                            SELECT * FROM unnest(:serials, :earned) AS due (serial, earned)
                        ), moved AS (
                            INSERT INTO ledger_transfer (provider_id, at, kind, debit, credit, amount_minor, currency,
                                                         retailer_id, product_id, serial, event)
                            SELECT provider_id, :now, :kind, 'deferred_revenue', 'revenue', earned - earned_minor, currency,
                                   retailer_id, product_id, serial, event
                            FROM deferral JOIN due USING (serial)
                            WHERE provider_id = :provider AND earned > earned_minor
                        )
                        UPDATE deferral SET earned_minor = greatest(earned_minor, earned), earned_until = :day
                        FROM due WHERE provider_id = :provider AND deferral.serial = due.serial
                        """)
                .bind("provider", tx.provider())
                .bindArray(
                        "serials",
                        Long.class,
                        deferrals.stream().map(Deferral::serial).toList())
                .bindArray("earned", Long.class, earned)
                .bind("kind", TransferKind.EARNING.label())
                .bind("now", tx.now())
                .bind("day", day)
                .execute();
    }

    private static Deferral deferral(ResultSet row) throws SQLException {
        return new Deferral(
                row.getLong("serial"),
                new Reason(
                        row.getObject("retailer_id", UUID.class),
                        row.getObject("outlet_id", UUID.class),
                        row.getObject("product_id", UUID.class),
                        Currency.getInstance(row.getString("currency")),
                        Optional.empty(),
                        row.getLong("event")),
                new Earning(
                        row.getLong("amount_minor"),
                        row.getObject("first_day", LocalDate.class),
                        row.getObject("end_day", LocalDate.class)),
                row.getLong("tax_minor"),
                row.getLong("earned_minor"));
    }
}
