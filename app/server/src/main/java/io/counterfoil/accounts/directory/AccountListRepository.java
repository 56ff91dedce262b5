package io.counterfoil.accounts.directory;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists of accounts. */
final class AccountListRepository {
    private final Tx tx;

    AccountListRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * What an account itself says of a row.
     *
     * @param name the customer's
     * @param state where its time stands
     */
    record Entry(
            UUID id,
            @Nullable UUID parent,
            UUID customer,
            String name,
            String username,
            UUID plan,
            String state,
            Instant endsAt) {}

    /**
     * Accounts from new to old, one row more than the listing asks for, if there is one.
     *
     * @param customer whose; null = everybody's
     * @param parent whose sub-accounts; null = anybody's, and parent accounts
     * @param state where their time stands; null = anywhere
     */
    List<Entry> list(
            Listing listing,
            @Nullable UUID customer,
            @Nullable UUID parent,
            @Nullable String state) {
        // Only what is asked for is a condition, so that each has its index.
        List<String> conditions = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        conditions.add("account.provider_id = :provider");
        // Of one that is deleted only what was is left.
        conditions.add("account.term_state <> 'deleted'");
        if (listing.after() != null) {
            conditions.add("account.id < :after");
            values.put("after", listing.after());
        }
        if (customer != null) {
            conditions.add("account.customer_id = :customer");
            values.put("customer", customer);
        }
        if (parent != null) {
            conditions.add("account.parent_id = :parent");
            values.put("parent", parent);
        }
        if (state != null) {
            conditions.add("account.term_state = :state");
            values.put("state", state);
        }
        return list(conditions, values, listing.limit() + 1);
    }

    /** Those of some accounts that are not deleted, from new to old. */
    List<Entry> find(List<UUID> accounts) {
        return list(
                List.of(
                        "account.provider_id = :provider",
                        "account.term_state <> 'deleted'",
                        "account.id = ANY(:accounts)"),
                Map.of("accounts", accounts.toArray(UUID[]::new)),
                accounts.size());
    }

    private List<Entry> list(List<String> conditions, Map<String, Object> values, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT account.id, account.parent_id, account.customer_id, customer.name, account.username,
                               account.plan_id, account.term_state, account.term_ends_at
                        FROM account
                        JOIN customer ON customer.provider_id = account.provider_id AND customer.id = account.customer_id
                        WHERE %s ORDER BY account.id DESC LIMIT :limit
                        """
                                .formatted(String.join(" AND ", conditions)))
                .bind("provider", tx.provider())
                .bind("limit", limit)
                .bindMap(values)
                .map((row, context) -> entry(row))
                .list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                row.getObject("parent_id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getString("name"),
                row.getString("username"),
                row.getObject("plan_id", UUID.class),
                row.getString("term_state"),
                Instants.of(row, "term_ends_at"));
    }
}
