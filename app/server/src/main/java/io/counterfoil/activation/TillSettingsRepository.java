package io.counterfoil.activation;

import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
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
                .map((row, context) -> rules(row))
                .findOne();
    }

    /**
     * Sets what a change is about. Others who set something else at the same time go before it or
     * after it.
     *
     * @return all of it as it is now
     */
    TillRules put(TillSettings.Change change) {
        return tx.handle()
                .createQuery(
                        """
                        INSERT INTO till_settings (provider_id, return_days, late_sale_days, entered_sales)
                        VALUES (:provider, coalesce(:returns, :usualReturns), coalesce(:late, :usualLate),
                                coalesce(:entered, :usualEntered))
                        ON CONFLICT (provider_id) DO UPDATE
                        SET return_days = coalesce(:returns, till_settings.return_days),
                            late_sale_days = coalesce(:late, till_settings.late_sale_days),
                            entered_sales = coalesce(:entered, till_settings.entered_sales)
                        RETURNING return_days, late_sale_days, entered_sales
                        """)
                .bind("provider", tx.provider())
                .bind("returns", change.returnDays())
                .bind("usualReturns", TillRules.DEFAULT.returnDays())
                .bind("late", change.lateSaleDays())
                .bind("usualLate", TillRules.DEFAULT.lateSaleDays())
                .bind("entered", change.enteredSales())
                .bind("usualEntered", TillRules.DEFAULT.enteredSales())
                .map((row, context) -> rules(row))
                .one();
    }

    private static TillRules rules(ResultSet row) throws SQLException {
        return new TillRules(
                row.getInt("return_days"),
                row.getInt("late_sale_days"),
                row.getInt("entered_sales"));
    }
}
