package io.counterfoil.redemption;

/**
 * Undoes the transaction in which a code turned out to be bad; never leaves {@link Redemptions}.
 */
final class CodeRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient CodeCheck.Bad bad;

    CodeRefusedException(CodeCheck.Bad bad) {
        super(bad.reason().name(), null, false, false);
        this.bad = bad;
    }

    CodeCheck.Bad bad() {
        return bad;
    }
}
