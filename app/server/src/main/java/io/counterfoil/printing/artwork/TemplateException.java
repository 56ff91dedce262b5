package io.counterfoil.printing.artwork;

import io.counterfoil.platform.Text;
import java.io.Serial;

/**
 * A template (artwork, layout or sheet) is not what it should be; the message says what to mend in
 * which file, for the person who made it.
 */
public sealed class TemplateException extends RuntimeException permits LetteringException {
    @Serial private static final long serialVersionUID = 1L;

    /** A fault that this program found. */
    public TemplateException(Text fault) {
        super(fault.toString());
    }

    /** A fault that the reader of the file found. */
    public TemplateException(Text fault, Throwable cause) {
        super(fault.toString(), cause);
    }

    /**
     * A fault of artwork.
     *
     * @param name of the file
     * @param fault what follows the name: "has hidden layers; please delete them."
     */
    static TemplateException ofArtwork(String name, Text fault) {
        return new TemplateException(artwork(name, fault));
    }

    /** The same, which the reader of the file found. */
    static TemplateException ofArtwork(String name, Text fault, Throwable cause) {
        return new TemplateException(artwork(name, fault), cause);
    }

    /** A sentence of artwork and what is wrong with it. */
    static Text artwork(String name, Text fault) {
        return Text.of("The artwork {text} {fault}", "text", name, "fault", fault);
    }
}
