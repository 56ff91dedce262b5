package io.counterfoil.settlement.payouts;

import io.counterfoil.platform.Tx;
import java.util.Optional;
import java.util.UUID;

/** Where providers pay from. */
final class PayerAccountRepository {
    private final Tx tx;

    PayerAccountRepository(Tx tx) {
        this.tx = tx;
    }

    /** A sealed account and the id that it is sealed under. */
    record Sealed(UUID id, byte[] bytes) {}

    void put(UUID id, byte[] sealed, PayerAccounts.View view) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO payer_account (provider_id, id, sealed, country, last_four, told_at, told_by)
                        VALUES (:provider, :id, :sealed, :country, :lastFour, :now, :actor)
                        ON CONFLICT (provider_id) DO UPDATE SET id = excluded.id, sealed = excluded.sealed, country = excluded.country,
                            last_four = excluded.last_four, told_at = excluded.told_at, told_by = excluded.told_by
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("sealed", sealed)
                .bind("country", view.country())
                .bind("lastFour", view.lastFour())
                .bind("now", view.toldAt())
                .bind("actor", tx.caller().actor().name())
                .execute();
    }

    Optional<PayerAccounts.View> find() {
        return tx.handle()
                .createQuery(
                        "SELECT country, last_four, told_at FROM payer_account WHERE provider_id = :provider")
                .bind("provider", tx.provider())
                .map(
                        (row, context) ->
                                new PayerAccounts.View(
                                        row.getString("country"),
                                        row.getString("last_four"),
                                        row.getTimestamp("told_at").toInstant()))
                .findOne();
    }

    Optional<Sealed> sealed() {
        return tx.handle()
                .createQuery("SELECT id, sealed FROM payer_account WHERE provider_id = :provider")
                .bind("provider", tx.provider())
                .map(
                        (row, context) ->
                                new Sealed(row.getObject("id", UUID.class), row.getBytes("sealed")))
                .findOne();
    }
}
