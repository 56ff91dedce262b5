package io.counterfoil.settlement.payouts;

import io.counterfoil.access.Zones;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.ledger.Conditions;
import io.counterfoil.settlement.statements.PeriodFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Payouts. */
final class PayoutRepository {
    private static final String COLUMNS =
            """
            SELECT id, retailer_id, statement_id, number, amount_minor, currency, state, made_at, order_id, failure,
                   bank_reference, paid_on, sealed
            FROM payout
            """;

    private final Tx tx;

    PayoutRepository(Tx tx) {
        this.tx = tx;
    }

    /** Who is to be paid, and in which currency. */
    record Payee(UUID retailer, Currency currency) {}

    /** A payout with the sealed account that it is ordered to. */
    record Ordered(Payout payout, byte[] sealed) {}

    void insert(UUID id, UUID retailer, UUID statement, long number, Money amount) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO payout (provider_id, id, retailer_id, statement_id, number, amount_minor, currency, state, made_at)
                        VALUES (:provider, :id, :retailer, :statement, :number, :amount, :currency, 'due', :now)
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("retailer", retailer)
                .bind("statement", statement)
                .bind("number", number)
                .bind("amount", amount.minor())
                .bind("currency", amount.currency().getCurrencyCode())
                .bind("now", tx.now())
                .execute();
    }

    /** Leaves to the next statement what nobody has ordered. */
    void carryOver(UUID retailer, Currency currency) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE payout SET state = 'carried_over'
                        WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency AND state = 'due'
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("currency", currency.getCurrencyCode())
                .execute();
    }

    /** What is in the hands of the bank, in minor units. */
    long ordered(UUID retailer, Currency currency) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT coalesce(sum(amount_minor), 0) FROM payout
                        WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                          AND state = 'ordered'
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("currency", currency.getCurrencyCode())
                .mapTo(Long.class)
                .one();
    }

    Optional<Payout> find(UUID id) {
        return tx.handle()
                .createQuery(COLUMNS + "WHERE provider_id = :provider AND id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> payout(row))
                .findOne();
    }

    /** The same; nobody changes it until the transaction ends. */
    Optional<Payout> lock(UUID id) {
        return tx.handle()
                .createQuery(COLUMNS + "WHERE provider_id = :provider AND id = :id FOR UPDATE")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> payout(row))
                .findOne();
    }

    /**
     * Newest first; those that are asked for.
     *
     * @param state in which state only; of those that are due, {@code payable} are not frozen
     */
    List<Payout> list(
            PeriodFilter filter,
            Zones zones,
            Optional<PayoutState> state,
            Collection<UUID> payable,
            Listing listing) {
        Conditions conditions =
                Conditions.of(tx, "retailer_id")
                        .ifGiven("retailer", filter.retailer(), "retailer_id = :retailer")
                        .ifGiven("from", filter.days().start(zones), "made_at >= :from")
                        .ifGiven("before", filter.days().end(zones), "made_at < :before")
                        .ifGiven("after", Optional.ofNullable(listing.after()), "id < :after");
        state.ifPresent(one -> narrow(conditions, one, payable));
        return tx.handle()
                .createQuery(
                        COLUMNS
                                + "WHERE provider_id = :provider"
                                + conditions.sql()
                                + " ORDER BY id DESC LIMIT :limit")
                .bind("provider", tx.provider())
                .bindMap(conditions.values())
                .bind("limit", listing.limit() + 1)
                .map((row, context) -> payout(row))
                .list();
    }

    /** In words, not as a value: an index has those that wait. */
    private static void narrow(
            Conditions conditions, PayoutState state, Collection<UUID> payable) {
        UUID[] those = payable.toArray(UUID[]::new);
        switch (state) {
            case DUE -> conditions.add("payable", those, "state = 'due' AND retailer_id = ANY(:payable)");
            case FROZEN -> conditions.add("payable", those, "state = 'due' AND retailer_id <> ALL(:payable)");
            case ORDERED, PAID, CARRIED_OVER -> conditions.add("state = '%s'".formatted(state.label()));
        }
    }

    /** To whom something is due, in the order in which all lock them. */
    List<Payee> payees() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT DISTINCT retailer_id, currency FROM payout
                        WHERE provider_id = :provider AND state = 'due' ORDER BY retailer_id, currency
                        """)
                .bind("provider", tx.provider())
                .map(
                        (row, context) ->
                                new Payee(
                                        row.getObject("retailer_id", UUID.class),
                                        Currency.getInstance(row.getString("currency"))))
                .list();
    }

    /** What is due to somebody; nobody else orders it until the transaction ends. */
    List<Payout> lockDue(Payee payee) {
        return tx.handle()
                .createQuery(
                        COLUMNS
                                + """
                                WHERE provider_id = :provider AND retailer_id = :retailer AND currency = :currency
                                  AND state = 'due'
                                ORDER BY number FOR UPDATE
                                """)
                .bind("provider", tx.provider())
                .bind("retailer", payee.retailer())
                .bind("currency", payee.currency().getCurrencyCode())
                .map((row, context) -> payout(row))
                .list();
    }

    /** What is in an order, by number; one more than asked for, if there is one. */
    List<Ordered> ofOrder(UUID order, Listing listing) {
        return tx.handle()
                .createQuery(
                        COLUMNS
                                + """
                                WHERE provider_id = :provider AND order_id = :order
                                  AND (:after::uuid IS NULL
                                       OR number > (SELECT number FROM payout WHERE provider_id = :provider AND id = :after))
                                ORDER BY number LIMIT :limit + 1
                                """)
                .bind("provider", tx.provider())
                .bind("order", order)
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> new Ordered(payout(row), row.getBytes("sealed")))
                .list();
    }

    boolean order(UUID id, UUID order, byte[] sealed) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE payout SET state = 'ordered', order_id = :order, sealed = :sealed, failure = NULL
                                WHERE provider_id = :provider AND id = :id AND state = 'due'
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("order", order)
                        .bind("sealed", sealed)
                        .execute()
                == 1;
    }

    boolean pay(UUID id, UUID payment, String reference, LocalDate day) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE payout SET state = 'paid', payment_id = :payment, bank_reference = :reference, paid_on = :day
                                WHERE provider_id = :provider AND id = :id AND state = 'ordered'
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("payment", payment)
                        .bind("reference", reference)
                        .bind("day", day)
                        .execute()
                == 1;
    }

    /** It is due again, or left to the statement that came meanwhile, which counts what it was. */
    boolean fail(UUID id, String reason) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE payout SET order_id = NULL, sealed = NULL, failure = :reason,
                                    state = CASE WHEN EXISTS (
                                        SELECT FROM statement own JOIN statement later USING (provider_id, retailer_id, currency)
                                        WHERE own.provider_id = :provider AND own.id = payout.statement_id
                                          AND later.until_at > own.until_at) THEN 'carried_over' ELSE 'due' END
                                WHERE provider_id = :provider AND id = :id AND state = 'ordered'
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .bind("reason", reason)
                        .execute()
                == 1;
    }

    private static Payout payout(ResultSet row) throws SQLException {
        @Nullable LocalDate paidOn = row.getObject("paid_on", LocalDate.class);
        return new Payout(
                row.getObject("id", UUID.class),
                row.getObject("retailer_id", UUID.class),
                row.getObject("statement_id", UUID.class),
                row.getLong("number"),
                new Money(
                        row.getLong("amount_minor"),
                        Currency.getInstance(row.getString("currency"))),
                PayoutState.of(row.getString("state")),
                null,
                Instants.of(row, "made_at"),
                row.getObject("order_id", UUID.class),
                row.getString("failure"),
                row.getString("bank_reference"),
                paidOn);
    }
}
