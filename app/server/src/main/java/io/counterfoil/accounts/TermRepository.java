package io.counterfoil.accounts;

import io.counterfoil.platform.Due;
import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import io.counterfoil.terms.StoredTerm;
import io.counterfoil.terms.TermState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** How accounts' terms stand. Sub-accounts have a copy of their parent's. */
final class TermRepository {
    /** Of a row of accounts, what {@link #term} reads. */
    static final String COLUMNS =
            "account.term_state, account.term_ends_at, account.term_since, account.term_until,"
                    + " account.term_promised_at, account.term_before, account.term_before_since,"
                    + " account.term_confirmed";

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
     * @param parent whether it is the parent account
     * @param own whether it is a sub-account that was uninstalled itself
     * @param greeting what mail calls its contact
     */
    record Member(
            UUID account,
            boolean parent,
            TermState term,
            boolean own,
            String username,
            String greeting,
            String email) {
        /** What mail calls the account. */
        String mailed() {
            return Contact.mailed(username, greeting, email);
        }
    }

    /**
     * Where a member of a family goes.
     *
     * @param own whether it is a sub-account with a date of its own then
     */
    record Move(Member member, TermState to, boolean own) {
        TermState from() {
            return member.term();
        }

        /** Whether it is a sub-account that goes with its parent then. */
        boolean follows() {
            return !member.parent() && !own;
        }

        /** When the clock has to look: of a sub-account at nothing but its own date. */
        Optional<Instant> due() {
            if (member.parent()) {
                return to.due();
            }
            return own ? to.deletion() : Optional.empty();
        }
    }

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
                        SELECT parent_id, term_due_at, %s
                        FROM account
                        WHERE provider_id = :provider AND id = :account FOR NO KEY UPDATE
                        """
                                .formatted(COLUMNS))
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
                        "SELECT %s FROM account WHERE provider_id = :provider AND id = :account"
                                .formatted(COLUMNS))
                .bind("provider", tx.provider())
                .bind("account", account)
                .map((row, context) -> term(row))
                .findOne();
    }

    /** Moves terms whose parent account is locked. A date that somebody was promised later stays. */
    void move(List<Move> moves) {
        if (moves.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                tx.handle()
                        .prepareBatch(
                                """
                                UPDATE account
                                SET term_state = :state, term_ends_at = :end, term_until = :until,
                                    term_promised_at = greatest(term_promised_at, :promised), term_before = :before,
                                    term_before_since = :beforeSince, term_confirmed = :confirmed, term_due_at = :due,
                                    term_since = coalesce(:since, CASE term_state WHEN :state THEN term_since ELSE :now END)
                                WHERE provider_id = :provider AND id = :account
                                  AND term_state = :from AND term_ends_at = :fromEnd
                                """);
        for (Move move : moves) {
            StoredTerm row = StoredTerm.of(move.to());
            batch.bind("provider", tx.provider())
                    .bind("account", move.member().account())
                    .bind("state", row.label())
                    .bind("end", utc(row.end()))
                    .bind("since", utc(row.since()))
                    .bind("until", utc(row.until()))
                    .bind("promised", utc(row.promised()))
                    .bind("before", row.before())
                    .bind("beforeSince", utc(row.beforeSince()))
                    .bind("confirmed", row.confirmed())
                    .bind("due", utc(move.due().orElse(null)))
                    .bind("from", move.from().label())
                    .bind("fromEnd", utc(move.from().end()))
                    .bind("now", utc(tx.now()))
                    .add();
        }
        for (int moved : batch.execute()) {
            if (moved != 1) {
                throw new IllegalStateException("a locked term has moved");
            }
        }
    }

    /** The sub-accounts that are not deleted, and then the account itself: the order of their end. */
    List<Member> family(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT account.id, %s, parent_id IS NULL AS parent, parent_id IS NOT NULL AND term_due_at IS NOT NULL AS own,
                               username, contact.name, contact.email, contact.confirmed
                        FROM account
                        JOIN contact ON contact.provider_id = account.provider_id AND contact.id = account.contact_id
                        WHERE account.provider_id = :provider AND (account.id = :account OR parent_id = :account)
                          AND term_state <> 'deleted'
                        ORDER BY account.id = :account, account.id
                        """
                                .formatted(COLUMNS))
                .bind("provider", tx.provider())
                .bind("account", account)
                .map(
                        (row, context) ->
                                new Member(
                                        row.getObject("id", UUID.class),
                                        row.getBoolean("parent"),
                                        term(row),
                                        row.getBoolean("own"),
                                        row.getString("username"),
                                        CustomerRepository.greeting(row),
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
    List<Due> due(Due after, int limit) {
        return Due.list(
                tx.handle()
                        .createQuery(
                                """
                                SELECT provider_id, id, term_due_at AS at FROM account
                                WHERE term_due_at <= :now AND (term_due_at, id) > (:after, :afterId)
                                ORDER BY term_due_at, id LIMIT :limit
                                """),
                tx,
                after,
                limit);
    }

    /**
     * Terms of all providers whose time is not over although they stand as if it were, after one
     * that was looked at before; there are none unless a clock was ahead.
     */
    List<Due> early(Due after, int limit) {
        return Due.list(
                tx.handle()
                        .createQuery(
                                """
                                SELECT provider_id, id, term_ends_at AS at FROM account
                                WHERE parent_id IS NULL AND coalesce(term_before, term_state) IN ('grace', 'frozen')
                                  AND term_ends_at > :now AND (term_ends_at, id) > (:after, :afterId)
                                ORDER BY term_ends_at, id LIMIT :limit
                                """),
                tx,
                after,
                limit);
    }

    /** Those of some accounts, of all providers, whose deletion is planned. */
    List<Due> leaving(List<UUID> accounts) {
        return Due.list(
                tx.handle()
                        .createQuery(
                                """
                                SELECT provider_id, id, term_since AS at FROM account
                                WHERE id = ANY(:accounts) AND term_state = 'deletion_scheduled' ORDER BY id
                                """)
                        .bindArray("accounts", UUID.class, accounts));
    }

    /** Accounts of all providers whose purge has begun, without those that go with a parent. */
    List<Due> purging(UUID after, int limit) {
        return Due.list(
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

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    static TermState term(ResultSet row) throws SQLException {
        return new StoredTerm(
                        row.getString("term_state"),
                        Instants.of(row, "term_ends_at"),
                        Instants.ofNullable(row, "term_since"),
                        Instants.ofNullable(row, "term_until"),
                        Instants.ofNullable(row, "term_promised_at"),
                        row.getString("term_before"),
                        Instants.ofNullable(row, "term_before_since"),
                        row.getBoolean("term_confirmed"))
                .state();
    }
}
