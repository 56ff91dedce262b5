package io.counterfoil.settlement.payouts;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Where providers pay from, and what somebody has to agree to. */
final class PayerAccountRepository {
    private final Tx tx;

    PayerAccountRepository(Tx tx) {
        this.tx = tx;
    }

    /** A sealed account and the id that it is sealed under. */
    record Sealed(UUID id, byte[] bytes) {}

    /** In the place of what waited before. Whoever else does so waits for the end of the transaction. */
    void propose(UUID id, byte[] sealed, PayerAccounts.View view) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO payer_account_waiting (provider_id, id, sealed, country, last_four, told_at, told_by)
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

    /** False if another one, or none, waits. */
    boolean putInForce(UUID id) {
        return tx.handle()
                        .createUpdate(
                                """
                                WITH agreed AS (
                                    DELETE FROM payer_account_waiting WHERE provider_id = :provider AND id = :id RETURNING *)
                                INSERT INTO payer_account (provider_id, id, sealed, country, last_four, told_at, told_by)
                                SELECT provider_id, id, sealed, country, last_four, told_at, told_by FROM agreed
                                ON CONFLICT (provider_id) DO UPDATE SET id = excluded.id, sealed = excluded.sealed,
                                    country = excluded.country, last_four = excluded.last_four, told_at = excluded.told_at,
                                    told_by = excluded.told_by
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /** Forgets what waits, if it is this one. */
    void turnDown(UUID id) {
        tx.handle()
                .createUpdate(
                        "DELETE FROM payer_account_waiting WHERE provider_id = :provider AND id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .execute();
    }

    Optional<PayerAccounts.View> inForce() {
        return view("payer_account");
    }

    Optional<PayerAccounts.View> waiting() {
        return view("payer_account_waiting");
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

    private Optional<PayerAccounts.View> view(String table) {
        return tx.handle()
                .createQuery(
                        "SELECT country, last_four, told_at FROM %s WHERE provider_id = :provider"
                                .formatted(table))
                .bind("provider", tx.provider())
                .map((row, context) -> view(row))
                .findOne();
    }

    private static PayerAccounts.View view(ResultSet row) throws SQLException {
        return new PayerAccounts.View(
                row.getString("country"),
                row.getString("last_four"),
                Instants.of(row, "told_at"));
    }
}
