package io.counterfoil.mail;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address that gets nothing.
 *
 * @param id its id
 * @param address in lower case
 * @param kind why
 * @param detail what was said about it, such as a mail server's reply
 * @param since from when on
 */
record Suppression(
        UUID id, String address, Kind kind, @Nullable String detail, Instant since) {

    /** Why an address gets nothing. */
    enum Kind {
        /** Nothing arrives there. */
        BOUNCE("messages to it come back"),
        /** Whoever reads them there marked one as unwanted. */
        COMPLAINT("its reader marked one of your messages as unwanted");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** The reason as the end of a sentence. */
        String words() {
            return words;
        }
    }
}
