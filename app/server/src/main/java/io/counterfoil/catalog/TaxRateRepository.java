package io.counterfoil.catalog;

import io.counterfoil.platform.LockKind;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;

/** The taxes inside the prices of products. */
final class TaxRateRepository {
    private final Tx tx;

    TaxRateRepository(Tx tx) {
        this.tx = tx;
    }

    /** Before a product's rate is set: waits for all transactions that counted on what was before. */
    void hold(UUID product) {
        tx.lock(LockKind.TAXES, product);
    }

    /** Before what counts now is looked up: no rate of it is set until the transaction ends. */
    void holdShared(UUID product) {
        tx.lockShared(LockKind.TAXES, product);
    }

    void insert(UUID product, TaxRate rate, Instant setAt) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO tax_rate (provider_id, product_id, country, valid_from, basis_points, voucher, set_at)
                        VALUES (:provider, :product, :country, :validFrom, :basisPoints, :voucher, :setAt)
                        """)
                .bind("provider", tx.provider())
                .bind("product", product)
                .bind("country", rate.country())
                .bind("validFrom", rate.validFrom())
                .bind("basisPoints", rate.basisPoints())
                .bind("voucher", rate.voucher().name().toLowerCase(Locale.ROOT))
                .bind("setAt", setAt)
                .execute();
    }

    /** What counted on a day, as far as it was set by a moment. */
    Optional<TaxRate> at(UUID product, String country, LocalDate day, Instant at) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT country, basis_points, voucher, valid_from FROM tax_rate
                        WHERE provider_id = :provider AND product_id = :product AND country = :country
                          AND valid_from <= :day AND set_at <= :at
                        ORDER BY valid_from DESC, set_at DESC LIMIT 1
                        """)
                .bind("provider", tx.provider())
                .bind("product", product)
                .bind("country", country)
                .bind("day", day)
                .bind("at", at)
                .map((row, context) -> rate(row))
                .findOne();
    }

    /** When the rates of a product in a country were set. */
    List<Instant> setAt(UUID product, String country) {
        return of("set_at", product, country).mapTo(Instant.class).list();
    }

    /** From which days they count. */
    List<LocalDate> validFrom(UUID product, String country) {
        return of("valid_from", product, country).mapTo(LocalDate.class).list();
    }

    private Query of(String column, UUID product, String country) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT DISTINCT %s FROM tax_rate
                        WHERE provider_id = :provider AND product_id = :product AND country = :country
                        """
                                .formatted(column))
                .bind("provider", tx.provider())
                .bind("product", product)
                .bind("country", country);
    }

    /** For each country what counts on a day, and what will later. */
    List<TaxRate> list(UUID product, LocalDate day) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT DISTINCT ON (country, since) country, basis_points, voucher, valid_from
                        FROM (SELECT *, greatest(valid_from, :day) AS since FROM tax_rate
                              WHERE provider_id = :provider AND product_id = :product) AS rate
                        ORDER BY country, since, valid_from DESC, set_at DESC
                        """)
                .bind("provider", tx.provider())
                .bind("product", product)
                .bind("day", day)
                .map((row, context) -> rate(row))
                .list();
    }

    private static TaxRate rate(ResultSet row) throws SQLException {
        return new TaxRate(
                row.getString("country"),
                row.getInt("basis_points"),
                VoucherKind.valueOf(row.getString("voucher").toUpperCase(Locale.ROOT)),
                row.getObject("valid_from", LocalDate.class));
    }
}
