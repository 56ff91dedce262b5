package io.counterfoil.printing.lists;

/** A list can't be printed; the message says what to mend where, one sentence a line. */
public final class ListException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ListException(String message) {
        super(message);
    }
}
