package io.counterfoil.node.copies;

/** Why a copy can't go on, however often it is tried. The message is for the control service. */
final class CopyProblem extends Exception {
    private static final long serialVersionUID = 1;

    CopyProblem(String message) {
        super(message);
    }
}
