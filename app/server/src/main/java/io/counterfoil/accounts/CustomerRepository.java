package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Customers and their contacts. */
final class CustomerRepository {
    private final Tx tx;

    CustomerRepository(Tx tx) {
        this.tx = tx;
    }

    void insert(UUID customer, String name) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO customer (provider_id, id, name, created_at)
                        VALUES (:provider, :customer, :name, :now)
                        """)
                .bind("provider", tx.provider())
                .bind("customer", customer)
                .bind("name", name)
                .bind("now", tx.now())
                .execute();
    }

    /** The customer's name, who doesn't go before the transaction ends. */
    Optional<String> lockName(UUID customer) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT name FROM customer WHERE provider_id = :provider AND id = :customer FOR KEY SHARE
                        """)
                .bind("provider", tx.provider())
                .bind("customer", customer)
                .mapTo(String.class)
                .findOne();
    }

    /**
     * Takes hold of a customer: nobody opens or ends an account of theirs until the transaction
     * ends.
     */
    void lockAlone(UUID customer) {
        tx.handle()
                .createQuery(
                        """
                        SELECT id FROM customer WHERE provider_id = :provider AND id = :customer FOR UPDATE
                        """)
                .bind("provider", tx.provider())
                .bind("customer", customer)
                .mapTo(UUID.class)
                .one();
    }

    void insertContact(Contact contact) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO contact (provider_id, id, customer_id, name, email)
                        VALUES (:provider, :id, :customer, :name, :email)
                        """)
                .bind("provider", tx.provider())
                .bind("id", contact.id())
                .bind("customer", contact.customer())
                .bind("name", contact.name())
                .bind("email", contact.email())
                .execute();
    }

    /** The customer's contacts, the oldest first. */
    List<Contact> contacts(UUID customer) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, customer_id, name, email FROM contact
                        WHERE provider_id = :provider AND customer_id = :customer ORDER BY id
                        """)
                .bind("provider", tx.provider())
                .bind("customer", customer)
                .map((row, context) -> contact(row))
                .list();
    }

    /** The contact as it is now; null leaves a column as it is. */
    Optional<Contact> changeContact(UUID id, @Nullable String name, @Nullable String email) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE contact SET name = coalesce(:name, name), email = coalesce(:email, email)
                        WHERE provider_id = :provider AND id = :id RETURNING id, customer_id, name, email
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .bind("name", name)
                .bind("email", email)
                .map((row, context) -> contact(row))
                .findOne();
    }

    /** The usernames of the customer's accounts, as many as fit into a sentence. */
    List<String> usernames(UUID customer) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT username FROM account
                        WHERE provider_id = :provider AND customer_id = :customer AND term_state <> 'deleted' ORDER BY id LIMIT 5
                        """)
                .bind("provider", tx.provider())
                .bind("customer", customer)
                .mapTo(String.class)
                .list();
    }

    boolean rename(UUID customer, String name) {
        return tx.handle()
                        .createUpdate(
                                "UPDATE customer SET name = :name WHERE provider_id = :provider AND"
                                        + " id = :customer")
                        .bind("provider", tx.provider())
                        .bind("customer", customer)
                        .bind("name", name)
                        .execute()
                == 1;
    }

    /** A contact, which doesn't go before the transaction ends. */
    Optional<Contact> lockContact(UUID id) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, customer_id, name, email FROM contact
                        WHERE provider_id = :provider AND id = :id FOR KEY SHARE
                        """)
                .bind("provider", tx.provider())
                .bind("id", id)
                .map((row, context) -> contact(row))
                .findOne();
    }

    /** The customer's first contact. */
    Optional<Contact> lockFirstContact(UUID customer) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT id, customer_id, name, email FROM contact
                        WHERE provider_id = :provider AND customer_id = :customer ORDER BY id LIMIT 1 FOR KEY SHARE
                        """)
                .bind("provider", tx.provider())
                .bind("customer", customer)
                .map((row, context) -> contact(row))
                .findOne();
    }

    private static Contact contact(ResultSet row) throws SQLException {
        return new Contact(
                row.getObject("id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getString("name"),
                row.getString("email"));
    }
}
