package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import io.counterfoil.terms.TermState;
import java.util.Optional;
import java.util.UUID;

/** What happens to the rows of accounts whose bytes are gone. */
final class EndRepository {
    private final Tx tx;

    EndRepository(Tx tx) {
        this.tx = tx;
    }

    /** The people behind an account. */
    record People(UUID customer, UUID contact) {}

    People people(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT customer_id, contact_id FROM account
                        WHERE provider_id = :provider AND id = :account
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .map(
                        (row, context) ->
                                new People(
                                        row.getObject("customer_id", UUID.class),
                                        row.getObject("contact_id", UUID.class)))
                .one();
    }

    /**
     * Leaves of a purged account what names nobody.
     *
     * @return false unless its node confirmed the purge and no sub-account is left
     */
    boolean bury(UUID account) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE account
                                SET term_state = 'deleted', term_since = :now, username = NULL, password_hash = NULL, contact_id = NULL
                                WHERE provider_id = :provider AND id = :account AND term_state = 'purging'
                                  AND NOT EXISTS (SELECT FROM account sub WHERE sub.provider_id = account.provider_id
                                      AND sub.parent_id = account.id AND sub.term_state <> 'deleted')
                                """)
                        .bind("provider", tx.provider())
                        .bind("account", account)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** What is left of a deleted account. */
    record Gone(UUID plan, int planVersion, TermState term) {}

    /** The account if it is deleted. */
    Optional<Gone> deleted(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT plan_id, plan_version, %s FROM account
                        WHERE provider_id = :provider AND id = :account AND term_state = 'deleted'
                        """
                                .formatted(TermRepository.COLUMNS))
                .bind("provider", tx.provider())
                .bind("account", account)
                .map(
                        (row, context) ->
                                new Gone(
                                        row.getObject("plan_id", UUID.class),
                                        row.getInt("plan_version"),
                                        TermRepository.term(row)))
                .findOne();
    }

    /** Removes a contact that no account has any more. */
    void removeContact(UUID contact) {
        tx.handle()
                .createUpdate(
                        """
                        DELETE FROM contact
                        WHERE provider_id = :provider AND id = :contact
                          AND NOT EXISTS (SELECT FROM account WHERE account.provider_id = :provider AND contact_id = :contact)
                        """)
                .bind("provider", tx.provider())
                .bind("contact", contact)
                .execute();
    }

    /**
     * Takes the customer's name off the accounts that are deleted if no other is left.
     *
     * @return whether none is left
     */
    boolean forgetCustomer(UUID customer) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE account SET customer_id = NULL
                                WHERE provider_id = :provider AND customer_id = :customer
                                  AND NOT EXISTS (SELECT FROM account other WHERE other.provider_id = :provider
                                      AND other.customer_id = :customer AND other.term_state <> 'deleted')
                                """)
                        .bind("provider", tx.provider())
                        .bind("customer", customer)
                        .execute()
                > 0;
    }

    /** Removes a customer without accounts, with what contacts are left. */
    void removeCustomer(UUID customer) {
        tx.handle()
                .createUpdate(
                        "DELETE FROM contact WHERE provider_id = :provider AND customer_id ="
                                + " :customer")
                .bind("provider", tx.provider())
                .bind("customer", customer)
                .execute();
        tx.handle()
                .createUpdate("DELETE FROM customer WHERE provider_id = :provider AND id = :customer")
                .bind("provider", tx.provider())
                .bind("customer", customer)
                .execute();
    }
}
