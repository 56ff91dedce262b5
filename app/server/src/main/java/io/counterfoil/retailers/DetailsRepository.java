package io.counterfoil.retailers;

import io.counterfoil.platform.Money;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be changed of retailers, outlets and terminals; who changes it locks it first. */
final class DetailsRepository {
    private final Tx tx;

    DetailsRepository(Tx tx) {
        this.tx = tx;
    }

    Optional<RetailerDetails> retailer(UUID id) {
        return retailer(
                "SELECT * FROM retailer WHERE provider_id = :provider AND id = :id", id);
    }

    Optional<RetailerDetails> lockRetailer(UUID id) {
        return retailer(
                "SELECT * FROM retailer WHERE provider_id = :provider AND id = :id FOR NO KEY UPDATE",
                id);
    }

    private Optional<RetailerDetails> retailer(String query, UUID id) {
        return tx.handle()
                .createQuery(query)
                .bind("provider", tx.provider())
                .bind("id", id)
                .map(
                        (row, context) ->
                                new RetailerDetails(
                                        row.getObject("id", UUID.class),
                                        row.getString("name"),
                                        row.getBoolean("active"),
                                        row.getString("legal_name"),
                                        row.getString("address"),
                                        row.getString("country"),
                                        row.getString("statement_email"),
                                        row.getString("vat_id")))
                .findOne();
    }

    void update(RetailerDetails retailer) {
        tx.handle()
                .createUpdate(
                                """
                                UPDATE retailer
                                SET name = :name, active = :active, legal_name = :legalName, address = :address,
                                    country = :country, statement_email = :statementEmail, vat_id = :vatId
                                WHERE provider_id = :provider AND id = :id
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", retailer.id())
                        .bind("name", retailer.name())
                        .bind("active", retailer.active())
                        .bind("legalName", retailer.legalName())
                        .bind("address", retailer.address())
                        .bind("country", retailer.country())
                        .bind("statementEmail", retailer.statementEmail())
                        .bind("vatId", retailer.vatId())
                        .execute();
    }

    Optional<OutletDetails> outlet(UUID id) {
        return outlet("SELECT * FROM outlet WHERE provider_id = :provider AND id = :id", id);
    }

    Optional<OutletDetails> lockOutlet(UUID id) {
        return outlet(
                "SELECT * FROM outlet WHERE provider_id = :provider AND id = :id FOR NO KEY UPDATE",
                id);
    }

    private Optional<OutletDetails> outlet(String query, UUID id) {
        return tx.handle()
                .createQuery(query)
                .bind("provider", tx.provider())
                .bind("id", id)
                .map(
                        (row, context) ->
                                new OutletDetails(
                                        row.getObject("id", UUID.class),
                                        row.getObject("retailer_id", UUID.class),
                                        row.getString("name"),
                                        row.getBoolean("active"),
                                        row.getString("address"),
                                        hours(row),
                                        row.getString("contact_name"),
                                        row.getString("contact_email")))
                .findOne();
    }

    void update(OutletDetails outlet) {
        tx.handle()
                .createUpdate(
                                """
                                UPDATE outlet
                                SET name = :name, active = :active, address = :address, opening_hours = :hours,
                                    contact_name = :contactName, contact_email = :contactEmail
                                WHERE provider_id = :provider AND id = :id
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", outlet.id())
                        .bind("name", outlet.name())
                        .bind("active", outlet.active())
                        .bind("address", outlet.address())
                        .bind("hours", outlet.hours().map(OpeningHours::toString).orElse(null))
                        .bind("contactName", outlet.contactName())
                        .bind("contactEmail", outlet.contactEmail())
                        .execute();
    }

    Optional<TerminalDetails> terminal(UUID id) {
        return terminal(
                """
                SELECT t.*, o.opening_hours
                FROM terminal t JOIN outlet o ON o.provider_id = t.provider_id AND o.id = t.outlet_id
                WHERE t.provider_id = :provider AND t.id = :id
                """,
                id);
    }

    Optional<TerminalDetails> lockTerminal(UUID id) {
        return terminal(
                """
                SELECT t.*, o.opening_hours
                FROM terminal t JOIN outlet o ON o.provider_id = t.provider_id AND o.id = t.outlet_id
                WHERE t.provider_id = :provider AND t.id = :id
                FOR NO KEY UPDATE OF t
                """,
                id);
    }

    private Optional<TerminalDetails> terminal(String query, UUID id) {
        return tx.handle()
                .createQuery(query)
                .bind("provider", tx.provider())
                .bind("id", id)
                .map(
                        (row, context) ->
                                new TerminalDetails(
                                        row.getObject("id", UUID.class),
                                        row.getObject("retailer_id", UUID.class),
                                        row.getObject("outlet_id", UUID.class),
                                        row.getString("name"),
                                        row.getBoolean("active"),
                                        limits(row)))
                .findOne();
    }

    void update(TerminalDetails terminal) {
        tx.handle()
                .createUpdate(
                                """
                                UPDATE terminal
                                SET name = :name, active = :active, activation_limit = :activations,
                                    day_limit_minor = :dayValue, day_limit_currency = :currency
                                WHERE provider_id = :provider AND id = :id
                                """)
                        .bind("provider", tx.provider())
                        .bind("id", terminal.id())
                        .bind("name", terminal.name())
                        .bind("active", terminal.active())
                        .bind("activations", terminal.limits().activations().orElse(null))
                        .bind(
                                "dayValue",
                                terminal.limits().dayValue().map(Money::minor).orElse(null))
                        .bind(
                                "currency",
                                terminal.limits()
                                        .dayValue()
                                        .map(value -> value.currency().getCurrencyCode())
                                        .orElse(null))
                        .execute();
    }

    /** The limits in a row with the till's and its outlet's hours. */
    static TerminalLimits limits(ResultSet row) throws SQLException {
        @Nullable Long dayLimit = row.getObject("day_limit_minor", Long.class);
        return new TerminalLimits(
                Optional.ofNullable(row.getObject("activation_limit", Integer.class)),
                dayLimit == null
                        ? Optional.empty()
                        : Optional.of(
                                new Money(
                                        dayLimit, Currency.getInstance(row.getString("day_limit_currency")))),
                hours(row));
    }

    private static Optional<OpeningHours> hours(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getString("opening_hours")).map(OpeningHours::parse);
    }
}
