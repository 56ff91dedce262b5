package io.counterfoil.catalog;

import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.Period;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

final class ProductRepository {
    private final Tx tx;

    ProductRepository(Tx tx) {
        this.tx = tx;
    }

    /** False if the provider has a product with that SKU. */
    boolean insert(Product product) {
        return tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO product (provider_id, id, sku, name, plan_id, term, medium, sales_model,
                                                     price_minor, currency, gtin, activation_required, redeem_by, created_at)
                                VALUES (:provider, :id, :sku, :name, :plan, :term, :medium, :salesModel,
                                        :priceMinor, :currency, :gtin, :activationRequired, :redeemBy, :now)
                                ON CONFLICT (provider_id, sku) DO NOTHING
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", product.id())
                        .bind("sku", product.sku())
                        .bind("name", product.name())
                        .bind("plan", product.plan())
                        .bind("term", product.term().toString())
                        .bind("medium", product.medium().name().toLowerCase(Locale.ROOT))
                        .bind("salesModel", product.salesModel().name().toLowerCase(Locale.ROOT))
                        .bind("priceMinor", product.price().minor())
                        .bind("currency", product.price().currency().getCurrencyCode())
                        .bind("gtin", product.gtin())
                        .bind("activationRequired", product.activationRequired())
                        .bind("redeemBy", product.redeemBy())
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    Optional<Product> find(UUID id) {
        return find(id, "");
    }

    /** Keeps a product as it is until the transaction ends. */
    Optional<Product> lock(UUID id) {
        return find(id, "FOR NO KEY UPDATE");
    }

    private Optional<Product> find(UUID id, String lock) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, sku, name, plan_id, term, medium, sales_model, price_minor, currency, gtin, activation_required, redeem_by
                        FROM product WHERE provider_id = :provider AND id = :id %s
                        """
                                .formatted(lock))
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> product(row))
                .findOne();
    }

    Map<UUID, String> names(Collection<UUID> ids) {
        return tx.handle()
                .createQuery(
                        "SELECT id, name FROM product WHERE provider_id = :provider AND id ="
                                + " ANY(:ids)")
                .bind("provider", tx.provider())
                .bindArray("ids", UUID.class, ids.stream().distinct().toList())
                .map(
                        (row, context) ->
                                Map.entry(row.getObject("id", UUID.class), row.getString("name")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Changes the last day on which codes of a product can be redeemed. */
    void redeemBy(UUID id, LocalDate day) {
        tx.handle()
                .createUpdate(
                        "UPDATE product SET redeem_by = :day WHERE provider_id = :provider AND id = :id")
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("day", day)
                .execute();
    }

    /** One row more than the listing asks for, if there is one. */
    List<Product> list(Optional<String> search, Listing listing) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, sku, name, plan_id, term, medium, sales_model, price_minor, currency, gtin, activation_required, redeem_by
                        FROM product WHERE provider_id = :provider AND (:after::uuid IS NULL OR id < :after::uuid)
                          AND (:search::text IS NULL OR strpos(lower(name), lower(:search)) > 0 OR strpos(lower(sku), lower(:search)) > 0)
                        ORDER BY id DESC LIMIT :limit + 1
                        """)
                .bind("provider", tx.provider())
                .bind("search", search.orElse(null))
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> product(row))
                .list();
    }

    /** The ids of products whose codes are worthless on a day. */
    List<UUID> expiredOn(LocalDate day) {
        return tx.handle()
                .createQuery(
                        "SELECT id FROM product WHERE provider_id = :provider AND redeem_by < :day"
                                + " ORDER BY id")
                .bind("provider", tx.provider())
                .bind("day", day)
                .mapTo(UUID.class)
                .list();
    }

    /** The hard quotas of the plans of products; those without one are not in it. */
    Map<UUID, Long> quotas() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT product.id, hard_quota_bytes FROM product
                        JOIN plan ON plan.provider_id = product.provider_id AND plan.id = plan_id
                        WHERE hard_quota_bytes IS NOT NULL
                        """)
                .reduceRows(
                        new HashMap<>(),
                        (quotas, row) -> {
                            quotas.put(
                                    row.getColumn("id", UUID.class),
                                    row.getColumn("hard_quota_bytes", Long.class));
                            return quotas;
                        });
    }

    private static Product product(ResultSet row) throws SQLException {
        return new Product(
                row.getObject("id", UUID.class),
                row.getString("sku"),
                row.getString("name"),
                row.getObject("plan_id", UUID.class),
                Period.parse(row.getString("term")),
                Medium.valueOf(row.getString("medium").toUpperCase(Locale.ROOT)),
                SalesModel.valueOf(row.getString("sales_model").toUpperCase(Locale.ROOT)),
                new Money(
                        row.getLong("price_minor"),
                        Currency.getInstance(row.getString("currency"))),
                row.getString("gtin"),
                row.getBoolean("activation_required"),
                row.getObject("redeem_by", LocalDate.class));
    }
}
