package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

final class AccountRepository {
    private final Tx tx;

    AccountRepository(Tx tx) {
        this.tx = tx;
    }

    /** The ids of the three rows of a new account. */
    record NewIds(UUID customer, UUID contact, UUID account) {}

    /** An account with the hash of its password. */
    record Login(Account account, String passwordHash) {}

    /**
     * Inserts customer, contact and account, whose time is over until the first grant.
     *
     * @return false if the username is taken
     */
    boolean insert(
            NewIds ids,
            NewAccount account,
            Passwords.Hashed password,
            UUID plan,
            @Nullable Long hardQuotaBytes) {
        return tx.handle()
                        .createUpdate(
                                """
                                WITH new_customer AS (
                                    INSERT INTO customer (provider_id, id, name, created_at)
                                    VALUES (:provider, :customer, :name, :now)),
                                new_contact AS (
                                    INSERT INTO contact (provider_id, id, customer_id, name, email)
                                    VALUES (:provider, :contact, :customer, :name, :email))
                                INSERT INTO account (provider_id, id, customer_id, contact_id, plan_id, username, password_hash,
                                                     must_change_password, hard_quota_bytes, term_ends_at, created_at)
                                VALUES (:provider, :account, :customer, :contact, :plan, :username, :hash,
                                        :temporary, :quota, :now, :now)
                                ON CONFLICT (provider_id, username) DO NOTHING
                                """)
                        .bind("provider", tx.provider())
                        .bind("customer", ids.customer())
                        .bind("contact", ids.contact())
                        .bind("account", ids.account())
                        .bind("name", account.name())
                        .bind("email", account.email())
                        .bind("plan", plan)
                        .bind("username", account.username())
                        .bind("hash", password.hash())
                        .bind("temporary", password.temporary() != null)
                        .bind("quota", hardQuotaBytes)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** The end of an account's term, which nobody else moves until the transaction ends. */
    Optional<Instant> lockTerm(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT term_ends_at FROM account
                        WHERE provider_id = :provider AND id = :account FOR NO KEY UPDATE
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .mapTo(Instant.class)
                .findOne();
    }

    /** Adds a grant to a locked term and moves the term's end to the grant's. */
    void grant(UUID grant, UUID account, UUID redemption, Period period, Instant from, Instant to) {
        tx.handle()
                .createUpdate(
                        """
                        WITH new_grant AS (
                            INSERT INTO term_grant (provider_id, id, account_id, source, redemption_id, period, from_at, to_at, granted_at)
                            VALUES (:provider, :grant, :account, 'redemption', :redemption, :period, :from, :to, :now))
                        UPDATE account SET term_ends_at = :to WHERE provider_id = :provider AND id = :account
                        """)
                .bind("provider", tx.provider())
                .bind("grant", grant)
                .bind("account", account)
                .bind("redemption", redemption)
                .bind("period", period.toString())
                .bind("from", from)
                .bind("to", to)
                .bind("now", tx.now())
                .execute();
    }

    Optional<Account> find(UUID id) {
        return select("account.id", query -> query.bind("key", id)).map(Login::account);
    }

    Optional<Login> findByUsername(String username) {
        return select("account.username", query -> query.bind("key", username));
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

    private interface Key {
        Query bind(Query query);
    }

    private Optional<Login> select(String column, Key key) {
        Query query =
                tx.handle()
                        .createQuery(
                                """
                                SELECT account.id, account.customer_id, customer.name, contact.email, account.plan_id, account.username,
                                       account.must_change_password, account.hard_quota_bytes, account.user_quota_bytes,
                                       account.term_ends_at, account.password_hash
                                FROM account
                                JOIN customer ON customer.provider_id = account.provider_id AND customer.id = account.customer_id
                                JOIN contact ON contact.provider_id = account.provider_id AND contact.id = account.contact_id
                                WHERE account.provider_id = :provider AND %s = :key
                                """
                                        .formatted(column));
        return key.bind(query.bind("provider", tx.provider()))
                .map((row, context) -> login(row))
                .findOne();
    }

    private static Login login(ResultSet row) throws SQLException {
        return new Login(
                new Account(
                        row.getObject("id", UUID.class),
                        row.getObject("customer_id", UUID.class),
                        row.getString("name"),
                        row.getString("email"),
                        row.getObject("plan_id", UUID.class),
                        row.getString("username"),
                        row.getBoolean("must_change_password"),
                        row.getObject("hard_quota_bytes", Long.class),
                        row.getObject("user_quota_bytes", Long.class),
                        row.getObject("term_ends_at", OffsetDateTime.class).toInstant()),
                row.getString("password_hash"));
    }
}
