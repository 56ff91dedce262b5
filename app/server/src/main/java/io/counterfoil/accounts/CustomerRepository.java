package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Customers and their contacts. */
final class CustomerRepository {
    private static final String COLUMNS = "id, customer_id, name, email, confirmed";

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

    /** A new contact, who reads what whoever brings them reads. */
    void insertContact(Contact contact) {
        Locale language = tx.caller().language();
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO contact (provider_id, id, customer_id, name, email, confirmed, language)
                        VALUES (:provider, :id, :customer, :name, :email, :confirmed, :language)
                        """)
                .bind("provider", tx.provider())
                .bind("id", contact.id())
                .bind("customer", contact.customer())
                .bind("name", contact.name())
                .bind("email", contact.email())
                .bind("confirmed", contact.confirmed())
                .bind("language", language == null ? null : language.getLanguage())
                .execute();
    }

    /** The language of whoever reads at an address, if a contact there has one. */
    Optional<String> language(String address) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT language FROM contact
                        WHERE provider_id = :provider AND address = lower(:address) AND language IS NOT NULL
                        ORDER BY id DESC LIMIT 1
                        """)
                .bind("provider", tx.provider())
                .bind("address", address)
                .mapTo(String.class)
                .findOne();
    }

    /** The customer's contacts, the oldest first. */
    List<Contact> contacts(UUID customer) {
        return select(
                        "customer_id = :customer ORDER BY id",
                        query -> query.bind("customer", customer))
                .list();
    }

    Optional<Contact> contact(UUID id) {
        return select("id = :id", query -> query.bind("id", id)).findOne();
    }

    /**
     * The contact as it is now; null leaves a column as it is. Whoever gives it another address has
     * reason to take that one for theirs.
     */
    Optional<Contact> changeContact(UUID id, @Nullable String name, @Nullable String email) {
        return tx.handle()
                .createQuery(
                        """
                        UPDATE contact
                        SET name = coalesce(:name, name), email = coalesce(:email, email),
                            confirmed = confirmed OR coalesce(:email <> email, false)
                        WHERE provider_id = :provider AND id = :id RETURNING %s
                        """
                                .formatted(COLUMNS))
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
        return select("id = :id FOR KEY SHARE", query -> query.bind("id", id)).findOne();
    }

    /** Locks the contact of an account, which others may share. */
    void holdContactOf(UUID account) {
        tx.handle()
                .createQuery(
                        """
                        SELECT contact.id FROM contact
                        JOIN account ON account.provider_id = contact.provider_id AND account.contact_id = contact.id
                        WHERE account.provider_id = :provider AND account.id = :account
                        FOR NO KEY UPDATE OF contact
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .mapTo(UUID.class)
                .findOne();
    }

    /** The customer's first contact. */
    Optional<Contact> lockFirstContact(UUID customer) {
        return select(
                        "customer_id = :customer ORDER BY id LIMIT 1 FOR KEY SHARE",
                        query -> query.bind("customer", customer))
                .findOne();
    }

    /** The address of an account's contact, if nobody has confirmed it. */
    Optional<String> unconfirmedAddress(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT email FROM contact
                        JOIN account ON account.provider_id = contact.provider_id AND account.contact_id = contact.id
                        WHERE account.provider_id = :provider AND account.id = :account AND NOT confirmed
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .mapTo(String.class)
                .findOne();
    }

    /** Takes the address of an account's contact to be confirmed, if it is this one. */
    void confirm(UUID account, @Nullable String email) {
        tx.handle()
                .createUpdate(
                        """
                        UPDATE contact SET confirmed = true
                        FROM account
                        WHERE account.provider_id = :provider AND account.id = :account
                          AND contact.provider_id = account.provider_id AND contact.id = account.contact_id
                          AND NOT confirmed AND email = coalesce(:email, email)
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .bind("email", email)
                .execute();
    }

    private ResultIterable<Contact> select(String condition, UnaryOperator<Query> bind) {
        Query query =
                tx.handle()
                        .createQuery(
                                "SELECT %s FROM contact WHERE provider_id = :provider AND %s"
                                        .formatted(COLUMNS, condition));
        return bind.apply(query.bind("provider", tx.provider()))
                .map((row, context) -> contact(row));
    }

    /** What mail calls the contact of a row that names it. */
    static String greeting(ResultSet row) throws SQLException {
        return Contact.greeting(
                row.getString("name"), row.getString("email"), row.getBoolean("confirmed"));
    }

    private static Contact contact(ResultSet row) throws SQLException {
        return new Contact(
                row.getObject("id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getString("name"),
                row.getString("email"),
                row.getBoolean("confirmed"));
    }
}
