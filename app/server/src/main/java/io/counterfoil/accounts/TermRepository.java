package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import io.counterfoil.terms.StoredTerm;
import io.counterfoil.terms.TermState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** How accounts' terms stand. Sub-accounts have a copy of their parent's. */
final class TermRepository {
    private final Tx tx;

    TermRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * A term that nobody else changes until the transaction ends.
     *
     * @param parent whose sub-account it is; null = it is a parent account itself
     * @param own whether the term moves by itself: always of a parent account, of a sub-account
     *     only after its own uninstall
     */
    record Locked(TermState term, @Nullable UUID parent, boolean own) {}

    /**
     * An account of a family, and whom mail about it goes to.
     *
     * @param state what its term is called
     * @param own whether it is a sub-account that was uninstalled itself
     */
    record Member(
            UUID account, String state, boolean own, String username, String name, String email) {}

    /** Locks the account, and before it its parent, so that nobody waits in a circle. */
    Optional<Locked> lock(UUID account) {
        parent(account).ifPresent(this::lockOne);
        return lockOne(account);
    }

    private Optional<UUID> parent(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT parent_id FROM account
                        WHERE provider_id = :provider AND id = :account AND parent_id IS NOT NULL
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .mapTo(UUID.class)
                .findOne();
    }

    private Optional<Locked> lockOne(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT parent_id, term_due_at, term_state, term_ends_at, term_since, term_until, term_promised_at, term_before,
                               term_before_since
                        FROM account
                        WHERE provider_id = :provider AND id = :account FOR NO KEY UPDATE
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .map(
                        (row, context) -> {
                            UUID parent = row.getObject("parent_id", UUID.class);
                            boolean due = row.getObject("term_due_at") != null;
                            return new Locked(term(row), parent, parent == null || due);
                        })
                .findOne();
    }

    /** How an account's term stands just now. */
    Optional<TermState> find(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT term_state, term_ends_at, term_since, term_until, term_promised_at, term_before, term_before_since
                        FROM account WHERE provider_id = :provider AND id = :account
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .map((row, context) -> term(row))
                .findOne();
    }

    /** Moves the locked term of a parent account, or of a sub-account that goes its own way. */
    void move(UUID account, TermState from, TermState to, Optional<Instant> due) {
        int moved =
                bind(
                                tx.handle()
                                        .createUpdate(
                                                """
                                                UPDATE account
                                                SET term_state = :state, term_ends_at = :end, term_until = :until,
                                                    term_promised_at = greatest(term_promised_at, :promised), term_before = :before, term_before_since = :beforeSince, term_due_at = :due,
                                                    term_since = coalesce(:since, CASE term_state WHEN :state THEN term_since ELSE :now END)
                                                WHERE provider_id = :provider AND id = :account
                                                  AND term_state = :from AND term_ends_at = :fromEnd
                                                """),
                                to)
                        .bind("account", account)
                        .bind("from", from.label())
                        .bind("fromEnd", from.end())
                        .bind("due", due)
                        .execute();
        if (moved != 1) {
            throw new IllegalStateException("a locked term has moved");
        }
    }

    /**
     * Has the sub-accounts stand where their locked parent does now. A date that one of them was
     * promised later stays.
     */
    void follow(UUID parent, TermState to) {
        bind(
                        tx.handle()
                                .createUpdate(
                                        """
                                        UPDATE account
                                        SET term_state = :state, term_ends_at = :end, term_until = :until,
                                            term_promised_at = greatest(term_promised_at, :promised),
                                            term_before = :before, term_before_since = :beforeSince,
                                            term_since = coalesce(:since, CASE term_state WHEN :state THEN term_since ELSE :now END)
                                        WHERE provider_id = :provider AND parent_id = :parent
                                          AND term_due_at IS NULL AND term_state NOT IN ('purging', 'deleted')
                                        """),
                        to)
                .bind("parent", parent)
                .execute();
    }

    /** Tells those that were uninstalled themselves what taking it back would lead to. */
    void followInside(UUID parent, TermState.Living before) {
        StoredTerm row = StoredTerm.of(before);
        tx.handle()
                .createUpdate(
                        """
                        UPDATE account
                        SET term_ends_at = :end, term_until = :until, term_before = :before, term_before_since = :since
                        WHERE provider_id = :provider AND parent_id = :parent
                          AND term_due_at IS NOT NULL AND term_state = 'deletion_scheduled'
                        """)
                .bind("provider", tx.provider())
                .bind("parent", parent)
                .bind("end", row.end())
                .bind("until", row.until())
                .bind("before", row.label())
                .bind("since", row.since())
                .execute();
    }

    /** The parent's purge is theirs. */
    void purgeWith(UUID parent, Instant end) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE account
                        SET term_state = 'purging', term_ends_at = :end, term_since = :now, term_until = NULL, term_due_at = NULL,
                            term_before = NULL, term_before_since = NULL
                        WHERE provider_id = :provider AND parent_id = :parent AND term_state NOT IN ('purging', 'deleted')
                        """)
                .bind("provider", tx.provider())
                .bind("parent", parent)
                .bind("end", end)
                .bind("now", tx.now())
                .execute();
    }

    /** The sub-accounts that are not deleted, and then the account itself: the order of their end. */
    List<Member> family(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT account.id, term_state, parent_id IS NOT NULL AND term_due_at IS NOT NULL AS own, username,
                               contact.name, contact.email
                        FROM account
                        JOIN contact ON contact.provider_id = account.provider_id AND contact.id = account.contact_id
                        WHERE account.provider_id = :provider AND (account.id = :account OR parent_id = :account)
                          AND term_state <> 'deleted'
                        ORDER BY account.id = :account, account.id
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .map(
                        (row, context) ->
                                new Member(
                                        row.getObject("id", UUID.class),
                                        row.getString("term_state"),
                                        row.getBoolean("own"),
                                        row.getString("username"),
                                        row.getString("name"),
                                        row.getString("email")))
                .list();
    }

    /** Whether nobody of the family was promised a later end. */
    boolean promisesKept(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT NOT EXISTS (
                            SELECT FROM account
                            WHERE provider_id = :provider AND (id = :account OR parent_id = :account)
                              AND term_state <> 'deleted' AND term_promised_at > :now)
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("now", tx.now())
                .mapTo(Boolean.class)
                .one();
    }

    /** The terms that are due first, of all providers, after one that was looked at before. */
    List<Terms.Due> due(Terms.Due after, int limit) {
        return dues(
                tx.handle()
                        .createQuery(
                                """
                                SELECT provider_id, id, term_due_at AS at FROM account
                                WHERE term_due_at <= :now AND (term_due_at, id) > (:after, :afterId)
                                ORDER BY term_due_at, id LIMIT :limit
                                """)
                        .bind("now", tx.now())
                        .bind("after", after.at())
                        .bind("afterId", after.account())
                        .bind("limit", limit));
    }

    /**
     * Terms of all providers whose time is not over although they stand as if it were, after one
     * that was looked at before; there are none unless a clock was ahead.
     */
    List<Terms.Due> early(Terms.Due after, int limit) {
        return dues(
                tx.handle()
                        .createQuery(
                                """
                                SELECT provider_id, id, term_ends_at AS at FROM account
                                WHERE parent_id IS NULL AND coalesce(term_before, term_state) IN ('grace', 'frozen')
                                  AND term_ends_at > :now AND (term_ends_at, id) > (:after, :afterId)
                                ORDER BY term_ends_at, id LIMIT :limit
                                """)
                        .bind("now", tx.now())
                        .bind("after", after.at())
                        .bind("afterId", after.account())
                        .bind("limit", limit));
    }

    /** Accounts of all providers whose purge has begun, without those that go with a parent. */
    List<Terms.Due> purging(UUID after, int limit) {
        return dues(
                tx.handle()
                        .createQuery(
                                """
                                SELECT provider_id, id, term_since AS at FROM account
                                WHERE term_state = 'purging' AND id > :after
                                  AND NOT EXISTS (SELECT FROM account parent WHERE parent.provider_id = account.provider_id
                                      AND parent.id = account.parent_id AND parent.term_state = 'purging')
                                ORDER BY id LIMIT :limit
                                """)
                        .bind("after", after)
                        .bind("limit", limit));
    }

    private static List<Terms.Due> dues(Query query) {
        return query.map(
                        (row, context) ->
                                new Terms.Due(
                                        row.getObject("provider_id", UUID.class),
                                        row.getObject("id", UUID.class),
                                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private Update bind(Update update, TermState state) {
        StoredTerm row = StoredTerm.of(state);
        return update.bind("provider", tx.provider())
                .bind("state", row.label())
                .bind("end", row.end())
                .bind("since", row.since())
                .bind("until", row.until())
                .bind("promised", row.promised())
                .bind("before", row.before())
                .bind("beforeSince", row.beforeSince())
                .bind("now", tx.now());
    }

    static TermState term(ResultSet row) throws SQLException {
        return new StoredTerm(
                        row.getString("term_state"),
                        row.getObject("term_ends_at", OffsetDateTime.class).toInstant(),
                        instant(row, "term_since"),
                        instant(row, "term_until"),
                        instant(row, "term_promised_at"),
                        row.getString("term_before"),
                        instant(row, "term_before_since"))
                .state();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
