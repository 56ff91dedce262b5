package io.counterfoil.printing.artwork;

import java.io.Serial;

/** There is text in artwork, for which the font may be missing where it is printed. */
final class LetteringException extends TemplateException {
    @Serial private static final long serialVersionUID = 1L;

    private final String fault;

    /**
     * Text in artwork of a layout, which has places for text.
     *
     * @param fault what is wrong, as the beginning of what to do
     */
    LetteringException(String fault) {
        super(fault + " Please turn text into paths, or make it a place with the field \"caption\".");
        this.fault = fault;
    }

    /** The same of what has no places. */
    String ofLogo() {
        return fault
                + " Please turn text into paths; drawing programs call that outlines or curves.";
    }
}
