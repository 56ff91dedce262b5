package io.counterfoil.accounts;

import io.counterfoil.mail.ReaderLanguages;
import io.counterfoil.platform.Tx;
import java.util.Locale;
import java.util.Optional;

/** The languages of contacts. Whoever reads at an address is one person, however many have it. */
public final class ContactLanguages implements ReaderLanguages {
    @Override
    public Optional<Locale> of(Tx tx, String address) {
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
                .findOne()
                .map(Locale::forLanguageTag);
    }
}
