package io.counterfoil.mail;

import io.counterfoil.platform.Tx;
import java.util.Optional;

/** Knows the logos that stand at the head of messages. */
@FunctionalInterface
public interface MailLogos {
    /**
     * The logo of the transaction's provider as PNG, with twice as many dots as messages show, for
     * screens that have them; empty: the provider's name stands there.
     */
    Optional<byte[]> of(Tx tx);
}
