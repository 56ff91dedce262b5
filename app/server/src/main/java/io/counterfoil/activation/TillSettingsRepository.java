package io.counterfoil.activation;

import io.counterfoil.platform.Tx;
import java.util.Optional;

/** What providers let shops do. */
final class TillSettingsRepository {
    private final Tx tx;

    TillSettingsRepository(Tx tx) {
        this.tx = tx;
    }

    Optional<TillRules> find() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT return_days, late_sale_days, entered_sales FROM till_settings WHERE provider_id = :provider
                        """)
                .bind("provider", tx.provider())
                .map(
                        (row, context) ->
                                new TillRules(
                                        row.getInt("return_days"),
                                        row.getInt("late_sale_days"),
                                        row.getInt("entered_sales")))
                .findOne();
    }

    void put(TillRules rules) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO till_settings (provider_id, return_days, late_sale_days, entered_sales)
                        VALUES (:provider, :returns, :late, :entered)
                        ON CONFLICT (provider_id) DO UPDATE
                        SET return_days = excluded.return_days, late_sale_days = excluded.late_sale_days,
                            entered_sales = excluded.entered_sales
                        """)
                .bind("provider", tx.provider())
                .bind("returns", rules.returnDays())
                .bind("late", rules.lateSaleDays())
                .bind("entered", rules.enteredSales())
                .execute();
    }
}
