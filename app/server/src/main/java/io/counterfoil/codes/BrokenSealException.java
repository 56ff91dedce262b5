package io.counterfoil.codes;

import java.io.Serial;

/** Sealed bytes are not what was sealed: altered, moved, or under another key. */
public final class BrokenSealException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    BrokenSealException(Throwable cause) {
        super(
                "Sealed data could not be opened: it was altered or moved, or the key is another"
                        + " one.",
                cause);
    }
}
