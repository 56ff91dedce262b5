package io.counterfoil.access;

import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Tx;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * From which address a new provider's messages come. Mails belong to a package that stands on this
 * one, so it does what set-up asks of it.
 */
public interface FirstSender {
    /** The address that is used without one of a provider's own; empty: there is none. */
    String usual();

    /**
     * An address as it is kept, after {@code fields} were told what is wrong with it in {@code
     * field}; null: none was typed.
     *
     * @param provider whose it will be, which need not exist yet
     */
    @Nullable String check(Fields fields, String field, UUID provider, @Nullable String typed);

    /** Keeps a checked address for the transaction's provider. */
    void keep(Tx tx, String address);
}
