package io.counterfoil.accounts;

import io.counterfoil.platform.Instants;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Who agreed to be asked why, should they leave. */
final class ConsentRepository {
    private final Tx tx;

    ConsentRepository(Tx tx) {
        this.tx = tx;
    }

    /** Somebody who left. */
    record Gone(String greeting, String email) {}

    boolean agreed(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (
                            SELECT FROM account
                            JOIN contact ON contact.provider_id = account.provider_id AND contact.id = account.contact_id
                            WHERE account.provider_id = :provider AND account.id = :account AND follow_up_at IS NOT NULL)
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .mapTo(Boolean.class)
                .one();
    }

    /** False if it was so already. */
    boolean choose(UUID account, boolean agreed) {
        return tx.handle()
                        .createUpdate(
                                """
                                UPDATE contact SET follow_up_at = CASE WHEN :agreed THEN :now::timestamptz END
                                FROM account
                                WHERE account.provider_id = :provider AND account.id = :account
                                  AND contact.provider_id = account.provider_id AND contact.id = account.contact_id
                                  AND (follow_up_at IS NOT NULL) <> :agreed
                                """)
                        .bind("provider", tx.provider())
                        .bind("account", account)
                        .bind("agreed", agreed)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** The contacts of a customer that agreed, the oldest first. */
    List<Consents.Agreed> of(UUID customer) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, follow_up_at FROM contact
                        WHERE provider_id = :provider AND customer_id = :customer AND follow_up_at IS NOT NULL ORDER BY id
                        """)
                .bind("provider", tx.provider())
                .bind("customer", customer)
                .map(
                        (row, context) ->
                                new Consents.Agreed(
                                        row.getObject("id", UUID.class),
                                        Instants.of(row, "follow_up_at")))
                .list();
    }

    /**
     * The contact if it agreed and no account has it any more. Whose address nobody has confirmed
     * doesn't count: whoever typed it agreed, and it may be anybody's.
     */
    Optional<Gone> gone(UUID contact) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT name, email, confirmed FROM contact
                        WHERE provider_id = :provider AND id = :contact AND follow_up_at IS NOT NULL AND confirmed
                          AND NOT EXISTS (SELECT FROM account WHERE account.provider_id = :provider AND contact_id = :contact)
                        """)
                .bind("provider", tx.provider())
                .bind("contact", contact)
                .map(
                        (row, context) ->
                                new Gone(CustomerRepository.greeting(row), row.getString("email")))
                .findOne();
    }

    boolean isCustomer(String email) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT FROM contact WHERE provider_id = :provider AND address = lower(:email))
                        """)
                .bind("provider", tx.provider())
                .bind("email", email)
                .mapTo(Boolean.class)
                .one();
    }
}
