package io.counterfoil.mail;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * From whom a provider's messages are.
 *
 * @param name what stands before the address; null: the provider's name
 * @param address from which they come; null: the installation's
 * @param replyTo where answers go; null: to the address that they come from
 * @param language in which its messages are, unless their readers chose another one, such as {@code
 *     de}; null: English
 */
record Sender(
        @Nullable String name,
        @Nullable String address,
        @Nullable String replyTo,
        @Nullable String language) {
    /** Nothing of a provider's own. */
    static final Sender USUAL = new Sender(null, null, null, null);

    /** The language of its messages. */
    Locale locale() {
        return language == null ? Locale.ENGLISH : Locale.forLanguageTag(language);
    }

    /** Whether answers go to somebody; to the installation's own address they don't. */
    boolean isRead() {
        return replyTo != null || address != null;
    }

    /** The same with a name where it has none. */
    Sender orNamed(String usual) {
        return name == null ? new Sender(usual, address, replyTo, language) : this;
    }
}
