package io.counterfoil.printing.artwork;

import io.counterfoil.platform.Text;
import java.io.Serial;

/** There is text in artwork, for which the font may be missing where it is printed. */
final class LetteringException extends TemplateException {
    @Serial private static final long serialVersionUID = 1L;

    private final String name;
    private final String element;

    /**
     * Text in artwork of a layout, which has places for text.
     *
     * @param name of the file
     * @param element that is text
     */
    LetteringException(String name, String element) {
        super(
                artwork(
                        name,
                        Text.of(
                                "has a <{text}>, and fonts differ from machine to machine. Please"
                                        + " turn text into paths, or make it a place with the field"
                                        + " \"caption\".",
                                "text",
                                element)));
        this.name = name;
        this.element = element;
    }

    /** The same of what has no places. */
    String ofLogo() {
        return artwork(
                        name,
                        Text.of(
                                "has a <{text}>, and fonts differ from machine to machine. Please"
                                        + " turn text into paths; drawing programs call that"
                                        + " outlines or curves.",
                                "text",
                                element))
                .toString();
    }
}
