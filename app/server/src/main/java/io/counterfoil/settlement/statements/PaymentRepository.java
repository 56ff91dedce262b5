package io.counterfoil.settlement.statements;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.ledger.Conditions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What retailers paid and were paid. */
final class PaymentRepository {
    private static final String COLUMNS =
            """
            SELECT id, retailer_id, amount_minor, currency, reference, moved_on, entered_at, statement_id, undone_at, undoes
            FROM payment
            """;

    private final Tx tx;

    PaymentRepository(Tx tx) {
        this.tx = tx;
    }

    /** False if money moved in the same direction with its reference, and that stands. */
    boolean insert(Payment payment) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO payment (provider_id, id, retailer_id, currency, amount_minor, reference, moved_on,
                                                     entered_at, entered_by, undoes)
                                VALUES (:provider, :id, :retailer, :currency, :amount, :reference, :day, :now, :actor, :undoes)
                                ON CONFLICT (provider_id, (amount_minor > 0), reference)
                                    WHERE undoes IS NULL AND undone_at IS NULL DO NOTHING
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", payment.id())
                        .bind("retailer", payment.retailer())
                        .bind("currency", payment.amount().currency().getCurrencyCode())
                        .bind("amount", payment.amount().minor())
                        .bind("reference", payment.reference())
                        .bind("day", payment.movedOn())
                        .bind("now", payment.enteredAt())
                        .bind("actor", tx.caller().actor().name())
                        .bind("undoes", payment.undoes().orElse(null))
                        .execute()
                == 1;
    }

    /** What came in with a reference, and stands. */
    Optional<Payment> received(String reference) {
        return tx.handle()
                .createQuery(
                        COLUMNS
                                + """
                                WHERE provider_id = :provider AND amount_minor > 0 AND reference = :reference
                                  AND undoes IS NULL AND undone_at IS NULL
                                """)
                .bind("provider", tx.provider())
                .bind("reference", reference)
                .map((row, context) -> payment(row))
                .findOne();
    }

    Optional<Payment> find(UUID id) {
        return tx.handle()
                .createQuery(COLUMNS + "WHERE provider_id = :provider AND id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> payment(row))
                .findOne();
    }

    /** What took a payment back. */
    Payment opposite(UUID undone) {
        return tx.handle()
                .createQuery(COLUMNS + "WHERE provider_id = :provider AND undoes = :undone")
                .bind("provider", tx.provider())
                .bind("undone", undone)
                .map((row, context) -> payment(row))
                .one();
    }

    /** False if it was taken back by somebody else. */
    boolean takeBack(UUID id) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE payment SET undone_at = :now
                                WHERE provider_id = :provider AND id = :id AND undone_at IS NULL
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** Newest first; of one retailer only, if one is named. */
    List<Payment> list(PeriodFilter filter, Listing listing) {
        Conditions conditions =
                Conditions.of(tx, "retailer_id")
                        .ifGiven("retailer", filter.retailer(), "retailer_id = :retailer")
                        .ifGiven("from", filter.days().from(), "moved_on >= :from")
                        .ifGiven("to", filter.days().to(), "moved_on <= :to")
                        .ifGiven("after", Optional.ofNullable(listing.after()), "id < :after");
        return tx.handle()
                .createQuery(
                        COLUMNS
                                + "WHERE provider_id = :provider"
                                + conditions.sql()
                                + " ORDER BY id DESC LIMIT :limit")
                .bind("provider", tx.provider())
                .bindMap(conditions.values())
                .bind("limit", listing.limit() + 1)
                .map((row, context) -> payment(row))
                .list();
    }

    /** What no statement counts yet, in minor units; it stays that until the transaction ends. */
    long uncounted(UUID retailer, Currency currency) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT coalesce(sum(amount_minor), 0) FROM (
                            SELECT amount_minor FROM payment
                            WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                              AND statement_id IS NULL) AS waiting
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("currency", currency.getCurrencyCode())
                .mapTo(Long.class)
                .one();
    }

    /**
     * Puts what no statement counts yet onto this one.
     *
     * @return what it comes to, in minor units
     */
    long count(UUID retailer, Currency currency, UUID statement) {
        return tx.handle()
                .createQuery(
                        """
                        WITH counted AS (
                            UPDATE payment SET statement_id = :statement
                            WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                              AND statement_id IS NULL
                            RETURNING amount_minor)
                        SELECT coalesce(sum(amount_minor), 0) FROM counted
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("currency", currency.getCurrencyCode())
                .bind("statement", statement)
                .mapTo(Long.class)
                .one();
    }

    private static Payment payment(ResultSet row) throws SQLException {
        return new Payment(
                row.getObject("id", UUID.class),
                row.getObject("retailer_id", UUID.class),
                new Money(
                        row.getLong("amount_minor"),
                        Currency.getInstance(row.getString("currency"))),
                row.getString("reference"),
                row.getObject("moved_on", LocalDate.class),
                Instants.of(row, "entered_at"),
                Optional.ofNullable(row.getObject("statement_id", UUID.class)),
                Optional.ofNullable(Instants.ofNullable(row, "undone_at")),
                Optional.ofNullable(row.getObject("undoes", UUID.class)));
    }
}
