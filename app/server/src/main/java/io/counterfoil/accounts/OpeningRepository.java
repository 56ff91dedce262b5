package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import io.counterfoil.terms.TermState;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Update;

/** New accounts. */
final class OpeningRepository {
    private final Tx tx;

    OpeningRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * Inserts a parent account.
     *
     * @return false if the username is taken or the customer has a parent account of the plan
     */
    boolean insert(Openings.Seat seat, Passwords.Hashed password, TermState term) {
        return inserted(
                tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO account (provider_id, id, customer_id, contact_id, plan_id, plan_version, username, password_hash,
                                                     must_change_password, hard_quota_bytes, user_quota_bytes,
                                                     term_ends_at, term_state, term_since, term_due_at, created_at)
                                VALUES (:provider, :account, :customer, :contact, :plan, :planVersion, :username, :hash,
                                        :temporary, :hard, :user, :end, :state, :now, :due, :now)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("customer", seat.contact().customer())
                        .bind("plan", seat.plan().id())
                        .bind("planVersion", seat.plan().version())
                        .bind("end", term.end())
                        .bind("state", term.label())
                        .bind("due", term.due()),
                seat,
                password);
    }

    /**
     * Inserts an account under a living parent, whose customer, plan and term are its own.
     *
     * @return false if the username is taken
     */
    boolean insertUnder(UUID parent, Openings.Seat seat, Passwords.Hashed password) {
        return inserted(
                tx.handle()
                        .createUpdate(
                                """
                                INSERT INTO account (provider_id, id, parent_id, customer_id, contact_id, plan_id, plan_version, username, password_hash,
                                                     must_change_password, hard_quota_bytes, user_quota_bytes,
                                                     term_ends_at, term_state, term_since, term_until, term_promised_at, created_at)
                                SELECT provider_id, :account, id, customer_id, :contact, plan_id, plan_version, :username, :hash,
                                       :temporary, :hard, :user, term_ends_at, term_state, term_since, term_until, term_promised_at, :now
                                FROM account WHERE provider_id = :provider AND id = :parent
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("parent", parent),
                seat,
                password);
    }

    /** How many accounts were opened under a parent since then, deleted ones too. */
    int openedUnder(UUID parent, Instant since) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT count(*) FROM account
                        WHERE provider_id = :provider AND parent_id = :parent AND created_at > :since
                        """)
                .bind("provider", tx.provider())
                .bind("parent", parent)
                .bind("since", since)
                .mapTo(Integer.class)
                .one();
    }

    /** The username of the customer's parent account of this plan. */
    Optional<String> parentOf(UUID customer, UUID plan) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT username FROM account
                        WHERE provider_id = :provider AND customer_id = :customer AND plan_id = :plan AND parent_id IS NULL
                          AND term_state <> 'deleted'
                        """)
                .bind("provider", tx.provider())
                .bind("customer", customer)
                .bind("plan", plan)
                .mapTo(String.class)
                .findOne();
    }

    private boolean inserted(Update update, Openings.Seat seat, Passwords.Hashed password) {
        return update.bind("provider", tx.provider())
                        .bind("account", seat.id())
                        .bind("contact", seat.contact().id())
                        .bind("username", seat.username())
                        .bind("hash", password.hash())
                        .bind("temporary", password.temporary() != null)
                        .bind("hard", seat.hardQuotaBytes())
                        .bind("user", seat.userQuotaBytes())
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }
}
