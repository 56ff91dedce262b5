package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.UUID;

/** Whom mail about an account's backups goes to, and what else is theirs. */
final class HolderRepository {
    private final Tx tx;

    HolderRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * An account, and how its holder is reached.
     *
     * @param term where its time stands, by the name of that state
     * @param address that of the holder, in lower case
     */
    record Held(
            UUID account,
            String username,
            String term,
            String greeting,
            String email,
            String address) {
        /** What mail calls the account. */
        String called() {
            return Contact.mailed(username, greeting, email);
        }
    }

    /** All accounts whose mail goes where this one's does, itself first; empty if it is deleted. */
    List<Held> accountsOfHolder(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT account.id, account.username, account.term_state, contact.name, contact.email, contact.confirmed, contact.address
                        FROM account asked
                        JOIN contact holder ON holder.provider_id = asked.provider_id AND holder.id = asked.contact_id
                        JOIN contact ON contact.provider_id = holder.provider_id AND contact.address = holder.address
                        JOIN account ON account.provider_id = contact.provider_id AND account.contact_id = contact.id
                        WHERE asked.provider_id = :provider AND asked.id = :account
                        ORDER BY account.id <> asked.id, account.id
                        """)
                .bind("provider", tx.provider())
                .bind("account", account)
                .map(
                        (row, context) ->
                                new Held(
                                        row.getObject("id", UUID.class),
                                        row.getString("username"),
                                        row.getString("term_state"),
                                        CustomerRepository.greeting(row),
                                        row.getString("email"),
                                        row.getString("address")))
                .list();
    }
}
