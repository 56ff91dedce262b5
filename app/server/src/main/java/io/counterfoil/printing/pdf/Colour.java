package io.counterfoil.printing.pdf;

/**
 * A colour, each part 0 to 255. Black is printed with black ink only.
 *
 * @param inInks whether it is written in the inks of a press, or as it is on a screen
 */
public record Colour(int red, int green, int blue, boolean inInks) {
    /** Black ink and nothing else. */
    public static final Colour BLACK = new Colour(0, 0, 0);

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
            throw new IllegalArgumentException("A colour is written as #rrggbb, not " + text + ".");
        }
        int rgb = Integer.parseInt(text.substring(1), 16);
        return new Colour(rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff);
    }

    /** The same in the inks of a press. */
    public Colour forPress() {
        return new Colour(red, green, blue, true);
    }

    /** Paints what follows in this colour, and gives the content back. */
    public Content fill(Content content) {
        if (red == 0 && green == 0 && blue == 0) {
            return content.raw("0 g ");
        }
        if (inInks) {
            Inks inks = Inks.of(red, green, blue);
            return content.number(inks.cyan())
                    .number(inks.magenta())
                    .number(inks.yellow())
                    .number(inks.black())
                    .raw("k ");
        }
        return content.number(red / MOST).number(green / MOST).number(blue / MOST).raw("rg ");
    }
}
