package io.counterfoil.printing.layout;

import java.io.Serial;

/** A layout or sheet file is not what it should be; the message says what to mend in which file. */
final class TemplateException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }

    TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
