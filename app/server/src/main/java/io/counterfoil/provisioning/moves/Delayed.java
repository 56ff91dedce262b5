package io.counterfoil.provisioning.moves;

/** What keeps a move from getting on for now; the message is for the operator. */
final class Delayed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Delayed(String message) {
        super(message);
    }
}
