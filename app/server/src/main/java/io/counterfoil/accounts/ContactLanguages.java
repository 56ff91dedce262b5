package io.counterfoil.accounts;

import io.counterfoil.mail.ReadersOfMail;
import io.counterfoil.platform.Tx;
import java.util.Locale;
import java.util.Optional;

/** The languages of contacts. Whoever reads at an address is one person, however many have it. */
public final class ContactLanguages implements ReadersOfMail {
    @Override
    public Optional<Locale> of(Tx tx, String address) {
        return new CustomerRepository(tx).language(address).map(Locale::forLanguageTag);
    }
}
