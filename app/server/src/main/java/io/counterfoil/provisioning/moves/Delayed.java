package io.counterfoil.provisioning.moves;

/** What keeps a move from getting on for now; the message is for the operator. */
final class Delayed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean lasts;

    Delayed(String message) {
        this(message, false);
    }

    private Delayed(String message, boolean lasts) {
        super(message);
        this.lasts = lasts;
    }

    /** What is not over within moments, so that no client may wait for it. */
    static Delayed lasting(String message) {
        return new Delayed(message, true);
    }

    boolean lasts() {
        return lasts;
    }
}
