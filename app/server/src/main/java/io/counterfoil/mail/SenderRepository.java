package io.counterfoil.mail;

import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class SenderRepository {
    private final Tx tx;

    SenderRepository(Tx tx) {
        this.tx = tx;
    }

    Optional<Sender> find() {
        return tx.handle()
                .createQuery(
                        """
                        SELECT name, address, reply_to, language FROM mail_sender
                        WHERE provider_id = :provider
                        """)
                .bind("provider", tx.provider())
                .map(
                        (row, context) ->
                                new Sender(
                                        row.getString("name"),
                                        row.getString("address"),
                                        row.getString("reply_to"),
                                        row.getString("language")))
                .findOne();
    }

    /** From which addresses visible providers other than this one write. */
    List<String> addressesOfOthers(UUID own) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT address FROM mail_sender
                        WHERE provider_id <> :own AND address IS NOT NULL
                        """)
                .bind("own", own)
                .mapTo(String.class)
                .list();
    }

    void put(Sender sender) {
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO mail_sender (provider_id, name, address, reply_to, language)
                        VALUES (:provider, :name, :address, :replyTo, :language)
                        ON CONFLICT (provider_id)
                            DO UPDATE SET name = excluded.name, address = excluded.address, reply_to = excluded.reply_to,
                                language = excluded.language
                        """)
                .bind("provider", tx.provider())
                .bind("name", sender.name())
                .bind("address", sender.address())
                .bind("replyTo", sender.replyTo())
                .bind("language", sender.language())
                .execute();
    }
}
