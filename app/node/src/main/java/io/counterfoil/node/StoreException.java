package io.counterfoil.node;

import java.io.IOException;

/** The store can't do what was asked of it, for a reason that the client should know. */
final class StoreException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    StoreException(Refusal refusal, String message, Throwable cause) {
        super(message, cause);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
