package io.counterfoil.node.store;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The store can't do what was asked of it, for a reason that the client should know. */
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    /**
     * @param cause null when there is none
     */
    StoreException(Refusal refusal, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.refusal = refusal;
    }

    /** A full disk is for the client to know; any other trouble with it is a fault of ours. */
    static IOException ofDisk(IOException e) {
        String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return reason.contains("no space left") || reason.contains("quota exceeded")
                ? new StoreException(Refusal.DISK_FULL, reason, e)
                : e;
    }

    public Refusal refusal() {
        return refusal;
    }
}
