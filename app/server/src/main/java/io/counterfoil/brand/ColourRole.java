package io.counterfoil.brand;

import java.util.Locale;

/** What a provider's colour is for. Layouts name roles, so that they look right for everybody. */
public enum ColourRole {
    /** Deep grounds with white text on them, and text on the accent. */
    DARK,
    /** The colour that people know the company by: grounds, headings on white paper. */
    MAIN,
    /** A livelier neighbour of it, for the light end of a gradient and for large shapes. */
    BRIGHT,
    /** What strikes the eye: the price, a line. */
    ACCENT,
    /** Small text on dark grounds. */
    LIGHT;

    /** Its name in settings and layouts. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
