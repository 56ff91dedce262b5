package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.UUID;

/** Whom mail about an account's space goes to, and what else is theirs. */
final class SpaceHolderRepository {
    private final Tx tx;

    SpaceHolderRepository(Tx tx) {
        this.tx = tx;
    }

    /** An account, and how its holder is reached. */
    record Held(UUID account, String username, String greeting, String email) {}

    /** All accounts whose mail goes where this one's does, itself first; empty if it is deleted. */
    List<Held> accountsOfHolder(UUID account) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT account.id, account.username, contact.name, contact.email, contact.confirmed
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
                                        CustomerRepository.greeting(row),
                                        row.getString("email")))
                .list();
    }
}
