package io.counterfoil.accounts.directory;

import io.counterfoil.platform.Folded;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists of customers. */
final class CustomerListRepository {
    private final Tx tx;

    CustomerListRepository(Tx tx) {
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
        // Each condition stands alone, so that the search begins with what is rare: with an OR
        // around it, all customers would be looked at one after the other.
        List<String> conditions = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        if (listing.after() != null) {
            conditions.add("id < :after");
            values.put("after", listing.after());
        }
        if (beginning != null) {
            conditions.add("id IN (" + beginning() + ")");
            values.put("beginning", beginning);
        }
        if (account != null) {
            conditions.add(
                    "id = (SELECT customer_id FROM account WHERE provider_id = :provider AND id ="
                            + " :account)");
            values.put("account", account);
        }
        if (state != null) {
            conditions.add(
                    """
                    EXISTS (SELECT FROM account
                            WHERE account.provider_id = customer.provider_id AND account.customer_id = customer.id
                              AND parent_id IS NULL AND term_state = :state)
                    """);
            values.put("state", state);
        }
        return tx.handle()
                .createQuery(
                        """
                        SELECT customer.id, customer.name, customer.created_at,
                               (SELECT email FROM contact
                                WHERE contact.provider_id = customer.provider_id AND contact.customer_id = customer.id
                                ORDER BY contact.id LIMIT 1) AS email,
                               (SELECT count(*) FROM account
                                WHERE account.provider_id = customer.provider_id AND account.customer_id = customer.id AND term_state <> 'deleted') AS accounts
                        FROM customer WHERE %s ORDER BY id DESC LIMIT :limit + 1
                        """
                                .formatted(
                                        Stream.concat(
                                                        Stream.of("provider_id = :provider"),
                                                        conditions.stream())
                                                .collect(Collectors.joining(" AND "))))
                .bind("provider", tx.provider())
                .bind("limit", listing.limit())
                .bindMap(values)
                .map((row, context) -> row(row))
                .list();
    }

    /** The customers with a name, address or username that begins with what was typed. */
    private static String beginning() {
        return """
               SELECT id FROM customer WHERE provider_id = :provider AND %s
               UNION SELECT customer_id FROM contact WHERE provider_id = :provider AND %s
               UNION SELECT customer_id FROM contact WHERE provider_id = :provider AND %s
               UNION SELECT customer_id FROM account WHERE provider_id = :provider AND %s
               """
                .formatted(
                        Folded.begins("name_folded", "beginning"),
                        Folded.begins("name_folded", "beginning"),
                        Folded.begins("email_folded", "beginning"),
                        Folded.begins("username COLLATE \"C\"", "beginning"));
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
                Instants.of(row, "created_at"));
    }
}
