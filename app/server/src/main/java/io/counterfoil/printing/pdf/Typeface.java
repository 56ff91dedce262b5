package io.counterfoil.printing.pdf;

/** The fonts that layouts may use; all may be embedded (see fonts/LICENSE.txt). */
public enum Typeface {
    SANS("F1", "RobotoCondensed-Regular.ttf"),
    SANS_BOLD("F2", "RobotoCondensed-Bold.ttf"),
    MONO_BOLD("F3", "DejaVuSansMono-Bold.ttf");

    /** Height of capitals and digits, in em; that of the highest of the three. */
    public static final double CAP_HEIGHT = 0.729;

    /** How far letters such as g go below the line, in em; that of the deepest of the three. */
    public static final double DESCENT = 0.236;

    private final String alias;
    private final String file;

    Typeface(String alias, String file) {
        this.alias = alias;
        this.file = file;
    }

    /** Its name in the resources of a page. */
    String alias() {
        return alias;
    }

    String resource() {
        return "/fonts/" + file;
    }
}
