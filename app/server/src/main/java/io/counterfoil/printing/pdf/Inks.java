package io.counterfoil.printing.pdf;

/**
 * A colour in the four inks of a press, each part 0 to 1.
 *
 * <p>The conversion is a simple one that needs no profile: all grey that cyan, magenta and yellow
 * have in common is printed with black (full grey component replacement). So grey is black ink
 * only, two of the three coloured inks are the most that ever meet, and no colour lays down more
 * than 300 % of ink.
 */
public record Inks(float cyan, float magenta, float yellow, float black) {
    private static final float MOST = 255;

    /** The inks for a colour of a screen, each part 0 to 255. */
    public static Inks of(int red, int green, int blue) {
        float most = Math.max(red, Math.max(green, blue));
        if (most == 0) {
            return new Inks(0, 0, 0, 1);
        }
        return new Inks(
                (most - red) / most, (most - green) / most, (most - blue) / most, 1 - most / MOST);
    }
}
