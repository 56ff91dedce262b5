package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

final class AccountRepository {
    private final Tx tx;

    AccountRepository(Tx tx) {
        this.tx = tx;
    }

    /** An account with the hash of its password. */
    record Login(Account account, String passwordHash) {}

    /** The account; one that is deleted has no contact any more and is not found. */
    Optional<Account> find(UUID id) {
        return select("account.id = :id", query -> query.bind("id", id))
                .findOne()
                .map(Login::account);
    }

    Optional<Login> findByUsername(String username) {
        return select("account.username = :username", query -> query.bind("username", username))
                .findOne();
    }

    /**
     * The accounts of this username, or with a contact at this address: parent accounts and older
     * ones first. Each half has an index of its own, which an OR over both tables would not use:
     * anybody may ask, without signing in.
     */
    List<Accounts.Holder> holders(String username, String address, int limit) {
        return holders(
                """
                account.id IN (
                    SELECT named.id FROM account named
                    WHERE named.provider_id = :provider AND named.username = :username
                    UNION
                    SELECT reached.id FROM contact at
                    JOIN account reached ON reached.provider_id = at.provider_id AND reached.contact_id = at.id
                    WHERE at.provider_id = :provider AND at.address = lower(:address))
                  AND account.term_state <> 'purging'
                ORDER BY account.parent_id IS NOT NULL, account.id LIMIT :limit
                """,
                query ->
                        query.bind("username", username)
                                .bind("address", address)
                                .bind("limit", limit));
    }

    Optional<Accounts.Holder> holder(UUID id) {
        return holders("account.id = :id", query -> query.bind("id", id)).stream().findAny();
    }

    /** The accounts that share a contact, the oldest first. */
    List<Accounts.Holder> sharing(UUID contact, int limit) {
        return holders(
                "contact.id = :contact ORDER BY account.id LIMIT :limit",
                query -> query.bind("contact", contact).bind("limit", limit));
    }

    private List<Accounts.Holder> holders(String condition, UnaryOperator<Query> bind) {
        Query query =
                tx.handle()
                        .createQuery(
                                """
                                SELECT account.id, account.parent_id, account.username, contact.name, contact.email, contact.confirmed
                                FROM account
                                JOIN contact ON contact.provider_id = account.provider_id AND contact.id = account.contact_id
                                WHERE account.provider_id = :provider AND %s
                                """
                                        .formatted(condition));
        return bind.apply(query.bind("provider", tx.provider()))
                .map(
                        (row, context) ->
                                new Accounts.Holder(
                                        row.getObject("id", UUID.class),
                                        row.getObject("parent_id", UUID.class),
                                        row.getString("username"),
                                        CustomerRepository.greeting(row),
                                        row.getString("email")))
                .list();
    }

    boolean hasPassword(UUID account, String hash) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (
                            SELECT FROM account
                            WHERE provider_id = :provider AND id = :account AND password_hash = :hash)
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("hash", hash)
                .mapTo(Boolean.class)
                .one();
    }

    void setPassword(UUID account, String hash) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE account SET password_hash = :hash, must_change_password = false
                        WHERE provider_id = :provider AND id = :account
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("hash", hash)
                .execute();
    }

    /** Puts an account and those under it on a version of a plan. */
    void setPlan(UUID account, UUID plan, int version, @Nullable Long hardQuotaBytes) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE account
                        SET plan_id = :plan, plan_version = :version,
                            hard_quota_bytes = CASE WHEN parent_id IS NULL THEN :hard ELSE hard_quota_bytes END
                        WHERE provider_id = :provider AND (id = :account OR parent_id = :account)
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("plan", plan)
                .bind("version", version)
                .bind("hard", hardQuotaBytes)
                .execute();
    }

    void setQuotas(UUID account, @Nullable Long hardQuotaBytes, @Nullable Long userQuotaBytes) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE account SET hard_quota_bytes = :hard, user_quota_bytes = :user
                        WHERE provider_id = :provider AND id = :account
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("hard", hardQuotaBytes)
                .bind("user", userQuotaBytes)
                .execute();
    }

    private ResultIterable<Login> select(String condition, UnaryOperator<Query> bind) {
        Query query =
                tx.handle()
                        .createQuery(
                                """
                                SELECT account.id, account.parent_id, account.customer_id, account.contact_id, customer.name, contact.email, account.plan_id, account.plan_version, account.username,
                                       account.must_change_password, account.hard_quota_bytes, account.user_quota_bytes,
                                       account.password_hash, %s
                                FROM account
                                JOIN customer ON customer.provider_id = account.provider_id AND customer.id = account.customer_id
                                JOIN contact ON contact.provider_id = account.provider_id AND contact.id = account.contact_id
                                WHERE account.provider_id = :provider AND %s
                                """
                                        .formatted(TermRepository.COLUMNS, condition));
        return bind.apply(query.bind("provider", tx.provider())).map((row, context) -> login(row));
    }

    private static Login login(ResultSet row) throws SQLException {
        return new Login(
                new Account(
                        row.getObject("id", UUID.class),
                        row.getObject("parent_id", UUID.class),
                        row.getObject("customer_id", UUID.class),
                        row.getObject("contact_id", UUID.class),
                        row.getString("name"),
                        row.getString("email"),
                        row.getObject("plan_id", UUID.class),
                        row.getInt("plan_version"),
                        row.getString("username"),
                        row.getBoolean("must_change_password"),
                        row.getObject("hard_quota_bytes", Long.class),
                        row.getObject("user_quota_bytes", Long.class),
                        TermRepository.term(row)),
                row.getString("password_hash"));
    }
}
