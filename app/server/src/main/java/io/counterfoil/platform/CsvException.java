package io.counterfoil.platform;

/** A text that should be CSV is none; the message says in which line and what to do about it. */
public final class CsvException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Text text;

    CsvException(int line, String message) {
        this(Text.of("Line {line}: {fault}", "line", String.valueOf(line), "fault", Text.of(message)));
    }

    private CsvException(Text text) {
        super(text.toString());
        this.text = text;
    }

    /** The message for pages of any language. */
    public Text text() {
        return text;
    }
}
