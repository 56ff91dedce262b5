package io.counterfoil.accounts;

import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists of customers. */
final class DirectoryRepository {
    private final Tx tx;

    DirectoryRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * Customers from new to old, one row more than the listing asks for, if there is one.
     *
     * @param beginning of a name, an address or a username; null = of anything
     * @param account one of theirs; null = any
     * @param state of one of their parent accounts; null = any
     */
    List<CustomerRow> list(
            Listing listing,
            @Nullable String beginning,
            @Nullable UUID account,
            @Nullable String state) {
        return tx.handle()
                .createQuery(
                        """
                        WITH typed AS (
                            SELECT lower(cast(:beginning AS text) COLLATE pg_c_utf8) COLLATE "C" AS first,
                                   (lower(cast(:beginning AS text) COLLATE pg_c_utf8) || U&'\\+10FFFF') COLLATE "C" AS last),
                        found AS (
                            SELECT id FROM customer, typed
                            WHERE provider_id = :provider AND name_folded >= first AND name_folded < last
                            UNION SELECT customer_id FROM contact, typed
                            WHERE provider_id = :provider AND name_folded >= first AND name_folded < last
                            UNION SELECT customer_id FROM contact, typed
                            WHERE provider_id = :provider AND email_folded >= first AND email_folded < last
                            UNION SELECT customer_id FROM account, typed
                            WHERE provider_id = :provider AND username COLLATE "C" >= first AND username COLLATE "C" < last)
                        SELECT customer.id, customer.name, customer.created_at,
                               (SELECT email FROM contact
                                WHERE contact.provider_id = customer.provider_id AND contact.customer_id = customer.id
                                ORDER BY contact.id LIMIT 1) AS email,
                               (SELECT count(*) FROM account
                                WHERE account.provider_id = customer.provider_id AND account.customer_id = customer.id AND term_state <> 'deleted') AS accounts
                        FROM customer
                        WHERE provider_id = :provider AND (cast(:after AS uuid) IS NULL OR id < cast(:after AS uuid))
                          AND (cast(:beginning AS text) IS NULL OR id IN (SELECT id FROM found))
                          AND (cast(:account AS uuid) IS NULL OR id = (
                                SELECT customer_id FROM account WHERE provider_id = :provider AND id = cast(:account AS uuid)))
                          AND (cast(:state AS text) IS NULL OR EXISTS (
                                SELECT FROM account
                                WHERE account.provider_id = customer.provider_id AND account.customer_id = customer.id
                                  AND parent_id IS NULL AND term_state = cast(:state AS text)))
                        ORDER BY id DESC LIMIT :limit + 1
                        """)
                .bind("provider", tx.provider())
                .bind("after", listing.after())
                .bind("limit", listing.limit())
                .bind("beginning", beginning)
                .bind("account", account)
                .bind("state", state)
                .map((row, context) -> row(row))
                .list();
    }

    Optional<CustomerRow> find(UUID customer) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, name, created_at, NULL AS email,
                               (SELECT count(*) FROM account
                                WHERE account.provider_id = customer.provider_id AND account.customer_id = customer.id AND term_state <> 'deleted') AS accounts
                        FROM customer WHERE provider_id = :provider AND id = :customer
                        """)
                .bind("provider", tx.provider())
                .bind("customer", customer)
                .map((row, context) -> row(row))
                .findOne();
    }

    private static CustomerRow row(ResultSet row) throws SQLException {
        return new CustomerRow(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("email"),
                row.getInt("accounts"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
