package io.counterfoil.retailers;

import io.counterfoil.catalog.SalesModel;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.LockKind;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class AgreementRepository {
    private final Tx tx;

    AgreementRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * Before something is agreed on: waits for all transactions that counted on what was before.
     *
     * @param retailer with whom; empty: by default with all
     */
    void hold(Optional<UUID> retailer) {
        tx.lock(LockKind.AGREEMENTS, retailer.orElse(tx.provider()));
    }

    /**
     * Before what counts now for a retailer is looked up: nothing is agreed on with it, nor by
     * default, until the transaction ends.
     */
    void holdShared(UUID retailer) {
        tx.lockShared(LockKind.AGREEMENTS, List.of(tx.provider(), retailer));
    }

    void insert(AgreementVersion version) {
        Optional<AgreementVersion.Terms> terms = version.terms();
        Optional<RetailerLimits> limits = terms.flatMap(AgreementVersion.Terms::limits);
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO agreement (provider_id, id, retailer_id, product_id, valid_from, ended, sales_model,
                                               commission_basis_points, commission_minor, bounty_minor, residual_basis_points,
                                               hold_days, credit_limit_minor, consignment_limit, minimum_payout_minor, currency,
                                               agreed_at, agreed_by)
                        VALUES (:provider, :id, :retailer, :product, :validFrom, :ended, :salesModel, :commissionBasisPoints,
                                :commissionMinor, :bounty, :residual, :holdDays, :creditLimit, :consignmentLimit,
                                :minimumPayout, :currency, :now, :actor)
                        """)
                .bind("provider", tx.provider())
                .bind("id", version.id())
                .bind("retailer", version.retailer().orElse(null))
                .bind("product", version.product().orElse(null))
                .bind("validFrom", version.validFrom())
                .bind("ended", terms.isEmpty())
                .bind(
                        "salesModel",
                        terms.flatMap(AgreementVersion.Terms::salesModel)
                                .map(model -> model.name().toLowerCase(Locale.ROOT))
                                .orElse(null))
                .bind("commissionBasisPoints", terms.map(AgreementRepository::percent).orElse(null))
                .bind("commissionMinor", terms.map(AgreementRepository::fixed).orElse(null))
                .bind("bounty", terms.map(said -> said.bounty().minor()).orElse(null))
                .bind(
                        "residual",
                        terms.map(AgreementVersion.Terms::residualBasisPoints).orElse(null))
                .bind("holdDays", terms.map(AgreementVersion.Terms::holdDays).orElse(null))
                .bind(
                        "creditLimit",
                        limits.flatMap(RetailerLimits::creditLimit).map(Money::minor).orElse(null))
                .bind(
                        "consignmentLimit",
                        limits.flatMap(RetailerLimits::consignmentLimit).orElse(null))
                .bind(
                        "minimumPayout",
                        limits.map(RetailerLimits::minimumPayout).map(Money::minor).orElse(null))
                .bind(
                        "currency",
                        terms.map(said -> said.bounty().currency().getCurrencyCode()).orElse(null))
                .bind("now", tx.now())
                .bind("actor", tx.caller().actor().name())
                .execute();
    }

    /**
     * What counts at a moment: the latest version of the retailer's agreement on this product, of its
     * agreement on all others, and of the default, as far as they are there. An ended one is among
     * them.
     *
     * @param retailer null: the default only
     * @param product null: nothing that is agreed on for one product
     */
    List<AgreementVersion> inForce(
            @Nullable UUID retailer, @Nullable UUID product, Instant at) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT DISTINCT ON (retailer_id, product_id) * FROM agreement
                        WHERE provider_id = :provider AND (retailer_id = :retailer OR retailer_id IS NULL)
                          AND (product_id = :product OR product_id IS NULL) AND valid_from <= :at
                        ORDER BY retailer_id, product_id, valid_from DESC, seq DESC
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("product", product)
                .bind("at", at)
                .map((row, context) -> version(row))
                .list();
    }

    /** When the versions begin to count that {@link #inForce} chooses from. */
    List<Instant> changes(UUID retailer, UUID product) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT DISTINCT valid_from FROM agreement
                        WHERE provider_id = :provider AND (retailer_id = :retailer OR retailer_id IS NULL)
                          AND (product_id = :product OR product_id IS NULL)
                        ORDER BY valid_from
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("product", product)
                .mapTo(Instant.class)
                .list();
    }

    /** The same with the agreements on every product. */
    List<AgreementVersion> allInForce(UUID retailer, Instant at) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT DISTINCT ON (retailer_id, product_id) * FROM agreement
                        WHERE provider_id = :provider AND (retailer_id = :retailer OR retailer_id IS NULL)
                          AND valid_from <= :at
                        ORDER BY retailer_id, product_id, valid_from DESC, seq DESC
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("at", at)
                .map((row, context) -> version(row))
                .list();
    }

    /** All that was agreed on with a retailer; one row more than asked for, if there is one. */
    List<AgreementVersion> ofRetailer(UUID retailer, Listing listing) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT * FROM agreement
                        WHERE provider_id = :provider AND retailer_id = :retailer
                          AND (:after::uuid IS NULL OR id < :after)
                        ORDER BY id DESC LIMIT :limit + 1
                        """)
                .bind("provider", tx.provider())
                .bind("retailer", retailer)
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .map((row, context) -> version(row))
                .list();
    }

    Optional<AgreementVersion> find(UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT * FROM agreement WHERE provider_id = :provider AND id = :id
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> version(row))
                .findOne();
    }

    private static @Nullable Integer percent(AgreementVersion.Terms terms) {
        return terms.commission() instanceof Commission.Percent share ? share.basisPoints() : null;
    }

    private static @Nullable Long fixed(AgreementVersion.Terms terms) {
        return terms.commission() instanceof Commission.Fixed fixed ? fixed.amount().minor() : null;
    }

    private static AgreementVersion version(ResultSet row) throws SQLException {
        return new AgreementVersion(
                row.getObject("id", UUID.class),
                Optional.ofNullable(row.getObject("retailer_id", UUID.class)),
                Optional.ofNullable(row.getObject("product_id", UUID.class)),
                Instants.of(row, "valid_from"),
                row.getBoolean("ended") ? Optional.empty() : Optional.of(terms(row)));
    }

    private static AgreementVersion.Terms terms(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        String model = row.getString("sales_model");
        Integer basisPoints = row.getObject("commission_basis_points", Integer.class);
        return new AgreementVersion.Terms(
                Optional.ofNullable(model)
                        .map(name -> SalesModel.valueOf(name.toUpperCase(Locale.ROOT))),
                basisPoints == null
                        ? new Commission.Fixed(
                                new Money(row.getLong("commission_minor"), currency))
                        : new Commission.Percent(basisPoints),
                new Money(row.getLong("bounty_minor"), currency),
                row.getInt("residual_basis_points"),
                row.getInt("hold_days"),
                limits(row, currency));
    }

    private static Optional<RetailerLimits> limits(ResultSet row, Currency currency)
            throws SQLException {
        Long minimumPayout = row.getObject("minimum_payout_minor", Long.class);
        if (minimumPayout == null) {
            return Optional.empty();
        }
        return Optional.of(
                new RetailerLimits(
                        Optional.ofNullable(row.getObject("credit_limit_minor", Long.class))
                                .map(minor -> new Money(minor, currency)),
                        Optional.ofNullable(row.getObject("consignment_limit", Integer.class)),
                        new Money(minimumPayout, currency)));
    }
}
