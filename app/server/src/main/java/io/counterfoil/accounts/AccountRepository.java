package io.counterfoil.accounts;

import io.counterfoil.catalog.Plan;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Tx;
import io.counterfoil.terms.TermState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
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

    /** A parent account whose term the clock has to look at. */
    record Due(UUID provider, UUID account, Instant at) {}

    /** How an account's term stands, which nobody else changes until the transaction ends. */
    Optional<TermState> lockTerm(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT term_state, term_ends_at, term_since, term_due_at FROM account
                        WHERE provider_id = :provider AND id = :account FOR NO KEY UPDATE
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .map((row, context) -> term(row))
                .findOne();
    }

    /** Moves a locked term. */
    void move(UUID account, TermState from, TermState to) {
        int moved =
                tx.handle()
                        .createUpdate(
                                """
                                UPDATE account
                                SET term_state = :state, term_ends_at = :end, term_due_at = :due,
                                    term_since = CASE term_state WHEN :state THEN term_since ELSE :now END
                                WHERE provider_id = :provider AND id = :account
                                  AND term_state = :from AND term_ends_at = :fromEnd
                                """)
                        .bind("provider", tx.provider())
                        .bind("account", account)
                        .bind("from", from.label())
                        .bind("fromEnd", from.end())
                        .bind("state", to.label())
                        .bind("end", to.end())
                        .bind("due", to.due())
                        .bind("now", tx.now())
                        .execute();
        if (moved != 1) {
            throw new IllegalStateException("a locked term has moved");
        }
    }

    /** Adds a grant; without a redemption, it was made by hand. */
    void grant(
            UUID grant,
            UUID account,
            @Nullable UUID redemption,
            Period period,
            Instant from,
            Instant to) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO term_grant (provider_id, id, account_id, source, redemption_id, period, from_at, to_at, granted_at)
                        VALUES (:provider, :grant, :account, CASE WHEN cast(:redemption AS uuid) IS NULL THEN 'by_hand' ELSE 'redemption' END,
                                :redemption, :period, :from, :to, :now)
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

    /** The account and its sub-accounts. */
    List<UUID> family(UUID parent) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id FROM account
                        WHERE provider_id = :provider AND (id = :parent OR parent_id = :parent) ORDER BY id
                        """)
                .bind("provider", tx.provider())
                .bind("parent", parent)
                .mapTo(UUID.class)
                .list();
    }

    /** The terms that are due first, of all providers, after one that was looked at before. */
    List<Due> due(Due after, int limit) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT provider_id, id, term_due_at FROM account
                        WHERE term_due_at <= :now AND (term_due_at, id) > (:after, :afterId)
                        ORDER BY term_due_at, id LIMIT :limit
                        """)
                .bind("now", tx.now())
                .bind("after", after.at())
                .bind("afterId", after.account())
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new Due(
                                        row.getObject("provider_id", UUID.class),
                                        row.getObject("id", UUID.class),
                                        row.getObject("term_due_at", OffsetDateTime.class)
                                                .toInstant()))
                .list();
    }

    Optional<Account> find(UUID id) {
        return select("account.id = :id", query -> query.bind("id", id))
                .findOne()
                .map(Login::account);
    }

    Optional<Login> findByUsername(String username) {
        return select("account.username = :username", query -> query.bind("username", username))
                .findOne();
    }

    /** Accounts from new to old, one row more than the listing asks for, if there is one. */
    List<Account> list(Listing listing, @Nullable UUID customer, @Nullable String state) {
        return select(
                        """
                        (cast(:after AS uuid) IS NULL OR account.id < cast(:after AS uuid))
                          AND (cast(:customer AS uuid) IS NULL OR account.customer_id = cast(:customer AS uuid))
                          AND (cast(:state AS text) IS NULL OR termed.term_state = cast(:state AS text))
                        ORDER BY account.id DESC LIMIT :limit + 1
                        """,
                        query ->
                                query.bind("after", listing.after())
                                        .bind("limit", listing.limit())
                                        .bind("customer", customer)
                                        .bind("state", state))
                .map(Login::account)
                .list();
    }

    /** What a parent account was granted, the oldest first. */
    List<AccountHistory.Granted> grants(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT source, period, from_at, to_at, granted_at FROM term_grant
                        WHERE provider_id = :provider AND account_id = :account ORDER BY granted_at, id
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .map(
                        (row, context) ->
                                new AccountHistory.Granted(
                                        row.getString("source"),
                                        Period.parse(row.getString("period")),
                                        row.getObject("from_at", OffsetDateTime.class).toInstant(),
                                        row.getObject("to_at", OffsetDateTime.class).toInstant(),
                                        row.getObject("granted_at", OffsetDateTime.class)
                                                .toInstant()))
                .list();
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
                                       termed.term_ends_at, termed.term_state, termed.term_since, termed.term_due_at, account.password_hash
                                FROM account
                                JOIN account AS termed ON termed.provider_id = account.provider_id AND termed.id = coalesce(account.parent_id, account.id)
                                JOIN customer ON customer.provider_id = account.provider_id AND customer.id = account.customer_id
                                JOIN contact ON contact.provider_id = account.provider_id AND contact.id = account.contact_id
                                WHERE account.provider_id = :provider AND %s
                                """
                                        .formatted(condition));
        return bind.apply(query.bind("provider", tx.provider()))
                .map((row, context) -> login(row));
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
                        term(row)),
                row.getString("password_hash"));
    }

    private static TermState term(ResultSet row) throws SQLException {
        return TermState.of(
                row.getString("term_state"),
                row.getObject("term_ends_at", OffsetDateTime.class).toInstant(),
                row.getObject("term_since", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("term_due_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
