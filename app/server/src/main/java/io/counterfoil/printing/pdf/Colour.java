package io.counterfoil.printing.pdf;

import io.counterfoil.platform.Text;

/**
 * A colour, each part 0 to 255. Black is printed with black ink only, and on a press over what is
 * below it: where the inks don't meet exactly, a white edge would show around it otherwise. Every
 * other colour leaves out what is below.
 *
 * @param inInks whether it is written in the inks of a press, or as it is on a screen
 */
public record Colour(int red, int green, int blue, boolean inInks) {
    /** Black ink and nothing else. */
    public static final Colour BLACK = new Colour(0, 0, 0);

    /** No ink at all. */
    public static final Colour WHITE = new Colour(255, 255, 255);

    /**
     * Entries of the graphics states that content with colours of a press names: with overprint for
     * black, without for all others (ISO 32000-1, 8.6.7).
     */
    public static final String STATES =
            "/K<</Type/ExtGState/OP true/op true/OPM 1>>"
                    + "/N<</Type/ExtGState/OP false/op false/OPM 0>>";

    /** Switches overprint off. */
    public static final String KNOCK_OUT = "/N gs ";

    private static final String OVERPRINT = "/K gs ";
    private static final double MOST = 255;

    /** A colour as it is on a screen. */
    Colour(int red, int green, int blue) {
        this(red, green, blue, false);
    }

    /**
     * Reads {@code #rrggbb}.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Colour parse(String text) {
        if (!text.matches("#[0-9a-fA-F]{6}")) {
            throw new IllegalArgumentException(
                    Text.of("A colour is written as #rrggbb, not {text}.", "text", text)
                            .toString());
        }
        int rgb = Integer.parseInt(text.substring(1), 16);
        return new Colour(rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff);
    }

    /** The colour as it is on a screen, written as {@code #rrggbb}. */
    public String hex() {
        return "#%02x%02x%02x".formatted(red, green, blue);
    }

    /** The same in the inks of a press. */
    public Colour forPress() {
        return new Colour(red, green, blue, true);
    }

    /** Paints the lines and bars that follow in this colour, and gives the content back. */
    public Content fill(Content content) {
        return fill(equals(BLACK.forPress()) ? OVERPRINT : KNOCK_OUT, content);
    }

    /** Paints areas, which cover what is below them in any colour, and gives the content back. */
    public Content cover(Content content) {
        return fill(KNOCK_OUT, content);
    }

    private Content fill(String state, Content content) {
        if (inInks) {
            Inks inks = Inks.of(red, green, blue);
            return content.raw(state)
                    .number(inks.cyan())
                    .number(inks.magenta())
                    .number(inks.yellow())
                    .number(inks.black())
                    .raw("k ");
        }
        if (red == green && green == blue) {
            return content.number(red / MOST).raw("g ");
        }
        return content.number(red / MOST).number(green / MOST).number(blue / MOST).raw("rg ");
    }
}
