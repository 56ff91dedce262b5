package io.counterfoil.redemption;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class RedemptionRepository {
    private final Tx tx;

    RedemptionRepository(Tx tx) {
        this.tx = tx;
    }

    /** Which item was spent. */
    Optional<SerialNumber> serial(UUID id) {
        return tx.handle()
                .createQuery(
                        "SELECT serial FROM redemption WHERE provider_id = :provider AND id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> SerialNumber.ofValue(row.getLong("serial")))
                .findOne();
    }

    /** All redemptions but the first one of each account. */
    int countFurther() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) - count(DISTINCT account_id) FROM redemption WHERE provider_id = :provider
                        """)
                .bind("provider", tx.provider())
                .mapTo(Integer.class)
                .one();
    }

    void insert(UUID id, SerialNumber serial, UUID account) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO redemption (provider_id, id, serial, account_id, redeemed_at)
                        VALUES (:provider, :id, :serial, :account, :now)
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("serial", serial.value())
                .bind("account", account)
                .bind("now", tx.now())
                .execute();
    }

    List<SpentCodes.SpentCode> of(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT serial, redeemed_at FROM redemption
                        WHERE provider_id = :provider AND account_id = :account ORDER BY redeemed_at, id
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .map(
                        (row, context) ->
                                new SpentCodes.SpentCode(
                                        row.getString("serial"),
                                        Instants.of(row, "redeemed_at")))
                .list();
    }
}
