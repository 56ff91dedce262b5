package io.counterfoil.printing.artwork;

import java.io.Serial;

/**
 * A template (artwork, layout or sheet) is not what it should be; the message says what to mend in
 * which file, for the person who made it.
 */
public sealed class TemplateException extends RuntimeException permits LetteringException {
    @Serial private static final long serialVersionUID = 1L;

    /** A fault that this program found. */
    public TemplateException(String message) {
        super(message);
    }

    /** A fault that the reader of the file found. */
    public TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
