package io.counterfoil.mail;

import io.counterfoil.platform.Tx;
import java.util.Locale;
import java.util.Optional;

/** Knows who reads messages, as far as they said in which language. */
@FunctionalInterface
public interface ReadersOfMail {
    /** The language in which messages to this address are written; empty: whichever is usual. */
    Optional<Locale> of(Tx tx, String address);
}
