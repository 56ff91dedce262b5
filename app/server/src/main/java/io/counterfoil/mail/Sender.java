package io.counterfoil.mail;

import org.jspecify.annotations.Nullable;

/**
 * From whom a provider's messages are.
 *
 * @param name what stands before the address; null: the provider's name
 * @param address from which they come; null: the installation's
 * @param replyTo where answers go; null: to the address that they come from
 */
record Sender(@Nullable String name, @Nullable String address, @Nullable String replyTo) {
    /** Nothing of a provider's own. */
    static final Sender USUAL = new Sender(null, null, null);

    /** Whether answers go to somebody; to the installation's own address they don't. */
    boolean isRead() {
        return replyTo != null || address != null;
    }

    /** The same with a name where it has none. */
    Sender orNamed(String usual) {
        return name == null ? new Sender(usual, address, replyTo) : this;
    }
}
